// Folds what several files tell beside the trades into one course of events.
import { groupBy } from "../../group-by";
import type { EvidenceSettings } from "../../plan/plan";
import type { BotError, Candle, Evidence } from "../evidence";
import type { SymbolPrices } from "../prices";
import type { Instant } from "../trade";
import { type FileRecords, minute, slotLength } from "./file-records";
import { Prices } from "./prices";
import { SparseBits } from "./sparse-bits";

/** The slots with a candle that were over by `at`: what is said of one that goes on may still change. */
export function candlesOf(files: readonly FileRecords[], settings: EvidenceSettings, at: Instant): Candle[] {
  const length = slotLength(settings);
  const slots = SparseBits.union(files.map(({ candles }) => candles));
  const signals = SparseBits.union(files.map(({ signals }) => signals));
  const found: Candle[] = [];
  for (const { first, last } of slots.runs(Math.floor(at / length) - 1)) {
    for (let slot = first; slot <= last; slot++) found.push({ at: slot * length, signal: signals.has(slot) });
  }
  return found;
}

/** Ascending; an error that is told again within a minute is one. */
export function errorsOf(files: readonly FileRecords[], at: Instant): BotError[] {
  const lastMinute = new Map<string, number>();
  return ascending(files.flatMap(({ errors }) => errors.items)).filter((error) => {
    const time = Math.floor(error.at / minute);
    if (error.at > at || lastMinute.get(error.cause) === time) return false;
    lastMinute.set(error.cause, time);
    return true;
  });
}

/** Ascending, one for each slot: its last. */
export function balancesOf(
  files: readonly FileRecords[],
  settings: EvidenceSettings,
  at: Instant,
): Evidence["balances"] {
  const length = slotLength(settings);
  const found: { at: Instant; equity: number }[] = [];
  let slot = Number.NaN;
  for (const balance of ascending(files.flatMap(({ balances }) => balances.items))) {
    if (balance.at > at) break;
    const next = Math.floor(balance.at / length);
    found[next === slot ? found.length - 1 : found.length] = { at: balance.at, equity: balance.equity };
    slot = next;
  }
  return found;
}

/** The market's prices by symbol. */
export function pricesBySymbol(files: readonly FileRecords[]): SymbolPrices[] {
  const bySymbol = groupBy(
    files.flatMap(({ prices }) => [...prices]),
    ([symbol]) => symbol,
  );
  return [...bySymbol].map(([symbol, prices]) => ({
    ...(symbol !== "" && { symbol }),
    series: Prices.union(prices.map(([, series]) => series)),
  }));
}

/** The last of `items`, ascending, that is not later than `at`. */
export function lastBefore<T extends { readonly at: Instant }>(items: readonly T[], at: Instant): T | undefined {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle] as T).at <= at) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}

function ascending<T extends { readonly at: Instant }>(items: readonly T[]): readonly T[] {
  // Files tell nearly everything in its order: to look is cheaper than to sort.
  const isSorted = items.every((item, i) => i === 0 || (items[i - 1] as T).at <= item.at);
  return isSorted ? items : [...items].sort((a, b) => a.at - b.at);
}
