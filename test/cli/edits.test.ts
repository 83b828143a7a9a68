import assert from "node:assert/strict";
import { chmodSync, existsSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, planName, withDemo } from "../support/demo-repository";
import { until } from "../support/until";

describe("edits that are not committed", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    demo.done("apply", "1", "--yes");
  });

  const seal = ["adopt", "--hand-edits", "--yes"];

  const inEffect = () => JSON.parse(demo.phasegate("status", "--json").stdout).inEffect;

  it("are refused with the way out, and go on once they have a checkpoint of their own", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    const mine = demo.bot;
    assert.match(demo.refused("file-uncommitted", "apply", "2", "--yes"), /phasegate adopt --hand-edits/);
    const said = demo.done(...seal);
    assert.match(said, /^\+import cmath$/m);
    assert.match(said, /change none of the plan's values\. 1 other line differs/);
    assert.equal(demo.bot, mine);
    assert.equal(demo.git("show", `HEAD:${botPath}`), mine.trim());
    assert.equal(demo.git("show", "--name-only", "--format=", "HEAD"), botPath);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "phasegate/v4/0002-hand-edits");
    assert.deepEqual(inEffect(), [1]);
    demo.done("apply", "2", "--yes");
    assert.match(demo.bot, /import cmath/);
  });

  it("are counted without the line ends, where git takes CR LF for LF", () => {
    demo.git("config", "core.autocrlf", "input");
    demo.bot = demo.bot.replace(/\n/g, "\r\n").replace("import argparse\r\n", "import argparse\r\nimport cmath\r\n");
    const said = demo.done(...seal);
    assert.match(said, /change none of the plan's values\. 1 other line differs/);
    assert.equal(said.match(/^[-+](?![-+])/gm)?.length, 1);
    assert.match(demo.git("show", `HEAD:${botPath}`), /import argparse\nimport cmath\n/);
  });

  it("are recorded with the governed values that they change, and end the phases that these belong to", () => {
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.65");
    const said = demo.done(...seal);
    assert.match(said, /change the plan's values: EXIT_THRESHOLD 0\.603 → 0\.65\. No other line differs/);
    assert.match(said, /Phase 1 is no longer in effect afterwards/);
    assert.match(said, /Restart the bot/);
    const trailers = demo.git("log", "-1", "--format=%(trailers:key=Phasegate-Value,valueonly)");
    assert.equal(trailers, "EXIT_THRESHOLD 0.603 -> 0.65");
    assert.deepEqual(inEffect(), []);
  });

  it("can be rolled back like anything else", () => {
    const start = demo.bot;
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.65");
    demo.done(...seal);
    demo.done("rollback", "0001-apply-1", "--yes");
    assert.equal(demo.bot, start);
    assert.deepEqual(inEffect(), [1]);
  });

  it("take nothing else along: staged, unstaged and untracked files stay as they are", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    demo.write("staged.txt", "staged\n");
    demo.git("add", "staged.txt");
    demo.write("README.md", "edited\n");
    demo.write("untracked.txt", "untracked\n");
    const others = () => demo.git("status", "--porcelain").replace(/^.*phase4_dynamic.*\n?/m, "");
    const before = others();
    demo.done(...seal);
    assert.equal(others(), before);
    assert.equal(demo.git("status", "--porcelain", botPath), "");
  });

  it("may be staged, but not half of them", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    demo.git("add", botPath);
    demo.edit("import cmath\n", "import cmath\nimport this\n");
    assert.match(demo.refused("file-partly-staged", ...seal), /Commit or unstage/);
    demo.git("add", botPath);
    demo.done(...seal);
    assert.match(demo.git("show", `HEAD:${botPath}`), /import this/);
  });

  it("stay uncommitted, and staged where they were, when a hook refuses them", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    demo.git("add", botPath);
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    demo.refused("git-hook-refused", ...seal);
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
  });

  /** Kills the command while git commits for it; git goes on to its own end. */
  async function killedInCommit(end: "exit 0" | "exit 1", ...args: string[]): Promise<void> {
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, `#!/bin/sh\nkill -9 $(ps -o ppid= -p $PPID)\n${end}\n`);
    chmodSync(hook, 0o755);
    assert.equal(demo.phasegate(...args).signal, "SIGKILL");
    await until("git's own end", () => !existsSync(join(demo.folder, ".git", "index.lock")));
    unlinkSync(hook);
  }

  it("stay as they are when the command is killed before its commit", async () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    const mine = demo.bot;
    await killedInCommit("exit 1", ...seal);
    assert.notEqual(demo.git("for-each-ref", "refs/phasegate"), "");
    assert.match(demo.phasegate("apply", "2", "--yes").stderr, /^file-uncommitted: /m);
    assert.equal(demo.bot, mine);
    demo.done(...seal);
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
  });

  it("have their tag made where the command is killed after the commit", async () => {
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.65");
    await killedInCommit("exit 0", ...seal);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "");
    const { status, stdout, stderr } = demo.phasegate(...seal);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, "phasegate/v4/0002-hand-edits\n");
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "phasegate/v4/0002-hand-edits");
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
  });

  it("are not there to be checkpointed", () => {
    demo.refused("nothing-to-checkpoint", ...seal);
    demo.write("README.md", "edited\n");
    demo.refused("nothing-to-checkpoint", ...seal);
  });

  it("are asked about like anything else", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    assert.match(demo.refused("usage", "adopt", "--hand-edits"), /--yes/);
  });

  it("do not take a plan along that is not committed, nor consent to one that was changed", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    const plan = demo.git("show", `HEAD:${planName}`);
    const changed = plan.replace('"parameters": {', '"parameters": { "STOP_LOSS": { "target": 0.0053 },');
    demo.write(planName, changed);
    demo.refused("plan-uncommitted", ...seal);
    demo.git("commit", "--quiet", "--message", "another target", "--", planName);
    demo.done(...seal);
    assert.match(demo.refused("plan-changed", "apply", "2", "--yes"), /has changed/);
  });

  it("are refused where a governed value can't be read any more", () => {
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = (0.603");
    assert.match(demo.refused("adopt-unbound", ...seal), /EXIT_THRESHOLD/);
  });

  it("are refused where they are a merge's", () => {
    demo.edit("import argparse\n", "import argparse\nimport cmath\n");
    demo.git("stash", "--quiet");
    demo.edit("import argparse\n", "import argparse\nimport this\n");
    demo.commit("theirs");
    assert.throws(() => demo.git("stash", "pop"));
    demo.refused("file-conflicted", ...seal);
    demo.refused("file-conflicted", "apply", "2", "--yes");
  });

  it("are refused where the file was staged for the first time", () => {
    demo.git("rm", "--quiet", "--cached", botPath);
    demo.git("commit", "--quiet", "--message", "out of git");
    demo.git("add", botPath);
    demo.refused("file-untracked-keys", ...seal);
  });

  it("are committed as git cleans them", () => {
    demo.git("config", "core.autocrlf", "true");
    demo.bot = demo.bot.replaceAll("\n", "\r\n").replace("import argparse\r\n", "import argparse\r\nimport cmath\n");
    const mine = demo.bot;
    demo.done(...seal);
    assert.equal(demo.bot, mine);
    assert.equal(demo.git("cat-file", "blob", `HEAD:${botPath}`).includes("\r"), false);
  });
});
