// Everything that can be measured in a window, whatever the conditions of its phase ask for.
import type { Evidence } from "../evidence/evidence";
import type { Instant, LeftOut, Trade } from "../evidence/trade";
import type { Metric } from "../plan/schema-names";
import { plannedOf } from "./forecast/planned";
import { measure } from "./metrics/measure";
import { metrics } from "./metrics/metrics";
import type { Reading } from "./verdict";
import { type Period, periodOf, placeOf, sampleOf, type WindowInput, windowOf } from "./window";

export interface Measurements {
  /** The trades that the window touches, in the order of their opening; `leftOut` says which do not count in it. */
  readonly trades: readonly Trade[];
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  readonly metrics: Readonly<Record<Metric, Reading>>;
}

/** What was measured in the window of a phase. */
export function measureWindow(input: WindowInput): Measurements {
  const { until, period } = windowOf(input, plannedOf(input.plan, input.phase));
  return measurePeriod(period ?? periodOf({ ...input.evidence, trades: [] }, wholeTime(until)), until);
}

/** What was measured in all of the evidence, under whatever values. */
export function measureAll(evidence: Evidence, at: Instant): Measurements {
  return measurePeriod(periodOf(evidence, wholeTime(at)), at);
}

function wholeTime(until: Instant): Parameters<typeof periodOf>[1] {
  // Nothing is planned for it, and no evidence against a bot is gathered.
  const planned = { trades: 1, hours: 1, candles: 1 };
  return { from: Number.NEGATIVE_INFINITY, until, isOwn: () => true, planned };
}

function measurePeriod(period: Period, until: Instant): Measurements {
  const sample = sampleOf(period, until);
  const readings = (Object.keys(metrics) as Metric[]).map((metric) => [metric, measure({ metric }, sample).reading]);
  return {
    trades: period.trades.flatMap((trade) => placed(trade, period, until)).sort((a, b) => a.opened - b.opened),
    leftOut: sample.leftOut,
    metrics: Object.fromEntries(readings) as Record<Metric, Reading>,
  };
}

function placed(trade: Trade, period: Period, until: Instant): Trade[] {
  const place = placeOf(trade, period, until);
  const { leftOut: _, ...counting } = trade;
  if (place === "elsewhere") return [];
  return [place === "counts" ? counting : { ...trade, leftOut: place }];
}
