// Metrics that set gains against losses, or returns against their spread.
import type { Trade } from "../../evidence/trade";
import { clustering } from "../statistics/clusters";
import { deviationLogarithms } from "../statistics/jackknife";
import { deviationOf, momentsOf, sum } from "../statistics/moments";
import { sharpeOf, sharpeScale } from "../statistics/sharpe";
import { skewedTail } from "../statistics/skewed-mean";
import { answersOf, answersOfLogarithm, scaledBy } from "./estimates";
import type { Condition, MetricDeclarations, Statistic } from "./family";
import { unbiased } from "./rates";
import { resultOf, returnOnEquity, valuesOf } from "./results";
import { HOURS_PER_WEEK, hoursOf, type Sample, select, startEquityOf } from "./sample";

export const ratios = {
  profitFactor: {
    unit: "ratio",
    values: "positive",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    measure: profitFactor,
  },
  sharpeRatio: {
    unit: "ratio",
    values: "any",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    hasScale: true,
    measure: sharpeRatio,
  },
  volatility: {
    unit: "fraction",
    values: "positive",
    kind: "tendency",
    hasBasis: true,
    counts: "trades",
    hasScale: true,
    measure: volatility,
  },
} satisfies MetricDeclarations;

/** Gains over losses. Without a loss there is none, however large the gains. */
function profitFactor({ trades, basis = "net" }: Condition, sample: Sample): Statistic {
  const { values, lacking } = valuesOf(select(sample.trades, trades), (trade) => resultOf(trade, basis));
  const n = values.length;
  const gains = values.filter((value) => value > 0);
  const losses = values.filter((value) => value < 0);
  const [gain, loss] = [sum(gains), -sum(losses)];
  if (loss === 0) return { value: undefined, n, lacking };
  const value = gain / loss;
  const variance = sum(gains.map((one) => (one / gain) ** 2)) + sum(losses.map((one) => (one / loss) ** 2));
  const estimate = { value: Math.log(value), error: Math.sqrt(variance), freedom: n - 1 };
  return { value, n, lacking, ...(gain > 0 && answersOfLogarithm(estimate)) };
}

/** The mean return on the equity over its standard deviation. */
function sharpeRatio(condition: Condition, sample: Sample): Statistic {
  const { values, ...lacks } = returnsOf(condition, sample);
  const n = values.length;
  const single = sharpeOf(momentsOf(values));
  const count = tradesPerScale(condition, sample, n);
  if (!single || count === undefined) return { value: undefined, n, ...lacks };
  const estimate = scaledBy(single, sharpeScale(count, clustering(values)));
  return { value: estimate.value, n, ...lacks, ...answersOf(estimate) };
}

/** Fewer results say too little of their distribution. */
const FEWEST_FOR_SPREAD = 30;

/** The standard deviation of returns on the equity. */
function volatility(condition: Condition, sample: Sample): Statistic {
  const { values, ...lacks } = returnsOf(condition, sample);
  const n = values.length;
  const moments = momentsOf(values);
  const deviation = deviationOf(moments);
  const count = tradesPerScale(condition, sample, n);
  if (deviation === undefined || count === undefined) return { value: undefined, n, ...lacks };
  const value = deviation * Math.sqrt(count);
  const logarithms = momentsOf(
    n < FEWEST_FOR_SPREAD ? [] : deviationLogarithms(values.map((one) => one * Math.sqrt(count))),
  );
  const spread = deviationOf(logarithms);
  if (spread === undefined) return { value, n, ...lacks };
  return {
    value,
    n,
    ...lacks,
    ...answersOfLogarithm({ value: logarithms.mean, error: spread / Math.sqrt(n), freedom: n - 1 }),
    tailAt: (at, direction) => (at > 0 ? skewedTail(Math.log(at), logarithms, direction) : undefined),
  };
}

function returnsOf({ trades, basis = "net" }: Condition, sample: Sample) {
  const equity = startEquityOf(sample);
  const selected = select(sample.trades, trades);
  const found = valuesOf(selected, (trade: Trade) => returnOnEquity(trade, basis, equity));
  const lacksEquity = equity === undefined && found.values.length < selected.length;
  return lacksEquity ? { values: found.values, needs: "equity" as const } : found;
}

const WEEKS_PER_YEAR = 52;

/** How many of the trades that count there are in the time that a ratio is scaled to; undefined where it can't be told. */
function tradesPerScale({ scale = "trade" }: Condition, sample: Sample, n: number): number | undefined {
  if (scale === "trade") return 1;
  const perWeek = (n * unbiased(sample) * HOURS_PER_WEEK) / hoursOf(sample);
  if (!(perWeek > 0) || !Number.isFinite(perWeek)) return undefined;
  return scale === "week" ? perWeek : perWeek * WEEKS_PER_YEAR;
}
