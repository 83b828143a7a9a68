// What waits for a person: nothing that the bot, or time, does by itself.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { gateOfPhase } from "../../../src/core/gates/gate-of-phase";
import type { GateResult } from "../../../src/core/gates/verdict";
import type { MeasuredCriterion } from "../../../src/core/plan/plan";
import { problem } from "../../../src/core/problem";
import { needsOfPerson } from "../../../src/messages/editor/needs";
import { apply1, criterion, evidence, HOUR, phaseWith, planWith, started, trades, wins } from "../../support/gates";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

const calm = assessed(demoBot, ledgerOf());

function gate(count: number, rollback: MeasuredCriterion[] = [], isManual = false): GateResult {
  const makesMoney = criterion({ metric: "netProfit", threshold: 0, unit: "currency" });
  const looked = { id: "looked", text: "Trades execute normally", manual: true } as const;
  const phase = phaseWith({ window: { trades: 4 }, criteria: [makesMoney, ...(isManual ? [looked] : [])], rollback });
  const plan = planWith([phase], { evidence: { sources: [{ kind: "log", path: "log.jsonl" }] } });
  const ledger = { checkpoints: [apply1], unreached: [], unreadable: [] };
  const found = { trades: trades(wins(count, count)) };
  const result = gateOfPhase({ plan, ledger, evidence: evidence(60, found), at: started + 60 * HOUR }, phase);
  assert.ok(result);
  return result;
}

const falls = criterion({ metric: "netProfit", id: "falls", compare: ">", threshold: 1, unit: "currency" });

describe("what waits for a person", () => {
  it("is nothing in a rollout that is as its checkpoints say, and while a window is open or has passed", () => {
    assert.deepEqual(needsOfPerson(calm, undefined), []);
    assert.deepEqual(needsOfPerson(calm, gate(2)), []);
    assert.equal(gate(4).outcome, "pass");
    assert.deepEqual(needsOfPerson(calm, gate(4)), []);
  });

  it("is a trigger that has fired, and then no signature", () => {
    assert.deepEqual(needsOfPerson(calm, gate(4, [falls], true)), ["Phase 1: a rollback trigger has fired."]);
  });

  it("is a gate that only a signature keeps open", () => {
    assert.deepEqual(needsOfPerson(calm, gate(4, [], true)), ["Phase 1: the gate waits for 1 signature."]);
    assert.deepEqual(needsOfPerson(calm, gate(2, [], true)), []);
  });

  it("is each of: edits that nothing records, a seal that was cut off", () => {
    const cutOff = problem("seal-cut-off", { tag: "phasegate/v4/0001-apply-1", who: "Ada", when: "2025-10-15" });
    const both = { ...calm, unsealed: [problem("lock-left", { plan: "v4", who: "", when: "" })], unfinished: [cutOff] };
    const [edits, seal, ...more] = needsOfPerson(both, undefined);
    assert.match(edits ?? "", /no checkpoint records/);
    assert.match(seal ?? "", /0001-apply-1/);
    assert.deepEqual(more, []);
  });
});
