import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { assess } from "../../../src/core/assessment/assess";
import { assessed, botPath, demoBot, inputsOf, ledgerOf, planPath, planText } from "../../support/rollout";

/** The findings as "code parameter", with the text that each one marks. */
function findings(text: string, ledger = ledgerOf()): string[] {
  return assessed(text, ledger).findings.map(({ code, data, place }) => {
    const marked = place?.range
      ? (place.path === planPath ? planText : text).slice(place.range.start, place.range.end)
      : "";
    return `${code} ${"parameter" in data ? data.parameter : ""} ${marked}`.trim();
  });
}

describe("assess", () => {
  it("finds nothing wrong with the demo before the rollout", () => assert.deepEqual(findings(demoBot), []));

  it("binds all nine parameters to the exact text of their values", () => {
    const assessment = assessed(demoBot, ledgerOf());
    const bound = assessment.parameters.map(({ name, current, status, place }) => {
      assert.equal(place.path, botPath);
      assert.equal(demoBot.slice(place.range?.start, place.range?.end), current?.text);
      return [name, current?.text, status];
    });
    assert.deepEqual(bound, [
      ["EXPECTED_SIGNAL_RATE", "0.101", "baseline"],
      ["EXIT_THRESHOLD", "0.70", "baseline"],
      ["LONG_ENTRY_THRESHOLD", "0.70", "baseline"],
      ["SHORT_ENTRY_THRESHOLD", "0.65", "baseline"],
      ["STOP_LOSS", "0.01", "baseline"],
      ["TAKE_PROFIT", "0.02", "baseline"],
      ["MAX_HOLD_CANDLES", "4", "target"],
      ["BASE_POSITION", "0.60", "baseline"],
      ["MAX_POSITION", "1.00", "baseline"],
    ]);
  });

  it("counts what each phase would change; a value that stays is no change", () => {
    const assessment = assessed(demoBot, ledgerOf());
    const phases = assessment.phases.map(({ status, pending }) => [status, pending.length]);
    assert.deepEqual(phases, [
      ["next", 2],
      ["later", 2],
      ["later", 2],
      ["later", 2],
    ]);
  });

  it("knows from the ledger alone which phases are in effect", () => {
    const assessment = assessed(demoBot, ledgerOf(["apply-1", 1], ["apply-2", 1, 2], ["rollback-phase-2", 1]));
    assert.deepEqual(assessment.inEffect, [1]);
    assert.deepEqual(
      assessment.phases.map(({ status }) => status),
      ["in-effect", "next", "later", "later"],
    );
  });

  it("says unknown where the ledger may not be read, and judges no value by a phase", () => {
    const text = demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603");
    const assessment = assessed(text, undefined);
    assert.equal(
      assessment.phases.every(({ status }) => status === "unknown"),
      true,
    );
    assert.deepEqual(assessment.findings, []);
  });

  const cases: [what: string, from: string, to: string, findings: string[]][] = [
    ["a value in no phase", "EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.72", ["baseline-differs EXIT_THRESHOLD 0.72"]],
    [
      "a value ahead of its phase",
      "EXIT_THRESHOLD = 0.70",
      "EXIT_THRESHOLD = 0.603",
      ["ahead-of-phase EXIT_THRESHOLD 0.603"],
    ],
    [
      "a value out of its range",
      "EXIT_THRESHOLD = 0.70",
      "EXIT_THRESHOLD = 70.0",
      ["out-of-range EXIT_THRESHOLD 70.0"],
    ],
    [
      "a value of another type",
      "EXIT_THRESHOLD = 0.70",
      "EXIT_THRESHOLD = '0.70'",
      ["wrong-type EXIT_THRESHOLD '0.70'"],
    ],
    ["a derived value", "EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.35 * 2", ["derived EXIT_THRESHOLD 0.35 * 2"]],
    [
      "a parameter that is gone",
      "    EXIT_THRESHOLD = 0.70",
      "    EXIT_LEVEL = 0.70",
      ['unbound EXIT_THRESHOLD "parameters"'],
    ],
    [
      "an assignment that another one overrules",
      "    EXIT_THRESHOLD = 0.70",
      "    EXIT_THRESHOLD = 0.5\n    EXIT_THRESHOLD = 0.70",
      ["shadowed EXIT_THRESHOLD EXIT_THRESHOLD"],
    ],
    [
      "a broken rule",
      "STOP_LOSS = 0.01 ",
      "STOP_LOSS = 0.025 ",
      ["baseline-differs STOP_LOSS 0.025", "rule-broken  0.025"],
    ],
    ["the same number written otherwise", "EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 7e-1", []],
  ];
  for (const [what, from, to, expected] of cases) {
    it(`finds ${what}`, () => {
      assert.ok(demoBot.includes(from), from);
      assert.deepEqual(findings(demoBot.replace(from, to)), expected);
    });
  }

  it("finds a value in no phase once the rollout has begun", () => {
    const text = demoBot.replace(" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.012 ");
    assert.ok(findings(text, ledgerOf(["apply-1", 1])).includes("value-in-no-phase STOP_LOSS 0.012"));
  });

  it("finds a step that is larger than the plan allows, to the last digit and no further", () => {
    const at = (value: string) =>
      findings(demoBot.replace("EXIT_THRESHOLD = 0.70", `EXIT_THRESHOLD = ${value}`)).map((each) => each.split(" ")[0]);
    assert.deepEqual(at("0.803"), ["baseline-differs"]);
    assert.deepEqual(at("0.8031"), ["baseline-differs", "step-too-large"]);
  });

  it("finds a whole number that became a float", () => {
    const text = demoBot.replace("MAX_HOLD_CANDLES = 4 ", "MAX_HOLD_CANDLES = 4.0 ");
    assert.deepEqual(findings(text), ["type-changed MAX_HOLD_CANDLES 4.0"]);
  });

  it("finds a constant that nothing reads but a message", () => {
    const text = demoBot
      .replaceAll("config.STOP_LOSS", "0.05")
      .replace("class Candle(", "print(f'stop {Phase4TestnetConfig.STOP_LOSS}')\n\n\nclass Candle(");
    assert.deepEqual(findings(text), ["dead STOP_LOSS 0.01"]);
  });

  it("finds that the plan is another one than the newest checkpoint's", () => {
    const [checkpoint] = ledgerOf(["apply-1", 1]).checkpoints;
    assert.ok(checkpoint);
    const other = { checkpoints: [{ ...checkpoint, planHash: "f".repeat(64) }], unreached: [], unreadable: [] };
    assert.ok(assessed(demoBot, other).findings.some(({ code }) => code === "plan-changed"));
  });

  it("finds a value that lags behind a phase in effect", () => {
    assert.deepEqual(findings(demoBot, ledgerOf(["apply-1", 1])), [
      "behind-phase EXPECTED_SIGNAL_RATE 0.101",
      "behind-phase EXIT_THRESHOLD 0.70",
    ]);
  });

  it("does not take a file that can't be read for one without parameters", () => {
    const { findings, parameters } = assess(inputsOf(new Map(), ledgerOf()));
    assert.deepEqual(findings, []);
    assert.equal(
      parameters.every(({ status }) => status === "unbound"),
      true,
    );
  });

  it("keeps the other parameters when one line is broken", () => {
    const assessment = assessed(demoBot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.70 0.8"), ledgerOf());
    const unbound = assessment.parameters.filter(({ current }) => !current).map(({ name }) => name);
    assert.deepEqual(unbound, ["EXIT_THRESHOLD"]);
  });
});
