#!/usr/bin/env node
// Takes the flags of a desktop VS Code and runs the one from npm in a headless browser, so that `runTests` of
// @vscode/test-electron can start either. PHASEGATE_VSCODE_VERSION says which version.
//   --install-extension=FILE   installs a package and ends
//   --extensionDevelopmentPath=DIR FOLDER   installs DIR, packaged, beside the others, opens FOLDER, and ends with the
//     outcome that the test extension leaves in the folder PHASEGATE_TEST_REPORT
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { launchBrowser } from "./browser.mjs";
import { root } from "./paths.mjs";
import { atEnd, end, run } from "./process.mjs";
import { installExtension, startServer, writeSettings } from "./vscode.mjs";

/** How long until the suites report that they run, and until they end, in ms. */
const patience = { start: 300_000, end: 1_800_000 };

const { values, positionals } = parseArgs({
  args: process.argv.slice(2),
  strict: false,
  allowPositionals: true,
  options: {
    "install-extension": { type: "string" },
    "user-data-dir": { type: "string" },
    "extensions-dir": { type: "string" },
    extensionDevelopmentPath: { type: "string" },
  },
});

/** @param {string} name */
function flag(name) {
  const value = values[name];
  if (typeof value !== "string") throw new Error(`--${name}=… is missing`);
  return value;
}

/** @param {string} line */
const say = (line) => console.log(`  ${line}`);
const version = process.env["PHASEGATE_VSCODE_VERSION"] ?? "";
const place = { version, dataDir: flag("user-data-dir"), extensionsDir: flag("extensions-dir"), say };

/** A desktop keeps the person's settings elsewhere in its data folder. */
async function moveSettings() {
  const settings = await readFile(join(place.dataDir, "User", "settings.json"), "utf8");
  await writeSettings(place.dataDir, JSON.parse(settings));
}

/** @type {string[]} what VS Code wrote on the browser's console, the extension host's errors among it */
const said = [];

async function runSuites() {
  const report = process.env["PHASEGATE_TEST_REPORT"] ?? "";
  const outcome = join(report, "outcome.json");
  const server = await startServer({ ...place, env: { ...process.env, PHASEGATE_RUN_ON_ACTIVATION: "1" } });
  const browser = await launchBrowser(say);
  atEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.on("console", (message) => said.push(message.text()));
  await page.goto(server.url(positionals[0] ?? ""));
  await until(() => existsSync(join(report, "output.txt")), patience.start, "the suites did not start");
  await until(() => existsSync(outcome), patience.end, "the suites did not end");
  const { failed } = JSON.parse(await readFile(outcome, "utf8"));
  return failed === 0 ? 0 : 1;
}

/**
 * @param {() => boolean} reached
 * @param {number} time ms
 * @param {string} otherwise
 */
async function until(reached, time, otherwise) {
  const end = Date.now() + time;
  while (!reached()) {
    if (Date.now() > end) throw new Error(otherwise);
    await sleep(100);
  }
}

if (values["install-extension"] !== undefined) {
  await installExtension({ ...place, vsix: flag("install-extension") });
} else {
  const vsix = join(place.dataDir, "tests.vsix");
  const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
  const lenient = ["--no-dependencies", "--allow-missing-repository", "--skip-license"];
  await run(process.execPath, [vsce, "package", ...lenient, "--out", vsix], { cwd: flag("extensionDevelopmentPath") });
  await installExtension({ ...place, vsix });
  await moveSettings();
  // runTests does not end us when it is ended itself.
  const parent = process.ppid;
  setInterval(() => process.ppid === parent || end(1), 1000);
  const code = await runSuites().catch((error) => {
    console.error([error.message, "VS Code said last:", ...said.slice(-20)].join("\n"));
    return 1;
  });
  await end(code);
}
