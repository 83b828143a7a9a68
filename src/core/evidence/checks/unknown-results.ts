// Finds the trades that the account felt and whose results nobody knows: for their time nothing is judged by money.
import { groupBy } from "../../group-by";
import type { EvidenceField } from "../../plan/plan";
import { type Finding, problem } from "../../problem";
import type { EvidenceFault } from "../evidence";
import type { Instant, Trade, TradeReport } from "../trade";
import type { Made } from "../trades/build";

/** A trade that happened, without a result that could be believed. */
export interface UnknownResult {
  readonly report: TradeReport;
  readonly why: "unreadable" | "contradiction" | "unpaired";
  readonly at: Instant;
  /** Absent while it may go on. */
  readonly until?: Instant;
}

/**
 * `trades` are those of `made`, in the same order; `sideless` are records of trades that no side is known of. Entries whose
 * exit is missing are `unpaired`, and not repeated here.
 */
export function findUnknown(
  made: readonly Made[],
  trades: readonly Trade[],
  sideless: readonly TradeReport[],
  unpaired: ReadonlySet<Trade>,
): UnknownResult[] {
  const ofTrades = made.flatMap(({ whole, trade, isRepeated }, i) => {
    const placed = trades[i];
    const why = isRepeated || unpaired.has(trade) || !placed ? undefined : whyUnknown(whole, placed);
    return why === undefined ? [] : [unknown(whole, why)];
  });
  return [...ofTrades, ...sideless.filter(tellsTrade).map((report) => unknown(report, "unreadable"))];
}

export function unknownFaults(results: readonly UnknownResult[]): EvidenceFault[] {
  return results.map(({ why, at, until }) => ({ why, money: true, at, ...(until !== undefined && { until }) }));
}

/** Once for each file and reason. Impossible times have a finding of their own. */
export function unknownFindings(results: readonly UnknownResult[], pathOf: (file: number) => string): Finding[] {
  const groups = groupBy(results, ({ report, why }) => JSON.stringify([report.origin.file, why]));
  return [...groups.values()].flatMap((group): Finding[] => {
    const [first] = group;
    if (!first || hasImpossibleTimes(first)) return [];
    const { report, why, at } = first;
    const common = { path: pathOf(report.origin.file), trades: group.length, at };
    if (why === "unpaired") return [problem("exit-unpaired", { ...common, ...exitOf(report) })];
    const fields = why === "contradiction" ? ["status", ...endsOf(report)] : flawedFields(report);
    return [problem("trade-unusable", { ...common, fields, contradicts: why === "contradiction" })];
  });
}

function whyUnknown(whole: TradeReport, { leftOut, closed, net }: Trade): UnknownResult["why"] | undefined {
  if (leftOut === "impossible-time" || (whole.stage === "open" && endsOf(whole).length > 0)) return "contradiction";
  const hasEnded = closed !== undefined || whole.stage === "exit" || whole.stage === "closed";
  if (leftOut === "no-price" || leftOut === "no-size" || (hasEnded && (closed === undefined || net === undefined)))
    return "unreadable";
  // Of a position that the bot took over, the entry is nobody's.
  const isOwn = !whole.manual && !whole.synced;
  return isOwn && whole.opened === undefined ? "unpaired" : undefined;
}

function unknown(report: TradeReport, why: UnknownResult["why"]): UnknownResult {
  const times = [report.opened, report.closed].filter((time) => time !== undefined);
  const isOver = report.closed !== undefined;
  return { report, why, at: Math.min(...times), ...(isOver && { until: Math.max(...times) }) };
}

/** Whether a record says more of a trade than that there may be one. */
function tellsTrade({ quantity, entry, exit, net, gross, share, unusable }: TradeReport): boolean {
  return [quantity, entry, exit, net, gross, share, unusable].some((value) => value !== undefined);
}

function hasImpossibleTimes({ report, why }: UnknownResult): boolean {
  return why === "contradiction" && report.stage !== "open";
}

/** What only a trade that is over has. */
function endsOf({ closed, exit }: TradeReport): EvidenceField[] {
  return [...(closed === undefined ? [] : ["closed" as const]), ...(exit === undefined ? [] : ["exit" as const])];
}

/** The fields that can't be used, else those that are missing. */
function flawedFields(report: TradeReport): string[] {
  const ends = report.stage === "open" || report.stage === "entry" ? [] : (["exit", "closed"] as const);
  const needed = ["side", "quantity", "entry", ...ends] as const;
  const missing = needed.filter((field) => report[field as "side"] === undefined);
  const flawed = [...new Set([...(report.unusable ?? []), ...missing])];
  // Each may be usable, and all of them together make no finite sum.
  return flawed.length > 0 ? flawed : ["quantity"];
}

function exitOf({ side = "long", quantity, exit }: TradeReport) {
  return { side, ...(quantity !== undefined && { quantity }), ...(exit !== undefined && { exit }) };
}
