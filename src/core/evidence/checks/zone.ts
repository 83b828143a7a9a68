// Proposes another time zone for a file whose times are not possible; never applies it.
import type { EvidenceSettings } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { EvidenceFault, EvidenceFile } from "../evidence";
import { zoneOffset } from "../readers/time";
import type { Instant, TradeReport } from "../trade";

const minute = 60_000;
const hour = 60 * minute;
/** A clock may be so far off. */
const clockSlack = 5 * minute;
/** From UTC−12 to UTC+14, as the sun goes. */
const offsets = Array.from({ length: 27 }, (_, i) => i - 12);

/** What is known of a file whose times are looked at. */
export interface TimedFile extends Pick<EvidenceFile, "path" | "source" | "modified" | "newest"> {
  readonly trades: readonly TradeReport[];
  /** When a process that records name was started. */
  startOf(process: string): Instant | undefined;
}

/** A trade that no clock can have shown: closed before it was opened, or opened before its process was started. */
export function isImpossible(trade: TradeReport, startOf: TimedFile["startOf"]): boolean {
  const { opened, closed, process } = trade;
  if (opened !== undefined && closed !== undefined && closed < opened) return true;
  const started = process === undefined ? undefined : startOf(process);
  return opened !== undefined && started !== undefined && opened < started - clockSlack;
}

/** Whether an instant is later than the file that tells of it was written. */
export function isAhead(at: Instant | undefined, modified: Instant): boolean {
  return at !== undefined && at > modified + clockSlack;
}

/** Nothing that a clock or a zone which is off tells the time of can be put into a window. */
export function clockFaults({ newest, modified }: Pick<EvidenceFile, "newest" | "modified">): EvidenceFault[] {
  return isAhead(newest, modified) ? [{ why: "contradiction", money: false }] : [];
}

/** One finding at most: what is wrong with the times, with the offset that would make all of them possible, if only one does. */
export function zoneFindings(file: TimedFile, settings: EvidenceSettings): Finding[] {
  const { path, modified, newest } = file;
  const declared = settings.sources[file.source]?.utcOffset ?? "Z";
  if (newest !== undefined && isAhead(newest, modified)) {
    const minutes = Math.round((newest - modified) / minute);
    const utcOffset = offsetFrom(declared, only(offsets.filter((hours) => isRepaired(file, newest, hours))));
    return [problem("times-ahead", { path, minutes, declared, ...(utcOffset !== undefined && { utcOffset }) })];
  }
  const impossible = file.trades.filter((trade) => isImpossible(trade, file.startOf));
  if (impossible.length === 0) return [];
  const hours = only(offsets.filter((offset) => impossible.every((trade) => isPossible(shifted(trade, offset), file))));
  return [problem("times-impossible", { path, trades: impossible.length, ...(hours !== undefined && { hours }) })];
}

function isPossible(trade: TradeReport, { modified, startOf }: TimedFile): boolean {
  return !isImpossible(trade, startOf) && !isAhead(trade.closed, modified);
}

/** A file that is being written is about as old as its newest record: what is further off is the clock, not the zone. */
function isRepaired({ modified }: TimedFile, newest: Instant, hours: number): boolean {
  const at = newest + hours * hour;
  return !isAhead(at, modified) && at > modified - 3 * clockSlack;
}

/** The exit at another offset than the entry: a shift of both would change neither's place before the other. */
function shifted(trade: TradeReport, hours: number): TradeReport {
  return { ...trade, ...(trade.closed !== undefined && { closed: trade.closed + hours * hour }) };
}

function only<T>(items: readonly T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The offset to declare so that all times are `hours` later. */
function offsetFrom(declared: string, hours: number | undefined): string | undefined {
  const minutes = hours === undefined ? Number.NaN : zoneOffset(declared) / minute - hours * 60;
  if (!(minutes >= -12 * 60 && minutes <= 14 * 60)) return undefined;
  const [whole, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? "-" : "+"}${String(whole).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}
