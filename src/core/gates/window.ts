// The window of a phase, out of the evidence: when it began and ended, which trades count, and which looks were reached.
import type { BotProcess, Evidence, Span } from "../evidence/evidence";
import type { Instant, LeftOut, Trade } from "../evidence/trade";
import type { PhaseRun } from "../ledger/phase-run";
import type { Phase, Plan } from "../plan/plan";
import { designEffectUntil, dispersionBefore, type Result, resultsSince } from "./clustering";
import { HOUR, hoursWithin, type Planned, type Sample } from "./metrics/sample";
import { LEVEL, plannedLooks } from "./policy";
import type { ReachedLook, WindowState } from "./verdict";

/** What there is of one time in which the bot ran with one set of values. */
export interface Period
  extends Pick<Evidence, "trades" | "observed" | "candles" | "errors" | "balances" | "resets" | "prices"> {
  readonly from: Instant;
  /** Whether a trade was opened with these values. */
  readonly isOwn: (trade: Trade) => boolean;
  readonly planned: Planned;
  /** Of the trades a day, by the time before. */
  readonly dispersion: number;
  /** Of all trades, those of earlier times too. */
  readonly results: readonly Result[];
}

/** A phase's window up to the moment that is judged. */
export interface PhaseWindow {
  readonly state: WindowState;
  /** Absent where no process runs the phase's values. */
  readonly period?: Period;
  /** The moment that is judged, or the window's end if that came before. */
  readonly until: Instant;
  /** When a process with other values came to run in it, if one did. */
  readonly changed?: Instant;
}

export interface WindowInput {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly run: PhaseRun;
  readonly evidence: Evidence;
  readonly at: Instant;
}

/** The window of one time in which the phase was in effect. Nothing later than `at` plays a part in it. */
export function windowOf(input: WindowInput, planned: Planned): PhaseWindow {
  const { phase, run, evidence, at } = input;
  const end = run.next?.at;
  const ended = end !== undefined && end <= at ? end : undefined;
  const until = ended ?? at;
  const looks = plannedLooks(phase.window) + run.extensions;
  const isOwn = ({ checkpoint }: Pick<Trade, "checkpoint">) => checkpoint === run.checkpoint.tag;
  const from = beginning(evidence.processes.filter(isOwn), run.applied, until);
  const bounds = { ...(ended !== undefined && { ended }), looks };
  if (from === undefined) {
    return { until, state: { ...bounds, hours: 0, coverage: 0, trades: 0, leftOut: {}, reached: [] } };
  }
  const period = periodOf(evidence, { from, until, isOwn, planned });
  const { trades, leftOut } = sampleOf(period, until);
  const changed = otherValues(evidence.processes, isOwn, from, until);
  return {
    until,
    period,
    ...(changed !== undefined && { changed }),
    state: {
      ...bounds,
      from,
      hours: hoursWithin(period.observed, from, until),
      coverage: coverageOf(period, until),
      trades: trades.length,
      leftOut,
      reached: reachedLooks(phase.window, period, until, looks),
    },
  };
}

/** What of the evidence has to do with the time from `from` to `until`. */
export function periodOf(
  evidence: Evidence,
  { until, ...period }: Pick<Period, "from" | "isOwn" | "planned"> & { readonly until: Instant },
): Period {
  const { from } = period;
  const within = <Kind extends { readonly at: Instant }>(events: readonly Kind[]) =>
    events.filter(({ at }) => at >= from && at <= until);
  return {
    ...period,
    trades: byExit(evidence.trades.filter(({ opened, closed = until }) => opened <= until && closed >= from)),
    observed: clipped(evidence.observed, from, until),
    candles: within(evidence.candles),
    errors: within(evidence.errors),
    balances: evidence.balances.filter(({ at }) => at <= until),
    resets: within(evidence.resets),
    prices: evidence.prices,
    dispersion: dispersionBefore(evidence, from),
    results: resultsSince(evidence, from),
  };
}

/** The start of the first process with the phase's values. One that ran with them before the checkpoint begins with that. */
function beginning(processes: readonly BotProcess[], applied: Instant, until: Instant): Instant | undefined {
  const starts = processes.flatMap(({ started, attribution }) =>
    started !== undefined && attribution !== "unknown" ? [Math.max(started, applied)] : [],
  );
  const first = Math.min(...starts);
  return first <= until ? first : undefined;
}

/** When a process began, between `from` and `until`, whose values are not those that the window began with. */
function otherValues(
  processes: readonly BotProcess[],
  isOwn: (process: BotProcess) => boolean,
  from: Instant,
  until: Instant,
): Instant | undefined {
  const known = processes.find((process) => isOwn(process) && process.values)?.values;
  const differs = ({ values }: BotProcess) =>
    Object.entries(values ?? {}).some(
      ([name, value]) => known?.[name] !== undefined && JSON.stringify(known[name]) !== JSON.stringify(value),
    );
  return processes.find(
    (process) =>
      process.started !== undefined &&
      process.started > from &&
      process.started <= until &&
      (!isOwn(process) || process.attribution === "unknown" || differs(process)),
  )?.started;
}

/** The share of the time since the window's beginning in which the bot is known to have run. */
export function coverageOf({ observed, from }: Period, moment: Instant): number {
  return moment > from ? (hoursWithin(observed, from, moment) * HOUR) / (moment - from) : 0;
}

/** What can be measured at `moment`, as it was known then; with `first`, on no more trades than the first so many. */
export function sampleOf(period: Period, moment: Instant, first?: number): Sample {
  const { from, planned, dispersion, results } = period;
  const sorted = sortTrades(
    first === undefined ? period : { ...period, trades: firstFelt(period, moment, first) },
    moment,
  );
  const startEquity = equityAt(period, moment, sorted.account);
  return {
    ...sorted,
    observed: clipped(period.observed, from, moment),
    candles: period.candles.filter(({ at }) => at <= moment),
    errors: period.errors.filter(({ at }) => at <= moment),
    endedByTrade: sorted.trades.at(-1)?.closed === moment,
    ...(startEquity !== undefined && { startEquity }),
    resets: period.resets.filter(({ at }) => at <= moment),
    dispersion,
    designEffect: designEffectUntil(results, moment),
    level: LEVEL,
    planned,
  };
}

function clipped(spans: readonly Span[], from: Instant, to: Instant): Span[] {
  return spans
    .map((span) => ({ from: Math.max(span.from, from), to: Math.min(span.to, to) }))
    .filter((span) => span.to > span.from);
}

/** The last balance before the window, else what the first trade or balance in it says. */
function equityAt({ balances, from }: Period, moment: Instant, trades: readonly Trade[]): number | undefined {
  const before = balances.findLast(({ at }) => at <= from)?.equity;
  return (
    before ??
    trades.find(({ equity }) => equity !== undefined)?.equity ??
    balances.find(({ at }) => at <= moment)?.equity
  );
}

type SortedTrades = Pick<Sample, "trades" | "account" | "open" | "leftOut">;

/** The trades of the window by what becomes of them. */
function sortTrades(period: Period, moment: Instant): SortedTrades {
  const trades: Trade[] = [];
  const account: Trade[] = [];
  const open: Trade[] = [];
  const leftOut: Partial<Record<LeftOut, number>> = {};
  for (const trade of period.trades) {
    const place = placeOf(trade, period, moment);
    if (place === "elsewhere") continue;
    if (place === "counts") trades.push(trade);
    else leftOut[place] = (leftOut[place] ?? 0) + 1;
    if (place === "open") open.push(whileOpen(trade));
    if (place === "counts" || place === "manual" || place === "synced") account.push(trade);
  }
  return { trades, account: account.filter((trade) => isClosed(trade, moment)), open, leftOut };
}

/** What the account feels of: trades that count, and those that would if they were the bot's, or if all of them were known. */
const felt: ReadonlySet<string> = new Set(["counts", "open", "manual", "synced", "no-price", "no-size"]);

/** The trades of the window that were opened first, closed or not, in the order of their exits. */
function firstFelt(period: Period, moment: Instant, first: number): readonly Trade[] {
  const trades = period.trades.filter((trade) => felt.has(placeOf(trade, period, moment)));
  return byExit(trades.sort((a, b) => a.opened - b.opened).slice(0, first));
}

/** Open ones at the end. */
function byExit(trades: Trade[]): readonly Trade[] {
  const exit = ({ closed = Number.MAX_VALUE }: Trade) => closed;
  return trades.sort((a, b) => exit(a) - exit(b));
}

/** Whether a trade counts at `moment`, or why it does not; "elsewhere" where the window does not touch it. */
export function placeOf(trade: Trade, { from, isOwn }: Period, moment: Instant): LeftOut | "counts" | "elsewhere" {
  const { opened, closed, leftOut } = trade;
  if (opened > moment || (isClosed(trade, moment) && (closed as Instant) < from)) return "elsewhere";
  if (opened < from) return isOwn(trade) ? "before" : "straddles";
  if (leftOut !== undefined && leftOut !== "open") return leftOut;
  if (!Number.isFinite(opened) || (closed !== undefined && !(closed >= opened))) return "impossible-time";
  if (!isOwn(trade)) return "unattributed";
  return isClosed(trade, moment) ? "counts" : "open";
}

/** An open trade as it was known then: how it ended later does not count. */
function whileOpen(trade: Trade): Trade {
  if (trade.closed === undefined) return trade;
  const { closed, exit, costs, gross, net, netBy, reason, reasonText, probability, ...open } = trade;
  return open;
}

/** Whether it was closed by then: what becomes of a trade later does not count. */
function isClosed({ closed }: Trade, moment: Instant): boolean {
  return closed !== undefined && closed <= moment;
}

/** The looks that the data reach, up to `until`: each is a moment of its own, whenever one asks. */
function reachedLooks(limits: Phase["window"], period: Period, until: Instant, looks: number): ReachedLook[] {
  const { trades } = sampleOf(period, until);
  const reached: ReachedLook[] = [];
  for (let look = 1; look <= looks; look++) {
    const moments = [
      ...(limits.hours === undefined ? [] : [whenObserved(period, limits.hours * look)]),
      ...(limits.trades === undefined ? [] : [trades[Math.ceil(limits.trades * look) - 1]?.closed]),
    ].map((moment) => moment ?? Number.POSITIVE_INFINITY);
    const at = limits.until === "either" ? Math.min(...moments) : Math.max(...moments);
    if (moments.length === 0 || !(at <= until)) break;
    reached.push({ look, at });
  }
  return reached;
}

/** When the bot has been known to run for so many hours of the window. */
function whenObserved({ observed }: Period, hours: number): Instant | undefined {
  let missing = hours * HOUR;
  for (const span of observed) {
    if (missing <= span.to - span.from) return span.from + missing;
    missing -= span.to - span.from;
  }
  return undefined;
}
