// Joins plan, sources and ledger into the one assessment that every face shows.
import { type Ledger, newestCheckpoint, phasesInEffect } from "../ledger/ledger";
import { checkpointOfCurrentValues, leftBehind } from "../ledger/left-behind";
import type { AllowedValues } from "../plan/allowed";
import { locateParameter } from "../plan/locate-parameter";
import { type Parameter, type Phase, pathOf, phaseOf, scopeOf } from "../plan/plan";
import { type Finding, problem, UserError } from "../problem";
import type { Location, SourceValue } from "../source";
import { classNameRange } from "./class-name";
import { findQuickly, findSlowly, ungovernedValues } from "./findings";
import { phasesAtTarget } from "./phases-at-target";
import type { Assessment, Inputs, ParameterState, PhaseStatus, ValueStatus } from "./state";

/** Joins what the text says, what the plan wants and what the ledger holds. */
export function assess(inputs: Inputs): Assessment {
  return withFindings(inputs, undefined);
}

/** The same rollout with other facts: its files as they were or would be, say. */
export function reassess(assessment: Assessment, changed: Partial<Inputs>): Assessment {
  return assess({ ...assessment, ...changed });
}

/** The same rollout after a keystroke; `slowFindings` are those of before, at the places where they are now. */
export function reassessQuickly(
  assessment: Assessment,
  sources: Inputs["sources"],
  slowFindings: readonly Finding[],
): Assessment {
  return withFindings({ ...assessment, sources }, slowFindings);
}

/** The ledger, without which nothing is applied or taken back. UserError: why it can't be read. */
export function requireLedger({ ledger, withoutLedger }: Pick<Inputs, "ledger" | "withoutLedger">): Ledger {
  if (ledger) return ledger;
  throw new UserError(withoutLedger ?? problem("workspace-untrusted", {}));
}

function withFindings(inputs: Inputs, slowBefore: readonly Finding[] | undefined): Assessment {
  const { plan, ledger, unread, unsealed, unfinished } = inputs;
  const inEffect = ledger && phasesInEffect(ledger).filter((phase) => plan.phases.some(({ id }) => id === phase));
  const next = inEffect && plan.phases.find(({ id }) => !inEffect.includes(id));
  const statusOf = (phase: Phase): PhaseStatus => phaseStatus(phase, inEffect, next);
  const parameters = Object.keys(plan.parameters).map((name) => parameterState(inputs, name, statusOf));
  const phases = plan.phases.map((phase) => ({
    phase,
    status: statusOf(phase),
    pending: parameters.filter((state) => state.phase === phase && state.status !== "target"),
  }));
  const planChanged = planProblem(inputs);
  const ungovernedConstants = ungovernedValues(inputs);
  const facts = { ...inputs, parameters, inEffect, planChanged, ungovernedConstants };
  const left = ledger && inEffect ? leftFindings(ledger, inEffect, phasesAtTarget(plan, phases)) : [];
  const slowFindings = slowBefore ?? findSlowly(facts);
  const findings = [...unread, ...unfinished, ...unsealed, ...left, ...findQuickly(facts), ...slowFindings];
  return { ...facts, phases, findings, slowFindings };
}

/** Why the plan is not the one of the newest checkpoint: that is another plan's, or an earlier form of this one's. */
function planProblem({ plan, planHash, planPath, ledger }: Inputs): Finding | undefined {
  const newest = ledger && newestCheckpoint(ledger);
  if (!newest || newest.planHash === planHash) return undefined;
  const place = { path: planPath };
  return newest.planPath === planPath
    ? problem("plan-changed", { plan: plan.id, tag: newest.tag }, { place })
    : problem("plan-id-taken", { plan: plan.id, tag: newest.tag, path: newest.planPath }, { place });
}

/** Checkpoints that this branch does not reach: to be adopted where their values are here, else only named. */
function leftFindings(ledger: Ledger, inEffect: readonly number[], atTarget: readonly number[]): Finding[] {
  const left = leftBehind(ledger);
  if (left.length === 0) return [];
  const phases = [...new Set(left.flatMap((checkpoint) => checkpoint.phases))].filter((id) => !inEffect.includes(id));
  const adoptable = checkpointOfCurrentValues(left, inEffect, atTarget) !== undefined;
  const data = { tags: left.map(({ tag }) => tag), phases: phases.sort((a, b) => a - b), adoptable };
  return [problem("checkpoints-left", data, adoptable ? {} : { severity: "info" })];
}

function parameterState(
  { plan, allowed, sources }: Inputs,
  name: string,
  statusOf: (phase: Phase) => PhaseStatus,
): ParameterState {
  const parameter = plan.parameters[name] as Parameter;
  const source = sources.get(parameter.file);
  const location: Location = source ? locateParameter(plan, source, parameter) : { status: "missing", others: [] };
  const phase = phaseOf(plan, name);
  const current = location.status === "found" ? location.value : undefined;
  const range = "value" in location ? location.value.range : source && classNameRange(source, scopeOf(plan, parameter));
  const path = pathOf(plan, parameter);
  const status = valueStatus(allowed, name, phase, current);
  const phaseStatus = phase && statusOf(phase);
  return { name, parameter, phase, phaseStatus, location, current, place: { path, ...(range && { range }) }, status };
}

function valueStatus(
  allowed: AllowedValues,
  name: string,
  phase: Phase | undefined,
  current: SourceValue | undefined,
): ValueStatus {
  if (!current) return "unbound";
  if (current.value === undefined) return "other";
  if (phase && allowed.allows(phase.id, name, current.value)) return "target";
  return allowed.allows(0, name, current.value) ? "baseline" : "other";
}

function phaseStatus(phase: Phase, inEffect: readonly number[] | undefined, next: Phase | undefined): PhaseStatus {
  if (!inEffect) return "unknown";
  if (inEffect.includes(phase.id)) return "in-effect";
  return phase === next ? "next" : "later";
}
