// What a checkpoint keeps of a gate, in words: nothing of it is shown as the code that its tag has.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { gateLines } from "../../../src/messages/checkpoints";
import { codedOutcomeWord } from "../../../src/messages/problems/outcomes";

const at = "2026-11-29T19:05:57.533Z";
const sha256 = "ab".repeat(32);

describe("what a checkpoint keeps of a gate", () => {
  it("is said in the words of the gate", () => {
    const lines = gateLines({
      gate: { phase: 1, outcome: "fail", look: 1, at },
      verdicts: [
        { criterion: "no-errors", outcome: "error/stale", value: 2, compare: "<=", threshold: 0, n: 0 },
        { criterion: "exit-behavior", outcome: "inconclusive/unsigned" },
        {
          criterion: "signal-rate",
          outcome: "pass/met",
          value: 0.05263157895,
          unit: "fraction",
          compare: "<",
          threshold: 0.0811,
          n: 57,
          interval: [0.02122774866, 0.1245802107],
          level: 0.9,
        },
        {
          criterion: "trade-frequency",
          outcome: "pass/fact",
          value: 12,
          compare: "between",
          threshold: [10, 40],
          n: 12,
        },
        {
          criterion: "first-losses",
          outcome: "fail/trigger",
          value: -716.7717243,
          unit: "USD",
          compare: "<",
          threshold: -200,
          n: 2,
        },
        { criterion: "errors", outcome: "quiet", value: 0, compare: ">", threshold: 0, n: 0 },
      ],
      signatures: [{ criterion: "exit-behavior", note: "looked at each" }],
      evidence: [
        { path: "logs/bot.jsonl", size: 4096, sha256, newest: "2026-11-29T19:00:00.000Z" },
        { path: "results/state.json", size: 512, sha256 },
      ],
    });
    assert.deepEqual(lines, [
      "Phase 1: Fail at look 1, as of 2026-11-29 19:05 UTC",
      "Verdicts:",
      "  no-errors: evidence too old · 2 (≤ 0)",
      "  exit-behavior: not signed",
      "  signal-rate: met · 5.26 % (< 8.11 %), 57 counted, 90 % interval 2–12 %",
      "  trade-frequency: met, a fact · 12 (10–40), 12 counted",
      "  first-losses: fired · −716.77 USD (< −200.00 USD), 2 counted",
      "  errors: not fired · 0 (> 0)",
      "Signed:",
      "  exit-behavior: looked at each",
      "Evidence: 2 files, newest record 2026-11-29 19:00 UTC",
    ]);
  });

  it("is said without units where an older version kept none, and in every unit that there is", () => {
    const row = (unit?: string) => ({
      criterion: "x",
      outcome: "quiet",
      value: 0.5,
      compare: "<",
      threshold: 0.75,
      ...(unit && { unit }),
    });
    const units = [undefined, "fraction", "hours", "account-currency", "BTC", "trades/week", "parsecs"];
    assert.deepEqual(gateLines({ verdicts: units.map(row) }).slice(1), [
      "  x: not fired · 0.5 (< 0.75)",
      "  x: not fired · 50 % (< 75 %)",
      "  x: not fired · 0.5 h (< 0.75 h)",
      "  x: not fired · 0.50 (< 0.75)",
      "  x: not fired · 0.50 BTC (< 0.75 BTC)",
      "  x: not fired · 0.5 (< 0.75)",
      "  x: not fired · 0.5 (< 0.75)",
    ]);
  });

  it("is nothing where it keeps none", () => assert.deepEqual(gateLines({}), []));

  it("says when no look was reached, and how many files there are where some are not listed", () => {
    const lines = gateLines({
      gate: { phase: 2, outcome: "inconclusive", look: 0, at },
      evidence: [{ path: "logs/bot.jsonl", size: 4096, sha256 }],
      unlistedEvidence: 3,
    });
    assert.deepEqual(lines, [
      "Phase 2: Inconclusive before the first look, as of 2026-11-29 19:05 UTC",
      "Evidence: 4 files",
    ]);
  });

  it("shows a newer version's code as it is", () => {
    assert.equal(codedOutcomeWord("pass/by-decree"), "pass/by-decree");
    assert.equal(codedOutcomeWord("constructor"), "constructor");
  });
});
