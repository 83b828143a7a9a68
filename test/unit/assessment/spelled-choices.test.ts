// The values that the editor offers in a governed literal: the plan's, in the code's spelling, and no others.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { spelledChoices } from "../../../src/core/assessment/baseline";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

function choices(name: string, text = demoBot, ledger = ledgerOf()) {
  const assessment = assessed(text, ledger);
  const state = assessment.parameters.find((each) => each.name === name);
  assert.ok(state);
  return spelledChoices(assessment, state).map(({ text: value, is }) => `${value} ${is.join("+")}`);
}

describe("the values that a governed literal may become", () => {
  it("are the baseline first before the phase is in effect, then the target", () => {
    assert.deepEqual(choices("EXIT_THRESHOLD"), ["0.70 baseline", "0.603 target"]);
  });

  it("are the target first once it is, and the baseline as it was written before", () => {
    const applied = demoBot.replace(" EXIT_THRESHOLD = 0.70 ", " EXIT_THRESHOLD = 0.603 ");
    assert.deepEqual(choices("EXIT_THRESHOLD", applied, ledgerOf(["apply-1", 1])), ["0.603 target", "0.70 baseline"]);
  });

  it("are one where they are the same", () => {
    assert.deepEqual(choices("MAX_HOLD_CANDLES"), ["4 baseline+target"]);
  });

  it("keep the code's own style, also of a value that is in no phase", () => {
    const edited = demoBot.replace(" STOP_LOSS = 0.01 ", " STOP_LOSS = .02 ");
    assert.deepEqual(choices("STOP_LOSS", edited), [".01 baseline", ".0052 target"]);
  });
});
