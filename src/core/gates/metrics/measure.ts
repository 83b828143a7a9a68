// Measures a condition's metric on a window.
import type { LeftOut } from "../../evidence/trade";
import type { Condition, MeasuredMetric, Statistic } from "./family";
import { metrics } from "./metrics";
import { finite, finiteEnds } from "./results";
import type { Sample } from "./sample";

/** The value of the condition's metric in the window, and what can be said of the true one. Nothing in it is not finite. */
export function measure(condition: Condition, sample: Sample): MeasuredMetric {
  const { measure: statisticOf, hasBasis, hasScale, counts } = metrics[condition.metric];
  const statistic = statisticOf(condition, sample);
  const value = finite(statistic.value);
  const isPartial = Object.values(statistic.lacking ?? {}).some((count) => count > 0);
  // What has no value has nothing else to say either.
  const told: Partial<Statistic> = value === undefined ? {} : statistic;
  const intervalAt = (level: number) => finiteEnds(told.intervalAt?.(level));
  return {
    reading: {
      ...(value !== undefined && { value }),
      n: statistic.n,
      ...optional("interval", intervalAt(sample.level)),
      level: sample.level,
      ...(hasBasis && { basis: condition.basis ?? "net" }),
      ...(hasScale && { scale: condition.scale ?? "trade" }),
      ...optional("designEffect", statistic.designEffect === 1 ? undefined : statistic.designEffect),
      ...optional("compounded", finite(told.compounded)),
      ...optional("needs", value === undefined && statistic.needs ? statistic.needs : isPartial ? "values" : undefined),
      leftOut: counts === "trades" ? together(sample.leftOut, statistic.lacking) : {},
    },
    tailAt: (at, direction) => (Number.isFinite(at) ? finite(told.tailAt?.(at, direction)) : undefined),
    largestEvidence: (at, direction) =>
      Number.isFinite(at) ? finite(told.largestEvidence?.(at, direction)) : undefined,
    intervalAt,
    ...optional("sequenceAt", told.sequenceAt && ((level: number) => finiteEnds(told.sequenceAt?.(level)))),
    ...optional("comparable", told.comparable),
  };
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
