// Plans the changes that seal a phase's gate: its pass, or one more look. No text changes by them.
import type { Assessment } from "../assessment/state";
import type { GateResult } from "../gates/verdict";
import { emptyLedger } from "../ledger/ledger";
import { phaseRun } from "../ledger/phase-run";
import type { SealedSignature } from "../ledger/sealed-gate";
import type { Phase } from "../plan/plan";
import { type NeedlessExtension, type Problem, problem, type UndecidedCondition, UserError } from "../problem";
import { type Change, type ExtendRequest, governedTexts, type ValidateRequest } from "./change";
import { type JudgedGate, outcomeText, sealedGate } from "./judged-gate";
import { firedTriggers } from "./requirements";

/** Judges the gate of the phase that is asked for, with these signatures counted. */
export type Judge = (phase: Phase, signatures: readonly SealedSignature[]) => JudgedGate;

/**
 * The change that seals a gate as passed. UserError: what keeps the phase from being validated, and every signature that
 * can't be given.
 */
export function validation(assessment: Assessment, request: ValidateRequest, judge: Judge): Change {
  const phase = watchedPhase(assessment, request.phase);
  const validated = phaseRun(assessment.ledger ?? emptyLedger, phase.id)?.validated;
  if (validated) throw new UserError(problem("phase-validated", { phase: phase.id, tag: validated.tag }));
  const signable = signableIds(phase, judge);
  const refused = request.signatures.flatMap((signature) => signatureProblem(phase, signature, signable) ?? []);
  if (refused.length > 0) throw new UserError(...refused);
  const judged = judge(phase, request.signatures);
  const { gate } = judged;
  const triggers = firedTriggers(gate.triggers);
  if (triggers.length > 0) throw new UserError(problem("gate-fired", { phase: phase.id, triggers }));
  if (gate.outcome !== "pass") {
    const conditions = undecidedConditions(gate, signable);
    throw new UserError(problem("gate-undecided", { phase: phase.id, outcome: gate.outcome, conditions }));
  }
  return gateChange(assessment, phase, request, judged);
}

/** The change that gives a window one look more. UserError: as `requireExtensible`, or there is no reason. */
export function extension(assessment: Assessment, request: ExtendRequest, judge: Judge): Change {
  const { phase, judged } = requireExtensible(assessment, request.phase, judge);
  if (isInvisible(request.reason)) throw new UserError(problem("reason-empty", {}));
  return { ...gateChange(assessment, phase, request, judged), reason: request.reason };
}

/** A phase whose window may have one look more, and how it is judged. UserError: what makes that needless, and as `validation`. */
export function requireExtensible(assessment: Assessment, id: number, judge: Judge) {
  const phase = watchedPhase(assessment, id);
  const judged = judge(phase, []);
  const why = needless(judged.gate);
  const unsigned = judged.gate.why.map(({ criterion }) => criterion);
  if (why) throw new UserError(problem("extension-needless", { phase: phase.id, why, unsigned }));
  return { phase, judged };
}

/**
 * Only when every look was taken and none decided: who looks again after a fail looks until it passes. No trade settles a
 * judgement.
 */
function needless({ outcome, window, why }: GateResult): NeedlessExtension | undefined {
  if (outcome !== "inconclusive") return outcome;
  if (window.reached.length < window.looks) return "look-to-come";
  const isUnsigned = ({ outcome: each }: GateResult["why"][number]) =>
    each.is === "inconclusive" && each.why === "unsigned";
  return why.length > 0 && why.every(isUnsigned) ? "unsigned" : undefined;
}

/** The phase whose gate is asked for. UserError: it is not in effect, or not as the plan has it. */
function watchedPhase({ plan, phases, inEffect = [], planChanged, unread }: Assessment, id: number): Phase {
  const state = phases.find(({ phase }) => phase.id === id);
  if (!state) throw new UserError(problem("phase-unknown", { phase: String(id), phases: phases.length }));
  if (!plan.evidence) throw new UserError(problem("evidence-undeclared", { plan: plan.id }));
  if (planChanged) throw new UserError(planChanged);
  if (!inEffect.includes(id)) throw new UserError(problem("phase-not-watched", { phase: id }));
  if (unread.length > 0) throw new UserError(...unread);
  const parameters = state.pending.map(({ name }) => name);
  if (parameters.length > 0) throw new UserError(problem("phase-drifted", { phase: id, parameters }));
  return state.phase;
}

/** What a person may settle: the conditions of which a signature would be taken. */
export function signableIds(phase: Phase, judge: Judge): ReadonlySet<string> {
  const everything = [...phase.criteria, ...phase.rollback].map(({ id }) => ({ criterion: id, note: "" }));
  const { criteria, triggers } = judge(phase, everything).gate;
  return new Set([...criteria, ...triggers].filter(({ signature }) => signature).map(({ criterion }) => criterion.id));
}

function signatureProblem(
  { id, criteria, rollback }: Phase,
  { criterion, note }: SealedSignature,
  signable: ReadonlySet<string>,
): Problem | undefined {
  if (signable.has(criterion)) return isInvisible(note) ? problem("signature-empty", { criterion }) : undefined;
  const isKnown = [...criteria, ...rollback].some((condition) => condition.id === criterion);
  const data = { phase: id, criterion, conditions: [...signable] };
  return problem(isKnown ? "signature-needless" : "signature-unknown", data);
}

/** Whether nobody can read a note or a reason: it is of spaces, of characters without a width, and of controls alone. */
export function isInvisible(note: string): boolean {
  return !/[^\s\p{C}\p{Default_Ignorable_Code_Point}\u2800]/u.test(note);
}

/** Before the first look a signature settles nothing yet. */
function undecidedConditions(
  { look, criteria, triggers }: GateResult,
  signable: ReadonlySet<string>,
): UndecidedCondition[] {
  return [...criteria, ...triggers]
    .filter(({ outcome }) => outcome.is !== "pass" && outcome.is !== "quiet")
    .map(({ criterion: { id }, outcome }) => ({
      criterion: id,
      outcome: outcomeText(outcome),
      signable: look > 0 && signable.has(id),
    }));
}

function gateChange(
  assessment: Assessment,
  { id, title }: Phase,
  request: ValidateRequest | ExtendRequest,
  judged: JudgedGate,
): Change {
  const { inEffect = [], planHash } = assessment;
  return {
    request,
    event: { kind: request.kind, phase: id },
    phaseTitle: title,
    phases: inEffect,
    planHash,
    ...sealedGate(judged),
    files: [],
    changes: [],
    plannedAgainst: governedTexts(assessment),
    notes: [],
  };
}
