// Holds what the editor knows at one moment, and finds the documents that it is about.
import { join } from "node:path";
import { type TextDocument, Uri, workspace } from "vscode";
import { placedFindings } from "../../core/assessment/placed-findings";
import type { ParameterState } from "../../core/assessment/state";
import type { Problem } from "../../core/problem";
import type { Source } from "../../core/source";
import type { Range } from "../../core/text";
import type { Rollout, UnusablePlan } from "../../node/rollout";

/** What the editor knows at one moment. */
export type Snapshot =
  | { readonly status: "no-plan"; readonly plans: readonly Uri[] }
  /** Nobody has said yet which of the plans is meant. */
  | { readonly status: "several"; readonly plans: readonly Uri[] }
  | { readonly status: "unusable"; readonly plans: readonly Uri[]; readonly plan: UnusablePlan }
  | { readonly status: "ready"; readonly plans: readonly Uri[]; readonly rollout: Rollout };

/** A governed file: its source and the parameters that it holds. */
export interface GovernedFile {
  readonly key: string;
  readonly rollout: Rollout;
  readonly source: Source;
  readonly parameters: readonly ParameterState[];
}

/** The governed file `uri`, undefined where the plan does not name it or it can't be read. */
export function governedFileAt(snapshot: Snapshot, uri: Uri): GovernedFile | undefined {
  if (snapshot.status !== "ready") return undefined;
  const { rollout } = snapshot;
  const key = fileKeyAt(rollout, uri);
  const source = key === undefined ? undefined : rollout.sources.get(key);
  if (key === undefined || !source) return undefined;
  const parameters = rollout.parameters.filter(({ parameter }) => parameter.file === key);
  return { key, rollout, source, parameters };
}

/** A governed value's place, from its name to its end; undefined where no assignment is bound. */
export function spanOf({ location }: ParameterState): Range | undefined {
  return "assignment" in location
    ? { start: location.assignment.nameRange.start, end: location.value.range.end }
    : undefined;
}

/** The parameter whose name or value is at `offset`. */
export function parameterAt({ parameters }: GovernedFile, offset: number): ParameterState | undefined {
  return parameters.find((state) => {
    const span = spanOf(state);
    return span !== undefined && span.start <= offset && offset <= span.end;
  });
}

/** The parameter whose literal is at `offset`, or ends there. */
export function literalAt({ parameters }: GovernedFile, offset: number): ParameterState | undefined {
  return parameters.find(
    ({ current }) => current?.value !== undefined && current.range.start <= offset && offset <= current.range.end,
  );
}

/** The plan's key of the file `uri`, by whichever of its paths; undefined where the plan does not name it. */
export function fileKeyAt(rollout: Rollout, uri: Uri): string | undefined {
  const files = Object.entries(rollout.plan.files);
  return files.find(([, { path }]) => isFileAt(rollout, path, uri))?.[0];
}

/** The absolute paths of the plan or of a governed file at `path`: as it is spelled, and with all links followed. */
export function absolutePaths(rollout: Rollout | UnusablePlan, path: string): string[] {
  if (path === rollout.planPath) return [...new Set([rollout.planFile, rollout.realPlanFile])];
  const spelled = join(rollout.root, path);
  if ("problems" in rollout) return [spelled];
  const key = Object.entries(rollout.plan.files).find(([, file]) => file.path === path)?.[0];
  const real = key === undefined ? undefined : rollout.realFiles.get(key);
  return [...new Set([spelled, ...(real === undefined ? [] : [real])])];
}

/** Whether `uri` is the plan or the governed file at `path`, by whichever of its paths. */
export function isFileAt(rollout: Rollout | UnusablePlan, path: string, uri: Uri): boolean {
  return uri.scheme === "file" && absolutePaths(rollout, path).includes(uri.fsPath);
}

/** The open documents of the plan or of the governed file at `path`. */
export function openDocuments(rollout: Rollout | UnusablePlan, path: string): TextDocument[] {
  return workspace.textDocuments.filter(({ uri }) => isFileAt(rollout, path, uri));
}

/** Where the plan or the governed file at `path` is shown: in its open documents, else as it is spelled. */
export function shownUris(rollout: Rollout | UnusablePlan, path: string): Uri[] {
  const open = openDocuments(rollout, path).map(({ uri }) => uri);
  return open.length > 0 ? open : absolutePaths(rollout, path).slice(0, 1).map(Uri.file);
}

/** A finding in a document where it is shown, and the text of that file. */
export interface DocumentFinding {
  readonly uri: Uri;
  readonly text: string;
  readonly finding: Problem;
}

/** The findings of a snapshot, each in every document where it is shown. */
export function documentFindings(snapshot: Snapshot): DocumentFinding[] {
  if (snapshot.status === "no-plan" || snapshot.status === "several") return [];
  const rollout = snapshot.status === "ready" ? snapshot.rollout : snapshot.plan;
  return placedFindings(rollout).flatMap(({ finding, path, text }) =>
    shownUris(rollout, path).map((uri) => ({ uri, text, finding })),
  );
}
