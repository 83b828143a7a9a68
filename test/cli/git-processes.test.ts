// Holds how many git processes a command starts: on a machine whose virus scanner looks at each, they are what a person waits for.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
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

  /** What an apply starts from its lock on, until it commits: what was read before the question is looked at again. */
  const again = ["hash-object", "update-ref", "for-each-ref", "status", "commit"];

  function assertFew(all: readonly string[], most = 14): void {
    assert.ok(all.length <= most, `${all.length}: ${all.join(" ")}`);
    const sealing = all.slice(all.indexOf("hash-object"));
    assert.deepEqual(sealing.slice(0, again.length).sort(), [...again].sort(), all.join(" "));
  }

  it("are few where a person only looks", () => {
    for (const command of ["check", "status"]) assert.deepEqual(started(command).length, 3, command);
  });

  it("are few where a phase is applied, and no more where the ledger has grown", () => {
    for (const args of [["1"], ["2", "--override", "for the count"]]) assertFew(started("apply", ...args, "--yes"));
  });

  it("are no more where a person only looks at a ledger", () => {
    for (const command of ["check", "status"]) {
      assert.deepEqual(started(command).sort(), ["cat-file", "for-each-ref", "rev-parse"], command);
    }
  });

  it("are no more where the branch follows a remote's, and one more where it follows none", () => {
    const hub = `${demo.folder}.git`;
    try {
      demo.git("clone", "--quiet", "--bare", ".", hub);
      demo.git("remote", "add", "origin", hub);
      assertFew(started("rollback", "--yes"), 15);
      demo.git("push", "--quiet", "--set-upstream", "origin", "main");
      assertFew(started("apply", "2", "--override", "for the count", "--yes"));
    } finally {
      rmSync(hub, { recursive: true, force: true });
    }
  });

  it("are one more where HEAD is far from the checkpoints: git itself walks", () => {
    const commits = Array.from(
      { length: 300 },
      () => "commit refs/heads/main\ncommitter A <a@example.org> 1800000000 +0000\ndata 5\nstate",
    );
    const [first = "", ...more] = commits;
    const input = [`${first}from refs/heads/main^0\n\n`, ...more.map((commit) => `${commit}\n`)].join("");
    execFileSync("git", ["fast-import", "--quiet"], { cwd: demo.folder, env: demo.env, input });
    const all = started("check");
    assert.deepEqual(all.sort(), ["cat-file", "for-each-ref", "for-each-ref", "rev-parse"]);
    assert.equal(demo.output("status").match(/ in effect/g)?.length, 2);
  });
});
