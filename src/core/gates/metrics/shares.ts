// Metrics that are shares: of the trades won, of the trades of a kind, of the candles with a signal.
import { atLeastSuccesses } from "../statistics/counts";
import { shareInterval } from "../statistics/intervals";
import { largestShareEvidence, shareSequence } from "../statistics/share-evidence";
import type { Estimate } from "../statistics/student";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { resultOf } from "./results";
import { type Sample, select } from "./sample";

export const shares = {
  winRate: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    forecast: "selected-trades",
    measure: winRate,
  },
  tradeShare: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    forecast: "all-trades",
    measure: tradeShare,
  },
  precision: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    isUnrecorded: true,
    measure: precision,
  },
  signalRate: {
    unit: "fraction",
    values: "share",
    kind: "tendency",
    hasBasis: false,
    counts: "candles",
    forecast: "candles",
    measure: signalRate,
  },
} satisfies MetricDeclarations;

/** The trades with a profit among those that count; one that breaks even is none. */
function winRate({ trades, basis = "net" }: Condition, sample: Sample): Statistic {
  const counted = select(sample.trades, trades);
  const results = counted.map((trade) => resultOf(trade, basis)).filter((result) => result !== undefined);
  const wins = results.map((result) => result > 0);
  const lacking = { "no-price": counted.length - results.length };
  return { ...share(wins, sample.designEffect, sample.planned.trades), lacking };
}

/** The trades of a side or an exit among all; with `first`, among the first ones. */
function tradeShare({ trades = {} }: Condition, sample: Sample): Statistic {
  const { first, ...kind } = trades;
  const among = select(sample.trades, first === undefined ? {} : { first });
  const counted = new Set(select(among, kind));
  const outcomes = among.map((trade) => counted.has(trade));
  return share(outcomes, 1, sample.planned.trades);
}

/** The candles with a signal among those that the bot evaluated. */
function signalRate(_: Condition, { candles, trades, open, planned }: Sample): Statistic {
  const signals = candles.map(({ signal }) => signal);
  const given = signals.filter((signal) => signal).length;
  // The bot opens a trade on a signal only: with fewer of them than trades, not all of them are recorded.
  if (given < trades.length + open.length) return { value: undefined, n: candles.length, needs: "signals" };
  return share(signals, meanRun(signals), planned.candles);
}

/** Of the signals that the model gave, no record tells which would have proved right: many of them never became a trade. */
function precision(): Statistic {
  return { value: undefined, n: 0, needs: "labels" };
}

/** How many candles a signal lasts on average: as many tell as much as one. */
function meanRun(signals: readonly boolean[]): number {
  const lit = signals.filter((signal) => signal).length;
  const runs = signals.filter((signal, index) => signal && !signals[index - 1]).length;
  return runs === 0 ? 1 : lit / runs;
}

/** The share of successes among outcomes that come in order, `designEffect` of which tell as much as an independent one. */
function share(outcomes: readonly boolean[], designEffect: number, planned: number): Statistic {
  const n = outcomes.length;
  if (n === 0) return { value: undefined, n };
  const count = outcomes.filter((outcome) => outcome).length;
  const successes = count / designEffect;
  const trials = n / designEffect;
  return {
    value: count / n,
    n,
    designEffect,
    comparable: { by: "estimate", estimate: estimateOf(successes, trials) },
    tailAt: (chance, direction) =>
      direction === "above"
        ? atLeastSuccesses(successes, trials, chance)
        : atLeastSuccesses(trials - successes, trials, 1 - chance),
    largestEvidence: (chance, direction) =>
      chance > 0 && chance < 1 ? largestShareEvidence(chance, outcomes, planned, direction, designEffect) : undefined,
    intervalAt: (level) => shareInterval(successes, trials, level),
    sequenceAt: (level) => shareSequence({ successes, trials }, planned, level),
  };
}

/** With one success and one failure more, differences of small shares too are nearly normal (Agresti and Caffo 2000). */
function estimateOf(successes: number, trials: number): Estimate {
  const value = (successes + 1) / (trials + 2);
  return { value, error: Math.sqrt((value * (1 - value)) / (trials + 2)), freedom: trials + 1 };
}
