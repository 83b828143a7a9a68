// How close the times, quantities and prices of two records must be for them to be of one trade.
import { areOfOneSymbol } from "../owner";
import type { Instant, TradeReport } from "../trade";

/** Quantities and prices of one trade differ by rounding and by partial fills. */
const tolerance = 0.001;
/** Its times differ by what lies between the order and its confirmation. */
export const sameMinute = 60_000;

/** Whether two numbers are the same within 0.1 %. */
function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}

/** Whether both are known and the same within 0.1 %, or none is known. */
export function areAlike(a: number | undefined, b: number | undefined): boolean {
  return a === undefined || b === undefined ? a === b : isNear(a, b);
}

export function isSameTime(a: Instant | undefined, b: Instant | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) < sameMinute;
}

/** Symbol, side, quantity and entry price: all that an entry and its exit have in common. */
export function isSamePosition(a: TradeReport, b: TradeReport): boolean {
  const isAlike = a.side === b.side && areAlike(a.quantity, b.quantity) && areAlike(a.entry, b.entry);
  return isAlike && areOfOneSymbol(a.owner, b.owner);
}
