// npm start: from a bare checkout to a VS Code on a copy of the demo. Ends, and leaves nothing, on Ctrl-C.
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { makeDemoRepository } from "./demo.mjs";
import { closeDesktop, desktopCode, installInDesktop, openAddress, openDesktop } from "./desktop.mjs";
import { vsix } from "./paths.mjs";
import { checkMachine, installDependencies, packageExtension } from "./prepare.mjs";
import { atEnd, end, isEnding } from "./process.mjs";
import { installExtension, provisionTerminal, quietSettings, startServer, versions, writeSettings } from "./vscode.mjs";

const help = `npm start            opens VS Code on a copy of the demo: the desktop's, where there is one, else in the browser
npm start -- --web   opens it in the browser`;

/** Lets the extension open the plan's view beside the bot. */
const env = { ...process.env, PHASEGATE_SHOW_PLAN: "1" };

const bot = "scripts/production/phase4_dynamic_testnet_trading.py";

const hints = `
Try:
  1. look at ${bot}: each governed value shows its target
  2. F1, "Apply Phase 1": read the preview, then Apply
  3. start the bot, which is stopped: F1, "Phasegate: Restart Bot", or in the demo's folder
     python3 ${bot} --live --speed 500
  4. the gate in the Plan view: about two minutes later it waits for one signature; F1, "Validate Phase"
  5. F1, "Roll Back": the old values, as a new commit; "git log" and "git tag -n" in the demo's folder
README.md in that folder goes on: Phase 2, and a market that turns.

Ctrl-C ends it and removes the demo's folder.`;

/** @param {string} line */
const say = (line) => console.log(`· ${line}`);

/** What takes less, in seconds, needs no word on how long it took. */
const worthTelling = 3;

/**
 * Says every ten seconds that a step goes on, and how long it took.
 * @template T
 * @param {Promise<T>} step
 */
async function timed(step) {
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const timer = setInterval(() => say(`  still at it, after ${seconds()} s`), 10_000);
  try {
    return await step;
  } finally {
    clearInterval(timer);
    if (seconds() >= worthTelling) say(`  that took ${seconds()} s`);
  }
}

/** @param {boolean} web */
async function start(web) {
  await checkMachine();
  await timed(installDependencies(say));
  await timed(packageExtension(say));
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "phasegate-start-")));
  atEnd(() => rm(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }), 0);
  const data = join(scratch, "vscode");
  const folder = await makeDemoRepository(scratch);
  say(`made the demo's repository: ${folder}`);
  const code = web ? undefined : desktopCode();
  if (code !== undefined && (await takesPackage(code, data))) await startDesktop(code, data, folder);
  else await startWeb(data, folder);
}

/**
 * @param {string} code
 * @param {string} data
 */
async function takesPackage(code, data) {
  try {
    await installInDesktop(code, data, vsix);
    return true;
  } catch (error) {
    if (isEnding()) throw error;
    say(`the desktop VS Code (${code}) does not take the extension; going on in the browser`);
    return false;
  }
}

/**
 * @param {string} code
 * @param {string} data
 * @param {string} folder
 */
async function startDesktop(code, data, folder) {
  say(`opening the desktop VS Code (${code}), with its own settings and extensions`);
  await mkdir(join(data, "User"), { recursive: true });
  await writeFile(join(data, "User", "settings.json"), JSON.stringify(quietSettings));
  console.log(hints);
  atEnd(() => closeDesktop(data), 0);
  await openDesktop({ code, data, folder, file: join(folder, bot), line: await firstLine(folder), env });
}

/**
 * The line, from 1, of the first value that Phase 1 changes: the lens that offers the phase stands above it.
 * @param {string} folder
 */
async function firstLine(folder) {
  const lines = (await readFile(join(folder, bot), "utf8")).split("\n");
  return lines.findIndex((line) => /^ +EXIT_THRESHOLD = /.test(line)) + 1;
}

/**
 * @param {string} dataDir
 * @param {string} folder
 */
async function startWeb(dataDir, folder) {
  const version = versions[0] ?? "";
  await timed(provisionTerminal(version, say));
  await writeSettings(dataDir, quietSettings);
  await installExtension({ version, dataDir, vsix, say });
  const server = await startServer({ version, dataDir, say, env });
  const address = server.url(folder, bot, await firstLine(folder));
  console.log(`\nVS Code ${version} runs at\n  ${address}\n${hints}`);
  openAddress(address);
  await server.ended;
  throw new Error("VS Code's server ended by itself");
}

const { values } = parseArgs({ options: { web: { type: "boolean" }, help: { type: "boolean" } } });
if (values.help) {
  console.log(help);
} else {
  // A terminal that closed can't be written to; the end must come all the same.
  process.stdout.on("error", () => undefined);
  atEnd(() => console.log("\nended; nothing is left running"), 0);
  await start(values.web === true).catch((error) => {
    if (!isEnding()) console.error(error.message);
    return end(1);
  });
  await end(0);
}
