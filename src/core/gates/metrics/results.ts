// What one trade came to: in money, on its position, on the equity. Undefined where the trade does not tell.
import type { LeftOut, Trade } from "../../evidence/trade";
import type { Basis } from "../../plan/plan";
import type { Interval } from "../statistics/intervals";
import { HOUR } from "./sample";

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

/** The equity that the position binds at its leverage, as a fraction of all at the entry. */
export function positionSize(trade: Trade): number | undefined {
  const { positionShare, leverage = 1, equity } = trade;
  return finite(positionShare) ?? quotient(notionalOf(trade), equity === undefined ? undefined : leverage * equity);
}

export function holdingHours({ opened, closed }: Trade): number | undefined {
  return closed === undefined || closed < opened ? undefined : finite((closed - opened) / HOUR);
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

/** `interval` where both ends are numbers to reckon with. */
export function finiteEnds(interval: Interval | undefined): Interval | undefined {
  return interval?.every(Number.isFinite) ? interval : undefined;
}

/** The values of those trades that have one, and how many have none because of what they lack. */
export function valuesOf(
  trades: readonly Trade[],
  of: (trade: Trade) => number | undefined,
  lacks: LeftOut = "no-price",
): { readonly values: number[]; readonly lacking: Readonly<Partial<Record<LeftOut, number>>> } {
  const values: number[] = [];
  for (const trade of trades) {
    const value = of(trade);
    if (value !== undefined) values.push(value);
  }
  return { values, lacking: { [lacks]: trades.length - values.length } };
}
