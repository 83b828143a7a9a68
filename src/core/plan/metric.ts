// Every metric that a plan can name: its unit, what values it can have, and how a gate judges it.

/** What a metric is for those who write, read and judge it. */
export interface MetricFacts {
  readonly unit: string;
  /** `share`: from 0 to 1. `positive`: never negative; a loss too is written as a positive number. */
  readonly values: "share" | "positive" | "any";
  /** A fact is compared as it is; a tendency needs enough trades for its statistics. */
  readonly kind: "fact" | "tendency";
  /** Whether it is either net or gross: fees and funding change it. */
  readonly hasBasis: boolean;
  /**
   * What its chances are worked out from before a phase starts: as a share of the trades that a condition selects, of all
   * trades or of candles, as a rate against an earlier phase's; `none` where the plan's figures don't tell them.
   */
  readonly forecast: "selected-trades" | "all-trades" | "candles" | "rate" | "none";
}

export const metrics = {
  trades: { unit: "trades", values: "positive", kind: "fact", hasBasis: false, forecast: "none" },
  tradesPerWeek: { unit: "trades/week", values: "positive", kind: "tendency", hasBasis: false, forecast: "rate" },
  tradeShare: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false, forecast: "all-trades" },
  winRate: { unit: "fraction", values: "share", kind: "tendency", hasBasis: true, forecast: "selected-trades" },
  precision: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false, forecast: "none" },
  netProfit: { unit: "account currency", values: "any", kind: "fact", hasBasis: true, forecast: "none" },
  returnPerWeek: { unit: "fraction", values: "any", kind: "tendency", hasBasis: true, forecast: "none" },
  averageWin: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true, forecast: "none" },
  averageLoss: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true, forecast: "none" },
  largestLoss: { unit: "fraction", values: "positive", kind: "fact", hasBasis: true, forecast: "none" },
  profitFactor: { unit: "ratio", values: "positive", kind: "tendency", hasBasis: true, forecast: "none" },
  sharpeRatio: { unit: "ratio", values: "any", kind: "tendency", hasBasis: true, forecast: "none" },
  volatility: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true, forecast: "none" },
  maxDrawdown: { unit: "fraction", values: "share", kind: "fact", hasBasis: true, forecast: "none" },
  averageHoldingHours: { unit: "hours", values: "positive", kind: "tendency", hasBasis: false, forecast: "none" },
  averagePositionSize: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: false, forecast: "none" },
  capitalUtilization: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false, forecast: "none" },
  signalRate: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false, forecast: "candles" },
  errors: { unit: "events", values: "positive", kind: "fact", hasBasis: false, forecast: "none" },
} as const satisfies Readonly<Record<string, MetricFacts>>;

/** What rates are scaled to. */
export const HOURS_PER_WEEK = 168;

/** What can be measured; `schemas/phaseplan.schema.json` says of each how. */
export type Metric = keyof typeof metrics;
