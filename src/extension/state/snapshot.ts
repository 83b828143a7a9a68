import { join } from "node:path";
import { type TextDocument, Uri, workspace } from "vscode";
import type { Assessment, ParameterState } from "../../core/assessment/state";
import type { Problem } from "../../core/problem";
import type { Source } from "../../core/source";
import type { Range } from "../../core/text";
import type { PlanDocument, Rollout, UnusablePlan } from "../../node/rollout";

/** What the editor knows at one moment. */
export type Snapshot =
  | { readonly status: "no-plan"; readonly plans: readonly Uri[] }
  | { readonly status: "several"; readonly plans: readonly Uri[] }
  | { readonly status: "unusable"; readonly plans: readonly Uri[]; readonly plan: UnusablePlan }
  | { readonly status: "ready"; readonly plans: readonly Uri[]; readonly rollout: Rollout };

/** A governed file: its source and the parameters that stand in it. */
export interface Governed {
  readonly key: string;
  readonly assessment: Assessment;
  readonly source: Source;
  readonly parameters: readonly ParameterState[];
}

/** What is governed in the file `uri`, undefined where nothing is. */
export function governed(snapshot: Snapshot, uri: Uri): Governed | undefined {
  if (snapshot.status !== "ready") return undefined;
  const { rollout } = snapshot;
  const key = keyOf(rollout, uri);
  const source = key === undefined ? undefined : rollout.sources.get(key);
  if (key === undefined || !source) return undefined;
  const parameters = rollout.assessment.parameters.filter(({ parameter }) => parameter.file === key);
  return { key, assessment: rollout.assessment, source, parameters };
}

/** A governed value's place, from its name to its end; undefined where no assignment is bound. */
export function spanOf({ location }: ParameterState): Range | undefined {
  return "assignment" in location
    ? { start: location.assignment.nameRange.start, end: location.value.range.end }
    : undefined;
}

/** The parameter whose name or value stands at `offset`. */
export function parameterAt({ parameters }: Governed, offset: number): ParameterState | undefined {
  return parameters.find((state) => {
    const span = spanOf(state);
    return span !== undefined && span.start <= offset && offset <= span.end;
  });
}

/** The plan's key of the file `uri`, by whichever of its names; undefined where the plan does not name it. */
export function keyOf(rollout: Rollout, uri: Uri): string | undefined {
  const files = Object.entries(rollout.values.plan.files);
  return files.find(([, { path }]) => isNamed(rollout, path, uri))?.[0];
}

/** The absolute names of the plan or of a governed file at `path`: as they are spelled, and with all links followed. */
export function namesOf(plan: PlanDocument | Rollout, path: string): string[] {
  if (path === plan.planPath) return [...new Set([plan.planFile, plan.realPlanFile])];
  const files = "values" in plan ? Object.entries(plan.values.plan.files) : [];
  const key = files.find(([, file]) => file.path === path)?.[0];
  const real = key !== undefined && "realFiles" in plan ? plan.realFiles.get(key) : undefined;
  return [...new Set([join(plan.root, path), ...(real === undefined ? [] : [real])])];
}

/** Whether `uri` is the plan or the governed file at `path`, by whichever of its names. */
export function isNamed(plan: PlanDocument | Rollout, path: string, uri: Uri): boolean {
  return uri.scheme === "file" && namesOf(plan, path).includes(uri.fsPath);
}

/** The open documents of the plan or of the governed file at `path`. */
export function documentsOf(plan: PlanDocument | Rollout, path: string): TextDocument[] {
  return workspace.textDocuments.filter(({ uri }) => isNamed(plan, path, uri));
}

/** Where the plan or the governed file at `path` is looked at: in its open documents, else as it is spelled. */
export function urisOf(plan: PlanDocument | Rollout, path: string): Uri[] {
  const open = documentsOf(plan, path).map(({ uri }) => uri);
  return open.length > 0 ? open : namesOf(plan, path).slice(0, 1).map(Uri.file);
}

/** A finding, a document that it stands in, and that file's text. */
export interface Located {
  readonly uri: Uri;
  readonly text: () => string;
  readonly problem: Problem;
}

/** The findings of a snapshot, each at its place. */
export function located(snapshot: Snapshot): Located[] {
  switch (snapshot.status) {
    case "no-plan":
    case "several":
      return [];
    case "unusable":
      return snapshot.plan.problems.flatMap((problem) => atPlace(snapshot.plan, new Map(), problem));
    case "ready": {
      const { values, sources, unread, unsealed, assessment } = snapshot.rollout;
      const byPath = new Map(
        Object.entries(values.plan.files).map(([key, { path }]) => [path, sources.get(key)] as const),
      );
      return [...unread, ...unsealed, ...assessment.problems].flatMap((problem) =>
        atPlace(snapshot.rollout, byPath, problem),
      );
    }
  }
}

function atPlace(
  plan: PlanDocument | Rollout,
  sources: ReadonlyMap<string, Source | undefined>,
  problem: Problem,
): Located[] {
  const path = problem.place?.path ?? plan.planPath;
  const text = (): string => (path === plan.planPath ? plan.planText : (sources.get(path)?.text ?? ""));
  return urisOf(plan, path).map((uri) => ({ uri, text, problem }));
}
