// What becomes of a command that is interrupted, and of one whose output nobody takes.
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";
import { atTerminal } from "../support/terminal";

const tag = "phasegate/v4/0001-apply-1";

describe("a command that is interrupted", () => {
  // There are no pseudo-terminals, signals and shell pipes to test with.
  if (process.platform === "win32") return;

  let demo: DemoRepository;
  const cli = resolve("dist/cli.js");
  before(() => {
    demo = new DemoRepository();
  });
  after(() => demo.remove());

  const surroundings = () => ({ cwd: demo.folder, env: { ...demo.env, NO_COLOR: "1", FORCE_COLOR: undefined } });

  function shell(program: string, ...args: string[]): SpawnSyncReturns<string> {
    return spawnSync(program, args, { ...surroundings(), encoding: "utf8" });
  }

  it("changes nothing where the question is not answered with yes", () => {
    const before = demo.state();
    for (const [keys, code, said] of [
      ["\u0003", 130, /interrupted: Interrupted: the change was not made\./],
      ["\u0004", 2, /not-confirmed: You did not confirm, so the change was not made\./],
      ["no\n", 2, /not-confirmed: /],
    ] as const) {
      const command = [process.execPath, cli, "apply", "1", "--json"];
      const { status, shown } = atTerminal(command, { ...surroundings(), sign: "[y/N]", keys });
      assert.equal(status, code, shown);
      assert.match(shown, said);
      assert.match(shown, /"problems": \[/);
      assert.doesNotMatch(shown, /\bat .*\.js:\d/);
    }
    assert.equal(demo.state(), before);
  });

  it("does not wait for the answer to a question that nobody sees", () => {
    const line = `"${process.execPath}" "${cli}" apply 1 2>asked`;
    const { status, shown } = atTerminal(["sh", "-c", line], surroundings());
    assert.equal(status, 2, shown);
  });

  /** A hook that sends a signal to the command, and to git too where `git` is true, as a terminal does. */
  function signalInCommit(signal: string, git: boolean): void {
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    const both = git ? `kill -${signal} $PPID; sleep 5` : "";
    writeFileSync(hook, `#!/bin/sh\nkill -${signal} $(ps -o ppid= -p $PPID)\n${both}\n`);
    chmodSync(hook, 0o755);
  }

  it("leaves nothing behind where Ctrl-C ends git in the middle of a seal", () => {
    const before = demo.state();
    signalInCommit("INT", true);
    const { status, stdout, stderr } = demo.phasegate("apply", "1", "--yes", "--json");
    assert.equal(status, 130, stderr);
    assert.equal(JSON.parse(stdout).problems[0].code, "interrupted");
    assert.equal(demo.state(), before);
  });

  it("brings a seal to its end where only the command is asked to stop, and says what it printed where nobody reads it", () => {
    signalInCommit("TERM", false);
    const line = `"${process.execPath}" "${cli}" apply 1 --yes | true; exit \${PIPESTATUS[0]}`;
    const { status, stderr } = shell("bash", "-c", line);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /^Finishing what has begun\./m);
    assert.match(stderr, new RegExp(`standard output could not be written: ${tag}$`, "m"));
    assert.doesNotMatch(stderr, /EPIPE/);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), tag);
  });

  it("keeps its exit code where the reader of its output has gone", () => {
    for (const [args, code] of [
      ["help", 0],
      ["log --json", 0],
      ["status --help", 0],
      ["aply --json", 2],
    ] as const) {
      const line = `"${process.execPath}" "${cli}" ${args} | true; exit \${PIPESTATUS[0]}`;
      const { status, stderr } = shell("bash", "-c", line);
      assert.equal(status, code, stderr);
      assert.doesNotMatch(stderr, /EPIPE|unwritable/);
    }
  });

  it("ends with 2 where its output is lost on a full disk", function () {
    // Only Linux has a device that is always full.
    if (!existsSync("/dev/full")) this.skip();
    const { status, stderr } = shell("sh", "-c", `"${process.execPath}" "${cli}" status >/dev/full`);
    assert.equal(status, 2);
    assert.match(stderr, /^output-unwritable: .* The disk is full\./m);
  });
});
