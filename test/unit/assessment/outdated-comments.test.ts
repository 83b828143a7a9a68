import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { phaseChange } from "../../../src/core/change/apply";
import { assessed, demoBot, ledgerOf } from "../../support/rollout";

/** The figures that notes of Phase 3 quote, by parameter, where its STOP_LOSS, 0.01 → 0.0052, is written so. */
function quoted(line: string): (string | undefined)[] {
  const text = demoBot.replace(/^ {4}STOP_LOSS = .*$/m, `    ${line}`).replace(/^( {4}TAKE_PROFIT = \S+).*$/m, "$1");
  const { notes } = phaseChange(assessed(text, ledgerOf()), { kind: "apply", phase: 3 });
  return notes.flatMap(({ code, data }) => (code === "comment-names-value" && "figure" in data ? [data.figure] : []));
}

describe("a comment behind a value that changes", () => {
  for (const [comment, figure] of [
    ["# 1.0 %", "1.0 %"],
    ["# 1% of the entry", "1%"],
    ["# 0.01, as a fraction", "0.01"],
    ["# a hundredth (0.010).", "0.010"],
    ["#1 %", "1 %"],
  ] as const) {
    it(`is told where it names the old value: ${comment}`, () => {
      assert.deepEqual(quoted(`STOP_LOSS = 0.01  ${comment}`), [figure]);
    });
  }

  for (const comment of [
    "",
    "# see V0.01 of the plan",
    "# since 0.01.2025",
    "# tuned 2025-0.01",
    "# 1 in 100",
    "# 10.01 or -0.01",
    "# 0.0101",
    "# 1.0 % in the past, now 0.52 %",
    "# 0.01 → 0.0052",
    "# p0.01x",
  ]) {
    it(`is not told of: ${comment || "(none)"}`, () => {
      assert.deepEqual(quoted(`STOP_LOSS = 0.01  ${comment}`), []);
    });
  }

  it("is not told where another value stands between them, or a text holds the mark", () => {
    assert.deepEqual(quoted('STOP_LOSS = 0.01; NOTE = "# 1.0 %"'), []);
    assert.deepEqual(quoted("STOP_LOSS = 0.01; OTHER = 1  # 1.0 %"), []);
  });

  it("is held against the value in the code, not against the plan's", () => {
    assert.deepEqual(quoted("STOP_LOSS = 0.012  # 1.0 %"), []);
    assert.deepEqual(quoted("STOP_LOSS = 0.012  # 1.2 %"), ["1.2 %"]);
  });
});
