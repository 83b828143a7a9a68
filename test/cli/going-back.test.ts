import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import { DemoRepository, planName } from "../support/demo-repository";

describe("going back, in an order that nobody planned", () => {
  let demo: DemoRepository;
  let start = "";
  let one = "";
  beforeEach(() => {
    demo = new DemoRepository();
    start = demo.bot;
    demo.done("apply", "1", "--yes");
    one = demo.bot;
  });
  afterEach(() => demo.remove());

  const inEffect = () => JSON.parse(demo.phasegate("status", "--json").stdout).inEffect;

  function moveByHand(): void {
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.65");
    demo.commit("by hand");
  }

  it("takes all of a phase back that was applied again because a value had moved", () => {
    moveByHand();
    demo.done("apply", "1", "--yes");
    demo.done("rollback", "--yes");
    assert.deepEqual([demo.bot, inEffect()], [start, []]);
  });

  it("takes the newest phase back, not an older one that was applied again", () => {
    demo.done("apply", "2", "--yes");
    moveByHand();
    demo.done("apply", "1", "--yes");
    demo.done("rollback", "--yes");
    assert.deepEqual([demo.bot, inEffect()], [one, [1]]);
    demo.done("rollback", "--yes");
    assert.deepEqual([demo.bot, inEffect()], [start, []]);
  });

  it("takes one phase back with all that came after it, and says so", () => {
    demo.done("apply", "2", "--yes");
    const two = demo.bot;
    demo.done("apply", "3", "--yes");
    const said = demo.done("rollback", "--phase", "2", "--yes");
    assert.match(said, /^Phase 3 is no longer in effect afterwards/m);
    assert.deepEqual([demo.bot, inEffect()], [one, [1]]);
    assert.match(demo.git("tag", "-n", "--list", "*0004*"), /rollback-phase-2 +Phasegate v4: roll back Phases 2, 3$/);
    // By the number that the tag has, forward again.
    demo.done("rollback", "0002", "--yes");
    assert.deepEqual([demo.bot, inEffect()], [two, [1, 2]]);
    for (const args of [
      ["--phase", "3"],
      ["--phase", "x"],
      ["--phase", "2", "0001"],
      ["--phase", "2", "--whole-file"],
    ]) {
      assert.equal(demo.phasegate("rollback", ...args, "--yes").status, 2, args.join(" "));
    }
    assert.deepEqual([demo.bot, inEffect()], [two, [1, 2]]);
  });

  it("has a phase in effect again whose values come back, and says what else goes along", () => {
    demo.done("apply", "2", "--yes");
    demo.edit("    EXIT_THRESHOLD = 0.603", "    EXIT_THRESHOLD = 0.65");
    demo.done("adopt", "--hand-edits", "--yes");
    assert.deepEqual(inEffect(), [2]);
    const said = demo.done("rollback", "--yes");
    assert.match(said, /^Phase 1 is in effect again afterwards/m);
    assert.match(said, /^This value has changed since Phase 2 was applied, and goes back too: EXIT_THRESHOLD\.$/m);
    assert.deepEqual([demo.bot, inEffect()], [one, [1]]);
    assert.equal(demo.phasegate("check").status, 0);
  });

  it("says which phases end with the one that is taken back", () => {
    demo.done("apply", "2", "--yes");
    const plan = demo.git("show", `HEAD:${planName}`);
    demo.write(planName, plan.replace('"parameters": {', '"parameters": { "EXIT_THRESHOLD": { "target": 0.61 },'));
    demo.commit("another target");
    assert.match(demo.done("rollback", "--yes"), /^Phase 1 is no longer in effect afterwards/m);
    assert.deepEqual(inEffect(), []);
  });

  it("is adopted with what it rests on, and with the phases that end by it", () => {
    moveByHand();
    const said = demo.done("adopt", "--yes");
    assert.match(said, /^Phase 1 is no longer in effect afterwards/m);
    const none = demo.phasegate("show", "0002-adopt").stdout;
    assert.match(none, /^What +adopt the values as found, no phase$/m);
    assert.doesNotMatch(none, /baseline|Found/);
    demo.edit("    EXIT_THRESHOLD = 0.65", "    EXIT_THRESHOLD = 0.603");
    demo.commit("by hand again");
    assert.match(
      demo.done("adopt", "--yes"),
      /^These values are at the targets of Phase 1: .*EXIT_THRESHOLD 0\.603\.$/m,
    );
    const trailers = demo.git("tag", "--list", "*0003-adopt", "--format=%(trailers:key=Phasegate-Found,valueonly)");
    assert.equal(trailers.trim(), "EXPECTED_SIGNAL_RATE 0.0612\nEXIT_THRESHOLD 0.603");
    assert.match(demo.phasegate("log").stdout, /^Found at their targets: .*EXIT_THRESHOLD 0\.603$/m);
    assert.match(demo.output("report"), /^- Found at their targets: .*0\.603$/m);
    assert.equal(JSON.parse(demo.phasegate("log", "--json").stdout)[0].found.length, 2);
  });

  it("keeps a phase in effect that changes no value when another plan is adopted", () => {
    for (const phase of ["2", "3", "4"]) demo.done("apply", phase, "--yes");
    const plan = demo.git("show", `HEAD:${planName}`);
    const kept = '"BASE_POSITION": { "target": 0.6, "symbol": "BASE_POSITION_PCT" }';
    const same = plan
      .replace(/"BASE_POSITION": \{.*\}/, kept)
      .replace(/"MAX_POSITION": \{.*\}/, '"MAX_POSITION": { "target": 1, "symbol": "MAX_POSITION_PCT" }');
    demo.edit("BASE_POSITION_PCT = 0.78", "BASE_POSITION_PCT = 0.60");
    demo.edit("MAX_POSITION_PCT = 0.87", "MAX_POSITION_PCT = 1.00");
    demo.write(planName, same);
    demo.commit("a phase that keeps its values");
    demo.done("adopt", "--yes");
    assert.deepEqual(inEffect(), [1, 2, 3, 4]);
  });

  it("does not deny a phase whose own checkpoint is gone", () => {
    demo.done("apply", "2", "--yes");
    demo.git("tag", "-d", "phasegate/v4/0001-apply-1");
    demo.done("rollback", "--yes");
    assert.deepEqual(inEffect(), [1]);
    const { status, stderr } = demo.phasegate("rollback", "--yes");
    assert.equal(status, 2);
    assert.match(stderr, /^phase-origin-unknown: Phase 1 of plan v4 is in effect, .*phasegate fetch/m);
  });

  it("says which phases end on the way to a checkpoint or the baseline, and nothing where it is what was asked for", () => {
    demo.done("apply", "2", "--yes");
    assert.match(demo.done("rollback", "0001-apply-1", "--yes"), /^Phase 2 is no longer in effect afterwards/m);
    assert.match(demo.done("rollback", "0002-apply-2", "--yes"), /^Phase 2 is in effect again afterwards/m);
    assert.doesNotMatch(demo.done("rollback", "--yes"), /afterwards|go back too|goes back too/);
    assert.match(demo.done("rollback", "baseline", "--yes"), /^Phase 1 is no longer in effect afterwards/m);
  });
});
