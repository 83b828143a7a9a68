// Finds entries without an exit although the bot has no position any more.
import { type Finding, problem } from "../../problem";
import type { Candle, EvidenceFault, Span } from "../evidence";
import { plainName } from "../owner";
import type { Instant, Trade } from "../trade";
import type { Made } from "../trades/build";

/** A trade that must have been closed, in no record, by `until`. */
export interface Unpaired {
  readonly trade: Trade;
  readonly until: Instant;
}

/**
 * The bot is flat again where it evaluates candles, which it does only without a position (the second one, since right after
 * a start it may not know of its position yet; where it trades several symbols, the candle may be of another one), or where it opens the next trade and never holds two. `slot` is the
 * length of a candle in ms.
 */
export function findUnpaired(made: readonly Made[], candles: readonly Candle[], slot: number): Unpaired[] {
  const own = made.filter(({ whole, isRepeated }) => !isRepeated && !whole.manual && !whole.synced);
  const holdsOne = neverHoldsTwo(own.map(({ trade }) => trade));
  const symbols = new Set(
    own.flatMap(({ trade: { symbol } }) => (symbol === undefined ? [] : plainName("symbol", symbol))),
  );
  const evaluated = symbols.size > 1 ? [] : candles;
  return own.flatMap(({ trade, records }, i) => {
    if (trade.closed !== undefined || records.some(({ stage }) => stage !== "entry")) return [];
    const second = evaluated[firstAfter(evaluated, Math.floor(trade.opened / slot) * slot) + 1]?.at;
    const next = holdsOne ? own[i + 1]?.trade.opened : undefined;
    const flat = [second, next].filter((at) => at !== undefined);
    return flat.length === 0 ? [] : [{ trade, until: Math.min(...flat) }];
  });
}

/** The times in which the bot had a position, in the order of their beginning; one that is open has no end. */
export function busySpans(made: readonly Made[], unpaired: readonly Unpaired[]): Span[] {
  const ends = new Map(unpaired.map(({ trade, until }) => [trade, until]));
  return made
    .filter(({ isRepeated }) => !isRepeated)
    .map(({ trade }) => ({ from: trade.opened, to: trade.closed ?? ends.get(trade) ?? Number.POSITIVE_INFINITY }));
}

export function unpairedFaults(unpaired: readonly Unpaired[]): EvidenceFault[] {
  return unpaired.map(({ trade, until }) => ({ why: "unpaired", money: true, at: trade.opened, until }));
}

export function unpairedFindings(unpaired: readonly Unpaired[]): Finding[] {
  const [first] = unpaired;
  if (!first) return [];
  const { side, opened, quantity, entry } = first.trade;
  return [problem("trade-unpaired", { trades: unpaired.length, side, opened, quantity, entry, flat: first.until })];
}

/** `trades` in the order of their opening. */
function neverHoldsTwo(trades: readonly Trade[]): boolean {
  let closed = Number.NEGATIVE_INFINITY;
  for (const trade of trades) {
    if (trade.closed === undefined) continue;
    if (trade.opened < closed) return false;
    closed = Math.max(closed, trade.closed);
  }
  return true;
}

/** The index of the first candle whose slot begins after `at`. */
function firstAfter(ascending: readonly Candle[], at: Instant): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as Candle).at > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
