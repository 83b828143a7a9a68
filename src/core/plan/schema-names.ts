// The names that the plan's schema offers. npm run schema writes this file from what metrics and readers declare.

/** What can be measured. */
export type Metric =
  | "trades"
  | "netProfit"
  | "largestLoss"
  | "maxDrawdown"
  | "capitalUtilization"
  | "errors"
  | "tradesPerWeek"
  | "returnPerWeek"
  | "winRate"
  | "tradeShare"
  | "precision"
  | "signalRate"
  | "averageWin"
  | "averageLoss"
  | "averageHoldingHours"
  | "averagePositionSize"
  | "profitFactor"
  | "sharpeRatio"
  | "volatility";

/** What a file of evidence is. */
export const sourceKindNames = ["state", "log", "trades"] as const;

export type SourceKindName = (typeof sourceKindNames)[number];
