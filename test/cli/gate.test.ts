// The forecast on the command line: what it prints, what it refuses, and that it changes nothing.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

describe("phasegate gate", () => {
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
  });
  after(() => demo.remove());

  it("forecasts what a window can decide, and changes nothing", () => {
    const state = demo.state();
    const { status, stdout, stderr } = demo.phasegate("gate", "--phase", "3", "--forecast");
    assert.equal(status, 0, stderr);
    assert.match(stdout, /this is not a verdict/);
    assert.match(stdout, /A bot as promised \(0\.831\) passes in 56 of 100 windows/);
    assert.match(stdout, /^ {2}window-too-short: Phase 3: in 48 hours/m);
    assert.equal(demo.state(), state);
  });

  it("takes the next phase where none is named, and gives data", () => {
    const { status, stdout } = demo.phasegate("gate", "--forecast", "--json");
    assert.equal(status, 0);
    const { phase, criteria, triggers, findings } = JSON.parse(stdout);
    assert.equal(phase, 1);
    const [, , signalRate] = criteria;
    assert.deepEqual([signalRate.id, signalRate.is, signalRate.measuredOn], ["signal-rate", "chances", 124]);
    assert.equal(triggers.length, 3);
    assert.ok(findings.every((finding: { code: string; message: string }) => finding.code && finding.message));
  });

  it("refuses a phase that is not in effect or not there, and a time without a zone", () => {
    demo.refused("phase-not-watched", "gate", "--phase", "3");
    demo.refused("no-phase-in-effect", "gate");
    demo.refused("phase-unknown", "gate", "--phase", "9", "--forecast");
    for (const time of ["2025-10-15T14:00:00", "2025-10-15", "yesterday", "1760504400"]) {
      assert.match(demo.refused("usage", "gate", "--phase", "1", "--at", time), /with its zone/);
    }
  });

  it("has its findings said by diff and by apply too", () => {
    const diff = demo.phasegate("diff", "1");
    assert.match(diff.stderr, /in 6 hours the bot makes 3 trades in 15 to 18 of 100 cases/);
    assert.match(diff.stdout, /^--- /);
    assert.match(demo.phasegate("apply", "1", "--yes").stderr, /in 6 hours the bot makes 3 trades/);
  });
});
