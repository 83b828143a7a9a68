import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type DemoRepository, withDemo } from "../support/demo-repository";

const [first, second] = ["phasegate/v4/0001-apply-1", "phasegate/v4/0002-apply-2"];

describe("checkpoints that git's own work leaves behind", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  /** The ledger without them: a warning that offers to adopt, told by all who tell of the ledger. */
  function assertOffered(phases: number[], ...tags: string[]): void {
    const { status, stdout } = demo.phasegate("check", "--json");
    const found = JSON.parse(stdout).find(({ code }: { code: string }) => code === "checkpoints-left");
    assert.deepEqual([status, found?.severity, found?.data], [1, "warning", { tags, phases, adoptable: true }]);
    const text = new RegExp(`not on this branch, .*${tags.join(".*")}.*left them behind.*adopt`);
    for (const command of ["status", "log"]) assert.match(demo.phasegate(command).stderr, text);
    if (phases.length > 0)
      assert.match(
        demo.phasegate("status").stderr,
        new RegExp(`They applied Phase${phases.length > 1 ? "s" : ""} ${phases.join(", ")}\\.`),
      );
    assert.deepEqual(JSON.parse(demo.output("status", "--json")).left, { tags, phases, adoptable: true });
  }

  /** Adopts, and expects the numbers to go on, a ledger that is whole again, and trailers that git itself reads. */
  function adopted(n: number, inEffect: number[], ...replaces: string[]): void {
    const head = demo.git("rev-parse", "HEAD");
    const tag = `phasegate/v4/${String(n).padStart(4, "0")}-adopt`;
    assert.equal(demo.output("adopt", "--yes"), tag);
    assert.equal(demo.git("rev-parse", "HEAD"), head);
    const trailers = demo.git(
      "for-each-ref",
      `refs/tags/${tag}`,
      "--format=%(trailers:key=Phasegate-Replaces,valueonly)",
    );
    assert.deepEqual(trailers.split("\n").filter(Boolean), replaces);
    assert.deepEqual(JSON.parse(demo.output("status", "--json")).inEffect, inEffect);
    assert.deepEqual([demo.phasegate("check").status, JSON.parse(demo.output("status", "--json")).left], [0, null]);
    const log: { tag: string; replacedBy?: string }[] = JSON.parse(demo.output("log", "--json"));
    assert.deepEqual(
      log.filter(({ replacedBy }) => replacedBy === tag).map((each) => each.tag),
      [...replaces].reverse(),
    );
    for (const each of replaces)
      assert.match(demo.output("show", each), new RegExp(`^On this branch .*${tag} replaces it$`, "m"));
    assert.match(demo.output("report"), new RegExp(`^- Replaces: ${replaces[0]}`, "m"));
    assert.equal(demo.phasegate("adopt", "--yes").status, 2);
  }

  it("by an amended commit", () => {
    demo.output("apply", "1", "--yes");
    demo.git("commit", "--quiet", "--amend", "--no-edit", "--date=2025-01-01T00:00:00Z");
    assertOffered([1], first);
    adopted(2, [1], first);
    assert.equal(demo.output("apply", "2", "--yes"), "phasegate/v4/0003-apply-2");
  });

  it("by an amended rollback, which brought no phase", () => {
    demo.output("apply", "1", "--yes");
    demo.output("rollback", "--yes");
    demo.git("commit", "--quiet", "--amend", "--no-edit", "--date=2025-01-01T00:00:00Z");
    const tag = "phasegate/v4/0002-rollback-phase-1";
    assertOffered([], tag);
    adopted(3, [], tag);
  });

  it("by a rebase", () => {
    demo.git("switch", "--quiet", "--create", "rollout");
    demo.output("apply", "1", "--yes");
    demo.output("apply", "2", "--yes");
    demo.git("switch", "--quiet", "main");
    demo.write("notes.txt", "meanwhile\n");
    demo.commit("meanwhile");
    demo.git("switch", "--quiet", "rollout");
    demo.git("rebase", "--quiet", "main");
    assertOffered([1, 2], first, second);
    adopted(3, [1, 2], first, second);
  });

  it("by a squash merge, those of another branch being left alone", () => {
    demo.git("switch", "--quiet", "--create", "rollout");
    demo.output("apply", "1", "--yes");
    demo.git("switch", "--quiet", "--create", "experiment");
    demo.output("apply", "2", "--yes");
    demo.git("switch", "--quiet", "rollout");
    demo.git("switch", "--quiet", "main");
    demo.git("merge", "--quiet", "--squash", "rollout");
    demo.git("commit", "--quiet", "--no-edit");
    assert.equal(JSON.parse(demo.phasegate("status", "--json").stdout).left.adoptable, true);
    assert.equal(demo.output("adopt", "--yes"), "phasegate/v4/0003-adopt");
    const trailers = demo.git("tag", "--list", "*-adopt", "--format=%(trailers:key=Phasegate-Replaces,valueonly)");
    assert.equal(trailers.trim(), first);
    const [left] = JSON.parse(demo.phasegate("check", "--json").stdout);
    assert.deepEqual([left.severity, left.data], ["info", { tags: [second], phases: [2], adoptable: false }]);
    assert.equal(demo.phasegate("check").status, 0);
  });

  it("by a squash merge of phases that were rolled back in between", () => {
    demo.git("switch", "--quiet", "--create", "rollout");
    demo.output("apply", "1", "--yes");
    demo.output("apply", "2", "--yes");
    demo.output("rollback", "--yes");
    demo.git("switch", "--quiet", "main");
    demo.git("merge", "--quiet", "--squash", "rollout");
    demo.git("commit", "--quiet", "--no-edit");
    adopted(4, [1], first, second, "phasegate/v4/0003-rollback-phase-2");
  });

  it("by a cherry-pick to another branch", () => {
    demo.git("switch", "--quiet", "--create", "rollout");
    demo.output("apply", "1", "--yes");
    demo.git("switch", "--quiet", "main");
    demo.write("notes.txt", "meanwhile\n");
    demo.commit("meanwhile");
    demo.git("cherry-pick", "rollout");
    assertOffered([1], first);
    adopted(2, [1], first);
  });

  it("on a branch that is not merged, which is told and not taken for more", () => {
    demo.git("switch", "--quiet", "--create", "rollout");
    demo.output("apply", "1", "--yes");
    demo.git("switch", "--quiet", "main");
    const { status, stdout } = demo.phasegate("check");
    assert.equal(status, 0);
    assert.match(stdout, /info checkpoints-left: .*0001-apply-1.*Phase 1\./);
    assert.equal(demo.phasegate("adopt", "--yes").status, 2);
    demo.git("merge", "--quiet", "--no-ff", "rollout");
    assert.deepEqual([demo.phasegate("check").stdout, JSON.parse(demo.output("status", "--json")).inEffect], ["", [1]]);
  });
});
