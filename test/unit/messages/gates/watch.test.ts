// Tests what is said of a phase's window: how long, what calls it back, and what has passed, never more than has.
import assert from "node:assert/strict";
import type { GateResult } from "../../../../src/core/gates/verdict";
import type { MonitoringWindow, Phase } from "../../../../src/core/plan/plan";
import { describeWatch, gateWithProgress, windowLength } from "../../../../src/messages/gates/watch";
import { plan } from "../../../support/rollout";

describe("the watch over a phase, in words", () => {
  const [first] = plan.phases;
  assert.ok(first);

  it("names every limit of the window, and whether one of them will do", () => {
    const windows: [MonitoringWindow, string][] = [
      [{ hours: 6, trades: 3 }, "6 hours and 3 trades"],
      [{ hours: 6, trades: 3, until: "either" }, "6 hours or 3 trades"],
      [{ hours: 1 }, "1 hour"],
      [{ trades: 1 }, "1 trade"],
    ];
    for (const [window, words] of windows) assert.equal(windowLength(window), words);
  });

  it("gives every reason for a rollback in the author's words, and says nothing of one where there is none", () => {
    const said = describeWatch(first);
    assert.match(said, /^Watch it for 6 hours and 3 trades\. Roll back if: /);
    for (const { text } of first.rollback) assert.ok(said.includes(text), said);
    const calm: Phase = { ...first, rollback: [] };
    assert.equal(describeWatch(calm), "Watch it for 6 hours and 3 trades.");
  });

  it("says what has passed while the gate is open, and rounds nothing up", () => {
    const window = { hours: 5.99, trades: 2, coverage: 1, leftOut: {}, reached: [], looks: 3 };
    const open = { phase: 1, at: 0, look: 0, outcome: "inconclusive", why: [], signatures: [], warnings: [] } as const;
    const gate: GateResult = { ...open, criteria: [], triggers: [], window };
    assert.match(gateWithProgress(gate, first), /· 5\.9 of 6 hours, 2 of 3 trades$/);
    assert.equal(gateWithProgress({ ...gate, outcome: "pass" }, first), "Pass");
  });
});
