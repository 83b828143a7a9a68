import { join } from "node:path";
import { Uri } from "vscode";
import type { Assessment, ParameterState } from "../core/assess";
import type { Problem } from "../core/problem";
import type { Source } from "../core/source";
import type { PlanDocument, Rollout, UnusablePlan } from "../node/rollout";

/** What the editor knows at one moment. */
export type Snapshot =
  | { readonly status: "no-plan"; readonly plans: readonly Uri[] }
  | { readonly status: "several"; readonly plans: readonly Uri[] }
  | { readonly status: "unusable"; readonly plans: readonly Uri[]; readonly plan: UnusablePlan }
  | { readonly status: "ready"; readonly plans: readonly Uri[]; readonly rollout: Rollout };

/** A governed file: its source and the parameters that stand in it. */
export interface Governed {
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
  if (!source) return undefined;
  const parameters = rollout.assessment.parameters.filter(({ parameter }) => parameter.file === key);
  return { assessment: rollout.assessment, source, parameters };
}

/** The plan's key of the file `uri`, undefined where the plan does not name it. */
export function keyOf({ root, values }: Rollout, uri: Uri): string | undefined {
  if (uri.scheme !== "file") return undefined;
  const found = Object.entries(values.plan.files).find(([, { path }]) => uriOf(root, path).fsPath === uri.fsPath);
  return found?.[0];
}

/** The file at `path`, which is relative to the repository's root. */
export function uriOf(root: string, path: string): Uri {
  return Uri.file(join(root, path));
}

/** A finding, the file that it stands in, and that file's text. */
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
      return snapshot.plan.problems.map((problem) => atPlace(snapshot.plan, new Map(), problem));
    case "ready": {
      const { values, sources, unread, assessment } = snapshot.rollout;
      const byPath = new Map(
        Object.entries(values.plan.files).map(([key, { path }]) => [path, sources.get(key)] as const),
      );
      return [...unread, ...assessment.problems].map((problem) => atPlace(snapshot.rollout, byPath, problem));
    }
  }
}

function atPlace(plan: PlanDocument, sources: ReadonlyMap<string, Source | undefined>, problem: Problem): Located {
  const path = problem.place?.path ?? plan.planPath;
  const text = (): string => (path === plan.planPath ? plan.planText : (sources.get(path)?.text ?? ""));
  return { uri: uriOf(plan.root, path), text, problem };
}
