// Tells whether a quantity has the leverage in it, so that it is not applied twice.
import type { Trade, TradeReport } from "../trade";
import { isPositive } from "./prices";

/** Equities are told before or after fees, and in between they move. */
const slack = 0.1;

/**
 * q·p / (share · equity): 1 where the share is that of the whole position, the leverage where it is that of the margin.
 * Undefined where a record does not say all of them, or what no number can hold.
 */
export function positionRatio(record: TradeReport | Trade): number | undefined {
  const { quantity, entry, positionShare, equity } = record;
  if (!isPositive(quantity) || !isPositive(entry) || !isPositive(positionShare) || !isPositive(equity))
    return undefined;
  const ratio = (quantity * entry) / (positionShare * equity);
  return Number.isFinite(ratio) ? ratio : undefined;
}

/**
 * By how much the position is larger than its margin, as q·p / leverage has it: 1 where the reported share of the equity
 * is already that of the whole position, else the record's leverage or the plan's.
 */
export function containedLeverage(record: TradeReport, ofPlan: number | undefined): number | undefined {
  const leverage = isPositive(record.leverage) ? record.leverage : ofPlan;
  const ratio = positionRatio(record);
  if (ratio === undefined || (leverage !== undefined && isSameRatio(ratio, leverage))) return leverage;
  return isSameRatio(ratio, 1) ? 1 : leverage;
}

export function isSameRatio(a: number, b: number): boolean {
  return Math.abs(a - b) <= slack * b;
}
