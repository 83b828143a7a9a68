import type { Assessment, ParameterState, PhaseState } from "./assess";
import { stepProblem } from "./findings";
import { canonical } from "./json";
import { type Ledger, newestApplied, type ValueChange } from "./ledger";
import { type Phase, type Plan, scopeOf } from "./plan/plan";
import { type Problem, problem, UserError } from "./problem";
import { locate, movedBy, type Source, writeLiteral } from "./source";
import { applyEdits, type TextEdit } from "./text";

/** What a person asks for. */
export type Request =
  | { readonly kind: "apply"; readonly phase: number; readonly override?: string }
  /**
   * To the values just after the checkpoint `tag`, or to "baseline", the plan's own; without one, to those before the
   * newest phase still in effect.
   */
  | { readonly kind: "rollback"; readonly tag?: string }
  /** The values as they are and the plan as it is now: what was done by hand becomes part of the ledger. */
  | { readonly kind: "adopt" };

/** A request worked out: the edits, and what they were planned against. Nothing is written yet. */
export interface Change {
  readonly request: Request;
  /** `apply-1`, `rollback-to-0003`: the last part of the checkpoint's tag. */
  readonly event: string;
  readonly summary: string;
  /** The phases in effect once it is done. */
  readonly phases: readonly number[];
  readonly files: readonly FileChange[];
  readonly changes: readonly ValueChange[];
  /** Every governed value as its text stood; the change is stale once one of them moved. */
  readonly plannedAgainst: ReadonlyMap<string, string>;
  /** What a person should know before saying yes. */
  readonly notes: readonly Problem[];
}

export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
}

type Sources = ReadonlyMap<string, Source>;

/** A governed literal and the text that takes its place. */
interface Replacement {
  readonly state: ParameterState;
  readonly newText: string;
}

/** Why `request` may not be carried out now, undefined where it may. Looking at it is always allowed. */
export function refusal(assessment: Assessment, request: Request): Problem | undefined {
  if (request.kind !== "apply") return undefined;
  const { plan, phases, inEffect = [], planChanged } = assessment;
  const { phase: id, override } = request;
  const state = phases.find(({ phase }) => phase.id === id);
  if (!state) return problem("phase-unknown", { phase: String(id), phases: phases.length });
  if (plan.revoked) return problem("plan-revoked", { plan: plan.id, reason: plan.revoked.reason });
  if (planChanged) return problem("plan-changed", { plan: plan.id, tag: planChanged.tag });
  if (inEffect.includes(id) && state.pending.length === 0) return problem("phase-in-effect", { phase: id });
  const broken = overridable(assessment, state);
  if (!broken || override?.trim()) return undefined;
  return override === undefined ? broken : problem("override-empty", {});
}

/** What a person may override with a written reason. */
function overridable({ phases, inEffect = [] }: Assessment, { phase, pending }: PhaseState): Problem | undefined {
  const missing = phases.find((each) => each.phase.id < phase.id && !inEffect.includes(each.phase.id));
  if (missing) return problem("phase-out-of-order", { phase: phase.id, missing: missing.phase.id });
  return pending.map(stepProblem).find((each) => each !== undefined);
}

/** The change that takes every parameter of a phase to its target. */
export function phaseChange(assessment: Assessment, sources: Sources, request: Request & { kind: "apply" }): Change {
  const { plan, phases, inEffect = [] } = assessment;
  const state = phases.find(({ phase }) => phase.id === request.phase);
  if (!state) {
    throw new UserError(problem("phase-unknown", { phase: String(request.phase), phases: phases.length }));
  }
  const { phase, pending } = state;
  const unbound = pending.filter(({ current }) => !current).map(({ name }) => name);
  if (unbound.length > 0) throw new UserError(problem("phase-unbound", { phase: phase.id, parameters: unbound }));
  const replacements = pending.flatMap((each) =>
    each.current ? [{ state: each, newText: writeLiteral(each.parameter.target, each.current) }] : [],
  );
  return {
    request,
    event: `apply-${phase.id}`,
    summary: `apply Phase ${phase.id}, ${phase.title}`,
    phases: [...new Set([...inEffect, phase.id])].sort((a, b) => a - b),
    ...edited(plan, sources, replacements),
    plannedAgainst: governedTexts(assessment),
    notes: [...movedNotes(sources, pending), ...uncheckedNotes(plan, phase.id)],
  };
}

/** The derived values that a change moves along. */
function movedNotes(sources: Sources, changed: readonly ParameterState[]): Problem[] {
  return changed.flatMap(({ name, parameter, location }) => {
    const source = sources.get(parameter.file);
    if (!source || location.status !== "found") return [];
    const { scope, name: symbol } = location.assignment;
    const derived = movedBy(source, scope, symbol).map((each) =>
      each.scope === "" ? each.name : `${each.scope}.${each.name}`,
    );
    return derived.length === 0 ? [] : [problem("moves-derived", { parameter: name, derived }, { severity: "info" })];
  });
}

/** What nothing holds the phase to yet, so that nobody takes silence for a check. */
function uncheckedNotes(plan: Plan, id: number): Problem[] {
  const requirement = plan.phases[id - 1]?.requires?.text;
  const info = { severity: "info" } as const;
  if (requirement !== undefined) return [problem("requirement-unchecked", { phase: id, requirement }, info)];
  return id > 1 ? [problem("gate-missing", { phase: id - 1 }, info)] : [];
}

/** The change that makes the present part of the ledger: the phases whose values are all there, under the plan as it is. */
export function adoption(assessment: Assessment): Change {
  const { plan, phases, inEffect = [], planChanged, parameters } = assessment;
  const unbound = parameters.filter(({ current }) => !current).map(({ name }) => name);
  if (unbound.length > 0) throw new UserError(problem("adopt-unbound", { parameters: unbound }));
  const reached = phases
    .filter(({ phase, pending }) => pending.length === 0 && moves(plan, phase))
    .map(({ phase }) => phase.id);
  if (reached.join() === inEffect.join() && !planChanged)
    throw new UserError(problem("nothing-to-adopt", { plan: plan.id }));
  return {
    request: { kind: "adopt" },
    event: "adopt",
    summary: reached.length === 0 ? "adopt the baseline" : `adopt the values of Phase ${reached.join(", ")} as found`,
    phases: reached,
    files: [],
    changes: [],
    plannedAgainst: governedTexts(assessment),
    notes: [],
  };
}

/** Whether a phase changes anything: one that keeps its values can't be told from one that was never applied. */
function moves(plan: Plan, phase: Phase): boolean {
  return phase.parameters.some((name) => {
    const parameter = plan.parameters[name];
    return parameter !== undefined && canonical(parameter.baseline) !== canonical(parameter.target);
  });
}

/** Where a rollback leads: the revision that holds the values, and the phases that were in effect there. */
export interface RollbackTarget {
  readonly revision: string;
  readonly phases: readonly number[];
  readonly event: string;
  readonly summary: string;
}

/** The checkpoint `tag` itself or, without one, what stood before the newest phase still in effect. */
export function rollbackTarget(plan: Plan, ledger: Ledger, tag: string | undefined): RollbackTarget {
  return tag === undefined ? beforeNewest(plan, ledger) : justAfter(ledger, tag);
}

function justAfter(ledger: Ledger, tag: string): RollbackTarget {
  const checkpoint = ledger.checkpoints.find((each) => each.tag === tag || each.tag.endsWith(`/${tag}`));
  if (!checkpoint) throw new UserError(problem("checkpoint-unknown", { tag }));
  const name = checkpoint.tag.slice(checkpoint.tag.lastIndexOf("/") + 1);
  return {
    revision: checkpoint.commit,
    phases: checkpoint.phases,
    event: `rollback-to-${name.slice(0, name.indexOf("-"))}`,
    summary: `roll back to checkpoint ${name}`,
  };
}

function beforeNewest(plan: Plan, ledger: Ledger): RollbackTarget {
  const applied = newestApplied(ledger);
  if (!applied) throw new UserError(problem("nothing-to-roll-back", { plan: plan.id }));
  const { checkpoint, phase } = applied;
  const before = ledger.checkpoints[ledger.checkpoints.indexOf(checkpoint) - 1];
  // A checkpoint without edits found the values there: what they were before, git does not know.
  if (checkpoint.changes.length === 0) throw new UserError(problem("rollback-unknown", { tag: checkpoint.tag, phase }));
  return {
    revision: `${checkpoint.commit}^`,
    phases: before?.phases ?? [],
    event: `rollback-phase-${phase}`,
    summary: `roll back Phase ${phase}`,
  };
}

/** The change that takes every governed value to the plan's baseline. */
export function baselineChange(
  assessment: Assessment,
  sources: Sources,
  request: Request & { kind: "rollback" },
): Change {
  const { plan, inEffect = [], parameters } = assessment;
  const unbound = parameters.filter(({ current }) => !current).map(({ name }) => name);
  if (unbound.length > 0) throw new UserError(problem("checkpoint-unbound", { tag: "baseline", parameters: unbound }));
  const replacements = parameters.flatMap((state): Replacement[] => {
    const { baseline } = state.parameter;
    if (!state.current || (state.current.value !== undefined && canonical(state.current.value) === canonical(baseline)))
      return [];
    return [{ state, newText: writeLiteral(baseline, state.current) }];
  });
  if (replacements.length === 0 && inEffect.length === 0) {
    throw new UserError(problem("nothing-to-roll-back", { plan: plan.id }));
  }
  return {
    request,
    event: "rollback-baseline",
    summary: "roll back to the baseline",
    phases: [],
    ...edited(plan, sources, replacements),
    plannedAgainst: governedTexts(assessment),
    notes: [],
  };
}

/** The change that takes every governed value to what it was in `past`; code beside the values stays as it is now. */
export function rollbackChange(
  assessment: Assessment,
  sources: Sources,
  past: Sources,
  target: RollbackTarget,
  request: Request & { kind: "rollback" },
): Change {
  const { plan } = assessment;
  const unbound: string[] = [];
  const replacements = assessment.parameters.flatMap((state): Replacement[] => {
    const source = past.get(state.parameter.file);
    const then = source && locate(source, scopeOf(plan, state.parameter), state.parameter.symbol);
    if (then?.status !== "found" || !state.current) {
      unbound.push(state.name);
      return [];
    }
    return then.value.text === state.current.text ? [] : [{ state, newText: then.value.text }];
  });
  if (unbound.length > 0) {
    throw new UserError(problem("checkpoint-unbound", { tag: request.tag ?? target.revision, parameters: unbound }));
  }
  const { event, summary, phases } = target;
  if (replacements.length === 0 && phases.join() === assessment.inEffect?.join()) {
    throw new UserError(problem("nothing-to-roll-back", { plan: plan.id }));
  }
  return {
    request,
    event,
    summary,
    phases,
    ...edited(plan, sources, replacements),
    plannedAgainst: governedTexts(assessment),
    notes: [],
  };
}

function edited(plan: Plan, sources: Sources, replacements: readonly Replacement[]): Pick<Change, "files" | "changes"> {
  const files = Object.entries(plan.files).flatMap(([key, { path }]) => {
    const source = sources.get(key);
    const edits = replacements.flatMap(({ state, newText }) =>
      state.parameter.file === key && state.current ? [{ range: state.current.range, newText }] : [],
    );
    if (!source || edits.length === 0) return [];
    return [{ path, before: source.text, after: applyEdits(source.text, edits), edits }];
  });
  const changes = replacements.map(({ state, newText }) => ({
    parameter: state.name,
    before: state.current?.text ?? "",
    after: newText,
  }));
  return { files, changes };
}

/** Every governed value that is bound, as its text stands in the source. */
export function governedTexts(assessment: Assessment): Map<string, string> {
  return new Map(assessment.parameters.flatMap(({ name, current }) => (current ? [[name, current.text]] : [])));
}

/** What is no longer as it was when `seen` was planned, told by the same request planned `now`: "NAME: then → now". */
export function movedSince(seen: Change, now: Change): string[] {
  const planned = ({ changes }: Change) =>
    new Map(changes.map(({ parameter, after }) => [`${parameter} (new)`, after]));
  const phases = ({ phases }: Change) => new Map([["phases in effect afterwards", phases.join(", ")]]);
  return [
    ...differences(seen.plannedAgainst, now.plannedAgainst),
    ...differences(planned(seen), planned(now)),
    ...differences(phases(seen), phases(now)),
  ];
}

function differences(then: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((name) => then.get(name) !== now.get(name))
    .map((name) => `${name}: ${then.get(name) ?? "none"} → ${now.get(name) ?? "none"}`);
}

/** Whether a bot must be restarted for `changes` to take effect. */
export function needsRestart(plan: Plan, changes: readonly ValueChange[]): boolean {
  return changes.some(({ parameter }) => plan.parameters[parameter]?.needsRestart ?? true);
}
