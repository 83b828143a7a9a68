// Judges a success criterion at a look.

import type { Criterion, MeasuredCriterion, MonitoringWindow } from "../plan/plan";
import { isMeasured, wantsMore } from "./condition";
import {
  errorOf,
  factSince,
  figuresOf,
  type GateContext,
  isAsWritten,
  isOfSomething,
  isProved,
  type MeasuredCondition,
  measureAt,
  missingOfFirst,
  opposite,
  sidesOf,
} from "./measured-condition";
import { metrics } from "./metrics/metrics";
import { hoursOf, type Sample, select } from "./metrics/sample";
import { COVERED, decideAtLook, partAtLook, plannedLooks } from "./policy";
import { ENOUGH_EVIDENCE } from "./statistics/evidence";
import type { InconclusiveReason, Outcome, ReachedLook, Verdict, WindowState } from "./verdict";
import { coverageOf } from "./window";

/** What a signature can settle: what is not known well enough. It makes no value meet a threshold that it misses. */
const settled: ReadonlySet<InconclusiveReason> = new Set(["weak", "few", "coverage", "warning"]);

/** A criterion at `look`, by what was known then; a sample may stand in for the window's own. */
export function criterionVerdict(
  context: GateContext,
  criterion: Criterion,
  look: ReachedLook,
  sample?: Sample,
): Verdict {
  const signature = context.signatures.find((each) => each.criterion === criterion.id);
  if (!isMeasured(criterion)) {
    const outcome: Outcome = signature ? { is: "pass", how: "signed" } : { is: "inconclusive", why: "unsigned" };
    return { criterion, outcome, look: look.look, ...(signature && { signature }) };
  }
  const condition = measureAt(context, criterion, look.at, sample);
  if (!condition) return openVerdict(context, criterion);
  const outcome = outcomeAt(context, condition, look);
  const isSigned = signature !== undefined && canBeSettled(condition, outcome);
  return {
    ...numbersOf(context, condition),
    outcome: isSigned ? { is: "pass", how: "signed" } : outcome,
    look: look.look,
    ...sinceWhen(context, condition),
    ...(isSigned && { signature }),
  };
}

/** A criterion before the first look: only what has happened already decides it. */
export function openVerdict(context: GateContext, criterion: Criterion): Verdict {
  const { window, phase } = context;
  const missing = missingUntilLook(window.state, phase.window);
  const open: Outcome = { is: "inconclusive", why: "open", ...(missing !== undefined && { missing }) };
  if (!isMeasured(criterion)) {
    const { outcome, ...verdict } = criterionVerdict(context, criterion, { look: 0, at: window.until });
    return { ...verdict, outcome: outcome.is === "pass" ? open : outcome };
  }
  const condition = measureAt(context, criterion, window.until);
  if (!condition) return { criterion, outcome: faultOf(context, criterion) ?? open, look: 0 };
  const outcome = violation(condition) ?? errorOutcome(condition) ?? open;
  return { ...numbersOf(context, condition), outcome, look: 0, ...sinceWhen(context, condition) };
}

/** Before the window begins there is nothing to measure, but the evidence may be at fault already. */
function faultOf(context: GateContext, criterion: MeasuredCriterion): Outcome | undefined {
  const why = errorOf(context, criterion, context.window.until);
  return why && { is: "error", why };
}

function errorOutcome({ error }: MeasuredCondition): Outcome | undefined {
  return error && { is: "error", why: error };
}

/** The trades, else the hours, that the first look still needs. */
function missingUntilLook(state: WindowState, limits: MonitoringWindow): number | undefined {
  const trades = (limits.trades ?? 0) - state.trades;
  const hours = (limits.hours ?? 0) - state.hours;
  return trades > 0 ? trades : hours > 0 ? hours : undefined;
}

/** The verdict as of now where a fact has happened since the look that can't be undone. */
export function violationSince(context: GateContext, verdict: Verdict): Verdict | undefined {
  const { criterion, look } = verdict;
  const condition = isMeasured(criterion) ? measureAt(context, criterion, context.window.until) : undefined;
  const outcome = condition && violation(condition);
  return condition && outcome && { ...numbersOf(context, condition), outcome, look, ...sinceWhen(context, condition) };
}

/** Since when a limit is broken, if one is. */
function sinceWhen(context: GateContext, condition: MeasuredCondition): Pick<Verdict, "at"> {
  const at = violation(condition) && factSince(context, condition, (then) => violation(then) !== undefined);
  return at === undefined ? {} : { at };
}

function numbersOf(context: GateContext, condition: MeasuredCondition): Omit<Verdict, "outcome" | "look"> {
  const { floor, promise } = condition;
  const [bad, good] = [evidence(condition, floor, false), evidence(condition, promise, true)];
  const tail = tailOf(condition);
  return {
    ...figuresOf(context, condition),
    ...(floor !== undefined && { floor }),
    ...(tail !== undefined && { tail }),
    evidence: { ...(bad !== undefined && { floor: bad }), ...(good !== undefined && { promise: good }) },
  };
}

/** A bot that has closed no trade may be dead: nothing that it did not do passes. */
function outcomeAt(context: GateContext, condition: MeasuredCondition, look: ReachedLook): Outcome {
  const outcome = outcomeOf(context, condition, look);
  const { from = look.at } = context.window.state;
  const isDead = outcome.is === "pass" && !condition.sample.trades.some(({ opened }) => opened >= from);
  return isDead ? { is: "inconclusive", why: "few", missing: 1 } : outcome;
}

function outcomeOf(context: GateContext, condition: MeasuredCondition, look: ReachedLook): Outcome {
  const known = violation(condition) ?? errorOutcome(condition);
  if (known) return known;
  if (!isCovered(context, condition, look)) return { is: "inconclusive", why: "coverage" };
  const missing = missingTrades(condition);
  if (condition.measured.reading.needs) return { is: "inconclusive", why: "undefined" };
  if (missing > 0) return { is: "inconclusive", why: "few", missing };
  if (condition.measured.reading.value === undefined || condition.threshold === undefined) {
    return { is: "inconclusive", why: "undefined" };
  }
  const { kind } = metrics[condition.criterion.metric];
  return kind === "fact" ? factAt(context, condition, look) : tendencyAt(context, condition, look);
}

/** A fact that has broken its upper limit stays broken; that the newest records are missing makes it no better. */
function violation(condition: MeasuredCondition): Outcome | undefined {
  const { criterion, measured, threshold, error } = condition;
  if ((error !== undefined && error !== "stale") || missingOfFirst(condition) > 0) return undefined;
  const isUpperLimit = metrics[criterion.metric].kind === "fact" && wantsMore(criterion) === false;
  if (!isUpperLimit || measured.reading.value === undefined || threshold === undefined) return undefined;
  return isAsWritten(condition) ? undefined : { is: "fail", how: "fact" };
}

/** Whether the bot is known to have run, with the phase's values, for nearly all of the window. */
function isCovered({ window }: GateContext, { sample }: MeasuredCondition, { at }: ReachedLook): boolean {
  const { period, changed } = window;
  if (!period || (changed !== undefined && changed <= at)) return false;
  return hoursOf(sample) > 0 && coverageOf(period, at) >= COVERED;
}

/** How many more trades that count the criterion needs before anything can be said. */
function missingTrades(condition: MeasuredCondition): number {
  const { criterion, sample } = condition;
  const missing = (criterion.minimumTrades ?? 0) - select(sample.trades, criterion.trades).length;
  return Math.max(missing, missingOfFirst(condition), isOfSomething(condition) ? 0 : 1);
}

function factAt({ window }: GateContext, condition: MeasuredCondition, { look }: ReachedLook): Outcome {
  if (isAsWritten(condition)) return { is: "pass", how: "fact" };
  return look >= window.state.looks ? { is: "fail", how: "fact" } : { is: "inconclusive", why: "short" };
}

function tendencyAt(context: GateContext, condition: MeasuredCondition, { look }: ReachedLook): Outcome {
  const { phase, window } = context;
  const { confidence } = condition.criterion;
  const proves = (level: number) => isProved(condition, level, partAtLook(1 - level, look, plannedLooks(phase.window)));
  const decision = decideAtLook({
    enoughTrades: true,
    meets: isAsWritten(condition),
    ...(confidence !== undefined && { proved: () => proves(confidence) }),
    shown: () => (evidence(condition, condition.floor, false) ?? 0) >= ENOUGH_EVIDENCE,
    tail: () => tailOf(condition),
  });
  if (decision === "met" || decision === "shown") return { is: "pass", how: decision };
  if (decision !== "short") return { is: "inconclusive", why: decision };
  const refuted = evidence(condition, condition.promise ?? promiseless(condition), true) ?? 0;
  if (refuted >= ENOUGH_EVIDENCE) return { is: "fail", how: "shown" };
  const isLast = look >= window.state.looks;
  return isLast ? { is: "fail", how: "not-met" } : { is: "inconclusive", why: "short" };
}

/** The threshold stands in for a promise that the plan does not make. */
function promiseless({ threshold }: MeasuredCondition): number | undefined {
  return typeof threshold === "number" ? threshold : undefined;
}

/** The chance that a bot at the floor does as well; of a range the larger one of its two ends. */
function tailOf(condition: MeasuredCondition): number | undefined {
  const tails = sidesOf(condition, condition.floor).map(({ value, direction }) => condition.tail(value, direction));
  return tails.length > 0 && tails.every((tail) => tail !== undefined) ? Math.max(...tails) : undefined;
}

/**
 * ln of the largest evidence so far that the bot is better than one at `limit`, or worse than it. A range has none but on
 * both of its sides.
 */
function evidence(condition: MeasuredCondition, limit: number | undefined, worse: boolean): number | undefined {
  if (condition.against) return undefined;
  const all = sidesOf(condition, limit).map(({ value, direction }) =>
    condition.measured.largestEvidence(value, worse ? opposite(direction) : direction),
  );
  if (all.length === 0 || !all.every((each) => each !== undefined)) return undefined;
  return worse ? Math.max(...all) : Math.min(...all);
}

function canBeSettled(condition: MeasuredCondition, outcome: Outcome): boolean {
  if (outcome.is !== "inconclusive" || !settled.has(outcome.why)) return false;
  return hoursOf(condition.sample) > 0 && isOfSomething(condition) && isAsWritten(condition);
}
