// npm test: everything, from a bare checkout; the last line says how many passed and failed.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./paths.mjs";
import { checkMachine, installDependencies, packageExtension } from "./prepare.mjs";
import { atEnd, end, npm, run } from "./process.mjs";
import { versions } from "./vscode.mjs";

/**
 * @typedef {{ passed: number, failed: number, failures: string[] }} Outcome as test/support/mocha.ts writes it
 * @typedef {{ name: string, inEditor: boolean, run(outcome: string, show: true | string): Promise<unknown> }} Suite
 *   run: leaves the outcome in that file, or throws; `show` as in process.mjs
 */

/** @param {string} line */
const say = (line) => console.log(`· ${line}`);

const newest = versions.at(-1);

/** What a person does most, which is tried in every version; the rest, in the newest alone. */
const everywhere = ["smoke", "loop", "ledger", "trust"];

/** @type {Suite[]} in the order in which they run */
const suites = [
  { name: "unit", inEditor: false, run: (outcome, show) => runMocha("unit", outcome, show) },
  { name: "faults", inEditor: false, run: (outcome, show) => runMocha("faults", outcome, show) },
  { name: "cli", inEditor: false, run: (outcome, show) => runMocha("cli", outcome, show) },
  ...versions.map((version) => ({
    name: `host-${version}`,
    inEditor: true,
    run: async (/** @type {string} */ outcome) => {
      const { runHostSuites } = await import("./host.mjs");
      await runHostSuites(version, outcome, say);
    },
  })),
  ...versions.map((version) => ({
    name: `ui-${version}`,
    inEditor: true,
    run: (/** @type {string} */ outcome, /** @type {true | string} */ show) =>
      runMocha(
        "ui",
        outcome,
        show,
        { PHASEGATE_VSCODE_VERSION: version, PHASEGATE_RETRIES: "1" },
        version === newest ? undefined : everywhere,
      ),
  })),
];

const check = "check";
const help = `npm test [-- NAME…]

Installs, builds, checks and tests everything, or only what is named; a name may be a beginning ("host", "ui-1.1").
  ${check}: formatter, linter, types and walls
  ${suites.map(({ name }) => name).join("\n  ")}

The last line is "N passed, N failed"; the exit code is 1 if anything failed.
PHASEGATE_TEST_HOST=desktop|web  the VS Code of the host suites; without it the desktop's, where one can be downloaded
PHASEGATE_BROWSER=FILE           the Chrome, Edge or Chromium to use
PHASEGATE_PYTHON=FOLDER          Python files to hold the scanner against CPython on, in place of the standard library`;

/**
 * Runs bundled suites in a process of their own.
 * @param {string} folder of test/
 * @param {string} outcome
 * @param {true | string} show
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [only] names of files; without it, all
 */
async function runMocha(folder, outcome, show, env = {}, only) {
  const bundles = join(root, "out", "test", folder);
  const files = existsSync(bundles) ? await readdir(bundles, { recursive: true }) : [];
  const tests = files
    .filter((file) => file.endsWith(".test.js") && (!only || only.includes(file.slice(0, -".test.js".length))))
    .sort();
  if (tests.length === 0) throw new Error(`no tests in test/${folder}`);
  const main = join(root, "out", "test", "support", "main.js");
  const paths = tests.map((file) => join(bundles, file));
  await run(process.execPath, ["--enable-source-maps", main, outcome, ...paths], {
    cwd: root,
    env: { ...process.env, ...env },
    show,
  }).catch((error) => {
    if (!existsSync(outcome)) throw error;
  });
}

/**
 * Runs one step and counts it: by its outcome, or as one failure when it could not run.
 * @param {string} name
 * @param {(outcome: string) => Promise<unknown>} step
 * @param {string} scratch
 * @returns {Promise<Outcome>}
 */
async function count(name, step, scratch) {
  console.log(`\n── ${name}`);
  const file = join(scratch, `${name}.json`);
  try {
    await step(file);
    if (!existsSync(file)) return { passed: 1, failed: 0, failures: [] };
    /** @type {Outcome} */
    const outcome = JSON.parse(await readFile(file, "utf8"));
    if (outcome.passed + outcome.failed > 0) return outcome;
    throw new Error("no test ran");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(message);
    return { passed: 0, failed: 1, failures: [`could not run: ${message.split("\n")[0]}`] };
  }
}

/**
 * @param {string[]} wanted beginnings of names; none: all
 * @param {string} scratch
 */
async function testAll(wanted, scratch) {
  const isWanted = (/** @type {string} */ name) =>
    wanted.length === 0 || wanted.some((beginning) => name.startsWith(beginning));
  const chosen = suites.filter(({ name }) => isWanted(name));
  const order = ["build", check, ...suites.map(({ name }) => name)];
  /** @type {{ name: string, outcome: Outcome }[]} */
  const results = [];
  const record = async (/** @type {string} */ name, /** @type {(outcome: string) => Promise<unknown>} */ step) => {
    const outcome = await count(name, step, scratch);
    results.push({ name, outcome });
    return outcome.failed === 0;
  };
  const prepared = await record("build", async () => {
    await checkMachine();
    await installDependencies(say);
    // A bundle whose source is gone must not run.
    await rm(join(root, "out", "test"), { recursive: true, force: true });
    await run(process.execPath, ["esbuild.mjs", "--tests"], { cwd: root, show: true });
    if (chosen.some(({ inEditor }) => inEditor)) await packageExtension(say);
  });
  if (prepared) {
    if (isWanted(check)) await record(check, () => npm(["run", "check"], { cwd: root, show: true }));
    // Those in an editor wait more than they work: the others run beside them.
    const lanes = [chosen.filter(({ inEditor }) => !inEditor), chosen.filter(({ inEditor }) => inEditor)];
    const alone = lanes.some((lane) => lane.length === 0);
    await Promise.all(
      lanes.map(async (lane) => {
        for (const { name, run } of lane) await record(name, (outcome) => run(outcome, alone || `${name} │ `));
      }),
    );
    results.sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  }
  return results;
}

/** @param {{ name: string, outcome: Outcome }[]} results */
function summarize(results) {
  console.log("\n── summary");
  for (const { name, outcome } of results) {
    console.log(`${outcome.failed === 0 ? "✔" : "✘"} ${name}: ${outcome.passed} passed, ${outcome.failed} failed`);
    for (const failure of outcome.failures) console.log(`    ${failure}`);
  }
  const sum = (/** @type {"passed" | "failed"} */ key) => results.reduce((all, { outcome }) => all + outcome[key], 0);
  const failed = sum("failed");
  console.log(`${sum("passed")} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { help: { type: "boolean" } } });
  if (values.help) {
    console.log(help);
    return 0;
  }
  const names = [check, ...suites.map(({ name }) => name)];
  const unknown = positionals.find((beginning) => !names.some((name) => name.startsWith(beginning)));
  if (unknown !== undefined) {
    console.error(`no suite is called “${unknown}”\n\n${help}`);
    return 1;
  }
  const scratch = await mkdtemp(join(tmpdir(), "phasegate-test-"));
  atEnd(() => rm(scratch, { recursive: true, force: true }));
  return summarize(await testAll(positionals, scratch));
}

await end(await main());
