// Measures a condition's metric on a window: one row a metric.
import type { LeftOut } from "../../evidence/trade";
import { type Metric, metrics } from "../../plan/metric";
import { capitalUtilization, errors, largestLoss, maxDrawdown, netProfit, trades } from "./facts";
import type { Condition, MeasuredMetric, Statistic } from "./family";
import { averageHoldingHours, averageLoss, averagePositionSize, averageWin } from "./means";
import { returnPerWeek, tradesPerWeek } from "./rates";
import { profitFactor, sharpeRatio, volatility } from "./ratios";
import { finite, finiteEnds } from "./results";
import type { Sample } from "./sample";
import { signalRate, tradeShare, winRate } from "./shares";

type Measure = (condition: Condition, sample: Sample) => Statistic;

/** Of the signals that the model gave, no record tells which would have proved right: many of them never became a trade. */
const precision: Measure = () => ({ value: undefined, n: 0 });

const measures: Readonly<Record<Metric, Measure>> = {
  trades,
  tradesPerWeek,
  tradeShare,
  winRate,
  precision,
  netProfit,
  returnPerWeek,
  averageWin,
  averageLoss,
  largestLoss,
  profitFactor,
  sharpeRatio,
  volatility,
  maxDrawdown,
  averageHoldingHours,
  averagePositionSize,
  capitalUtilization,
  signalRate,
  errors,
};

/** The value of the condition's metric in the window, and what can be said of the true one. Nothing in it is not finite. */
export function measure(condition: Condition, sample: Sample): MeasuredMetric {
  const statistic = measures[condition.metric](condition, sample);
  const value = finite(statistic.value);
  // What has no value has nothing else to say either.
  const told: Partial<Statistic> = value === undefined ? {} : statistic;
  const intervalAt = (level: number) => finiteEnds(told.intervalAt?.(level));
  return {
    reading: {
      ...(value !== undefined && { value }),
      n: statistic.n,
      ...optional("interval", intervalAt(sample.level)),
      level: sample.level,
      ...(metrics[condition.metric].hasBasis && { basis: condition.basis ?? "net" }),
      ...(isScaled(condition) && { scale: condition.scale ?? "trade" }),
      ...optional("designEffect", statistic.designEffect === 1 ? undefined : statistic.designEffect),
      ...optional("needs", value === undefined ? statistic.needs : undefined),
      leftOut: countsTrades(condition) ? together(sample.leftOut, statistic.lacking) : {},
    },
    tailAt: (at, direction) => (Number.isFinite(at) ? finite(told.tailAt?.(at, direction)) : undefined),
    largestEvidence: (at, direction) =>
      Number.isFinite(at) ? finite(told.largestEvidence?.(at, direction)) : undefined,
    intervalAt,
    ...optional("sequenceAt", told.sequenceAt && ((level: number) => finiteEnds(told.sequenceAt?.(level)))),
    ...optional("comparable", told.comparable),
  };
}

function isScaled({ metric }: Condition): boolean {
  return metric === "sharpeRatio" || metric === "volatility";
}

function countsTrades({ metric }: Condition): boolean {
  return metric !== "errors" && metric !== "signalRate";
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [key in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in Key]: Value });
}

type Counts = Readonly<Partial<Record<LeftOut, number>>>;

function together(one: Counts, other: Counts = {}): Counts {
  const sum: Partial<Record<LeftOut, number>> = { ...one };
  for (const [why, count] of Object.entries(other) as [LeftOut, number][]) {
    if (count > 0) sum[why] = (sum[why] ?? 0) + count;
  }
  return sum;
}
