// What follows from the prices of a trade alone.
import type { Side } from "../../plan/plan";
import type { TradeReport } from "../trade";

/** A record, or records taken together, whose result follows from its prices: what was bought and sold is a finite sum. */
export interface Priced {
  readonly side: Side;
  readonly quantity: number;
  readonly entry: number;
  readonly exit: number;
}

export function isPriced<T extends Partial<Priced>>(record: T): record is T & Priced {
  const { side, quantity, entry, exit } = record;
  if (side === undefined || !isPositive(quantity) || !isPositive(entry) || !isPositive(exit)) return false;
  return Number.isFinite(quantity * (entry + exit));
}

export function isPositive(value: number | undefined): value is number {
  return value !== undefined && value > 0 && Number.isFinite(value);
}

/** s(P − p)q: before costs, in the account's currency. Leverage has no part in it: the quantity is what was traded. */
export function grossByPrices({ side, quantity, entry, exit }: Priced): number {
  return (side === "long" ? 1 : -1) * (exit - entry) * quantity;
}

/** The fees of both sides at `rate`: rate · q · (p + P). */
export function feesAtRate(rate: number, { quantity, entry, exit }: Priced): number {
  return rate * quantity * (entry + exit);
}

/**
 * The quantity, where the record has none: what makes its reported result before costs out of its prices. Undefined where
 * the price did not move, or went the other way than the result.
 */
export function quantityByResult({ side, entry, exit, gross }: TradeReport): number | undefined {
  if (side === undefined || entry === undefined || exit === undefined || gross === undefined) return undefined;
  const quantity = gross / ((side === "long" ? 1 : -1) * (exit - entry));
  return isPositive(quantity) ? quantity : undefined;
}
