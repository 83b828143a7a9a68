// Judges a rollback trigger: at any time since the window began, also after a pass.
import type { Instant } from "../evidence/trade";
import type { Criterion, MeasuredCriterion } from "../plan/plan";
import { isMeasured, wantsMore } from "./condition";
import {
  errorOf,
  factSince,
  figuresOf,
  type GateContext,
  hasUnknownResult,
  isAsWritten,
  isOfSomething,
  isProved,
  type MeasuredCondition,
  markingOf,
  measureAt,
  missingOfFirst,
  openPositions,
  sidesOf,
  withMarks,
} from "./measured-condition";
import { metrics } from "./metrics/metrics";
import { comesAbout, firstBeyond } from "./on-the-way";
import { FEWEST_TO_FIRE, isSeldom, partAtLook, plannedLooks } from "./policy";
import { ENOUGH, ENOUGH_EVIDENCE } from "./statistics/evidence";
import { firstIndex } from "./statistics/invert";
import type { Outcome, Verdict } from "./verdict";
import { sampleOf } from "./window";

/** A trigger as of now. One that has fired stays so: what fires it does not depend on when one looks. */
export function triggerVerdict(context: GateContext, criterion: Criterion): Verdict {
  const { state, until } = context.window;
  const look = state.reached.length;
  const signature = context.signatures.find((each) => each.criterion === criterion.id);
  if (!isMeasured(criterion)) {
    const outcome: Outcome = signature ? { is: "quiet" } : { is: "inconclusive", why: "unsigned" };
    return { criterion, outcome, look, ...(signature && { signature }) };
  }
  const fired = firedBy(context, criterion);
  if (fired) {
    const { condition, at } = fired;
    return {
      ...numbersOf(context, condition),
      outcome: { is: "fail", how: "trigger" },
      look,
      ...(at !== undefined && { at }),
    };
  }
  const condition = measureAt(context, criterion, until);
  if (!condition) return { criterion, outcome: notBegun(context, criterion), look };
  const outcome = unfired(context, condition);
  const isSigned = signature !== undefined && outcome.is === "inconclusive";
  return {
    ...numbersOf(context, condition),
    outcome: isSigned ? { is: "quiet" } : outcome,
    look,
    ...(isSigned && { signature }),
  };
}

/** Without a window nothing can have fired, but where the evidence is at fault nobody knows. */
function notBegun(context: GateContext, criterion: MeasuredCriterion): Outcome {
  const why = errorOf(context, criterion, context.window.until);
  return why === undefined ? { is: "quiet" } : { is: "error", why };
}

function numbersOf(context: GateContext, condition: MeasuredCondition): Omit<Verdict, "outcome" | "look"> {
  const promise = evidenceOf(condition);
  return { ...figuresOf(context, condition), ...(promise !== undefined && { evidence: { promise } }) };
}

function unfired(context: GateContext, condition: MeasuredCondition): Outcome {
  if (condition.error) return { is: "error", why: condition.error };
  if (isReached(condition)) return { is: "inconclusive", why: "warning" };
  return isLeftOpen(context, condition) ? { is: "inconclusive", why: "open-position" } : { is: "quiet" };
}

/** Whether an open position would bring the value beyond the threshold; of a fact, also where nobody knows. */
function isLeftOpen(context: GateContext, condition: MeasuredCondition): boolean {
  const marked = withMarks(context, condition);
  if (marked === undefined) return false;
  const isUnknown = (openPositions(context, condition)?.unpriced ?? 0) > 0;
  return isReached(marked) || (isUnknown && metrics[condition.criterion.metric].kind === "fact");
}

/** A trigger that has fired, and when it first did. */
interface Fired {
  readonly condition: MeasuredCondition;
  readonly at?: Instant;
}

function firedBy(context: GateContext, trigger: MeasuredCriterion): Fired | undefined {
  const { until } = context.window;
  const now = measureAt(context, trigger, until);
  if (!now || hasUnknownResult(now)) return undefined;
  if (metrics[trigger.metric].kind === "fact") return factFired(context, now);
  if (isWatchedAlways(now)) return firstFiring(context, now);
  const planned = plannedLooks(context.phase.window);
  return atLook(context, trigger, (condition, look) => firesAtLook(condition, look, planned));
}

function atLook(
  context: GateContext,
  trigger: MeasuredCriterion,
  fires: (condition: MeasuredCondition, look: number) => boolean,
): Fired | undefined {
  for (const { look, at } of context.window.state.reached) {
    const condition = measureAt(context, trigger, at);
    if (condition && fires(condition, look)) return { condition, at };
  }
  return undefined;
}

function factFired(context: GateContext, now: MeasuredCondition): Fired | undefined {
  const { metric } = now.criterion;
  // That there are too few trades is no fact before a look.
  if (metric === "trades" && wantsMore(now.criterion) !== true) return atLook(context, now.criterion, isAsWritten);
  if (comesAbout(now)) return onTheWay(context, now);
  const isFired = (condition: MeasuredCondition) => missingOfFirst(condition) === 0 && isReached(condition);
  if (!isFired(now)) return undefined;
  const at = factSince(context, now, isFired);
  return { condition: now, ...(at !== undefined && { at }) };
}

/** Whether the value lies beyond the threshold; a sum of nothing does not. */
function isReached(condition: MeasuredCondition): boolean {
  return isOfSomething(condition) && isAsWritten(condition);
}

function onTheWay(context: GateContext, now: MeasuredCondition): Fired | undefined {
  const at = firstBeyond(now, context.window.until, markingOf(context));
  const condition = at === undefined ? undefined : measureAt(context, now.criterion, at);
  return at === undefined || !condition ? undefined : { condition, at };
}

/** Whether there is evidence that may be looked at all the time: none in comparisons, in ratios and in ranges. */
function isWatchedAlways(condition: MeasuredCondition): boolean {
  const { criterion, measured } = condition;
  if (criterion.against !== undefined || wantsMore(criterion) === undefined) return false;
  return criterion.confidence === undefined ? evidenceOf(condition) !== undefined : measured.sequenceAt !== undefined;
}

/** ln of the largest evidence so far that the bot is worse than promised, or than the threshold where nothing is promised. */
function evidenceOf({ criterion, measured, promise, threshold }: MeasuredCondition): number | undefined {
  const limit = promise ?? threshold;
  if (criterion.against !== undefined || typeof limit !== "number") return undefined;
  return measured.largestEvidence(limit, wantsMore(criterion) ? "above" : "below");
}

function hasEvidence(condition: MeasuredCondition): boolean {
  const { confidence } = condition.criterion;
  if (confidence !== undefined) return isProved(condition, confidence, 1 - confidence);
  return (evidenceOf(condition) ?? 0) >= ENOUGH_EVIDENCE;
}

/** The first trade after which the value lay beyond the threshold with evidence enough, or now. */
function firstFiring(context: GateContext, now: MeasuredCondition): Fired | undefined {
  const { criterion, sample } = now;
  const exits = sample.trades.filter((_, index) => isWatched(index + 1)).map(({ closed }) => closed as Instant);
  const moments = [...exits, context.window.until];
  const from = criterion.confidence === undefined ? firstWithEvidence(context, criterion, moments) : 0;
  for (const at of moments.slice(from)) {
    const condition = measureAt(context, criterion, at);
    if (condition && isEnough(condition) && isAsWritten(condition) && hasEvidence(condition)) return { condition, at };
  }
  return undefined;
}

/** Whether a trigger is looked at after so many trades: after each of the first ones, then after some 1 % more each time. */
function isWatched(trades: number): boolean {
  return trades < 128 || trades % 2 ** Math.floor(Math.log2(trades / 64)) === 0;
}

/** That trades do not come is told by the time that goes by. */
function isEnough(condition: MeasuredCondition): boolean {
  const { criterion, measured } = condition;
  if (missingOfFirst(condition) > 0) return false;
  return criterion.metric === "tradesPerWeek" || measured.reading.n >= FEWEST_TO_FIRE;
}

/** Where the search has to begin: were the trades independent, evidence enough there would be no sooner. It only grows. */
function firstWithEvidence(context: GateContext, trigger: MeasuredCriterion, moments: readonly Instant[]): number {
  const { period } = context.window;
  if (!period) return moments.length;
  return firstIndex(moments.length, (index) => {
    const at = moments[index] as Instant;
    const sample = { ...sampleOf(period, at, trigger.trades?.first), designEffect: 1 };
    const condition = measureAt(context, trigger, at, sample);
    return condition !== undefined && hasEvidence(condition);
  });
}

/** Whether a bot at the threshold would seldom look like this at any of the looks. */
function firesAtLook(condition: MeasuredCondition, look: number, planned: number): boolean {
  const { criterion, threshold, tail } = condition;
  if (!isEnough(condition) || !isAsWritten(condition)) return false;
  const { confidence } = criterion;
  if (confidence !== undefined) return isProved(condition, confidence, partAtLook(1 - confidence, look, planned));
  const most = partAtLook(ENOUGH, look, planned);
  const limit = typeof threshold === "number" ? threshold : undefined;
  const sides = sidesOf(condition, limit);
  return sides.length > 0 && sides.every(({ value, direction }) => isSeldom(tail(value, direction), most));
}
