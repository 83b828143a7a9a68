// Works out the ways out of a finding: edits of the code or of the plan that an editor can offer.
import { bindingEdits } from "../plan/bind";
import { type BindingCandidate, candidatesFor } from "../plan/candidates";
import type { PlanEdit } from "../plan/edit";
import type { Problem } from "../problem";
import { type FixKind, fixKindsOf, type ProblemData } from "../problem";
import type { TextEdit } from "../text";
import { spelledValue } from "./baseline";
import type { Assessment, ParameterState } from "./state";

/** A way out of a finding that an editor can offer. */
export type Fix =
  /** Sets the value in the code. */
  | {
      readonly kind: "set-value";
      readonly parameter: string;
      readonly to: "baseline" | "target";
      /** The phase that sets the target. */
      readonly phase: number | undefined;
      readonly path: string;
      readonly edit: TextEdit;
    }
  /** Binds the parameter to a constant that the code has. */
  | {
      readonly kind: "bind";
      readonly parameter: string;
      readonly candidate: BindingCandidate;
      readonly planEdits: readonly PlanEdit[];
    }
  /** Takes the value in the code for the plan's baseline. */
  | {
      readonly kind: "take-as-baseline";
      readonly parameter: string;
      readonly text: string;
      readonly planEdits: readonly PlanEdit[];
    }
  /** Names the file that a governed one has become. */
  | { readonly kind: "set-path"; readonly path: string; readonly planEdits: readonly PlanEdit[] };

/** The ways out of `problem`: first the one that changes nothing else, then the likeliest. */
export function fixesFor(problem: Problem, assessment: Assessment): Fix[] {
  const state = "parameter" in problem.data ? stateOf(assessment, problem.data.parameter) : undefined;
  return harmlessFirst(fixKindsOf(problem.code), state).flatMap((kind) => {
    if (kind === "set-path") return problem.code === "file-missing" ? setPath(assessment, problem.data) : [];
    return state ? fixesOfKind(kind, assessment, state) : [];
  });
}

/** What a slip of the keys asks for comes first: the value of the phases in effect, which moves neither plan nor rollout. */
function harmlessFirst(kinds: readonly FixKind[], state: ParameterState | undefined): readonly FixKind[] {
  const harmless = state?.phaseStatus === "in-effect" ? "set-to-target" : "set-to-baseline";
  return kinds.includes(harmless) ? [harmless, ...kinds.filter((kind) => kind !== harmless)] : kinds;
}

function setPath({ plan }: Assessment, { path, candidates = [] }: ProblemData["file-missing"]): Fix[] {
  const [key] = Object.entries(plan.files).find(([, file]) => file.path === path) ?? [];
  if (key === undefined) return [];
  return candidates.map((candidate) => ({
    kind: "set-path",
    path: candidate,
    planEdits: [{ at: ["files", key, "path"], value: candidate }],
  }));
}

function fixesOfKind(kind: Exclude<FixKind, "set-path">, assessment: Assessment, state: ParameterState): Fix[] {
  switch (kind) {
    case "set-to-baseline":
      return setValue(assessment, state, "baseline");
    case "set-to-target":
      return setValue(assessment, state, "target");
    case "take-as-baseline":
      return takeAsBaseline(state);
    case "bind":
      return bind(assessment, state);
  }
}

function stateOf({ parameters }: Assessment, name: string): ParameterState | undefined {
  return parameters.find((state) => state.name === name);
}

function setValue(assessment: Assessment, state: ParameterState, to: "baseline" | "target"): Fix[] {
  const { name, phase, current, place } = state;
  const newText = spelledValue(assessment, state, to);
  if (!current || newText === undefined || newText === current.text || (to === "target" && !phase)) return [];
  const edit = { range: current.range, newText };
  return [{ kind: "set-value", parameter: name, to, phase: phase?.id, path: place.path, edit }];
}

function takeAsBaseline({ name, current }: ParameterState): Fix[] {
  if (current?.value === undefined) return [];
  const planEdits = [{ at: ["parameters", name, "baseline"], value: current.value }];
  return [{ kind: "take-as-baseline", parameter: name, text: current.text, planEdits }];
}

function bind({ plan, sources }: Assessment, { name, parameter }: ParameterState): Fix[] {
  const source = sources.get(parameter.file);
  if (!source) return [];
  return candidatesFor(plan, name, source).map((candidate) => ({
    kind: "bind",
    parameter: name,
    candidate,
    planEdits: bindingEdits(plan, name, candidate, plan.files[parameter.file]?.scope ?? ""),
  }));
}
