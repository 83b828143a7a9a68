// Every command that has --json, in one rollout: what each prints is what its schema says, and none is left out.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { botPath } from "../support/demo-repository";
import { published } from "../support/published";
import { threeWins, WatchedDemo } from "../support/watched-demo";

const signed = ["trades-execute", "exit-behavior", "exits-broken"].map((id) => `--sign=${id}=looked at`);

/** Command lines in the order of a rollout, each after its exit code. */
const lines: readonly (readonly [exit: number, ...args: string[]])[] = [
  [0, "--version"],
  [0, "--help"],
  [0, "help", "rollback"],
  [0, "check"],
  [0, "status"],
  [0, "diff"],
  [0, "schema"],
  [0, "inspect", botPath],
  [0, "gate", "--forecast"],
  [4, "gate"],
  [0, "evidence"],
  [2, "extend", "1", "--reason", "a look is to come anyway", "--yes"],
  [0, "validate", "1", ...signed, "--yes"],
  [0, "gate"],
  [0, "apply", "2", "--yes"],
  [0, "push", "origin"],
  [0, "fetch", "origin"],
  [0, "rollback", "--yes"],
  [0, "rollback", "--write-only", "git is locked", "--yes"],
  [0, "adopt", "--hand-edits", "--yes"],
  [0, "heal"],
  [0, "log"],
  [0, "log", "--parameter", "EXIT_THRESHOLD"],
  [0, "show", "0001"],
  [0, "report"],
  [0, "report", "--output", "report.md"],
  [0, "backups"],
  [0, "backups", `${botPath}.bak`],
  [1, "hook", "status"],
  [0, "hook", "install", "--yes"],
  [0, "hook", "agent", "install", "claude", "--yes"],
  [0, "hook", "uninstall", "--yes"],
  [0, "init", botPath, "--plan", "other.phaseplan.json"],
  [2, "import", "trials.csv", "--digits", "3"],
];

describe("--json", () => {
  let demo: WatchedDemo;
  before(() => {
    demo = new WatchedDemo();
    demo.writeLog(threeWins);
    demo.git("init", "--quiet", "--bare", ".git/origin.git");
    demo.git("remote", "add", "origin", ".git/origin.git");
    demo.write("trials.csv", "score,EXIT_THRESHOLD,note\n1,0.61234,a\n2,0.62345,b\n,0.6,c\n");
    demo.write(`${botPath}.bak`, demo.bot);
  });
  after(() => demo.remove());

  for (const [exit, ...args] of lines) {
    it(`is as published: phasegate ${args.join(" ")}`, () => {
      const { status, stdout, stderr } = demo.phasegate(...args, "--json");
      assert.equal(status, exit, stderr);
      assert.notEqual(stdout, "");
    });
  }

  it("is tried of every command that has a schema", () => {
    const tried = new Set(lines.map(([, name = ""]) => name.replace("--", "")));
    const missing = [...published.keys()].filter((name) => !tried.has(name));
    assert.deepEqual(missing.sort(), ["problem-data", "refusal", "shared"]);
  });
});
