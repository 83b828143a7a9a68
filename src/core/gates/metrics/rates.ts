// Metrics that are scaled to a week: trades and returns over the time in which the bot ran.
import { gammaP, gammaQ } from "../statistics/gamma";
import { countInterval, type Interval } from "../statistics/intervals";
import { largestMeanEvidence } from "../statistics/mean-evidence";
import { sum } from "../statistics/moments";
import { largestRateEvidence, rateSequence } from "../statistics/rate-evidence";
import { answersOf } from "./estimates";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { resultOf, valuesOf } from "./results";
import { HOURS_PER_WEEK, hoursOf, hoursUntilEach, rebasing, type Sample, select, startEquityOf } from "./sample";

export const rates = {
  tradesPerWeek: {
    unit: "trades/week",
    values: "positive",
    kind: "tendency",
    hasBasis: false,
    counts: "trades",
    isCount: true,
    forecast: "rate",
    measure: tradesPerWeek,
  },
  returnPerWeek: {
    unit: "fraction",
    values: "any",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    measure: returnPerWeek,
  },
} satisfies MetricDeclarations;

/** Trades a week. The rate of the first few trades is none of the window's. */
function tradesPerWeek({ trades }: Condition, sample: Sample): Statistic {
  const counted = select(sample.trades, trades);
  const hours = hoursOf(sample);
  const n = counted.length;
  const count = n * unbiased(sample);
  if (trades?.first !== undefined || !(hours > 0) || (count === 0 && n > 0)) return { value: undefined, n };
  const { dispersion, planned } = sample;
  const weekly = ([low, high]: Interval, time: number): Interval => [
    (low * HOURS_PER_WEEK) / time,
    (high * HOURS_PER_WEEK) / time,
  ];
  const time = hours / dispersion;
  const times = hoursUntilEach(
    sample,
    counted.map(({ closed = Number.POSITIVE_INFINITY }) => closed),
  );
  return {
    value: (count * HOURS_PER_WEEK) / hours,
    n,
    comparable: { by: "count", count, hours, dispersion },
    tailAt: (perWeek, direction) => {
      const expected = (perWeek / HOURS_PER_WEEK) * time;
      if (direction === "below") return gammaQ(count / dispersion + 1, expected);
      return n === 0 ? 1 : gammaP(n / dispersion, expected);
    },
    largestEvidence: (perWeek, direction) =>
      perWeek > 0
        ? largestRateEvidence(perWeek / HOURS_PER_WEEK, { times, until: hours, dispersion }, planned.hours, direction)
        : undefined,
    intervalAt: (level) => weekly(countInterval(count / dispersion, level), time),
    sequenceAt: (level) => weekly(rateSequence({ count: n / dispersion, time }, planned.hours / dispersion, level), 1),
  };
}

/** What a count is multiplied by where the window ended with its last trade: (n − 1) / n. */
export function unbiased({ endedByTrade, trades }: Sample): number {
  return endedByTrade && trades.length > 0 ? (trades.length - 1) / trades.length : 1;
}

/** What each week earns of the equity at its start; within one week nothing is earned on what came before. */
function compoundedOver(hours: number, perWeek: number): Pick<Statistic, "compounded"> {
  const weeks = hours / HOURS_PER_WEEK;
  const growth = 1 + perWeek * weeks;
  return weeks > 1 && growth > 0 ? { compounded: growth ** (1 / weeks) - 1 } : {};
}

/** The sum of all results over the equity at the window's start, a week; simple, not compounded. */
function returnPerWeek({ trades, basis = "net" }: Condition, sample: Sample): Statistic {
  const equity = startEquityOf(sample);
  const hours = hoursOf(sample);
  const base = rebasing(sample);
  const { values, lacking } = valuesOf(select(sample.trades, trades), (trade) => {
    const result = resultOf(trade, basis);
    return result && result / base(trade);
  });
  const n = values.length;
  if (trades?.first !== undefined || !(hours > 0)) return { value: undefined, n, lacking };
  if (equity === undefined) return { value: undefined, n, lacking, needs: "equity" };
  const weekly = HOURS_PER_WEEK / hours / equity;
  const value = sum(values) * weekly;
  // Both the number of trades and their results vary: a compound Poisson sum.
  const error = Math.sqrt(sum(values.map((result) => (result * weekly) ** 2)));
  return {
    value,
    n,
    lacking,
    ...compoundedOver(hours, value),
    ...answersOf({ value, error, freedom: n - 1 }),
    // Whether it is a gain or a loss does not depend on how many trades there are; any other value does.
    largestEvidence: (at, direction) =>
      at === 0 ? largestMeanEvidence(0, values, sample.planned.trades, direction) : undefined,
  };
}
