import { reassess } from "../assessment/assess";
import { overlap } from "../assessment/findings";
import type { Assessment, ParameterState } from "../assessment/state";
import type { FoundValue, ValueChange } from "../ledger/ledger";
import type { Plan } from "../plan/plan";
import { type Problem, problem, UserError } from "../problem";
import { movedBy, readSource } from "../source";
import { applyEdits, type TextEdit } from "../text";
import { textAfter } from "./literal-edits";

/** What a person asks for. */
export type Request =
  | { readonly kind: "apply"; readonly phase: number; readonly override?: string }
  /**
   * To the values just after the checkpoint `tag`, or to "baseline", the plan's own; without one, to those before `phase`, or
   * before the newest phase still in effect. `whole`: not the values alone, but the files as they stood there. `backup`:
   * instead of that, to the values of a copy that was made by hand, by its path.
   */
  | {
      readonly kind: "rollback";
      readonly tag?: string;
      readonly phase?: number;
      readonly whole?: true;
      readonly backup?: string;
    }
  /** The values as they are and the plan as it is now: what was done by hand becomes part of the ledger. */
  | { readonly kind: "adopt" }
  /** The edits of the governed files that are not committed, as they are: a checkpoint of their own. */
  | { readonly kind: "exception"; readonly reason?: string };

/** A request worked out: the edits, and what they were planned against. Nothing is written yet. */
export interface Change {
  readonly request: Request;
  /** `apply-1`, `rollback-to-0003`: the last part of the checkpoint's tag. */
  readonly event: string;
  readonly summary: string;
  /** The phases in effect once it is done. */
  readonly phases: readonly number[];
  /** The plan that it is sealed under, by its hash: a rollback does not adopt a plan that was changed meanwhile. */
  readonly planHash: string;
  /** Why an order or a limit was overridden, where one was. */
  readonly override?: string;
  /** Why it was written before it could be sealed, where it was. */
  readonly reason?: string;
  /** The checkpoints that were left behind and that it takes the place of, by their tags. */
  readonly replaces?: readonly string[];
  /** The values that it rests on, where it takes what it finds. */
  readonly found?: readonly FoundValue[];
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
  /** Where the file is replaced as a whole. */
  readonly whole?: WholeBytes;
}

/** A whole file's bytes; they may differ where the texts do not. */
export interface WholeBytes {
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
 * planned is changed, every other governed value stays, and the file still reads as Python.
 */
export function edited(
  assessment: Assessment,
  replacements: readonly Replacement[],
): Pick<Change, "files" | "changes"> & { result: Assessment } {
  const { plan, sources } = assessment;
  const changing = replacements.filter(({ edits }) => edits.length > 0);
  refuseShared(assessment, changing);
  const result = new Map(sources);
  const files = Object.entries(plan.files).flatMap(([key, { path }]): FileChange[] => {
    const source = sources.get(key);
    const edits = changing.filter(({ state }) => state.parameter.file === key).flatMap((each) => each.edits);
    if (!source || edits.length === 0) return [];
    const after = applyEdits(source.text, edits);
    result.set(key, readSource(after));
    return [{ path, before: source.text, after, edits }];
  });
  const changes = changing.flatMap(({ state, edits }): ValueChange[] =>
    state.current
      ? [{ parameter: state.name, before: state.current.text, after: textAfter(state.current, edits) }]
      : [],
  );
  const read = reassess(assessment, { sources: result });
  const wrong = differences(textsAfter(assessment, changes), governedTexts(read));
  if (wrong.length > 0) throw new UserError(problem("change-unsound", { differences: wrong }));
  return { files, changes, result: read };
}

/** Two parameters in one literal: a change of the one would be a change of the other. */
function refuseShared({ parameters }: Assessment, changing: readonly Replacement[]): void {
  for (const { state } of changing) {
    const other = parameters.find((each) => each !== state && overlap(each, state));
    if (other) throw new UserError(problem("literal-shared", { parameter: state.name, other: other.name }));
  }
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

/** Where two sets of texts differ, each as "NAME: then → now". */
export function differences(then: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((name) => then.get(name) !== now.get(name))
    .map((name) => `${name}: ${then.get(name) ?? "none"} → ${now.get(name) ?? "none"}`);
}

/** What is no longer as it was when `seen` was planned, told by the same request planned `now`: "NAME: then → now". */
export function movedSince(seen: Change, now: Change): string[] {
  const planned = ({ changes }: Change) =>
    new Map(changes.map(({ parameter, after }) => [`${parameter} (new)`, after]));
  const around = ({ phases, planHash }: Change) =>
    new Map([
      ["phases in effect afterwards", phases.join(", ")],
      ["plan", planHash.slice(0, 10)],
    ]);
  return [
    ...differences(seen.plannedAgainst, now.plannedAgainst),
    ...differences(planned(seen), planned(now)),
    ...differences(around(seen), around(now)),
    ...movedFiles(seen, now),
  ];
}

/** Values may move about in a file that they are written into; one that is replaced as a whole must be the very same. */
function movedFiles(seen: Change, now: Change): string[] {
  const [then, next] = [seen, now].map(({ files }) => new Map(files.map(({ path, whole }) => [path, whole])));
  const paths = [...new Set([...(then?.keys() ?? []), ...(next?.keys() ?? [])])];
  return paths.filter((path) => {
    const [one, other] = [then?.get(path), next?.get(path)];
    if (!one || !other) return one !== other;
    return !sameBytes(one.before, other.before) || !sameBytes(one.after, other.after);
  });
}

/** Whether two files are the same, to the byte. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** What else a change of these parameters means: what moves along, and what would make it mean less than it seems. */
export function consequences({ findings, sources }: Assessment, changed: readonly ParameterState[]): Problem[] {
  const names = new Set(changed.map(({ name }) => name));
  const telling = new Set<Problem["code"]>(["dead", "overruled"]);
  return [
    ...findings.filter(({ code, data }) => telling.has(code) && "parameter" in data && names.has(data.parameter)),
    ...changed.flatMap(({ name, parameter, location }) => {
      const source = sources.get(parameter.file);
      if (!source || location.status !== "found") return [];
      const derived = movedBy(source, location.assignment.scope, location.assignment.name);
      const shown = derived.map((each) => (each.scope === "" ? each.name : `${each.scope}.${each.name}`));
      return shown.length === 0 ? [] : [problem("moves-derived", { parameter: name, derived: shown })];
    }),
  ];
}

/** Whether a bot must be restarted for `changes` to take effect. */
export function needsRestart(plan: Plan, changes: readonly ValueChange[]): boolean {
  return changes.some(({ parameter }) => plan.parameters[parameter]?.needsRestart ?? true);
}
