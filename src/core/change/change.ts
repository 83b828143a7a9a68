// What a change is: the request, the edits, and what they were planned against.
import { reassess } from "../assessment/assess";
import { inSameLiteral } from "../assessment/findings";
import type { Assessment, ParameterState } from "../assessment/state";
import type { EventDetails } from "../ledger/event";
import type { CheckpointRecord, ValueChange } from "../ledger/ledger";
import type { SealedSignature } from "../ledger/sealed-gate";
import type { Plan } from "../plan/plan";
import type { StaleDifference, ValueDifference } from "../problem";
import { isBesideChange, type Problem, problem, UserError } from "../problem";
import { readSource } from "../source";
import { applyEdits, isSameText, type TextEdit } from "../text";
import { textAfter } from "./literal-edits";

export interface ApplyRequest {
  readonly kind: "apply";
  readonly phase: number;
  /** There where the person asked for the next phase, whichever that is. */
  readonly next?: true;
  /** Why the order or a limit may be overridden. */
  readonly override?: string;
}

/**
 * To the values just after the checkpoint `tag`, or to "baseline", the plan's own; without one, to those before `phase`, or
 * before the newest phase still in effect.
 */
export interface RollbackRequest {
  readonly kind: "rollback";
  readonly tag?: string;
  readonly phase?: number;
  /** The whole files go back to the checkpoint, not the values alone. */
  readonly wholeFile?: true;
  /** The path of a copy that was made by hand: its values are the goal instead. */
  readonly backup?: string;
}

/** The values as they are and the plan as it is now become part of the ledger. */
export interface AdoptRequest {
  readonly kind: "adopt";
}

/** The uncommitted edits of the governed files, as they are, become a checkpoint of their own. */
export interface HandEditsRequest {
  readonly kind: "hand-edits";
  /** Why they were written before they could be sealed. */
  readonly reason?: string;
}

/** The gate of a phase in effect has passed, and becomes part of the ledger. */
export interface ValidateRequest {
  readonly kind: "validate";
  readonly phase: number;
  /** What a person settles, each by the condition's id. */
  readonly signatures: readonly SealedSignature[];
}

/** The window of a phase in effect, whose last look decided nothing, gets one look more. */
export interface ExtendRequest {
  readonly kind: "extend";
  readonly phase: number;
  readonly reason: string;
}

/** What a person asks for. */
export type Request =
  | ApplyRequest
  | RollbackRequest
  | AdoptRequest
  | HandEditsRequest
  | ValidateRequest
  | ExtendRequest;

/**
 * What its checkpoint will say of a change. `planHash` is the plan that it is sealed under: a rollback does not adopt a plan
 * that was changed meanwhile.
 */
export type SealedChange = Omit<CheckpointRecord, "plan" | "planPath">;

/** A request worked out: the edits, and what they were planned against. Nothing is written yet. */
export interface Change extends SealedChange {
  readonly request: Request;
  readonly files: readonly FileChange[];
  /** Every governed value as its text stood; the change is stale once one of them moved. */
  readonly plannedAgainst: ReadonlyMap<string, string>;
  /** What a person should know before saying yes. */
  readonly notes: readonly Problem[];
  /** What would refuse it, but for the person's reason in `override`. */
  readonly overridden?: readonly Problem[];
}

export interface FileChange {
  readonly path: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly TextEdit[];
  /** There where the file is replaced to the byte. */
  readonly replacedFile?: ReplacedFile;
}

/** A file's bytes before and after it is replaced; they may differ where the texts do not. */
export interface ReplacedFile {
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** The edits inside one governed literal. */
export interface Replacement {
  readonly state: ParameterState;
  readonly edits: readonly TextEdit[];
}

/**
 * The texts that the replacements lead to, and the values that they change. Read back before anything is written: what is
 * planned is changed, every other governed value stays, and the file still reads as its language.
 */
export function applyReplacements(
  assessment: Assessment,
  replacements: readonly Replacement[],
): Pick<Change, "files" | "changes"> & { result: Assessment } {
  const { plan, sources } = assessment;
  const changing = replacements.filter(({ edits }) => edits.length > 0);
  refuseShared(assessment, changing);
  const sourcesAfter = new Map(sources);
  const files = Object.entries(plan.files).flatMap(([key, { path }]): FileChange[] => {
    const source = sources.get(key);
    const edits = changing
      .filter(({ state }) => state.parameter.file === key)
      .flatMap((replacement) => replacement.edits);
    if (!source || edits.length === 0) return [];
    const after = applyEdits(source.text, edits);
    sourcesAfter.set(key, readSource(path, after));
    return [{ path, before: source.text, after, edits }];
  });
  const changes = changing.flatMap(({ state, edits }): ValueChange[] =>
    state.current
      ? [{ parameter: state.name, before: state.current.text, after: textAfter(state.current, edits) }]
      : [],
  );
  const reread = reassess(assessment, { sources: sourcesAfter });
  const differences = valueDifferences(textsAfter(assessment, changes), governedTexts(reread));
  if (differences.length > 0) throw new UserError(problem("change-unsound", { differences }));
  return { files, changes, result: reread };
}

/** Two parameters in one literal: a change of the one would be a change of the other. */
function refuseShared({ parameters }: Assessment, changing: readonly Replacement[]): void {
  for (const { state } of changing) {
    const other = inSameLiteral(parameters, state);
    if (other) throw new UserError(problem("literal-shared", { parameter: state.name, other: other.name }));
  }
}

/** The phases that a change leads to, and those that end by it. */
export function phasesAfter(
  { inEffect = [] }: Assessment,
  phases: readonly number[],
): Pick<EventDetails, "phases" | "ended"> {
  const ended = inEffect.filter((id) => !phases.includes(id));
  return { phases, ...(ended.length > 0 && { ended }) };
}

/** Every governed value that is bound, as its text stands in the source. */
export function governedTexts({ parameters }: Assessment): Map<string, string> {
  return new Map(parameters.flatMap(({ name, current }) => (current ? [[name, current.text]] : [])));
}

/** Every governed value as it will stand once `changes` are made. */
export function textsAfter(assessment: Assessment, changes: readonly ValueChange[]): Map<string, string> {
  const texts = governedTexts(assessment);
  for (const { parameter, after } of changes) texts.set(parameter, after);
  return texts;
}

/** Where two sets of texts differ, by parameter. */
export function valueDifferences(
  textsBefore: ReadonlyMap<string, string>,
  textsAfterwards: ReadonlyMap<string, string>,
): ValueDifference[] {
  return [...new Set([...textsBefore.keys(), ...textsAfterwards.keys()])].flatMap((parameter): ValueDifference[] => {
    const [before, after] = [textsBefore.get(parameter), textsAfterwards.get(parameter)];
    if (before === after || (before !== undefined && after !== undefined && isSameText(before, after))) return [];
    return [{ parameter, ...(before !== undefined && { before }), ...(after !== undefined && { after }) }];
  });
}

/** What is no longer as it was when `seen` was planned: how the same request, planned `now`, differs from it. */
export function staleDifferences(seen: Change, now: Change): StaleDifference[] {
  const planned = ({ changes }: Change) => new Map(changes.map(({ parameter, after }) => [parameter, after]));
  return [
    ...valueDifferences(seen.plannedAgainst, now.plannedAgainst).map((value) => ({ kind: "value", ...value }) as const),
    ...valueDifferences(planned(seen), planned(now)).map((value) => ({ kind: "planned-value", ...value }) as const),
    ...(seen.phases.join() === now.phases.join()
      ? []
      : [{ kind: "phases", before: seen.phases, after: now.phases } as const]),
    ...(seen.planHash === now.planHash ? [] : [{ kind: "plan", before: seen.planHash, after: now.planHash } as const]),
    ...differentReplacedFiles(seen, now).map((path) => ({ kind: "file", path }) as const),
    // A rollback is not held up by what a gate says meanwhile.
    ...(now.request.kind === "rollback" ? [] : differentVerdicts(seen, now)),
  ];
}

/** UserError: change-stale, where something is no longer as it was when `seen` was planned, or `also` names what is not. */
export function requireUnmoved(seen: Change, now: Change, also: readonly StaleDifference[] = []): void {
  const differences = [...staleDifferences(seen, now), ...also];
  if (differences.length > 0) throw new UserError(problem("change-stale", { differences }));
}

/**
 * The bot trades on: a verdict with another outcome is not what the person saw. Its figures move with every trade, and the
 * checkpoint keeps those that were seen.
 */
function differentVerdicts(seen: Change, now: Change): StaleDifference[] {
  const rows = ({ verdicts = [] }: Change) => new Map(verdicts.map(({ criterion, outcome }) => [criterion, outcome]));
  return valueDifferences(rows(seen), rows(now)).map(({ parameter, before = "", after = "" }) => ({
    kind: "verdict",
    criterion: parameter,
    before,
    after,
  }));
}

/** Values may move about in a file that they are written into; a file that is replaced must be the very same. */
function differentReplacedFiles(seen: Change, now: Change): string[] {
  const replaced = ({ files }: Change) => new Map(files.map(({ path, replacedFile }) => [path, replacedFile]));
  const [seenFiles, filesNow] = [replaced(seen), replaced(now)];
  return [...new Set([...seenFiles.keys(), ...filesNow.keys()])].filter((path) => {
    const [seenFile, fileNow] = [seenFiles.get(path), filesNow.get(path)];
    if (!seenFile || !fileNow) return seenFile !== fileNow;
    return !areEqualBytes(seenFile.before, fileNow.before) || !areEqualBytes(seenFile.after, fileNow.after);
  });
}

export function areEqualBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** What else a change of these parameters means: what moves along, and what would make it mean less than it seems. */
export function consequences({ findings, sources }: Assessment, changed: readonly ParameterState[]): Problem[] {
  const changedNames = new Set(changed.map(({ name }) => name));
  return [
    ...findings
      .filter(({ code, data }) => isBesideChange(code) && namesIn(data).some((name) => changedNames.has(name)))
      // Said beside a change, none of them keeps it from being carried out.
      .map((finding): Problem => (finding.severity === "error" ? { ...finding, severity: "warning" } : finding)),
    ...changed.flatMap(({ name, parameter, location }) => {
      const source = sources.get(parameter.file);
      if (!source || location.status !== "found") return [];
      const derived = source.derivedFrom(location.assignment.scope, location.assignment.name);
      const names = derived.map(({ scope, name }) => (scope === "" ? name : `${scope}.${name}`));
      return names.length === 0 ? [] : [problem("moves-derived", { parameter: name, derived: names })];
    }),
  ];
}

/** The parameters that a problem names. */
function namesIn(data: Problem["data"]): readonly string[] {
  if ("parameter" in data) return [data.parameter];
  return "parameters" in data ? data.parameters : [];
}

/** Whether a bot must be restarted for `changes` to take effect. */
export function needsRestart(plan: Plan, changes: readonly ValueChange[]): boolean {
  return changes.some(({ parameter }) => plan.parameters[parameter]?.needsRestart ?? true);
}
