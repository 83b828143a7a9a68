// Tells which records are of the same trade.
import { addTo } from "../../group-by";
import type { Instant, TradeReport } from "../trade";
import { areAlike, isSamePosition, isSameTime, sameMinute } from "./near";
import { byOrigin, inOrder } from "./order";

/** All that the files say of one trade. */
export interface Telling {
  /** Each file's own record, the richest first. */
  readonly records: readonly TradeReport[];
  /** What a file says of it once more. */
  readonly repeated: readonly TradeReport[];
}

/** A group is compared with so many that came just before: no bot opens more trades at one price in one minute. */
const mostCompared = 50;

/** Groups `reports`, which have their exits already, by trade. */
export function identify(reports: readonly TradeReport[]): Telling[] {
  const groups = new Groups();
  // Exits without an entry know no opening: they come last, when all trades that they may be of are there.
  const [orphans, others] = [reports.filter(isOrphan), reports.filter((report) => !isOrphan(report))];
  for (const report of [...inOrder(others), ...inOrder(orphans)]) groups.add(report);
  return groups.all.map(telling);
}

function isOrphan({ opened }: TradeReport): boolean {
  return opened === undefined;
}

class Groups {
  readonly all: TradeReport[][] = [];
  readonly #byKey = new Map<string, TradeReport[][]>();

  add(report: TradeReport): void {
    const group = this.#find(report);
    if (group) group.push(report);
    else this.all.push([report]);
    this.#index(report, group ?? (this.all.at(-1) as TradeReport[]));
  }

  #find(report: TradeReport): TradeReport[] | undefined {
    for (const key of searchKeys(report)) {
      const found = this.#byKey
        .get(key)
        ?.slice(-mostCompared)
        .find((group) => group.some((other) => isSame(other, report)));
      if (found) return found;
    }
    return undefined;
  }

  #index(report: TradeReport, group: TradeReport[]): void {
    for (const key of keysOf(report)) {
      if (this.#byKey.get(key)?.at(-1) !== group) addTo(this.#byKey, key, group);
    }
  }
}

/** The keys that a record is found by: its order's id, and the minutes of its entry and exit. */
function keysOf({ id, opened, closed }: TradeReport): string[] {
  return [
    ...(id === undefined ? [] : [`id ${id}`]),
    ...(opened === undefined ? [] : [`opened ${minuteOf(opened)}`]),
    ...(closed === undefined ? [] : [`closed ${minuteOf(closed)}`]),
  ];
}

function searchKeys({ id, opened, closed }: TradeReport): string[] {
  const [kind, at] = opened === undefined ? ["closed", closed] : ["opened", opened];
  const minutes = at === undefined ? [] : [0, -1, 1].map((step) => `${kind} ${minuteOf(at) + step}`);
  return [...(id === undefined ? [] : [`id ${id}`]), ...minutes];
}

function minuteOf(at: Instant): number {
  return Math.floor(at / sameMinute);
}

/**
 * The id of the order decides, unless it stands for several trades: a placeholder is met with other openings. Else it is
 * side, quantity, entry price and the minute of the entry; of an exit without an entry, that of the exit.
 */
function isSame(a: TradeReport, b: TradeReport): boolean {
  if (a.side !== b.side) return false;
  const isSameEnd =
    a.opened === undefined || b.opened === undefined ? isSameTime(a.closed, b.closed) : isSameTime(a.opened, b.opened);
  if (!isSameEnd) return false;
  if (a.id !== undefined && a.id === b.id) return true;
  if (a.id !== undefined && b.id !== undefined && a.origin.file === b.origin.file) return false;
  // Without a price to tell them by, the exits must agree too.
  const isTold = a.entry !== undefined || (isSameTime(a.closed, b.closed) && areAlike(a.net, b.net));
  return isTold && isSamePosition(a, b) && !areApart(a, b);
}

/** Whether one was closed before the other was opened. */
function areApart(a: TradeReport, b: TradeReport): boolean {
  return isBefore(a.closed, b.opened) || isBefore(b.closed, a.opened);
}

function isBefore(a: Instant | undefined, b: Instant | undefined): boolean {
  return a !== undefined && b !== undefined && a < b;
}

function telling(group: readonly TradeReport[]): Telling {
  const records: TradeReport[] = [];
  const repeated: TradeReport[] = [];
  for (const report of [...group].sort((a, b) => richness(a) - richness(b) || byOrigin(a, b))) {
    const isRepeated = records.some((other) => other.origin.file === report.origin.file && report.stage !== "open");
    if (isRepeated) repeated.push(report);
    else records.push(report);
  }
  return { records, repeated };
}

const sourceRanks = { trades: 0, state: 1, log: 2 } as const;

/** Lower is richer: a closed trade, with both prices, in a list of trades. */
function richness({ stage, entry, exit, source }: TradeReport): number {
  const hasPrices = entry !== undefined && exit !== undefined;
  return (stage === "closed" ? 0 : 8) + (hasPrices ? 0 : 4) + sourceRanks[source];
}
