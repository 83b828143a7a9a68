import type { Assessment, ParameterState } from "../assessment/state";
import {
  appliedPhases,
  type Checkpoint,
  checkpointNamed,
  type Ledger,
  newestCheckpoint,
  phasesInEffect,
} from "../ledger/ledger";
import { type Plan, scopeOf } from "../plan/plan";
import { type Problem, problem, UserError } from "../problem";
import { locate, type Source, type SourceValue } from "../source";
import { type Change, edited, governedTexts, type Replacement, type Request } from "./change";
import { editsBack, editsTo } from "./literal-edits";

type RollbackRequest = Request & { kind: "rollback" };

/** Where a rollback leads. */
export interface RollbackTarget {
  /** The revision that holds the values. */
  readonly revision: string;
  /** The phases that were in effect there. */
  readonly phases: readonly number[];
  readonly event: string;
  /** The checkpoints that it takes back, oldest first. */
  readonly undone: readonly Checkpoint[];
}

/** The checkpoint `tag` itself or, without one, what stood before `phase`, or before the newest phase still in effect. */
export function rollbackTarget(plan: Plan, ledger: Ledger, { tag, phase }: RollbackRequest): RollbackTarget {
  return tag === undefined ? beforePhase(plan, ledger, phase) : justAfter(ledger, tag);
}

function justAfter({ checkpoints, left }: Ledger, tag: string): RollbackTarget {
  const checkpoint = checkpointNamed(checkpoints, tag);
  if (!checkpoint) {
    throw new UserError(problem(checkpointNamed(left, tag) ? "checkpoint-left" : "checkpoint-unknown", { tag }));
  }
  const undone = checkpoints.slice(checkpoints.indexOf(checkpoint) + 1);
  const event = `rollback-to-${String(checkpoint.n).padStart(4, "0")}`;
  return { revision: checkpoint.commit, phases: checkpoint.phases, event, undone };
}

function beforePhase(plan: Plan, ledger: Ledger, wanted: number | undefined): RollbackTarget {
  const inEffect = phasesInEffect(ledger);
  const all = appliedPhases(ledger);
  const applied = wanted === undefined ? all[0] : all.find(({ phase }) => phase === wanted);
  if (!applied) throw new UserError(notToTakeBack(plan, inEffect, wanted));
  const { checkpoint, phase } = applied;
  // A checkpoint without edits found the values there: what they were before, git does not know.
  if (checkpoint.changes.length === 0) throw new UserError(problem("rollback-unknown", { tag: checkpoint.tag, phase }));
  const at = ledger.checkpoints.indexOf(checkpoint);
  // What ended one of the phases before it, since then, is taken back too; and so are the phases that came after it.
  const before = ledger.checkpoints[at - 1]?.phases ?? [];
  const later = new Set(all.slice(0, all.indexOf(applied) + 1).map((each) => each.phase));
  return {
    revision: `${checkpoint.commit}^`,
    phases: [...new Set([...before, ...inEffect.filter((id) => !later.has(id))])].sort((a, b) => a - b),
    event: `rollback-phase-${phase}`,
    undone: ledger.checkpoints.slice(at),
  };
}

function notToTakeBack(plan: Plan, inEffect: readonly number[], wanted: number | undefined): Problem {
  if (wanted !== undefined && !inEffect.includes(wanted)) return problem("phase-not-in-effect", { phase: wanted });
  return inEffect.length === 0
    ? problem("no-phase-in-effect", { plan: plan.id })
    : problem("phase-origin-unknown", { plan: plan.id, phases: wanted === undefined ? [...inEffect] : [wanted] });
}

/** The change that takes every governed value to what it was in `past`; code beside the values stays as it is now. */
export function rollbackChange(
  assessment: Assessment,
  past: ReadonlyMap<string, Source>,
  target: RollbackTarget,
  request: RollbackRequest,
): Change {
  const replacements: Replacement[] = [];
  const [lost, kept]: [string[], string[]] = [[], []];
  for (const state of assessment.parameters) {
    const edits = state.current && restored(assessment.plan, state, state.current, past, target);
    const touched = target.undone.some(({ changes }) => changes.some(({ parameter }) => parameter === state.name));
    if (edits) replacements.push({ state, edits });
    else (touched ? lost : kept).push(state.name);
  }
  // What the checkpoints changed must go back; what they never touched may stay, and that is said.
  if (lost.length > 0) throw new UserError(problem("checkpoint-unbound", { parameters: lost }));
  const notes = kept.length > 0 ? [problem("rollback-kept", { parameters: kept }, { severity: "info" })] : [];
  return assembled(assessment, edited(assessment, replacements), target.phases, target.event, request, notes);
}

/** The edits that restore one value: from the text of then or, where it stood elsewhere then, from what the ledger noted. */
function restored(
  plan: Plan,
  state: ParameterState,
  current: SourceValue,
  past: ReadonlyMap<string, Source>,
  { undone }: RollbackTarget,
): Replacement["edits"] | undefined {
  const { name, parameter } = state;
  const source = past.get(parameter.file);
  const then = source && locate(source, scopeOf(plan, parameter), parameter.symbol);
  if (then?.status === "found") return editsBack(current, then.value);
  const noted = undone.flatMap(({ changes }) => changes.filter((each) => each.parameter === name))[0];
  if (!noted || /[\r\n]/.test(noted.before)) return undefined;
  return noted.before === current.text ? [] : [{ range: current.range, newText: noted.before }];
}

/** The change that takes every governed value to the plan's baseline. */
export function baselineChange(assessment: Assessment, request: RollbackRequest): Change {
  const { parameters } = assessment;
  const replacements = parameters.map((state) => ({
    state,
    edits: state.current && editsTo(state.current, state.parameter.baseline),
  }));
  const lost = replacements.filter(({ edits }) => !edits).map(({ state }) => state);
  // A value that was left alone is at its baseline or was never governed well: it does not hold the others back.
  const notes = lost.length > 0 ? [problem("rollback-kept", { parameters: lost.map(({ name }) => name) })] : [];
  const possible = replacements.flatMap(({ state, edits }) => (edits ? [{ state, edits }] : []));
  return assembled(assessment, edited(assessment, possible), [], "rollback-baseline", request, notes);
}

/**
 * The change that takes the values of one governed file to those of a backup of it. No phase comes into effect by that: a
 * backup says what stood there, not that a gate was passed.
 */
export function backupChange(
  assessment: Assessment,
  file: string,
  backup: Source,
  request: RollbackRequest & { readonly backup: string },
): Change {
  const { plan, parameters, inEffect = [] } = assessment;
  const here = parameters.filter(({ parameter }) => parameter.file === file);
  const replacements = here.map((state) => {
    const then = locate(backup, scopeOf(plan, state.parameter), state.parameter.symbol);
    // Nobody reviewed a file beside the bot: of that only literals come into the code.
    const known = then.status === "found" && then.value.value !== undefined ? then.value : undefined;
    return { state, edits: state.current && known && editsBack(state.current, known) };
  });
  const kept = replacements.filter(({ edits }) => !edits).map(({ state }) => state.name);
  const notes = kept.length > 0 ? [problem("rollback-kept", { parameters: kept })] : [];
  const possible = replacements.flatMap(({ state, edits }) => (edits ? [{ state, edits }] : []));
  return assembled(assessment, edited(assessment, possible), inEffect, "rollback-backup", request, notes);
}

/** A rollback's change, out of what becomes of the files. */
export function assembled(
  assessment: Assessment,
  { files, changes, result }: ReturnType<typeof edited>,
  candidates: readonly number[],
  event: string,
  request: RollbackRequest,
  notes: readonly Problem[],
): Change {
  const { plan, inEffect = [], planHash, ledger } = assessment;
  // No phase is said to be in effect whose values are not there.
  const phases = result.phases
    .filter(({ phase, pending }) => candidates.includes(phase.id) && pending.length === 0)
    .map(({ phase }) => phase.id);
  if (files.length === 0 && phases.join() === inEffect.join()) {
    // What can't be restored is not what it would become.
    const kept = notes.filter(({ code }) => code === "rollback-kept");
    throw new UserError(...(kept.length > 0 ? kept : [problem("nothing-to-roll-back", { plan: plan.id })]));
  }
  const gone = inEffect.filter((id) => !phases.includes(id));
  return {
    request,
    event,
    summary: summaryOf(event, request, gone),
    phases,
    // A rollback needs no plan's consent, and gives none.
    planHash: (ledger && newestCheckpoint(ledger)?.planHash) ?? planHash,
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes: [...notes, ...alongNotes(assessment, { event, phases, gone, changes })],
  };
}

/** What a rollback does beside what it was asked for: the phases that end or come back with it, the values that go along. */
function alongNotes(
  { inEffect = [], parameters }: Assessment,
  { event, phases, gone, changes }: Pick<Change, "event" | "phases" | "changes"> & { readonly gone: readonly number[] },
): Problem[] {
  const asked = Number(/^rollback-phase-(\d+)$/.exec(event)?.[1]);
  const ended = gone.filter((id) => id !== asked);
  const again = phases.filter((id) => !inEffect.includes(id));
  const ownOf = new Map(parameters.map(({ name, phase }) => [name, phase?.id ?? 0]));
  const along = changes.map(({ parameter }) => parameter).filter((name) => !gone.includes(ownOf.get(name) ?? 0));
  return [
    ...(ended.length > 0 ? [problem("phases-end", { phases: ended })] : []),
    ...(again.length > 0 ? [problem("phases-return", { phases: again })] : []),
    // To a checkpoint or a baseline, all values go by name; back before a phase, one expects that phase's.
    ...(along.length > 0 && !Number.isNaN(asked)
      ? [problem("rollback-along", { phase: asked, parameters: along })]
      : []),
  ];
}

function summaryOf(event: string, { backup }: RollbackRequest, gone: readonly number[]): string {
  const [, file, to] = /^rollback-(file-)?to-(\d+)$/.exec(event) ?? [];
  const whole = file === undefined ? [] : ["the whole file"];
  const parts = gone.length === 0 ? whole : [`Phase ${gone.join(", ")}`, ...whole];
  const what = `roll back ${parts.join(" and ") || "values"}`;
  if (event === "rollback-baseline") return `${what} to the baseline`;
  if (backup !== undefined) return `${what} to the backup ${backup.split("/").at(-1)}`;
  return to === undefined ? what : `${what} to checkpoint ${to}`;
}
