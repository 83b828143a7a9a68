import { join } from "node:path";
import { Uri } from "vscode";
import type { Assessment, ParameterState } from "../core/assess";
import type { Problem } from "../core/problem";
import type { Source } from "../core/source";
import type { Rollout, UnusablePlan } from "../node/rollout";

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

/** The findings of a snapshot, each with the file that it stands in and that file's text. */
export function located(snapshot: Snapshot): { readonly uri: Uri; readonly text: string; readonly problem: Problem }[] {
  if (snapshot.status !== "ready" && snapshot.status !== "unusable") return [];
  const { root, planPath, planText } = snapshot.status === "ready" ? snapshot.rollout : snapshot.plan;
  const problems =
    snapshot.status === "ready"
      ? [...snapshot.rollout.unread, ...snapshot.rollout.assessment.problems]
      : snapshot.plan.problems;
  const texts = new Map([[planPath, planText]]);
  if (snapshot.status === "ready") {
    const { values, sources } = snapshot.rollout;
    for (const [key, { path }] of Object.entries(values.plan.files)) texts.set(path, sources.get(key)?.text ?? "");
  }
  return problems.map((problem) => {
    const path = problem.place?.path ?? planPath;
    return { uri: uriOf(root, path), text: texts.get(path) ?? "", problem };
  });
}
