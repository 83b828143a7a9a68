import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { botPath, DemoRepository } from "../support/demo-repository";

describe("write now, seal later", () => {
  let demo: DemoRepository;
  let start = "";
  beforeEach(() => {
    demo = new DemoRepository();
    start = demo.bot;
    demo.done("apply", "1", "--yes");
  });
  afterEach(() => demo.remove());

  const now = ["rollback", "--write-only", "losing money", "--yes"];
  const seal = ["adopt", "--hand-edits", "--reason", "losing money", "--yes"];

  const codes = (): string[] =>
    JSON.parse(demo.phasegate("check", "--json").stdout).map(({ code }: { code: string }) => code);
  const inEffect = () => JSON.parse(demo.phasegate("status", "--json").stdout).inEffect;

  /** What is true as long as the values are written and not sealed, and once they are. */
  function assertHealed(tag: string, reason = true): void {
    const written = demo.bot;
    assert.ok(codes().includes("unsealed"));
    assert.match(demo.phasegate("status").stderr, /has uncommitted edits, and values that no checkpoint records/);
    assert.equal(demo.phasegate("check").status, 1);
    demo.done(...(reason ? seal : seal.filter((each) => each !== "--reason" && each !== "losing money")));
    assert.equal(demo.git("tag", "--points-at", "HEAD"), tag);
    assert.equal(demo.bot, written);
    assert.deepEqual(codes(), []);
    assert.deepEqual(inEffect(), []);
    const kept = readdirSync(join(demo.folder, ".git")).filter((name) => name.startsWith("phasegate-kept"));
    assert.deepEqual(kept, []);
  }

  it("writes while the index is locked, says so loudly, and is sealed as the rollback that it is", () => {
    const lock = join(demo.folder, ".git", "index.lock");
    writeFileSync(lock, "");
    assert.match(demo.phasegate("rollback", "--yes").stderr, /^git-index-locked: /m);
    const head = demo.git("rev-parse", "HEAD");
    const { status, stdout, stderr } = demo.phasegate(...now);
    assert.equal(status, 0, stderr);
    assert.equal(stdout, `${botPath}\n`);
    assert.match(stderr, /This writes the values and nothing else/);
    assert.match(stderr, /^WRITTEN, BUT NOT SEALED: .*adopt --hand-edits --reason "losing money"$/m);
    assert.match(stderr, /Restart the bot/);
    assert.equal(demo.git("rev-parse", "HEAD"), head);
    assert.equal(demo.bot, start);
    unlinkSync(lock);
    assertHealed("phasegate/v4/0002-rollback-phase-1");
    const body = demo.git("tag", "-l", "-n99", "phasegate/v4/0002-rollback-phase-1");
    assert.match(body, /Phasegate-Reason: "losing money"/);
    assert.match(demo.phasegate("log").stdout, /Reason: losing money/);
  });

  it("writes while a merge is in progress", () => {
    demo.startMerge();
    demo.done(...now);
    assert.ok(codes().includes("unsealed"));
    demo.git("merge", "--abort");
    // Git's own abort leaves the file alone, since the merge never touched it.
    assertHealed("phasegate/v4/0002-rollback-phase-1");
  });

  it("writes where a hook refuses every commit", () => {
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, "#!/bin/sh\nexit 1\n");
    chmodSync(hook, 0o755);
    assert.match(demo.phasegate("rollback", "--yes").stderr, /^git-hook-refused: /m);
    demo.done(...now);
    unlinkSync(hook);
    assertHealed("phasegate/v4/0002-rollback-phase-1", false);
  });

  it("writes the plan's baseline where there is no git to ask", () => {
    const empty = mkdtempSync(join(tmpdir(), "phasegate-path-"));
    const { status, stderr } = demo.phasegateWith({ PATH: empty }, ...now);
    assert.equal(status, 0, stderr);
    assert.match(stderr, /WRITTEN, BUT NOT SEALED/);
    const tagged = demo.phasegateWith({ PATH: empty }, "rollback", "0001-apply-1", "--write-only", "x", "--yes");
    assert.match(tagged.stderr, /^git-missing: /m);
    rmSync(empty, { recursive: true });
    assertHealed("phasegate/v4/0002-rollback-phase-1");
  });

  it("writes the baseline where git's own folder is broken", () => {
    const config = join(demo.folder, ".git", "HEAD");
    writeFileSync(config, "broken\n");
    demo.done(...now);
    writeFileSync(config, "ref: refs/heads/main\n");
    assertHealed("phasegate/v4/0002-rollback-phase-1");
  });

  it("writes back to a checkpoint too, and is sealed as that", () => {
    demo.done("apply", "2", "--yes");
    demo.done("apply", "3", "--yes");
    demo.done("rollback", "0001-apply-1", "--write-only", "losing money", "--yes");
    assert.equal(demo.git("diff", "--stat", "phasegate/v4/0001-apply-1"), "");
    demo.done(...seal);
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "phasegate/v4/0004-rollback-to-0001");
    assert.deepEqual(inEffect(), [1]);
  });

  it("says that it goes to the baseline where the ledger can't be read, unless that was asked for", () => {
    writeFileSync(join(demo.folder, ".git", "HEAD"), "broken\n");
    const status = demo.phasegate("status").stdout;
    assert.match(status, /^Phase 1: .* · not known$/m);
    const asked = demo.phasegate("rollback", "baseline", "--write-only", "losing money");
    assert.doesNotMatch(asked.stderr, /does not know which phase came last/);
    assert.match(demo.done(...now), /^The ledger can't be read, .* All values of plan v4 go to the baseline\.$/m);
  });

  it("does not say that it wrote where there was nothing to write", () => {
    demo.done(...now);
    const before = demo.state();
    const { status, stdout, stderr } = demo.phasegate(...now);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^nothing-to-write: .*phasegate adopt --hand-edits/m);
    assert.doesNotMatch(stderr, /WRITTEN/);
    assert.equal(demo.state(), before);
  });

  it("leaves other edits of the file as they are", () => {
    demo.bot = demo.bot.replace("import argparse\n", "import argparse\nimport cmath\n");
    demo.done(...now);
    assert.equal(demo.bot, start.replace("import argparse\n", "import argparse\nimport cmath\n"));
    assert.match(demo.done(...seal), /1 other line differs/);
  });

  it("does not take values that were written forward by hand for a rollback", () => {
    demo.done("apply", "2", "--yes");
    const forward = demo.bot;
    demo.done("rollback", "--yes");
    demo.bot = forward;
    demo.done("adopt", "--hand-edits", "--yes");
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "phasegate/v4/0004-hand-edits");
    assert.deepEqual(inEffect(), [1]);
  });

  it("is refused without a reason, and for a whole file, and asks like anything else", () => {
    const before = demo.state();
    for (const [code, ...args] of [
      ["reason-empty", "rollback", "--write-only", " ", "--yes"],
      ["usage", "rollback", "0001-apply-1", "--whole-file", "--write-only", "x", "--yes"],
      ["usage", "rollback", "--write-only", "x"],
      ["checkpoint-unknown", "rollback", "0009-apply-1", "--write-only", "x", "--yes"],
    ] as const) {
      const { status, stderr } = demo.phasegate(...args);
      assert.match(stderr, new RegExp(`^${code}: `, "m"));
      assert.equal(status, 2);
    }
    assert.equal(demo.state(), before);
  });
});
