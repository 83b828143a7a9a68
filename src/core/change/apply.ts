// Plans the change that applies a phase, and says why one may not be applied.
import { stepProblem } from "../assessment/findings";
import { outdatedComments } from "../assessment/outdated-comments";
import type { Assessment, ParameterState, PhaseState } from "../assessment/state";
import { forecast } from "../gates/forecast/forecast";
import type { Json } from "../json";
import type { Phase } from "../plan/plan";
import { type Problem, problem, UserError } from "../problem";
import { languageOf } from "../source";
import { type ApplyRequest, applyReplacements, type Change, consequences, governedTexts, type Request } from "./change";
import type { JudgedGate } from "./judged-gate";
import { editsTo, isWritable } from "./literal-edits";
import { requirementCodes, uncheckedRequirements, unmetRequirements } from "./requirements";
import { isInvisible } from "./validate";

/** Every reason why `request` may not be carried out now. Looking at it is always allowed. */
export function refusals(
  assessment: Assessment,
  request: Request,
  judged: Partial<JudgedGate> = {},
): readonly Problem[] {
  if (request.kind !== "apply") return [];
  const { plan, phases, inEffect = [], planChanged, unread } = assessment;
  const { phase: id, override } = request;
  const state = phases.find(({ phase }) => phase.id === id);
  if (!state) return [problem("phase-unknown", { phase: String(id), phases: phases.length })];
  if (plan.revoked) return [problem("plan-revoked", { plan: plan.id, reason: plan.revoked.reason })];
  if (planChanged) return [planChanged];
  // What would be said of the values in it is no cause, but what follows.
  if (unread.length > 0) return unread;
  if (inEffect.includes(id) && state.pending.length === 0) return [problem("phase-in-effect", { phase: id })];
  const broken = overridable(assessment, state, judged);
  if (broken.length === 0 || (override !== undefined && !isInvisible(override))) return [];
  return override === undefined ? broken : [problem("override-empty", {})];
}

/** What is found of a value that the plan does not know: its name may be another constant's, or its plan out of date. */
const unfitCodes = ["baseline-differs", "value-in-no-phase", "out-of-range", "wrong-type"] as const;

/** The refusals that a written reason lifts. */
const overridableCodes = [
  "phase-out-of-order",
  "phase-behind",
  "rule-would-break",
  "step-too-large",
  ...unfitCodes,
  ...requirementCodes,
] as const;
type Overridable = Problem<(typeof overridableCodes)[number]>;

/** Whether a person may go on all the same, with a written reason: it lifts every refusal. Notes beside them need none. */
export function areOverridable(problems: readonly Problem[]): boolean {
  const others = problems.filter(({ code }) => !overridableCodes.some((overridableCode) => overridableCode === code));
  return others.length < problems.length && others.every(({ severity }) => severity !== "error");
}

/** All that a person may override with a written reason. */
function overridable(
  assessment: Assessment,
  { phase, pending }: PhaseState,
  judged: Partial<JudgedGate>,
): Overridable[] {
  const order = orderProblem(assessment, phase);
  const rules = brokenAfter(assessment, phase);
  return [
    ...(order ? [order] : []),
    ...unmetRequirements(assessment, phase, judged),
    ...rules.map(({ id, why }) => problem("rule-would-break", { phase: phase.id, rule: id, why })),
    ...pending.flatMap((state) => stepProblem(state) ?? []),
    ...unfitValues(assessment, phase, pending),
  ];
}

/** The values that are not those which the phase was planned to change. Applied again, it brings back its own. */
function unfitValues(
  { inEffect = [], findings }: Assessment,
  phase: Phase,
  pending: readonly ParameterState[],
): Overridable[] {
  if (inEffect.includes(phase.id)) return [];
  const names = new Set(pending.map(({ name }) => name));
  return findings.filter(isUnfit).filter(({ data }) => names.has(data.parameter));
}

function isUnfit(finding: Problem): finding is Problem<(typeof unfitCodes)[number]> {
  return unfitCodes.some((code) => code === finding.code);
}

function orderProblem({ phases, inEffect = [] }: Assessment, phase: Phase): Overridable | undefined {
  const earlier = phases.filter((each) => each.phase.id < phase.id);
  const missing = earlier.find((each) => !inEffect.includes(each.phase.id));
  if (missing) return problem("phase-out-of-order", { phase: phase.id, missing: missing.phase.id });
  const behind = earlier.find((each) => each.pending.length > 0);
  if (!behind) return undefined;
  const parameters = behind.pending.map(({ name }) => name);
  return problem("phase-behind", { phase: phase.id, behind: behind.phase.id, parameters });
}

/** The rules that the values would break once the phase's are at their targets. */
function brokenAfter({ allowed, parameters, ungovernedConstants }: Assessment, phase: Phase) {
  const after: [string, Json][] = parameters.flatMap(({ name, parameter, current }) => {
    const value = phase.parameters.includes(name) ? parameter.target : current?.value;
    return value === undefined ? [] : [[name, value]];
  });
  return allowed.brokenRules({ ...ungovernedConstants, ...Object.fromEntries(after) });
}

/** The change that takes every parameter of a phase to its target. */
export function phaseChange(assessment: Assessment, request: ApplyRequest, judged: Partial<JudgedGate> = {}): Change {
  const { plan, phases, inEffect = [] } = assessment;
  const state = phases.find(({ phase }) => phase.id === request.phase);
  if (!state) throw new UserError(problem("phase-unknown", { phase: String(request.phase), phases: phases.length }));
  const { phase, pending } = state;
  const replacements = pending.map((each) => ({
    state: each,
    edits: each.current && editsTo(languageOf(each.place.path), each.current, each.parameter.target),
  }));
  const unwritable = replacements.filter(({ edits }) => !edits).map((each) => each.state);
  if (unwritable.length > 0) throw new UserError(...unwritable.map((each) => unwritableProblem(phase.id, each)));
  const { files, changes } = applyReplacements(
    assessment,
    replacements.map((each) => ({ state: each.state, edits: each.edits ?? [] })),
  );
  const overridden = request.override === undefined ? [] : overridable(assessment, state, judged);
  return {
    request,
    event: { kind: "apply", phase: phase.id },
    phaseTitle: phase.title,
    phases: [...new Set([...inEffect, phase.id])].sort((a, b) => a - b),
    planHash: assessment.planHash,
    ...(request.override !== undefined && overridden.length > 0 && { override: request.override, overridden }),
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes: [
      ...consequences(assessment, pending),
      ...outdatedComments(assessment, pending),
      ...uncheckedRequirements(assessment, phase, judged),
      ...forecast(plan, phase).findings,
    ],
  };
}

function unwritableProblem(phase: number, { name, parameter, current }: ParameterState): Problem {
  if (!current) return problem("phase-unbound", { phase, parameter: name });
  const comments = isWritable(current, parameter.target);
  return comments
    ? problem("comments-lost", { phase, parameter: name })
    : problem("phase-unwritable", { phase, parameter: name, kind: current.kind });
}
