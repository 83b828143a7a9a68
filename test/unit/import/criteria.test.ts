// Tests of the sentences that become criteria.
import assert from "node:assert/strict";
import type { CriterionContext } from "../../../src/core/import/criteria/conditions";
import { readCriterion } from "../../../src/core/import/criteria/criteria";

const context: CriterionContext = {
  rollback: false,
  phase: 2,
  rise: 1.3,
  phaseNumber: (written) => (written === "1" ? 1 : undefined),
};

function read(text: string, changes: Partial<CriterionContext> = {}): object {
  const { criterion, convention } = readCriterion(text, { ...context, ...changes });
  const { text: kept, ...data } = criterion;
  assert.equal(kept, text);
  return { ...data, ...(convention && { convention }) };
}

describe("a criterion that records can decide", () => {
  const cases: Readonly<Record<string, object>> = {
    "Win rate > 80%": { metric: "winRate", compare: ">", threshold: 0.8, unit: "fraction" },
    "Win rate of at least 55.5%": { metric: "winRate", compare: ">=", threshold: 0.555, unit: "fraction" },
    "Win rate stays above 0.6": { metric: "winRate", compare: ">", threshold: 0.6, unit: "fraction" },
    "SHORT win rate ≥ 70% (vs 40% before)": {
      metric: "winRate",
      trades: { side: "short" },
      compare: ">=",
      threshold: 0.7,
      unit: "fraction",
    },
    "Win rate > 60% (LONG only)": {
      metric: "winRate",
      trades: { side: "long" },
      compare: ">",
      threshold: 0.6,
      unit: "fraction",
    },
    "Win rate > 60% after 30+ trades": {
      metric: "winRate",
      compare: ">",
      threshold: 0.6,
      unit: "fraction",
      minimumTrades: 30,
    },
    "Average position size between 75% and 80%": {
      metric: "averagePositionSize",
      compare: "between",
      threshold: [0.75, 0.8],
      unit: "fraction",
    },
    "Max drawdown under 8%": { metric: "maxDrawdown", compare: "<", threshold: 0.08, unit: "fraction" },
    "MDD < 0.08": { metric: "maxDrawdown", compare: "<", threshold: 0.08, unit: "fraction" },
    "Loss of more than $1,200": { metric: "netProfit", compare: "<", threshold: -1200, unit: "USD" },
    "Net profit > 50 USDT": { metric: "netProfit", compare: ">", threshold: 50, unit: "USD" },
    "Sharpe ratio > 1.5": { metric: "sharpeRatio", compare: ">", threshold: 1.5, unit: "ratio" },
    "Average holding time < 2.5 hours": { metric: "averageHoldingHours", compare: "<", threshold: 2.5, unit: "hours" },
    "No errors": { metric: "errors", compare: "<=", threshold: 0, unit: "events" },
    "Profit factor higher than Phase 1": {
      metric: "profitFactor",
      compare: ">",
      threshold: 1,
      unit: "ratio",
      against: 1,
    },
    "Trade frequency increases vs baseline": {
      metric: "tradesPerWeek",
      compare: ">",
      threshold: 1,
      unit: "ratio",
      against: 0,
    },
    "Sharpe ratio improves": {
      metric: "sharpeRatio",
      compare: ">",
      threshold: 1,
      unit: "ratio",
      against: 1,
      convention: "previous-phase",
    },
    "승률 55% 이상": { metric: "winRate", compare: ">=", threshold: 0.55, unit: "fraction" },
    "평균 손실 1% 이하": { metric: "averageLoss", compare: "<=", threshold: 0.01, unit: "fraction" },
    "주당 거래 20건 초과": { metric: "tradesPerWeek", compare: ">", threshold: 20, unit: "trades/week" },
  };
  for (const [text, expected] of Object.entries(cases)) it(text, () => assert.deepEqual(read(text), expected));

  it("is a trigger for any error only where it stands among the triggers", () => {
    assert.deepEqual(read("Bot errors or crashes", { rollback: true }), {
      metric: "errors",
      compare: ">",
      threshold: 0,
      unit: "events",
    });
    assert.deepEqual(read("Bot errors or crashes"), { manual: true });
  });

  it("says by which convention its number came about", () => {
    assert.deepEqual(read("Returns increase proportionally (vs Phase 1)"), {
      metric: "returnPerWeek",
      compare: ">=",
      threshold: 1.3,
      unit: "ratio",
      against: 1,
      convention: "proportional",
    });
    assert.deepEqual(read("Signal rate closer to 10.1% than 6.12%"), {
      metric: "signalRate",
      compare: ">",
      threshold: 0.0811,
      unit: "fraction",
      worst: 0.0612,
      convention: "midpoint",
    });
    assert.deepEqual(read("Signal rate closer to 10.1% than 6.12%", { rollback: true }), {
      metric: "signalRate",
      compare: ">",
      threshold: 0.0811,
      unit: "fraction",
      convention: "midpoint",
    });
  });
});

describe("a criterion that only a person can confirm", () => {
  const sentences = [
    "Trades execute normally",
    // Understood by half, each of these would pass a gate that should not.
    "Win rate > 80% and drawdown < 5%",
    "Win rate > 80% on Mondays",
    "Win rate > 80% for 3 consecutive days",
    "Win rate > 80% (each day)",
    "Win rate > 80% (for 2 of 3 weeks)",
    "Win rate not below 80%",
    "Win rate should not exceed 80%",
    "Win rate > 80% unless volatility rises",
    "Median win rate > 80%",
    "Win rate of BTC trades > 80%",
    "Net profit > $5 per trade",
    "Any trade loss > $50",
    "LONG/SHORT win rate > 60%",
    // The number does not go with the metric.
    "Win rate > 80",
    "Sharpe ratio > 80%",
    "Losses > 5%",
    "Drawdown > -10%",
    "Average holding time < 45 minutes",
    "Trade frequency > 3 trades/day",
    "Profit > 100",
    // No number, or no phase to hold it against.
    "Returns look acceptable",
    "Profit factor better than Phase 7",
    "Win rate drops sharply below 75% or 60%",
  ];
  for (const text of sentences) it(text, () => assert.deepEqual(read(text), { manual: true }));

  it("has no rise to be in proportion to", () => {
    const { rise: _, ...without } = context;
    const { criterion } = readCriterion("Returns increase proportionally (vs Phase 1)", without);
    assert.equal(criterion.manual, true);
  });

  it("can't be held against a phase that is not before it", () => {
    const later = { phaseNumber: () => 2 };
    assert.deepEqual(read("Win rate higher than Phase 2", later), { manual: true });
  });
});
