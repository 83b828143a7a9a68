// npm test: everything, from a bare checkout; the last line says how many passed and failed.
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./paths.mjs";
import { checkMachine, installDependencies, packageExtension } from "./prepare.mjs";
import { atEnd, end, npm, run } from "./process.mjs";
import { versions } from "./vscode.mjs";

/**
 * @typedef {{ passed: number, failed: number, failures: string[], retried: string[] }} Outcome as test/support/mocha.ts
 *   writes it
 * @typedef {{ title: string, run(outcome: string, show: string): Promise<unknown> }} Job one process of a suite;
 *   run: leaves the outcome in that file, or throws; `show` as in process.mjs
 * @typedef {{ name: string, inEditor: boolean, isRetried: boolean, jobs(): Promise<Job[]> }} Suite jobs: once its tests are
 *   bundled; isRetried: where a job fails, it is run once more
 */

/** @param {string} line */
const say = (line) => console.log(`· ${line}`);

const newest = versions.at(-1);

/** What a person does most, which is tried in every version; the rest, in the newest alone. */
const everywhere = ["smoke", "loop", "ledger", "trust"];

/** Jobs at a time: those in an editor, and those that start processes, wait for a part of their time. */
const lanes = Math.min(6, availableParallelism() + 1);

/** @type {Suite[]} */
const suites = [
  { name: "unit", inEditor: false, isRetried: false, jobs: () => oneJob("unit") },
  { name: "faults", inEditor: false, isRetried: false, jobs: () => oneJob("faults") },
  { name: "cli", inEditor: false, isRetried: true, jobs: () => jobPerFile("cli", "cli") },
  ...versions.map((version) => ({
    name: `host-${version}`,
    inEditor: true,
    isRetried: true,
    jobs: async () => [
      {
        title: `host-${version}`,
        run: async (/** @type {string} */ outcome, /** @type {string} */ show) => {
          const { runHostSuites } = await import("./host.mjs");
          await runHostSuites(version, outcome, (line) => console.log(show + line));
        },
      },
    ],
  })),
  ...versions.map((version) => ({
    name: `ui-${version}`,
    inEditor: true,
    isRetried: true,
    jobs: () =>
      jobPerFile(
        `ui-${version}`,
        "ui",
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
 * The bundled tests of a folder of test/.
 * @param {string} folder
 * @param {string[]} [only] names of files; without it, all
 */
async function bundledTests(folder, only) {
  const bundles = join(root, "out", "test", folder);
  const files = existsSync(bundles) ? await readdir(bundles, { recursive: true }) : [];
  const tests = files
    .filter((file) => file.endsWith(suffix) && (!only || only.includes(file.slice(0, -suffix.length))))
    .map((file) => join(bundles, file))
    .sort();
  if (tests.length === 0) throw new Error(`no tests in test/${folder}`);
  return tests;
}

const suffix = ".test.js";

/** @param {string} folder */
async function oneJob(folder) {
  const files = await bundledTests(folder);
  return [{ title: folder, run: mocha(files) }];
}

/**
 * @param {string} suite
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [only]
 */
async function jobPerFile(suite, folder, env, only) {
  const files = await bundledTests(folder, only);
  // How long a file runs is not known before; a longer one mostly does more.
  const sizes = new Map(
    await Promise.all(files.map(async (file) => /** @type {const} */ ([file, await sourceSize(file)]))),
  );
  files.sort((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0));
  return files.map((file) => ({ title: `${suite} ${basename(file, suffix)}`, run: mocha([file], env) }));
}

/** @param {string} bundle a bundled test */
async function sourceSize(bundle) {
  const source = relative(join(root, "out"), bundle).replace(/\.js$/, ".ts");
  return (await stat(join(root, source))).size;
}

/**
 * @param {string[]} files bundled tests, for a process of their own
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Job["run"]}
 */
function mocha(files, env = {}) {
  const main = join(root, "out", "test", "support", "main.js");
  return async (outcome, show) => {
    await run(process.execPath, ["--enable-source-maps", main, outcome, ...files], {
      cwd: root,
      env: { ...process.env, ...env },
      show,
    }).catch((error) => {
      if (!existsSync(outcome)) throw error;
    });
  };
}

/**
 * Runs one step and counts it: by its outcome, or as one failure when it could not run.
 * @param {string} title
 * @param {(outcome: string) => Promise<unknown>} step
 * @param {string} scratch
 * @returns {Promise<Outcome>}
 */
async function count(title, step, scratch) {
  console.log(`\n── ${title}`);
  const file = join(scratch, `${title}.json`);
  await rm(file, { force: true });
  try {
    await step(file);
    if (!existsSync(file)) return { passed: 1, failed: 0, failures: [], retried: [] };
    /** @type {Outcome} */
    const outcome = JSON.parse(await readFile(file, "utf8"));
    if (outcome.passed + outcome.failed > 0) return outcome;
    throw new Error("no test ran");
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.log(message);
    return { passed: 0, failed: 1, failures: [`${title} could not run: ${message.split("\n")[0]}`], retried: [] };
  }
}

/**
 * Runs a job that lives off other processes once more from its beginning where something failed: a busy machine may lose a key or
 * a window.
 * What failed first is listed at the end, so that no fault hides behind a second try.
 * @param {() => Promise<Outcome>} job
 * @returns {Promise<Outcome>}
 */
async function twice(job) {
  const first = await job();
  if (first.failed === 0) return first;
  const second = await job();
  return { ...second, retried: [...first.retried, ...first.failures, ...second.retried] };
}

/** What each suite came to, in the order in which they were first named. */
class Results {
  /** @type {Map<string, Outcome & { seconds: number }>} */
  #suites = new Map();

  /** @param {string[]} names */
  constructor(names) {
    for (const name of names) this.#suites.set(name, { passed: 0, failed: 0, failures: [], retried: [], seconds: 0 });
  }

  /**
   * @param {string} name
   * @param {() => Promise<Outcome>} step
   * @returns {Promise<boolean>} whether nothing failed
   */
  async add(name, step) {
    const start = performance.now();
    const { passed, failed, failures, retried } = await step();
    const suite = this.#suites.get(name);
    if (!suite) throw new Error(`no suite is called ${name}`);
    suite.passed += passed;
    suite.failed += failed;
    suite.failures.push(...failures);
    suite.retried.push(...retried);
    suite.seconds += (performance.now() - start) / 1000;
    return failed === 0;
  }

  /** Prints what came of all; returns the exit code. */
  summarize() {
    console.log("\n── summary");
    let passed = 0;
    let failed = 0;
    for (const [name, suite] of this.#suites) {
      if (suite.passed + suite.failed === 0) continue;
      const mark = suite.failed === 0 ? "✔" : "✘";
      console.log(`${mark} ${name}: ${suite.passed} passed, ${suite.failed} failed, in ${Math.round(suite.seconds)} s`);
      for (const failure of suite.failures) console.log(`    ${failure}`);
      for (const again of suite.retried) console.log(`    tried again: ${again}`);
      passed += suite.passed;
      failed += suite.failed;
    }
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
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
  const results = new Results(["build", check, ...chosen.map(({ name }) => name)]);
  const record = (
    /** @type {string} */ suite,
    /** @type {string} */ title,
    /** @type {(outcome: string) => Promise<unknown>} */ step,
    isRetried = false,
  ) => {
    const job = () => count(title, step, scratch);
    return results.add(suite, () => (isRetried ? twice(job) : job()));
  };
  const prepared = await record("build", "build", async () => {
    await checkMachine();
    await installDependencies(say);
    // A bundle whose source is gone must not run.
    await rm(join(root, "out", "test"), { recursive: true, force: true });
    await run(process.execPath, ["esbuild.mjs", "--tests"], { cwd: root, show: true });
    if (chosen.some(({ inEditor }) => inEditor)) await packageExtension(say);
  });
  if (!prepared) return results;
  if (isWanted(check)) await record(check, check, () => npm(["run", "check"], { cwd: root, show: true }));
  /** @type {(() => Promise<unknown>)[]} */
  const queue = [];
  for (const { name, isRetried, jobs } of chosen)
    for (const { title, run } of await jobs())
      queue.push(() => record(name, title, (outcome) => run(outcome, `${title} │ `), isRetried));
  const lane = async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await job();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
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
  return (await testAll(positionals, scratch)).summarize();
}

await end(await main());
