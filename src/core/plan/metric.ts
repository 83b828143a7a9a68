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
}

export const metrics = {
  trades: { unit: "trades", values: "positive", kind: "fact", hasBasis: false },
  tradesPerWeek: { unit: "trades/week", values: "positive", kind: "tendency", hasBasis: false },
  tradeShare: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false },
  winRate: { unit: "fraction", values: "share", kind: "tendency", hasBasis: true },
  precision: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false },
  netProfit: { unit: "account currency", values: "any", kind: "fact", hasBasis: true },
  returnPerWeek: { unit: "fraction", values: "any", kind: "tendency", hasBasis: true },
  averageWin: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true },
  averageLoss: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true },
  largestLoss: { unit: "fraction", values: "positive", kind: "fact", hasBasis: true },
  profitFactor: { unit: "ratio", values: "positive", kind: "tendency", hasBasis: true },
  sharpeRatio: { unit: "ratio", values: "any", kind: "tendency", hasBasis: true },
  volatility: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: true },
  maxDrawdown: { unit: "fraction", values: "share", kind: "fact", hasBasis: true },
  averageHoldingHours: { unit: "hours", values: "positive", kind: "tendency", hasBasis: false },
  averagePositionSize: { unit: "fraction", values: "positive", kind: "tendency", hasBasis: false },
  capitalUtilization: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false },
  signalRate: { unit: "fraction", values: "share", kind: "tendency", hasBasis: false },
  errors: { unit: "events", values: "positive", kind: "fact", hasBasis: false },
} as const satisfies Readonly<Record<string, MetricFacts>>;

/** What can be measured; `schemas/phaseplan.schema.json` says of each how. */
export type Metric = keyof typeof metrics;
