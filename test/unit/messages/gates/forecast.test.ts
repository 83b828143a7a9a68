// Reads the forecasts of the bundled plan as a person does: plain figures, and no claim that a bot is good.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { forecast } from "../../../../src/core/gates/forecast/forecast";
import { loadPlan } from "../../../../src/core/plan/load";
import { ofHundred, rangeOfHundred } from "../../../../src/messages/figures/chances";
import { describeForecast } from "../../../../src/messages/gates/forecast";
import { describe as sentence } from "../../../../src/messages/problems";

describe("the words of a forecast", () => {
  const { plan } = loadPlan(readFileSync("schemas/plans/v4.phaseplan.json", "utf8"), "v4.phaseplan.json");
  assert.ok(plan);
  const forecasts = plan.phases.map((phase) => ({ phase, found: forecast(plan, phase) }));
  const texts = forecasts.map(({ phase, found }) => describeForecast(found, phase));
  const [first = "", second = "", third = ""] = texts;

  it("say how seldom the hours bring the trades, and when the first look is to be expected", () => {
    assert.match(first, /6 hours bring 3 trades in 15 to 18 of 100 cases/);
    assert.match(first, /1 {2}3 trades, after 16 hours in which the bot runs \(90 %: within 31\)/);
    const [finding] = forecasts[0]?.found.findings ?? [];
    assert.ok(finding);
    assert.equal(
      sentence(finding),
      "Phase 1: in 6 hours the bot makes 3 trades in 15 to 18 of 100 cases. Expect the first look after 16 hours in which the bot runs (90 %: within 31).",
    );
  });

  it("say how often a bot passes that is as promised, and one that is not", () => {
    assert.match(
      third,
      /A bot as promised \(0\.831\) passes in 56 of 100 windows at the first look, in 80 of 100 by the last\./,
    );
    assert.match(third, /A bot at 0\.75, which should not pass, passes in 23 of 100 windows at the first look/);
    assert.match(second, / In 24 of 100 it meets the threshold too weakly and needs a signature\./);
  });

  it("say how often chance fires a trigger, all of the phase's together", () => {
    assert.doesNotMatch(first, /chance fires/);
    assert.match(second, /chance fires one of the 2 triggers that are no facts in at most 10 of 100 rollouts\./);
    assert.match(texts[3] ?? "", /chance fires the trigger that is no fact in at most 5 of 100 rollouts\./);
  });

  it("say what can't be told, what is a fact and what a person decides", () => {
    assert.match(third, /Not known in advance, because the plan does not say what to expect\./);
    assert.match(first, /A fact, compared as it happens\./);
    assert.match(first, /A person confirms it\./);
  });

  it("claim nothing of the bot", () => {
    for (const text of texts) {
      assert.doesNotMatch(text, /\bproven\b|\bvalidated\b|\bis good\b|undefined|NaN|\{\d\}/i);
      assert.match(text, /No trade was examined, so this is not a verdict\./);
    }
  });

  it("round no chance to none or to all", () => {
    assert.deepEqual([0, 0.001, 0.15, 0.999, 1].map(ofHundred), [
      "0 of 100",
      "fewer than 1 of 100",
      "15 of 100",
      "more than 99 of 100",
      "100 of 100",
    ]);
    assert.deepEqual(
      [
        [0.15, 0.184],
        [0.15, 0.152],
        [0.001, 0.04],
      ].map(rangeOfHundred),
      ["15 to 18 of 100", "15 of 100", "at most 4 of 100"],
    );
  });
});
