// Every metric that a plan can name: its unit, what values it can have, and how a gate judges it.

/** What a metric is for those who write, read and judge it. */
export interface MetricFacts {
  readonly unit: string;
  /** `share`: from 0 to 1. `positive`: never negative; a loss too is written as a positive number. */
  readonly values: "share" | "positive" | "any";
  /** A fact is compared as it is; a tendency needs enough trades for its statistics. */
  readonly kind: "fact" | "tendency";
}

export const metrics = {
  trades: { unit: "trades", values: "positive", kind: "fact" },
  tradesPerWeek: { unit: "trades/week", values: "positive", kind: "tendency" },
  tradeShare: { unit: "fraction", values: "share", kind: "tendency" },
  winRate: { unit: "fraction", values: "share", kind: "tendency" },
  precision: { unit: "fraction", values: "share", kind: "tendency" },
  netProfit: { unit: "account currency", values: "any", kind: "fact" },
  returnPerWeek: { unit: "fraction", values: "any", kind: "tendency" },
  averageWin: { unit: "fraction", values: "positive", kind: "tendency" },
  averageLoss: { unit: "fraction", values: "positive", kind: "tendency" },
  largestLoss: { unit: "fraction", values: "positive", kind: "fact" },
  profitFactor: { unit: "ratio", values: "positive", kind: "tendency" },
  sharpeRatio: { unit: "ratio", values: "any", kind: "tendency" },
  volatility: { unit: "fraction", values: "positive", kind: "tendency" },
  maxDrawdown: { unit: "fraction", values: "share", kind: "fact" },
  averageHoldingHours: { unit: "hours", values: "positive", kind: "tendency" },
  averagePositionSize: { unit: "fraction", values: "positive", kind: "tendency" },
  capitalUtilization: { unit: "fraction", values: "share", kind: "tendency" },
  signalRate: { unit: "fraction", values: "share", kind: "tendency" },
  errors: { unit: "events", values: "positive", kind: "fact" },
} as const satisfies Readonly<Record<string, MetricFacts>>;

/** What can be measured; `schemas/phaseplan.schema.json` says of each how. */
export type Metric = keyof typeof metrics;
