// A condition measured at one moment, with the numbers that it is judged by.
import type { Evidence } from "../evidence/evidence";
import type { Instant, Trade } from "../evidence/trade";
import type { Expectation, MeasuredCriterion, Phase, Plan } from "../plan/plan";
import { floorOf, meets, promiseOf, wantsMore } from "./condition";
import { compare } from "./metrics/comparison";
import type { ComparedMetric, MeasuredMetric } from "./metrics/family";
import { faultsOf } from "./metrics/faults";
import { marketDifference } from "./metrics/market";
import { measure } from "./metrics/measure";
import { metrics } from "./metrics/metrics";
import { closedNow, heldAt, type Marking } from "./metrics/open-position";
import { hoursOf, type Sample, select } from "./metrics/sample";
import { STALE_MINUTES } from "./policy";
import type { Direction } from "./statistics/evidence";
import type { Interval } from "./statistics/intervals";
import { firstIndex } from "./statistics/invert";
import type { ErrorReason, MarketDifference, OpenPositions, Reading, Signature, Verdict } from "./verdict";
import { type PhaseWindow, sampleOf } from "./window";

const MINUTE = 60_000;

/** What all conditions of a phase are judged by. */
export interface GateContext {
  readonly plan: Plan;
  readonly phase: Phase;
  readonly evidence: Evidence;
  readonly window: PhaseWindow;
  readonly signatures: readonly Signature[];
  /** Whether the phase is still being watched: it was neither validated nor replaced. */
  readonly isWatched: boolean;
  /** What an earlier phase left to be measured; that of 0 is the time before Phase 1. */
  readonly earlier: (phase: number) => Sample | undefined;
}

export type Threshold = number | readonly [number, number];

export interface MeasuredCondition {
  readonly criterion: MeasuredCriterion;
  readonly measured: MeasuredMetric;
  readonly sample: Sample;
  readonly moment: Instant;
  /** The plan's, or that many times the earlier phase's value; absent where that is no value, or no multiple of it is meant. */
  readonly threshold?: Threshold;
  readonly promise?: number;
  /** The value of a bot that should not pass, in the threshold's unit. */
  readonly floor?: number;
  readonly against?: Reading & { readonly phase: number };
  readonly market?: MarketDifference;
  /** The phase before, whose trades count too. */
  readonly pooled?: number;
  /** Why it can't be judged at all. */
  readonly error?: ErrorReason;
  /** At a planned look: of the value itself; where it is compared, of what it is in the earlier value's terms. */
  readonly intervalAt: (level: number) => Interval | undefined;
  /** The chance of a value at least as far `direction` as the measured one, where the true one is `value`. */
  readonly tail: (value: number, direction: Direction) => number | undefined;
}

/** The condition as it stands at `moment`; undefined where the phase's window has not begun. */
export function measureAt(
  context: GateContext,
  criterion: MeasuredCriterion,
  moment: Instant,
  given?: Sample,
): MeasuredCondition | undefined {
  const own = given ?? (context.window.period && sampleOf(context.window.period, moment, criterion.trades?.first));
  if (!own) return undefined;
  const before = pooledPhase(context, criterion);
  const sample = given ?? (before ? together(before.sample, own) : own);
  const measured = measure(criterion, sample);
  const error =
    errorOf(context, criterion, moment) ?? (lacksResult({ criterion, measured }) ? ("unpaired" as const) : undefined);
  const condition = {
    criterion,
    measured,
    sample,
    moment,
    ...(error && { error }),
    ...(before && { pooled: before.phase }),
  };
  if (criterion.against !== undefined) return { ...condition, ...compared(context, criterion, measured, sample) };
  const promise = comparablePromise(context, criterion);
  const floor = floorOf(context.phase, criterion)?.value;
  return {
    ...condition,
    threshold: criterion.threshold,
    ...(promise !== undefined && { promise }),
    ...(floor !== undefined && { floor }),
    intervalAt: measured.intervalAt,
    tail: measured.tailAt,
  };
}

/** The phase before, where a success criterion counts its trades too; a trigger starts afresh, so that it notices a change soon. */
function pooledPhase(
  { plan, phase, earlier }: GateContext,
  criterion: MeasuredCriterion,
): { readonly phase: number; readonly sample: Sample } | undefined {
  const { metric, against, trades } = criterion;
  const isTendency = metrics[metric].kind === "tendency" && against === undefined && trades?.first === undefined;
  if (!isTendency || !phase.leaves?.includes(metric) || !phase.criteria.includes(criterion)) return undefined;
  const before = plan.phases[plan.phases.indexOf(phase) - 1]?.id;
  const sample = before === undefined ? undefined : earlier(before);
  return before === undefined || !sample ? undefined : { phase: before, sample };
}

/** Two windows as one. */
function together(before: Sample, own: Sample): Sample {
  const equity = before.startEquity ?? own.startEquity;
  return {
    ...own,
    trades: [...before.trades, ...own.trades],
    account: [...before.account, ...own.account],
    observed: [...before.observed, ...own.observed],
    candles: [...before.candles, ...own.candles],
    ...(equity !== undefined && { startEquity: equity }),
  };
}

/** What a condition that compares with an earlier phase is judged by: multiples of that phase's own value. */
function compared(
  { phase, earlier }: GateContext,
  criterion: MeasuredCriterion,
  measured: MeasuredMetric,
  own: Sample,
): Pick<MeasuredCondition, "threshold" | "floor" | "against" | "market" | "tail" | "intervalAt"> {
  const { against = 0, threshold } = criterion;
  const sample = earlier(against);
  const before = sample && measure(criterion, sample);
  const market = sample && marketDifference(own, sample);
  const base = before?.reading.value;
  const unknown = () => undefined;
  const none = {
    tail: unknown,
    intervalAt: unknown,
    ...(before && { against: { ...before.reading, phase: against } }),
    ...(market && { market }),
  };
  if (!before || base === undefined) return none;
  const ratio = compare(measured, before);
  const floor = floorOf(phase, criterion)?.value;
  if (!(base > 0)) return threshold === 1 ? { ...none, ...asMuchAs(base, ratio, floor) } : none;
  const scaled = ([low, high]: Interval): Interval => [low * base, high * base];
  return {
    ...none,
    threshold: typeof threshold === "number" ? threshold * base : scaled(threshold),
    ...(floor !== undefined && { floor: floor * base }),
    tail: (value, direction) => ratio.tailAt(value / base, direction),
    intervalAt: (level) => {
      const interval = ratio.intervalAt(level);
      return interval && scaled(interval);
    },
  };
}

/** Of a loss, or of nothing, no multiple means anything but once as much. */
function asMuchAs(
  base: number,
  { tailAt }: ComparedMetric,
  floor: number | undefined,
): Pick<MeasuredCondition, "threshold" | "floor" | "tail"> {
  const tail = (value: number, direction: Direction) => (value === base ? tailAt(1, direction) : undefined);
  return { threshold: base, ...(floor === 1 && { floor: base }), tail };
}

/** Why nothing can be said of the criterion's metric: the evidence is at fault. */
export function errorOf(context: GateContext, criterion: MeasuredCriterion, moment: Instant): ErrorReason | undefined {
  const { evidence, isWatched } = context;
  if (evidence.files.length === 0) return "no-source";
  // What was wrong with a trade before the window concerns only what is compared with that time.
  const from = criterion.against === undefined ? context.window.period?.from : undefined;
  const faults = faultsOf(evidence, criterion.metric, moment, from).filter(({ why }) => why !== "stale" || isWatched);
  // Of all faults, that the newest records are missing says least.
  const fault = faults.find(({ why }) => why !== "stale") ?? faults[0];
  if (fault) return fault.why;
  return isStale(context) ? "stale" : undefined;
}

/** Whether the bot that should be running has left no sign of life for too long. */
function isStale({ plan, evidence, window, isWatched }: GateContext): boolean {
  const { period, until } = window;
  if (!isWatched || !period) return false;
  const last = evidence.observed.findLast(({ from }) => from <= until)?.to ?? period.from;
  const silence = until - Math.max(Math.min(last, until), period.from);
  return silence > (plan.evidence?.staleMinutes ?? STALE_MINUTES) * MINUTE;
}

/** What the plan promises; a promise that counts otherwise than the condition says nothing of its value. */
function comparablePromise({ plan, phase }: GateContext, criterion: MeasuredCriterion): number | undefined {
  const promised = promiseOf(plan, phase, criterion.metric, criterion.trades);
  return promised && isComparable(criterion, promised.expectation) ? promised.value : undefined;
}

/** Whether a promise and a condition count alike: before costs or after them, for a trade or for a year. */
function isComparable(criterion: MeasuredCriterion, { basis = "net", scale }: Expectation): boolean {
  if (metrics[criterion.metric].hasBasis && basis !== (criterion.basis ?? "net")) return false;
  return scale === undefined || criterion.scale === undefined || scale === criterion.scale;
}

/** Whether a result is missing of what is a fact, or among the first trades, so that nobody knows what they came to. */
function lacksResult({ criterion, measured }: Pick<MeasuredCondition, "criterion" | "measured">): boolean {
  const { kind, hasBasis } = metrics[criterion.metric];
  const isUnknown = (measured.reading.leftOut["no-price"] ?? 0) > 0;
  return hasUnknownResult({ criterion, measured }) || (kind === "fact" && hasBasis && isUnknown);
}

/** Whether a result is missing among the first trades, so that what comes later does not count either. */
export function hasUnknownResult({ criterion, measured }: Pick<MeasuredCondition, "criterion" | "measured">): boolean {
  const { leftOut } = measured.reading;
  const isOfFirst = criterion.trades?.first !== undefined && metrics[criterion.metric].hasBasis;
  return isOfFirst && (leftOut["no-price"] ?? 0) + (leftOut["no-size"] ?? 0) > 0;
}

/** How many of the first trades, where a condition is about them, are not closed yet: until then it is not decided. */
export function missingOfFirst({ criterion, sample }: Pick<MeasuredCondition, "criterion" | "sample">): number {
  const { first } = criterion.trades ?? {};
  return first === undefined ? 0 : first - sample.account.length;
}

/** The first moment at which a fact that can't be undone stood as it does `now`. */
export function factSince(
  context: GateContext,
  { criterion, sample }: MeasuredCondition,
  holds: (condition: MeasuredCondition) => boolean,
): Instant | undefined {
  const moments =
    criterion.metric === "errors"
      ? sample.errors.map(({ at }) => at)
      : sample.account.flatMap(({ closed }) => closed ?? []);
  const index = firstIndex(moments.length, (each) => {
    const condition = measureAt(context, criterion, moments[each] as Instant);
    return condition !== undefined && holds(condition);
  });
  return moments[index];
}

/** Whether the value stands to the threshold as the condition says; false where either is missing. */
export function isAsWritten({ criterion, measured, threshold }: MeasuredCondition): boolean {
  const { value } = measured.reading;
  return value !== undefined && threshold !== undefined && meets({ compare: criterion.compare, threshold }, value);
}

/** Whether there is anything that it was measured on: trades, candles, or for what is merely counted, time. */
export function isOfSomething({ criterion, measured, sample }: MeasuredCondition): boolean {
  return metrics[criterion.metric].isCount ? hoursOf(sample) > 0 : measured.reading.n > 0;
}

/** What open positions are marked by. */
export function markingOf({ plan, window }: GateContext): Marking {
  return { prices: window.period?.prices ?? [], settings: plan.evidence };
}

/** The condition with the open positions at their marks; undefined where there are none that it could count. */
export function withMarks(context: GateContext, condition: MeasuredCondition): MeasuredCondition | undefined {
  const { criterion, sample, moment } = condition;
  if (openOf(condition).length === 0) return undefined;
  return measureAt(context, criterion, moment, closedNow(sample, moment, markingOf(context)));
}

/** The open positions that a condition would count if they were closed. */
function openOf({ criterion, sample }: MeasuredCondition): readonly Trade[] {
  const { first, ...selection } = criterion.trades ?? {};
  return metrics[criterion.metric].hasBasis ? select(sample.open, selection) : [];
}

/** What a value says of the open positions that it leaves out. */
export function openPositions(context: GateContext, condition: MeasuredCondition): OpenPositions | undefined {
  const counted = openOf(condition);
  if (counted.length === 0) return undefined;
  const held = heldAt(condition.sample, condition.moment, markingOf(context)).filter(({ trade }) =>
    counted.includes(trade),
  );
  const marks = held.flatMap(({ mark }) => mark ?? []);
  const mark = marks.toSorted((a, b) => a.at - b.at).at(-1);
  const unpriced = held.length - marks.length;
  const value = unpriced === 0 ? withMarks(context, condition)?.measured.reading.value : undefined;
  return { n: held.length, unpriced, ...(mark && { mark }), ...(value !== undefined && { value }) };
}

/** What a verdict shows of any condition. */
export function figuresOf(
  context: GateContext,
  condition: MeasuredCondition,
): Pick<Verdict, "criterion" | "reading" | "threshold" | "promise" | "against" | "market" | "pooled"> {
  const { criterion, measured, threshold, promise, against, market, pooled } = condition;
  const open = openPositions(context, condition);
  return {
    criterion,
    reading: { ...measured.reading, ...(open && { open }) },
    ...(threshold !== undefined && { threshold }),
    ...(promise !== undefined && { promise }),
    ...(against && { against }),
    ...(market && { market }),
    ...(pooled !== undefined && { pooled }),
  };
}

/** The sides on which a value has to lie of what: one for a limit, two for a range. */
export function sidesOf(condition: MeasuredCondition, limit: number | undefined): readonly Side[] {
  const { criterion, threshold } = condition;
  const more = wantsMore(criterion);
  if (more !== undefined) return limit === undefined ? [] : [{ value: limit, direction: more ? "above" : "below" }];
  if (threshold === undefined || typeof threshold === "number") return [];
  return [
    { value: threshold[0], direction: "above" },
    { value: threshold[1], direction: "below" },
  ];
}

export interface Side {
  readonly value: number;
  readonly direction: Direction;
}

export function opposite(direction: Direction): Direction {
  return direction === "above" ? "below" : "above";
}

/**
 * Whether the interval that the author asks for lies beyond the threshold as a whole. `error`: the chance that it may miss the
 * true value at this look, where it does not hold at all of them.
 */
export function isProved(condition: MeasuredCondition, level: number, error: number): boolean {
  const { measured, threshold, criterion } = condition;
  if (threshold === undefined) return false;
  // A sequence that has no bounds yet is no reason to take the interval, which holds at planned looks only.
  const interval =
    criterion.against === undefined && measured.sequenceAt
      ? measured.sequenceAt(level)
      : condition.intervalAt(1 - error);
  return interval?.every((end) => meets({ compare: criterion.compare, threshold }, end)) ?? false;
}
