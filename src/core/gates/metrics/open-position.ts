// What an open position could still change: a loss that is held open is no win.
import { plainName } from "../../evidence/owner";
import { type Mark, newestAt, pricesOf, type SymbolPrices } from "../../evidence/prices";
import type { Instant, Trade } from "../../evidence/trade";
import type { EvidenceSettings } from "../../plan/plan";
import { STALE_MINUTES } from "../policy";
import type { Sample } from "./sample";

const MINUTE = 60_000;

/** What open positions are marked by. */
export interface Marking {
  readonly prices: readonly SymbolPrices[];
  readonly settings: EvidenceSettings | undefined;
}

/** An open position, and the price that it is marked to; absent where none is known since its entry that is not stale. */
export interface Held {
  readonly trade: Trade;
  readonly mark?: Mark;
}

/** The open positions of a sample as they stand at `moment`. */
export function heldAt(sample: Sample, moment: Instant, marking: Marking): Held[] {
  return sample.open.map((trade) => {
    const mark = newestMark(trade, sample, moment, marking);
    return mark && isFresh(mark, moment, marking) ? { trade, mark } : { trade };
  });
}

/** The sample as if the open positions were closed at the last known price; undefined where there is none to close. */
export function closedNow(sample: Sample, moment: Instant, marking: Marking): Sample | undefined {
  if (sample.open.length === 0) return undefined;
  const marked = sample.open.map((trade) =>
    markedTo(newestMark(trade, sample, moment, marking)?.price ?? trade.entry, trade, moment, marking.settings),
  );
  return {
    ...sample,
    trades: [...sample.trades, ...marked],
    account: [...sample.account, ...marked],
    open: [],
    endedByTrade: false,
  };
}

/** The trade as if it were closed at a price. */
export function markedTo(price: number, trade: Trade, moment: Instant, settings: EvidenceSettings | undefined): Trade {
  const { side, entry, quantity } = trade;
  const gross = (side === "long" ? price - entry : entry - price) * quantity;
  const costs = trade.costs ?? (settings?.feeRate ?? 0) * quantity * (entry + price);
  return { ...trade, closed: moment, exit: price, gross, costs, net: gross - costs, netBy: "prices" };
}

/** The newest price of what a position is in, that was told since its entry: by the bot, or by another trade's entry or exit. */
function newestMark(trade: Trade, sample: Sample, moment: Instant, marking: Marking): Mark | undefined {
  const reported = reportedMark(trade, moment, marking.prices, tradedSymbols(sample));
  const traded = tradedMark(trade, sample, moment);
  return reported && (!traded || reported.at >= traded.at) ? reported : traded;
}

/** The symbols that the bot trades in the window. */
export function tradedSymbols({ account, open }: Sample): ReadonlySet<string> {
  return new Set(
    [...account, ...open].flatMap(({ symbol }) => (symbol === undefined ? [] : plainName("symbol", symbol))),
  );
}

/** The newest price that the bot reported since the position's entry. */
export function reportedMark(
  { symbol, opened, entry }: Trade,
  moment: Instant,
  prices: readonly SymbolPrices[],
  traded: ReadonlySet<string>,
): Mark | undefined {
  let newest: Mark | undefined;
  for (const series of pricesOf(prices, symbol, traded)) {
    const index = newestAt(series, moment);
    if (index === -1) continue;
    const mark = { at: series.instant(index), price: series.price(index) };
    if (mark.at > opened && isPlausible(mark.price, entry) && (!newest || mark.at > newest.at)) newest = mark;
  }
  return newest;
}

/** What is further off is the price of something else, or none. */
const mostOff = 2;

function isPlausible(price: number, entry: number): boolean {
  return price < entry * mostOff && price > entry / mostOff;
}

function tradedMark(trade: Trade, { account, open }: Sample, moment: Instant): Mark | undefined {
  let newest: Mark | undefined;
  for (const { opened, entry, closed, exit, symbol } of [...account, ...open]) {
    if (symbol !== trade.symbol) continue;
    for (const [at, price] of [
      [opened, entry],
      [closed, exit],
    ] as const) {
      if (at === undefined || price === undefined || at <= trade.opened || at > moment) continue;
      if (!newest || at >= newest.at) newest = { at, price };
    }
  }
  return newest;
}

/** Whether a price is no older than the newest record of a running bot may be. */
export function isFresh({ at }: Mark, moment: Instant, { settings }: Marking): boolean {
  return moment - at <= (settings?.staleMinutes ?? STALE_MINUTES) * MINUTE;
}

/** More than so many times the longest time that the bot has held a position for is too long. */
const OVERDUE = 1.5;

/** Whether a position has been open for far longer than the bot ever let one run until its time was up. */
export function isOverdue(sample: Sample, trades: readonly Trade[], moment: Instant): boolean {
  const longest = Math.max(
    ...trades.flatMap(({ reason, opened, closed }) =>
      reason === "max-hold" && closed !== undefined && closed <= moment ? [closed - opened] : [],
    ),
  );
  return longest > 0 && sample.open.some(({ opened }) => moment - opened > OVERDUE * longest);
}
