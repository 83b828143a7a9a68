import type { JsonObject } from "../json";
import { type Ledger, newestCheckpoint, phasesInEffect } from "../ledger/ledger";
import { leftBehind, phasesReached, returned } from "../ledger/left-behind";
import type { AllowedValues } from "../plan/allowed";
import { type Parameter, type Phase, type Plan, phaseOf, scopeOf } from "../plan/plan";
import { type Place, type Problem, problem } from "../problem";
import { type Location, locate, type Source, type SourceValue } from "../source";
import type { Range } from "../text";
import { findings, neighbourValues, wholeFileFindings } from "./findings";

/** All that is known of a rollout at one moment. */
export interface Inputs {
  readonly values: AllowedValues;
  /** SHA-256 of the resolved plan, hexadecimal. */
  readonly planHash: string;
  /** The plan's file, relative to the repository's root. */
  readonly planPath: string;
  /** The governed sources by their key in the plan; one that can't be read is absent. */
  readonly sources: ReadonlyMap<string, Source>;
  /** Undefined where git may not be asked: then no phase is known to be in effect. */
  readonly ledger: Ledger | undefined;
  /** What only the whole file can tell, as it was a moment ago: a keystroke has no time to look for it. */
  readonly ofWholeFile?: readonly Problem[] | undefined;
}

/** The one result that every face shows. */
export interface Assessment {
  readonly plan: Plan;
  readonly values: AllowedValues;
  readonly planHash: string;
  readonly planPath: string;
  readonly ledger: Ledger | undefined;
  /** The plan's phases in effect, ascending, as the ledger has them; undefined where it may not be read. */
  readonly inEffect: readonly number[] | undefined;
  /** Why no phase of this plan goes on from the newest checkpoint, where it was sealed under another one. */
  readonly planChanged: Problem | undefined;
  readonly parameters: readonly ParameterState[];
  readonly phases: readonly PhaseState[];
  readonly problems: readonly Problem[];
  /** The ungoverned constants that the plan's rules name, as the files have them. */
  readonly neighbours: JsonObject;
  /** Those of the problems that only the whole file can tell. */
  readonly ofWholeFile: readonly Problem[];
}

/** How a value stands to its plan; `target` too where baseline and target are the same. */
export type ValueStatus = "target" | "baseline" | "other" | "unbound";

export interface ParameterState {
  readonly name: string;
  readonly parameter: Parameter;
  /** The phase that gives it its target, undefined where none does. */
  readonly phase: Phase | undefined;
  readonly location: Location;
  /** The value in the text now, undefined where no literal is bound. */
  readonly current: SourceValue | undefined;
  readonly place: Place;
  readonly status: ValueStatus;
}

export type PhaseStatus = "in-effect" | "next" | "later" | "unknown";

export interface PhaseState {
  readonly phase: Phase;
  /** `unknown` where the ledger may not be read. */
  readonly status: PhaseStatus;
  /** Those of its parameters whose current value is not the target. */
  readonly pending: readonly ParameterState[];
}

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
