// What a person has to look at before a gate passes, and what is compared across another market: each against figures by hand.
import assert from "node:assert/strict";
import type { BotProcess, Evidence } from "../../../src/core/evidence/evidence";
import type { Trade } from "../../../src/core/evidence/trade";
import type { GateInput } from "../../../src/core/gates/evaluate";
import { measure } from "../../../src/core/gates/metrics/measure";
import type { Parameter } from "../../../src/core/plan/plan";
import {
  applied,
  apply1,
  checkpoint,
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  phaseWith,
  planWith,
  run1,
  started,
  trade,
  trades,
  verdictOf,
  winRate,
  wins,
} from "../../support/gates";
import { sampleOf } from "../../support/sample";

const stopLoss: Parameter = {
  file: "bot",
  symbol: "STOP_LOSS",
  unit: "fraction",
  baseline: 0.03,
  target: 0.02,
  why: "",
};
const noErrors = criterion({ metric: "errors", compare: "<=", threshold: 0 });
const phase = phaseWith({ parameters: ["STOP_LOSS"], criteria: [noErrors] });

/** The gate where the trades lost so much percent of the price. */
function withLosses(
  losses: readonly number[],
  parameters: Readonly<Record<string, Parameter>>,
  parts: Partial<Evidence> = {},
) {
  const results = [...wins(20, 20), ...losses.map((loss) => -loss)];
  return judge(phase, evidence(60, { trades: trades(results), ...parts }), { plan: planWith([phase], { parameters }) });
}

describe("a loss far beyond the running stop", () => {
  it("is a warning from 0.3 % beyond it on, and keeps a pass until a person signs", () => {
    assert.deepEqual(withLosses([2.3], { STOP_LOSS: stopLoss }).warnings, []);
    const warned = withLosses([2.31, 2.1, 4], { STOP_LOSS: stopLoss });
    assert.deepEqual(warned.warnings, [
      { kind: "loss-beyond-stop", parameter: "STOP_LOSS", stop: 0.02, n: 2, most: 0.04 },
    ]);
    assert.deepEqual(
      [warned.outcome, verdictOf(warned, "errors").outcome],
      ["inconclusive", { is: "inconclusive", why: "warning" }],
    );
    const signatures = [{ criterion: "errors", note: "a gap at the exchange" }];
    const plan = planWith([phase], { parameters: { STOP_LOSS: stopLoss } });
    const found = evidence(60, { trades: trades([...wins(20, 20), -4]) });
    assert.equal(judge(phase, found, { plan, signatures }).outcome, "pass");
    const validated = checkpoint(2, "validate-1", started + 50 * HOUR);
    const after = judge(phase, found, { plan, run: { ...run1, validated } });
    assert.deepEqual([after.outcome, after.warnings], ["pass", []]);
  });

  it("is held against what the process reports, else against the phase's value", () => {
    const own: BotProcess = { started, checkpoint: apply1.tag, attribution: "confirmed", values: { STOP_LOSS: 0.05 } };
    assert.deepEqual(withLosses([4], { STOP_LOSS: stopLoss }, { processes: [own] }).warnings, []);
    assert.equal(withLosses([5.4], { STOP_LOSS: stopLoss }, { processes: [own] }).warnings.length, 1);
    const later = { ...phase, id: 2 };
    const plan = planWith([{ ...phase, parameters: [] }, later], { parameters: { STOP_LOSS: stopLoss } });
    const found = evidence(60, { trades: trades([...wins(20, 20), -3.2]) });
    assert.deepEqual(judge(phase, found, { plan }).warnings, []);
  });

  it("reads a percentage and a negative value, and takes nothing else for a stop", () => {
    const losing = (parameters: Readonly<Record<string, Parameter>>) => withLosses([4], parameters).warnings.length;
    assert.equal(losing({ STOP_LOSS: { ...stopLoss, unit: "%", target: -2 } }), 1);
    assert.equal(losing({ stoploss: { ...stopLoss, target: -0.1, baseline: -0.02 } }), 1);
    assert.equal(losing({ STOP_LOSS: { ...stopLoss, unit: "ATR" } }), 0);
    assert.equal(losing({ TRAILING_STOP_LOSS: stopLoss }), 0);
    assert.equal(losing({ STOP_LOSS: { ...stopLoss, target: null } }), 0);
    assert.equal(losing({ LONG_STOP_LOSS: stopLoss, SHORT_STOP_LOSS: stopLoss }), 0);
  });
});

describe("an exit by the model", () => {
  const exits = (probabilities: readonly number[], reason: Trade["reason"] = "model") =>
    judge(
      phase,
      evidence(60, {
        trades: trades(wins(20, 20)).map((each, index) => ({
          ...each,
          reason: reason ?? "model",
          probability: { exit: probabilities[index] ?? 0.7 },
        })),
      }),
    ).warnings;

  it("at a probability below 0.05 is a warning; an exit for another reason is none", () => {
    assert.deepEqual(exits([0.05]), []);
    assert.deepEqual(exits([0.049, 0.7, 0]), [{ kind: "unlikely-exit", n: 2, least: 0 }]);
    assert.deepEqual(exits([0], "max-hold"), []);
  });
});

/** Phase 2, four days after Phase 1 began on a Wednesday, compared with it. */
function compared(own: Partial<Evidence>, criteria = [criterion({ metric: "winRate", against: 1, threshold: 0.5 })]) {
  const two = phaseWith({ id: 2, window: { trades: 20 }, criteria });
  const second = started + 96 * HOUR;
  const apply2 = { ...checkpoint(2, "apply-2", second), phases: [1, 2] };
  const tag = apply2.tag;
  const later = trades(wins(20, 20), second).map((each) => ({ ...each, checkpoint: tag }));
  const found = evidence(200, {
    trades: [...trades(wins(20, 20)), ...later],
    processes: [
      { started, checkpoint: apply1.tag, attribution: "confirmed" },
      { started: second, checkpoint: tag, attribution: "confirmed" },
    ],
    ...own,
  });
  const input: Partial<GateInput> = {
    plan: planWith([phaseWith({ window: { trades: 20 } }), two]),
    run: { phase: 2, checkpoint: apply2, applied: second, extensions: 0 },
    earlierRuns: [{ ...run1, next: apply2 }],
  };
  return {
    result: (signed = false) =>
      judge(two, found, { ...input, signatures: signed ? [{ criterion: "winRate", note: "fine" }] : [] }),
    second,
    tag,
  };
}

describe("a comparison with an earlier phase", () => {
  it("across another share of weekends keeps its pass until a person signs", () => {
    assert.equal(new Date(applied).getUTCDay(), 3);
    // From Wednesday 13:00 for 96 hours: Saturday and 13 hours of Sunday. From Sunday 13:00 for 39: 11 hours.
    const { result } = compared({
      observed: [
        { from: started, to: started + 96 * HOUR },
        { from: started + 96 * HOUR, to: started + 200 * HOUR },
      ],
    });
    const verdict = verdictOf(result(), "winRate");
    assert.equal(verdict.market, undefined, JSON.stringify(verdict.market));
    assert.equal(verdict.outcome.is, "pass");
    const quiet = compared({
      observed: [
        { from: started, to: started + 48 * HOUR },
        { from: started + 96 * HOUR, to: started + 200 * HOUR },
      ],
    });
    const unlike = verdictOf(quiet.result(), "winRate");
    assert.deepEqual(
      unlike.market?.weekend?.map((share) => Math.round(share * 1000)),
      [Math.round((11 / 39) * 1000), 0],
    );
    assert.deepEqual(unlike.outcome, { is: "inconclusive", why: "warning" });
    assert.deepEqual(verdictOf(quiet.result(true), "winRate").outcome, { is: "pass", how: "signed" });
  });

  it("across another volatility too: steps of 4 % an hour against 0.5 %", () => {
    const base = compared({});
    const jumping = trades(wins(20, 20), base.second).map((each, index) => {
      const entry = index % 2 === 0 ? 100 : 104;
      return { ...each, checkpoint: base.tag, entry, exit: entry + (each.net ?? 0) };
    });
    const { market } = verdictOf(compared({ trades: [...trades(wins(20, 20)), ...jumping] }).result(), "winRate");
    const [own = 0, earlier = 0] = market?.volatility ?? [];
    const daily = (prices: readonly number[]) => {
      const steps = prices.slice(1).map((price, index) => Math.log(price / (prices[index] ?? price)) ** 2);
      return Math.sqrt((steps.reduce((sum, step) => sum + step, 0) / steps.length) * 24);
    };
    const calm = trades(wins(20, 20)).flatMap(({ entry, exit = 0 }) => [entry, exit]);
    assert.ok(Math.abs(own - daily(jumping.flatMap(({ entry, exit }) => [entry, exit]))) < 1e-12);
    assert.ok(Math.abs(earlier - daily(calm)) < 1e-12 && own > 2 * earlier);
  });
});

describe("a metric that the phase leaves as it is", () => {
  const leaving = (own: readonly number[], rollback = [lowWinRate]) => {
    const { second, tag } = compared({});
    const later = trades(own, second).map((each) => ({ ...each, checkpoint: tag }));
    const two = phaseWith({ id: 2, window: { hours: 40 }, criteria: [winRate], rollback, leaves: ["winRate"] });
    const one = phaseWith({ window: { trades: 20 } });
    const apply2 = { ...checkpoint(2, "apply-2", second), phases: [1, 2] };
    const found = evidence(140, {
      trades: [...trades(wins(18, 20)), ...later],
      processes: [
        { started, checkpoint: apply1.tag, attribution: "confirmed" },
        { started: second, checkpoint: tag, attribution: "confirmed" },
      ],
    });
    const run = { phase: 2, checkpoint: apply2, applied: second, extensions: 0 };
    return judge(two, found, { plan: planWith([one, two]), run, earlierRuns: [{ ...run1, next: apply2 }] });
  };

  it("counts the trades of the phase before in its criterion, and says so; a trigger starts afresh", () => {
    const { reading, pooled, tail } = verdictOf(leaving(wins(8, 10)), "winRate");
    assert.deepEqual([reading?.n, reading?.value, pooled], [30, 26 / 30, 1]);
    // P(X >= 26) of 30 at 0.75, by hand.
    assert.ok(Math.abs((tail ?? 0) - 0.0978696) < 1e-6, String(tail));
    const low = verdictOf(leaving(wins(8, 10)), "low");
    assert.deepEqual([low.reading?.n, low.pooled], [10, undefined]);
  });

  it("never passes a bot that has made no trade of its own", () => {
    const dead = verdictOf(leaving([]), "winRate");
    assert.deepEqual(dead.outcome, { is: "inconclusive", why: "few", missing: 1 });
  });
});

describe("what is measured beside", () => {
  it("a return a week over two weeks: 21 % in all is 10 % compounded; in one week there is none", () => {
    const results = Array.from({ length: 21 }, (_, index) => trade(started + index * HOUR, 10));
    const measured = (weeks: number) =>
      measure(
        { metric: "returnPerWeek" },
        {
          ...sampleOf("usual", 0, 1),
          trades: results,
          account: results,
          startEquity: 1000,
          observed: [{ from: started, to: started + weeks * 168 * HOUR }],
        },
      ).reading;
    assert.ok(Math.abs((measured(2).compounded ?? 0) - 0.1) < 1e-12);
    assert.ok(Math.abs((measured(2).value ?? 0) - 0.105) < 1e-12);
    assert.equal(measured(1).compounded, undefined);
  });

  it("no record tells a model's precision, and the verdict says which is missing", () => {
    const precision = criterion({ metric: "precision", threshold: 0.5 });
    const result = judge(phaseWith({ criteria: [precision] }), evidence(60, { trades: trades(wins(20, 20)) }));
    const { outcome, reading } = verdictOf(result, "precision");
    assert.deepEqual([outcome, reading?.needs], [{ is: "inconclusive", why: "undefined" }, "labels"]);
  });
});
