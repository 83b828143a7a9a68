import { type Ledger, newestCheckpoint, phasesInEffect } from "../ledger/ledger";
import { leftBehind, returned } from "../ledger/left-behind";
import type { AllowedValues } from "../plan/allowed";
import { type Parameter, type Phase, type Plan, phaseOf, scopeOf } from "../plan/plan";
import { type Problem, problem } from "../problem";
import { type Location, locate, type Source, type SourceValue } from "../source";
import type { Range } from "../text";
import { findings, neighbourValues, wholeFileFindings } from "./findings";
import { phasesReached } from "./reached-phases";
import type { Assessment, Inputs, ParameterState, PhaseStatus, ValueStatus } from "./state";

/** Joins what the text says, what the plan wants and what the ledger holds. */
export function assess({ values, planHash, planPath, sources, ledger, ...given }: Inputs): Assessment {
  const { plan } = values;
  const inEffect = ledger && phasesInEffect(ledger).filter((phase) => plan.phases.some(({ id }) => id === phase));
  const parameters = Object.keys(plan.parameters).map((name) => parameterState(values, name, sources));
  const next = inEffect && plan.phases.find(({ id }) => !inEffect.includes(id));
  const phases = plan.phases.map((phase) => ({
    phase,
    status: phaseStatus(phase, inEffect, next),
    pending: parameters.filter((state) => state.phase === phase && state.status !== "target"),
  }));
  const planChanged = planProblem(plan, planHash, planPath, ledger);
  const left = ledger && inEffect && leftProblem(planPath, ledger, inEffect, phasesReached(plan, phases));
  const neighbours = neighbourValues(values, sources);
  const known = { values, sources, parameters, ledger, inEffect, planChanged, neighbours };
  const ofWholeFile = given.ofWholeFile ?? wholeFileFindings(known);
  const problems = [...(left ? [left] : []), ...findings(known), ...ofWholeFile];
  return {
    plan,
    values,
    planHash,
    planPath,
    ledger,
    inEffect,
    planChanged,
    parameters,
    phases,
    problems,
    ofWholeFile,
    neighbours,
  };
}

/** What holds the plan against the ledger: its newest checkpoint is another plan's, or an earlier form of this one's. */
function planProblem(plan: Plan, planHash: string, planPath: string, ledger: Ledger | undefined): Problem | undefined {
  const newest = ledger && newestCheckpoint(ledger);
  if (!newest || newest.planHash === planHash) return undefined;
  const place = { path: planPath };
  return newest.planPath === planPath
    ? problem("plan-changed", { plan: plan.id, tag: newest.tag }, { severity: "warning", place })
    : problem(
        "plan-id-taken",
        { plan: plan.id, tag: newest.tag, path: newest.planPath },
        { severity: "warning", place },
      );
}

/** Checkpoints that this branch does not reach: to be adopted where their values are here, else just told. */
function leftProblem(
  planPath: string,
  ledger: Ledger,
  inEffect: readonly number[],
  reached: readonly number[],
): Problem | undefined {
  const left = leftBehind(ledger);
  if (left.length === 0) return undefined;
  const phases = [...new Set(left.flatMap((each) => each.phases))].filter((id) => !inEffect.includes(id));
  const adoptable = returned(left, inEffect, reached) !== undefined;
  const data = { tags: left.map(({ tag }) => tag), phases: phases.sort((a, b) => a - b), adoptable };
  return problem("checkpoints-left", data, { severity: adoptable ? "warning" : "info", place: { path: planPath } });
}

function parameterState(values: AllowedValues, name: string, sources: Inputs["sources"]): ParameterState {
  const { plan } = values;
  const parameter = plan.parameters[name] as Parameter;
  const source = sources.get(parameter.file);
  const location: Location = source
    ? locate(source, scopeOf(plan, parameter), parameter.symbol)
    : { status: "missing", others: [] };
  const phase = phaseOf(plan, name);
  const current = location.status === "found" ? location.value : undefined;
  const range = "value" in location ? location.value.range : source && classNameRange(source, scopeOf(plan, parameter));
  const path = plan.files[parameter.file]?.path ?? "";
  const status = valueStatus(values, name, phase, current);
  return { name, parameter, phase, location, current, place: { path, ...(range && { range }) }, status };
}

/** The name in the statement of the class `scope`: what is missing in the class is shown there. */
function classNameRange(source: Source, scope: string): Range | undefined {
  const dot = scope.lastIndexOf(".");
  const found = scope === "" ? undefined : locate(source, scope.slice(0, Math.max(dot, 0)), scope.slice(dot + 1));
  return found && "others" in found ? found.others.find(({ reason }) => reason === "defined")?.range : undefined;
}

function valueStatus(
  values: AllowedValues,
  name: string,
  phase: Phase | undefined,
  current: SourceValue | undefined,
): ValueStatus {
  if (!current) return "unbound";
  if (current.value === undefined) return "other";
  if (phase && values.allows(phase.id, name, current.value)) return "target";
  return values.allows(0, name, current.value) ? "baseline" : "other";
}

function phaseStatus(phase: Phase, inEffect: readonly number[] | undefined, next: Phase | undefined): PhaseStatus {
  if (!inEffect) return "unknown";
  if (inEffect.includes(phase.id)) return "in-effect";
  return phase === next ? "next" : "later";
}
