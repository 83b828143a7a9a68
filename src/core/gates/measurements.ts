// Everything that can be measured in a window, whatever the conditions of its phase ask for.
import type { Evidence } from "../evidence/evidence";
import type { Instant, LeftOut, Trade } from "../evidence/trade";
import type { Metric } from "../plan/schema-names";
import { plannedOf } from "./forecast/planned";
import { faultsOf } from "./metrics/faults";
import { measure } from "./metrics/measure";
import { metrics } from "./metrics/metrics";
import type { Sample } from "./metrics/sample";
import type { Reading } from "./verdict";
import { type Period, periodOf, placeOf, sampleOf, type WindowInput, windowOf } from "./window";

export interface Measurements {
  /** The trades that the window touches, in the order of their opening; `leftOut` says which do not count in it. */
  readonly trades: readonly Trade[];
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly metrics: Readonly<Record<Metric, MeasuredReading>>;
}

/** A reading, and whether nothing is known to be missing or wrong in what it was computed from. */
export interface MeasuredReading extends Reading {
  readonly complete: boolean;
}

/** What was measured in the window of a phase. */
export function measureWindow(input: WindowInput): Measurements {
  const { until, period } = windowOf(input, plannedOf(input.plan, input.phase));
  const nothing = periodOf({ ...input.evidence, trades: [] }, wholeTime(until));
  return measurePeriod(input.evidence, period ?? nothing, until);
}

/** What was measured in all of the evidence, under whatever values. */
export function measureAll(evidence: Evidence, at: Instant): Measurements {
  return measurePeriod(evidence, periodOf(evidence, wholeTime(at)), at);
}

/** Every trade and event of the evidence, under whatever values. */
export function wholeSample(evidence: Evidence, at: Instant): Sample {
  return sampleOf(periodOf(evidence, wholeTime(at)), at);
}

function wholeTime(until: Instant): Parameters<typeof periodOf>[1] {
  // Nothing is planned for it, and no evidence against a bot is gathered.
  const planned = { trades: 1, hours: 1, candles: 1 };
  return { from: Number.NEGATIVE_INFINITY, until, isOwn: () => true, planned };
}

function measurePeriod(evidence: Evidence, period: Period, until: Instant): Measurements {
  const sample = sampleOf(period, until);
  const readings = (Object.keys(metrics) as Metric[]).map((metric) => {
    const { reading } = measure({ metric }, sample);
    return [metric, { ...reading, complete: isComplete(evidence, metric, reading, period.from, until) }];
  });
  return {
    trades: period.trades.flatMap((trade) => placed(trade, period, until)).sort((a, b) => a.opened - b.opened),
    leftOut: sample.leftOut,
    metrics: Object.fromEntries(readings) as Record<Metric, MeasuredReading>,
  };
}

/** Whether no file is missing, no fault concerns the metric, and no trade that counts lacks what it is computed from. */
function isComplete(evidence: Evidence, metric: Metric, reading: Reading, from: Instant, until: Instant): boolean {
  if (evidence.files.length === 0 || reading.needs !== undefined) return false;
  const unknown = (reading.leftOut["no-price"] ?? 0) + (reading.leftOut["no-size"] ?? 0);
  if (metrics[metric].hasBasis && unknown > 0) return false;
  return faultsOf(evidence, metric, until, from).length === 0;
}

function placed(trade: Trade, period: Period, until: Instant): Trade[] {
  const place = placeOf(trade, period, until);
  const { leftOut: _, ...counting } = trade;
  if (place === "elsewhere") return [];
  return [place === "counts" ? counting : { ...trade, leftOut: place }];
}
