// The test-only extension: runs the suites inside VS Code's extension host.
// A desktop VS Code calls `run` (extensionTestsPath); one that was given us as a package activates us instead.
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { runMocha } from "../support/mocha";

export async function run(): Promise<void> {
  const { failed } = await runHostSuites();
  if (failed > 0) throw new Error(`${failed} failed`);
}

export function activate(): void {
  if (process.env["PHASEGATE_RUN_ON_ACTIVATION"] !== undefined) void runHostSuites();
}

function runHostSuites() {
  const report = process.env["PHASEGATE_TEST_REPORT"];
  if (report === undefined) throw new Error("PHASEGATE_TEST_REPORT names the folder for the report");
  const suites = readdirSync(__dirname).filter((file) => file.endsWith(".test.js"));
  return runMocha(
    suites.sort().map((file) => join(__dirname, file)),
    300_000,
    {
      outcome: join(report, "outcome.json"),
      print: (line) => appendFileSync(join(report, "output.txt"), `${line}\n`),
    },
  );
}
