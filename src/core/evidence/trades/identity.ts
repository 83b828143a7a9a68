// Tells which records are of the same trade.
import { addTo } from "../../group-by";
import { areOfOneOwner, areOfOneSymbol } from "../owner";
import { sourceKinds } from "../readers/kinds";
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

type Group = TradeReport[];

class Groups {
  readonly all: Group[] = [];
  /** By the order's id, and by the minutes of the entry and of the exit. */
  readonly #byId = new Map<string, Group[]>();
  readonly #byOpening = new Map<number, Group[]>();
  readonly #byClosing = new Map<number, Group[]>();

  add(report: TradeReport): void {
    const found = this.#find(report);
    const group = found ?? [];
    if (!found) this.all.push(group);
    group.push(report);
    if (report.id !== undefined) addOnce(this.#byId, report.id, group);
    if (report.opened !== undefined) addOnce(this.#byOpening, minuteOf(report.opened), group);
    if (report.closed !== undefined) addOnce(this.#byClosing, minuteOf(report.closed), group);
  }

  #find(report: TradeReport): Group | undefined {
    const { id, opened, closed } = report;
    const sameId = id === undefined ? undefined : groupOf(report, this.#byId.get(id));
    if (sameId) return sameId;
    const [groups, end] = opened === undefined ? [this.#byClosing, closed] : [this.#byOpening, opened];
    if (end === undefined) return undefined;
    const minute = minuteOf(end);
    for (const each of [minute, minute - 1, minute + 1]) {
      const found = groupOf(report, groups.get(each));
      if (found) return found;
    }
    return undefined;
  }
}

function groupOf(report: TradeReport, groups: readonly Group[] | undefined): Group | undefined {
  return groups?.slice(-mostCompared).find((group) => group.some((other) => isSame(other, report)));
}

function addOnce<Key>(groups: Map<Key, Group[]>, key: Key, group: Group): void {
  if (groups.get(key)?.at(-1) !== group) addTo(groups, key, group);
}

function minuteOf(at: Instant): number {
  return Math.floor(at / sameMinute);
}

/**
 * The id of the order decides, unless it stands for several trades: a placeholder is met with other openings. Else it is
 * side, quantity, entry price and the minute of the entry; of an exit without an entry, that of the exit.
 */
function isSame(a: TradeReport, b: TradeReport): boolean {
  if (a.side !== b.side || !areOfOneSymbol(a.owner, b.owner)) return false;
  if (a.origin.file === b.origin.file && !areOfOneOwner(a.owner, b.owner)) return false;
  const isSameEnd =
    a.opened === undefined || b.opened === undefined ? isSameTime(a.closed, b.closed) : isSameTime(a.opened, b.opened);
  if (!isSameEnd) return false;
  if (a.id !== undefined && a.id === b.id) return true;
  if (a.id !== undefined && b.id !== undefined && a.origin.file === b.origin.file) return false;
  // Without a price to tell them by, the exits must agree too.
  const isSameExit = a.closed === b.closed || isSameTime(a.closed, b.closed);
  const isTold = a.entry !== undefined || (isSameExit && areAlike(a.net, b.net));
  return isTold && isSamePosition(a, b) && !areApart(a, b);
}

/** Whether one was opened and closed before the other was opened. */
function areApart(a: TradeReport, b: TradeReport): boolean {
  return isOver(a, b.opened) || isOver(b, a.opened);
}

function isOver({ opened, closed }: TradeReport, by: Instant | undefined): boolean {
  return isBefore(opened, by) && isBefore(closed, by);
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

/** Lower is richer: a closed trade, with both prices, of the kind of source that is taken first. */
function richness({ stage, entry, exit, source }: TradeReport): number {
  const hasPrices = entry !== undefined && exit !== undefined;
  return (stage === "closed" ? 0 : 8) + (hasPrices ? 0 : 4) + sourceKinds[source].rank;
}
