// Holds how many git processes a command starts: on a machine whose virus scanner looks at each, they are what a person waits for.
import assert from "node:assert/strict";
import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

describe("the git processes of a command", () => {
  let demo: DemoRepository;
  let trace: string;
  before(() => {
    demo = new DemoRepository();
    trace = `${demo.folder}.trace`;
    appendFileSync(demo.env["GIT_CONFIG_GLOBAL"] ?? "", `[trace2]\neventTarget = ${trace}\n`);
  });
  after(() => {
    rmSync(trace, { force: true });
    demo.remove();
  });

  /** The subcommand of every git that a command line starts, in order. */
  function started(...args: string[]): string[] {
    rmSync(trace, { force: true });
    demo.done(...args);
    const events = existsSync(trace) ? readFileSync(trace, "utf8").trim().split("\n") : [];
    return events.flatMap((line) => {
      const { event, argv = [] } = JSON.parse(line) as { event: string; argv?: string[] };
      const subcommand = argv.slice(1).find((word, i) => !word.startsWith("-") && argv[i] !== "-c");
      return event === "start" && subcommand !== undefined ? [subcommand] : [];
    });
  }

  it("are few where a person only looks", () => {
    for (const command of ["check", "status"]) assert.deepEqual(started(command).length, 3, command);
  });

  it("are few where a phase is applied, and no more where the ledger has grown", () => {
    for (const args of [["1"], ["2", "--override", "for the count"]]) {
      const all = started("apply", ...args, "--yes");
      assert.ok(all.length <= 19, `${all.length}: ${all.join(" ")}`);
      // What was read before the question is looked at again before anything is written.
      const again = all.slice(all.indexOf("remote") + 1, all.indexOf("hash-object"));
      assert.deepEqual(again.sort(), ["for-each-ref", "ls-files", "status"]);
    }
  });

  it("are one more once there is a ledger: what HEAD reaches", () => {
    for (const command of ["check", "status"]) {
      const all = started(command);
      assert.deepEqual(all.sort(), ["cat-file", "for-each-ref", "for-each-ref", "rev-parse"], command);
    }
  });
});
