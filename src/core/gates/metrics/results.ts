// What one trade came to: in money, on its position, on the equity. Undefined where the trade does not tell.
import type { Trade } from "../../evidence/trade";
import type { Basis } from "../../plan/plan";

/** In the account's currency, after costs or before. */
export function resultOf(trade: Trade, basis: Basis): number | undefined {
  return finite(basis === "gross" ? trade.gross : trade.net);
}

/** As a fraction of the position's value at the entry; leverage plays no part in it. */
export function returnOnPosition(trade: Trade, basis: Basis): number | undefined {
  return quotient(resultOf(trade, basis), notionalOf(trade));
}

/** As a fraction of the equity at the entry, else of `equity`. */
export function returnOnEquity(trade: Trade, basis: Basis, equity: number | undefined): number | undefined {
  return quotient(resultOf(trade, basis), trade.equity ?? equity);
}

/** The value of the position at its entry, as a fraction of the equity that it binds at its leverage. */
export function positionSize(trade: Trade): number | undefined {
  const { positionShare, leverage = 1, equity } = trade;
  return finite(positionShare) ?? quotient(notionalOf(trade), equity === undefined ? undefined : leverage * equity);
}

function notionalOf({ quantity, entry }: Trade): number {
  return quantity * entry;
}

/** Undefined also where what is divided by is not above 0. */
function quotient(dividend: number | undefined, divisor: number | undefined): number | undefined {
  if (dividend === undefined || divisor === undefined || !(divisor > 0)) return undefined;
  return finite(dividend / divisor);
}

/** `value` where it is a number to reckon with. */
export function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
