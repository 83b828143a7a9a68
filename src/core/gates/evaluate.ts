// The gate of a phase at one moment: what its criteria and triggers come to.
import type { Evidence } from "../evidence/evidence";
import type { Instant, Trade } from "../evidence/trade";
import type { PhaseRun } from "../ledger/phase-run";
import type { Phase, Plan } from "../plan/plan";
import { isMeasured } from "./condition";
import { criterionVerdict, openVerdict, violationSince } from "./criterion-verdict";
import { plannedOf } from "./forecast/planned";
import {
  type GateContext,
  isAsWritten,
  type MeasuredCondition,
  markingOf,
  measureAt,
  openPositions,
  withMarks,
} from "./measured-condition";
import { metrics } from "./metrics/metrics";
import { closedNow, heldAt, isOverdue, markedTo } from "./metrics/open-position";
import { resultOf, valuesOf } from "./metrics/results";
import type { Sample } from "./metrics/sample";
import { sum } from "./statistics/moments";
import { triggerVerdict } from "./trigger-verdict";
import type {
  ErrorReason,
  GateResult,
  Outcome,
  ReachedLook,
  Signature,
  SinceLook,
  Verdict,
  Warning,
  WindowState,
} from "./verdict";
import { warningsOf } from "./warnings";
import { periodOf, sampleOf, windowOf } from "./window";

export interface GateInput {
  readonly plan: Plan;
  readonly phase: Phase;
  /** The time in effect that is judged. */
  readonly run: PhaseRun;
  /** Those of earlier phases, for conditions that compare with them. */
  readonly earlierRuns: readonly PhaseRun[];
  readonly evidence: Evidence;
  /** The moment that is judged. Nothing later plays a part. */
  readonly at: Instant;
  readonly signatures: readonly Signature[];
  /** Whether the plan is not the one that the newest checkpoint keeps: no window is judged by it. */
  readonly planChanged?: boolean;
}

/** What the gate says of `phase` at the moment `at`. */
export function evaluate(input: GateInput): GateResult {
  const { phase, at, signatures } = input;
  const context = contextOf(input);
  const { window } = context;
  const warnings = warningsNow(input, context);
  const judged = criteriaOf(context, warnings.length > 0);
  const { look, since } = judged;
  const { criteria, triggers } = standing(input, window.state, {
    criteria: judged.verdicts,
    triggers: phase.rollback.map((trigger) => triggerVerdict(context, trigger)),
  });
  return {
    phase: phase.id,
    at,
    look,
    ...decisionOf(look, criteria, triggers),
    criteria,
    triggers,
    signatures,
    window: window.state,
    warnings,
    ...(since && { since }),
  };
}

/** What a person has to look at, as of now; nothing once the phase is no longer watched. */
function warningsNow({ plan, run }: GateInput, context: GateContext): Warning[] {
  const { window, evidence, isWatched } = context;
  if (!isWatched || !window.period) return [];
  const { until } = window;
  const sample = sampleOf(window.period, until);
  const overdue = isOverdue(sample, evidence.trades, until) ? [{ kind: "overdue" } as const] : [];
  const processes = evidence.processes.filter(({ started = until }) => started <= until);
  const held = heldAt(sample, until, markingOf(context)).flatMap(({ trade, mark }) =>
    mark ? [markedTo(mark.price, trade, until, plan.evidence)] : [],
  );
  return [...overdue, ...warningsOf({ plan, run, processes, trades: sample.trades, held })];
}

function contextOf(input: GateInput): GateContext {
  const { plan, phase, run, evidence, at, signatures } = input;
  const window = windowOf(input, plannedOf(plan, phase));
  return {
    plan,
    phase,
    evidence,
    window,
    signatures,
    isWatched: window.state.ended === undefined && !isValidated(run, at),
    earlier: once((id) => earlierSample(input, id)),
  };
}

/** Answers the same question from memory: finding a phase's trades takes a walk through all of them. */
function once<Answer>(answer: (id: number) => Answer): (id: number) => Answer {
  const known = new Map<number, Answer>();
  return (id) => {
    if (!known.has(id)) known.set(id, answer(id));
    return known.get(id) as Answer;
  };
}

function isValidated({ validated }: PhaseRun, at: Instant): boolean {
  return validated !== undefined && validated.at <= at;
}

/** What an earlier phase's whole time in effect left to be measured; 0 is the time before any phase. */
function earlierSample({ plan, run, earlierRuns, evidence }: GateInput, id: number): Sample | undefined {
  const earlier = earlierRuns.filter(({ applied }) => applied < run.applied);
  const phase = plan.phases.find((each) => each.id === id);
  if (id === 0) {
    const isOwn = ({ checkpoint }: Trade) => checkpoint === undefined;
    const first = Math.min(run.applied, ...earlier.map(({ applied }) => applied));
    const planned = { trades: 1, hours: 1, candles: 1 };
    return sampleOf(periodOf(evidence, { from: Number.NEGATIVE_INFINITY, until: first, isOwn, planned }), first);
  }
  const itsRun = earlier.findLast((each) => each.phase === id);
  if (!phase || !itsRun) return undefined;
  const window = windowOf({ plan, phase, run: itsRun, evidence, at: run.applied }, plannedOf(plan, phase));
  return window.period && sampleOf(window.period, window.until);
}

interface CriteriaAtLook {
  /** 0 before the first. */
  readonly look: number;
  readonly verdicts: readonly Verdict[];
  readonly since?: SinceLook;
}

/** The criteria at the first look that decides, else at the newest: a later one is there only where one decides nothing. */
function criteriaOf(context: GateContext, isWarned: boolean): CriteriaAtLook {
  const { phase, window, isWatched } = context;
  const { reached } = window.state;
  const look = reached.find((each) => decides(verdictsAt({ ...context, signatures: [] }, each))) ?? reached.at(-1);
  if (!look) return { look: 0, verdicts: phase.criteria.map((criterion) => openVerdict(context, criterion)) };
  const verdicts = verdictsAt(context, look);
  const asOfNow = (verdict: Verdict) =>
    violationSince(context, verdict) ??
    missedSince(context, verdict) ??
    (isWarned && isUnsignedPass(verdict) ? warned(context, verdict) : verdict);
  return { look: look.look, verdicts: isWatched ? verdicts.map(asOfNow) : verdicts, since: sinceLook(context, look) };
}

/** What the account felt of trades that were closed after a look. */
function sinceLook({ window: { period, until } }: GateContext, { at }: ReachedLook): SinceLook {
  const later = period ? sampleOf(period, until).account.filter(({ closed = at }) => closed > at) : [];
  const { values } = valuesOf(later, (trade) => resultOf(trade, "net"));
  const isKnown = values.length === later.length;
  return { at, trades: later.length, ...(isKnown && later.length > 0 && { net: sum(values) }) };
}

/**
 * What becomes of a pass whose value has come to miss its threshold since the look. Of a fact, a person has to say why it
 * still holds; a tendency was decided by the look, and what came since is only told.
 */
function missedSince(context: GateContext, verdict: Verdict): Verdict | undefined {
  const { criterion } = verdict;
  if (!isUnsignedPass(verdict) || !isMeasured(criterion)) return undefined;
  const condition = measureAt(context, criterion, context.window.until);
  if (condition?.measured.reading.value === undefined) return undefined;
  const isFact = metrics[criterion.metric].kind === "fact";
  const marked = isFact ? withMarks(context, condition) : undefined;
  if ([condition, ...(marked ? [marked] : [])].every(isAsWritten)) return undefined;
  const open = openPositions(context, condition);
  const now = { ...condition.measured.reading, ...(open && { open }) };
  return { ...(isFact ? warned(context, verdict) : verdict), now };
}

/** Whether the evidence alone passes it. */
function isUnsignedPass({ criterion, outcome, signature }: Verdict): boolean {
  return outcome.is === "pass" && !signature && isMeasured(criterion);
}

/** A pass that waits for a signature. */
function warned({ signatures }: GateContext, verdict: Verdict): Verdict {
  const signature = signatures.find((each) => each.criterion === verdict.criterion.id);
  return signature
    ? { ...verdict, outcome: { is: "pass", how: "signed" }, signature }
    : { ...verdict, outcome: { is: "inconclusive", why: "warning" } };
}

/** Whether a look settles whatever the evidence can settle. */
function decides(verdicts: readonly Verdict[]): boolean {
  const outcomes = verdicts.filter(({ criterion }) => isMeasured(criterion)).map(({ outcome }) => outcome.is);
  return outcomes.includes("fail") || outcomes.every((outcome) => outcome === "pass");
}

function verdictsAt(context: GateContext, look: ReachedLook): Verdict[] {
  return context.phase.criteria.map((criterion) => {
    const verdict = criterionVerdict(context, criterion, look);
    if (verdict.outcome.is !== "pass") return verdict;
    const open = heldOpen(context, verdict, look);
    return open ?? (verdict.market && isUnsignedPass(verdict) ? warned(context, verdict) : verdict);
  });
}

/** What becomes of a pass because of a position that is open at the look. */
function heldOpen(context: GateContext, verdict: Verdict, look: ReachedLook): Verdict | undefined {
  const { criterion } = verdict;
  const condition = isMeasured(criterion) ? measureAt(context, criterion, look.at) : undefined;
  const closed = condition && closedNow(condition.sample, look.at, markingOf(context));
  if (!condition || !closed) return undefined;
  const ifClosed = criterionVerdict(context, criterion, look, closed);
  if (ifClosed.outcome.is !== "pass" || isUnknownFact(context, condition))
    return { ...verdict, outcome: { is: "inconclusive", why: "open-position" } };
  return undefined;
}

/** Whether a fact about money leaves out a position of whose price nothing is known since its entry, or for too long. */
function isUnknownFact(context: GateContext, condition: MeasuredCondition): boolean {
  const isFact = metrics[condition.criterion.metric].kind === "fact";
  return isFact && (openPositions(context, condition)?.unpriced ?? 0) > 0;
}

type Verdicts = Pick<GateResult, "criteria" | "triggers">;

/** What is left of the verdicts where the window was ended, or where the plan that judges it is not the one it began with. */
function standing({ run, at, planChanged }: GateInput, { ended }: WindowState, verdicts: Verdicts): Verdicts {
  const { criteria, triggers } = verdicts;
  if (planChanged) {
    const watched = triggers.map((trigger) =>
      trigger.outcome.is === "fail" ? trigger : erroneous(trigger, "plan-changed"),
    );
    return { criteria: criteria.map((verdict) => erroneous(verdict, "plan-changed")), triggers: watched };
  }
  const isCancelled = ended !== undefined && !isValidated(run, at);
  // What had failed by then stays failed.
  if (!isCancelled || criteria.some(({ outcome }) => outcome.is === "fail")) return verdicts;
  return { criteria: criteria.map((verdict) => erroneous(verdict, "cancelled")), triggers };
}

function erroneous(verdict: Verdict, why: ErrorReason): Verdict {
  return { ...verdict, outcome: { is: "error", why } };
}

/**
 * A fired trigger before anything else; then what can't be judged; then what failed, which the newest records, where they
 * are missing, could not undo; then what is not known well enough.
 */
function decisionOf(
  look: number,
  criteria: readonly Verdict[],
  triggers: readonly Verdict[],
): Pick<GateResult, "outcome" | "why"> {
  const all = [...criteria, ...triggers];
  const those = (verdicts: readonly Verdict[], is: Outcome["is"]) =>
    verdicts
      .filter(({ outcome }) => outcome.is === is)
      .map(({ criterion, outcome }) => ({ criterion: criterion.id, outcome }));
  const inOrder = [
    { outcome: "fail", why: those(triggers, "fail") },
    { outcome: "error", why: those(all, "error").filter(({ outcome }) => !isStale(outcome)) },
    { outcome: "fail", why: those(criteria, "fail") },
    { outcome: "error", why: those(all, "error") },
    { outcome: "inconclusive", why: those(all, "inconclusive") },
  ] as const;
  const decision = inOrder.find(({ why }) => why.length > 0);
  return decision ?? { outcome: look === 0 ? "inconclusive" : "pass", why: look === 0 ? [] : those(criteria, "pass") };
}

function isStale(outcome: Outcome): boolean {
  return outcome.is === "error" && outcome.why === "stale";
}
