// Plans rollbacks: to a checkpoint, to before a phase, to the baseline, to a backup.
import { baselineLiteral } from "../assessment/baseline";
import type { Assessment, ParameterState } from "../assessment/state";
import type { RollbackGoal } from "../ledger/event";
import {
  appliedPhases,
  type Checkpoint,
  checkpointNamed,
  type Ledger,
  newestCheckpoint,
  phasesInEffect,
} from "../ledger/ledger";
import { locateParameter } from "../plan/locate-parameter";
import type { Plan } from "../plan/plan";
import { type Problem, problem, UserError } from "../problem";
import { languageOf, type Source, type SourceValue } from "../source";
import {
  applyReplacements,
  type Change,
  governedTexts,
  phasesAfter,
  type Replacement,
  type RollbackRequest,
} from "./change";
import { editsBack, editsTo } from "./literal-edits";

/** Where a rollback leads. */
export interface RollbackTarget {
  /** The revision that holds the values. */
  readonly revision: string;
  /** The phases that were in effect there. */
  readonly phases: readonly number[];
  readonly to: RollbackGoal;
  /** The checkpoints that it takes back, oldest first. */
  readonly undone: readonly Checkpoint[];
}

/** The checkpoint `tag` itself or, without one, what stood before `phase`, or before the newest phase still in effect. */
export function rollbackTarget(plan: Plan, ledger: Ledger, { tag, phase, wholeFile }: RollbackRequest): RollbackTarget {
  return tag === undefined ? beforePhase(plan, ledger, phase) : justAfter(ledger, tag, wholeFile);
}

function justAfter({ checkpoints, unreached }: Ledger, tag: string, wholeFile = false): RollbackTarget {
  const checkpoint = checkpointNamed(checkpoints, tag);
  if (!checkpoint) {
    throw new UserError(problem(checkpointNamed(unreached, tag) ? "checkpoint-left" : "checkpoint-unknown", { tag }));
  }
  const undone = checkpoints.slice(checkpoints.indexOf(checkpoint) + 1);
  const to: RollbackGoal = { kind: wholeFile ? "files-of-checkpoint" : "checkpoint", n: checkpoint.n };
  return { revision: checkpoint.commit, phases: checkpoint.phases, to, undone };
}

function beforePhase(plan: Plan, ledger: Ledger, wanted: number | undefined): RollbackTarget {
  const inEffect = phasesInEffect(ledger);
  const all = appliedPhases(ledger);
  const applied = wanted === undefined ? all[0] : all.find(({ phase }) => phase === wanted);
  if (!applied) throw new UserError(notToTakeBack(plan, inEffect, wanted));
  const { checkpoint, phase } = applied;
  // A checkpoint without edits found the values there: what they were before, git does not know.
  if (checkpoint.changes.length === 0) throw new UserError(problem("rollback-unknown", { tag: checkpoint.tag, phase }));
  const index = ledger.checkpoints.indexOf(checkpoint);
  // What ended one of the phases before it, since then, is taken back too; and so are the phases that came after it.
  const before = ledger.checkpoints[index - 1]?.phases ?? [];
  const later = new Set(all.slice(0, all.indexOf(applied) + 1).map((each) => each.phase));
  return {
    revision: `${checkpoint.commit}^`,
    phases: [...new Set([...before, ...inEffect.filter((id) => !later.has(id))])].sort((a, b) => a - b),
    to: { kind: "before-phase", phase },
    undone: ledger.checkpoints.slice(index),
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
  const [unrestorable, untouched]: [string[], string[]] = [[], []];
  for (const state of assessment.parameters) {
    const edits = state.current && editsToRestore(assessment.plan, state, state.current, past, target);
    const wasChanged = target.undone.some(({ changes }) => changes.some(({ parameter }) => parameter === state.name));
    if (edits) replacements.push({ state, edits });
    else (wasChanged ? unrestorable : untouched).push(state.name);
  }
  // What the checkpoints changed must go back; what they never touched may stay, and that is said.
  if (unrestorable.length > 0) throw new UserError(problem("checkpoint-unbound", { parameters: unrestorable }));
  const notes = untouched.length > 0 ? [problem("rollback-kept", { parameters: untouched }, { severity: "info" })] : [];
  return buildRollback(
    assessment,
    applyReplacements(assessment, replacements),
    target.phases,
    target.to,
    request,
    notes,
  );
}

/** The edits that restore one value: from the text of then or, where it stood elsewhere then, from what the ledger noted. */
function editsToRestore(
  plan: Plan,
  state: ParameterState,
  current: SourceValue,
  past: ReadonlyMap<string, Source>,
  { undone }: RollbackTarget,
): Replacement["edits"] | undefined {
  const { name, parameter, place } = state;
  const language = languageOf(place.path);
  const source = past.get(parameter.file);
  const then = source && locateParameter(plan, source, parameter);
  if (then?.status === "found") return editsBack(language, current, then.value);
  const noted = undone.flatMap(({ changes }) => changes.filter((each) => each.parameter === name))[0];
  const [read, ...more] = noted ? language.readValue(noted.before).assignments : [];
  return read && more.length === 0 ? editsBack(language, current, read.value) : undefined;
}

/** The change that takes every governed value to the plan's baseline, spelled as it was before the rollout. */
export function baselineChange(assessment: Assessment, request: RollbackRequest): Change {
  const { parameters } = assessment;
  const replacements = parameters.map((state) => ({
    state,
    edits: editsToBaseline(assessment, state),
  }));
  return restorePossible(assessment, replacements, [], { kind: "baseline" }, request);
}

function editsToBaseline(assessment: Assessment, state: ParameterState): Replacement["edits"] | undefined {
  const { current, parameter, place } = state;
  const edits = current && editsTo(languageOf(place.path), current, parameter.baseline);
  const written = baselineLiteral(assessment, state);
  // A literal over several lines keeps its layout and its comments.
  if (!edits || edits.length === 0 || !written || /[\r\n]/.test(current.text)) return edits;
  return editsBack(languageOf(place.path), current, written);
}

/** The rollback of the values that can be restored; one that can't does not stop the others, and is noted. */
function restorePossible(
  assessment: Assessment,
  replacements: readonly { readonly state: ParameterState; readonly edits: Replacement["edits"] | undefined }[],
  phases: readonly number[],
  to: RollbackTarget["to"],
  request: RollbackRequest,
): Change {
  const notRestored = replacements.filter(({ edits }) => !edits).map(({ state }) => state.name);
  const notes = notRestored.length > 0 ? [problem("rollback-kept", { parameters: notRestored })] : [];
  const possible = replacements.flatMap(({ state, edits }) => (edits ? [{ state, edits }] : []));
  return buildRollback(assessment, applyReplacements(assessment, possible), phases, to, request, notes);
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
    const then = locateParameter(plan, backup, state.parameter);
    // Nobody reviewed a file beside the bot: of that only literals come into the code.
    const literal = then.status === "found" && then.value.value !== undefined ? then.value : undefined;
    return { state, edits: state.current && literal && editsBack(backup.language, state.current, literal) };
  });
  const change = restorePossible(assessment, replacements, inEffect, { kind: "backup" }, request);
  return { ...change, backup: request.backup.split("/").at(-1) ?? "" };
}

/** A rollback's change, out of what becomes of the files. */
export function buildRollback(
  assessment: Assessment,
  { files, changes, result }: ReturnType<typeof applyReplacements>,
  candidates: readonly number[],
  to: RollbackGoal,
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
    const notRestored = notes.filter(({ code }) => code === "rollback-kept");
    throw new UserError(
      ...(notRestored.length > 0 ? notRestored : [problem("nothing-to-roll-back", { plan: plan.id })]),
    );
  }
  const { ended = [] } = phasesAfter(assessment, phases);
  return {
    request,
    event: { kind: "rollback", to },
    ...phasesAfter(assessment, phases),
    // A rollback needs no plan's consent, and gives none.
    planHash: (ledger && newestCheckpoint(ledger)?.planHash) ?? planHash,
    files,
    changes,
    plannedAgainst: governedTexts(assessment),
    notes: [...notes, ...alongNotes(assessment, to, { phases, ended, changes })],
  };
}

/** What a rollback does beside what it was asked for: the phases that end or come back with it, the values that go along. */
function alongNotes(
  { inEffect = [], parameters }: Assessment,
  to: RollbackGoal,
  { phases, ended, changes }: Required<Pick<Change, "phases" | "ended" | "changes">>,
): Problem[] {
  const asked = to.kind === "before-phase" ? to.phase : undefined;
  const alsoEnded = ended.filter((id) => id !== asked);
  const again = phases.filter((id) => !inEffect.includes(id));
  const ownOf = new Map(parameters.map(({ name, phase }) => [name, phase?.id ?? 0]));
  const along = changes.map(({ parameter }) => parameter).filter((name) => !ended.includes(ownOf.get(name) ?? 0));
  return [
    ...(alsoEnded.length > 0 ? [problem("phases-end", { phases: alsoEnded })] : []),
    ...(again.length > 0 ? [problem("phases-return", { phases: again })] : []),
    // To a checkpoint or a baseline, all values go by name; back before a phase, one expects that phase's.
    ...(along.length > 0 && asked !== undefined
      ? [problem("rollback-along", { phase: asked, parameters: along })]
      : []),
  ];
}
