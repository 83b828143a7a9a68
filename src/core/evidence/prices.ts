// The prices that the bot reported, and which of them an open position is marked to.
import { plainName } from "./owner";
import type { Instant } from "./trade";

/** Prices of one symbol in the order of their time. */
export interface PriceSeries {
  readonly length: number;
  instant(index: number): Instant;
  price(index: number): number;
}

/** A series with the symbol that its records name; absent where they name none. */
export interface SymbolPrices {
  readonly symbol?: string;
  readonly series: PriceSeries;
}

/** A price that an open position is marked to. */
export interface Mark {
  readonly price: number;
  readonly at: Instant;
}

/** The index of the newest price that is not later than `moment`; -1 where there is none. */
export function newestAt(series: PriceSeries, moment: Instant): number {
  let [low, high] = [0, series.length];
  // Nearly always asked for the end.
  if (high > 0 && series.instant(high - 1) <= moment) return high - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series.instant(middle) <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * The series that tell the price of `symbol`. Where records name no symbol, or several fit, nobody knows whose price they tell
 * once there is more than one: `traded` are the symbols that the bot trades.
 */
export function pricesOf(
  prices: readonly SymbolPrices[],
  symbol: string | undefined,
  traded: ReadonlySet<string>,
): readonly PriceSeries[] {
  const named = prices.filter(
    (each) => each.symbol !== undefined && (symbol === undefined || isSame(each.symbol, symbol)),
  );
  const unnamed = prices.filter((each) => each.symbol === undefined);
  if (named.length > 1) return [];
  const isOnly = traded.size <= 1 && prices.length - unnamed.length <= 1;
  return [...named, ...(isOnly ? unnamed : [])].map(({ series }) => series);
}

/** One may call "BTC" what another calls "BTCUSDT". */
function isSame(a: string, b: string): boolean {
  const [one, other] = [plainName("symbol", a), plainName("symbol", b)];
  return one.startsWith(other) || other.startsWith(one);
}
