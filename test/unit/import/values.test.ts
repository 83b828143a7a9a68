// Tests of the values that a piece of text gives.
import assert from "node:assert/strict";
import { fractionOf, readChange, readLiteral } from "../../../src/core/import/value-text";

/** What a text says of a value, in short: old, new ones, and whether it stays. */
function shown(text: string): unknown[] {
  const { before, after, keeps } = readChange(text);
  return [before?.value, after.map(({ value }) => value), keeps];
}

describe("what a text says of a value", () => {
  const cases: Readonly<Record<string, unknown[]>> = {
    "Was: 0.101 (WRONG - used test set only)": [0.101, [], false],
    "was 0.55 (-2.0%)": [0.55, [], false],
    "Previous WRONG value: 0.101 (65% over)": [0.101, [], false],
    ": 0.70 → 0.603 (2 weeks)": [0.7, [0.603], false],
    ": 이전: 0.18 → 현재: 0.30": [0.18, [0.3], false],
    " from 14 to 10": [14, [10], false],
    " = 27 (was 30)": [30, [27], false],
    ": 0.55 or 0.60": [undefined, [0.55, 0.6], false],
    ": 0.10 → 0.08 or 0.07 또는 0.06": [0.1, [0.08, 0.07, 0.06], false],
    "Keep at 4 (V4 optimal: 3.98 ≈ 4)": [undefined, [4], true],
    "Keep (already optimal)": [undefined, [], true],
    ": 유지 (0.02)": [undefined, [0.02], true],
    ": 0.5 (unchanged)": [undefined, [0.5], true],
    "old value: 5, raised": [5, [], false],
    "from grid search 0.55": [undefined, [], false],
    "wait before 2 trades": [undefined, [], false],
    // Something else is kept.
    "keep an eye on this": [undefined, [], false],
    "안정성 유지를 위해": [undefined, [], false],
    "the rest of the logic unchanged": [undefined, [], false],
    // A range, a date, a version, the number of a trade: no value.
    ": 0.2 → 0.3-0.4": [undefined, [], false],
    ": 2025-10-15 → 2025-11-01": [undefined, [], false],
    " after Trade #2 closes": [undefined, [], false],
  };
  for (const [text, expected] of Object.entries(cases)) it(text, () => assert.deepEqual(shown(text), expected));

  it("is a literal of Python, YAML or JSON", () => {
    const literals = {
      "0.70": 0.7,
      "1_000": 1000,
      "1,500": 1500,
      "-.5": -0.5,
      "1e-4": 0.0001,
      "10x": 10,
      True: true,
      null: null,
      '"a b"': "a b",
    };
    for (const [text, value] of Object.entries(literals)) assert.deepEqual(readLiteral(text)?.value, value, text);
    for (const text of ["", "abc", "4h", "1.2.3", "12:30", "0.2-0.3", "__import__"])
      assert.equal(readLiteral(text), undefined, text);
  });

  it("is a fraction by its decimal digits", () => {
    for (const [percent, fraction] of [
      ["0.52", 0.0052],
      ["6.12", 0.0612],
      ["17.55", 0.1755],
      ["100", 1],
      ["-3.5", -0.035],
    ] as const) {
      assert.equal(fractionOf(percent), fraction);
    }
  });
});
