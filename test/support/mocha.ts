import { writeFileSync } from "node:fs";
import { format } from "node:util";
import fc from "fast-check";
import Mocha from "mocha";

/** Where a suite's outcome goes. */
export interface Outlet {
  /** The file that receives the `Outcome` as JSON, last of all. */
  readonly outcome: string;
  /** Takes each line of the spec output; without it they go to stdout. */
  readonly print?: (line: string) => void;
}

/** How a suite ended; `failures` and `retried`, what was tried again, are full titles, hooks included, each with its reason. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly retried: readonly string[];
}

/**
 * Runs bundled test files in this process with mocha's spec output. `timeout` in ms, for one test.
 * A file that can't be loaded counts as a failure.
 */
export async function runMocha(files: readonly string[], timeout: number, outlet: Outlet): Promise<Outcome> {
  const outcome = await outcomeOf(files, timeout, outlet.print).catch((error: unknown): Outcome => {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    outlet.print?.(message);
    return { passed: 0, failed: 1, failures: [`the suite could not be loaded: ${message}`], retried: [] };
  });
  writeFileSync(outlet.outcome, JSON.stringify(outcome));
  return outcome;
}

function outcomeOf(files: readonly string[], timeout: number, print: Outlet["print"]): Promise<Outcome> {
  if (print !== undefined) divertOutput(print);
  // A browser on a busy machine may miss a key: where it is asked for, a step is tried once more, and that is said.
  const retries = Number(process.env["PHASEGATE_RETRIES"] ?? 0);
  // A run can be repeated; another seed searches further, in the properties and nowhere else.
  fc.configureGlobal({ seed: Number(process.env["PHASEGATE_SEED"] ?? 1) });
  const color = process.stdout.isTTY;
  const mocha = new Mocha({ ui: "bdd", timeout, retries, reporter: "spec", color, forbidOnly: true });
  for (const file of files) mocha.addFile(file);
  return new Promise((resolve, reject) => {
    const failures: string[] = [];
    const retried: string[] = [];
    let passed = 0;
    try {
      mocha
        .run((failed) => resolve({ passed, failed, failures, retried }))
        .on("pass", () => {
          passed += 1;
        })
        .on("retry", (test, error) => {
          retried.push(withReason(test, error));
          process.stdout.write(`      tried again: ${test.fullTitle()}: ${error.message}\n`);
        })
        .on("fail", (test, error) => failures.push(withReason(test, error)));
    } catch (error) {
      reject(error);
    }
  });
}

/** On one line that a summary can hold. */
function withReason(test: Mocha.Runnable, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `${test.fullTitle()}: ${reason.replace(/\s+/g, " ").slice(0, 400)}`;
}

/** Mocha's reporters print through this one function, which its types leave out. */
function divertOutput(print: (line: string) => void): void {
  Object.assign(Mocha.reporters.Base, { consoleLog: (...parts: unknown[]) => print(format(...parts)) });
}
