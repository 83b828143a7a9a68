// Gives commands the rollout as it is known, and refuses unsaved files.
import { realpath } from "node:fs/promises";
import { type ExtensionContext, type TextDocument, workspace } from "vscode";
import { requireLedger } from "../../core/assessment/assess";
import type { Ledger } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import type { Rollout } from "../../node/rollout";
import type { Dashboard } from "../dashboard/dashboard";
import type { Plans } from "../state/plans";
import { absolutePaths } from "../state/snapshot";
import type { Store } from "../state/store";
import type { Preview } from "./preview";

/** What every command works with. */
export interface Context {
  readonly plans: Plans;
  readonly store: Store;
  readonly preview: Preview;
  readonly dashboard: Dashboard;
  readonly extension: ExtensionContext;
}

/** The rollout as it is known, or the reason why there is none. */
export function rolloutOf({ store }: Context): Rollout {
  const { snapshot } = store;
  switch (snapshot.status) {
    case "ready":
      return snapshot.rollout;
    case "unusable":
      throw new UserError(...snapshot.plan.problems);
    case "several":
      throw new UserError(
        problem("plan-several", { plans: snapshot.plans.map((uri) => workspace.asRelativePath(uri)) }),
      );
    case "no-plan":
      throw new UserError(problem("plan-missing", { folder: workspace.name ?? "" }));
  }
}

/** The rollout as it is known, with its ledger, or the reason why there is none. */
export function rolloutWithLedger(context: Context): { readonly rollout: Rollout; readonly ledger: Ledger } {
  const rollout = rolloutOf(context);
  return { rollout, ledger: requireLedger(rollout) };
}

/**
 * Refuses where the editor holds text of a plan or a governed file that is not on disk yet, by whichever link it was
 * opened: what is applied is what is saved.
 */
export async function refuseUnsaved(rollout: Rollout): Promise<void> {
  const unsaved = await unsavedDocuments(rollout);
  if (unsaved.length > 0) throw new UserError(...unsaved.map(({ path }) => problem("file-unsaved", { path })));
}

/** The paths of the plan and of governed files whose text is not on disk yet, and the documents that hold it. */
export async function unsavedDocuments(
  rollout: Rollout,
): Promise<{ readonly path: string; readonly documents: readonly TextDocument[] }[]> {
  const dirty = workspace.textDocuments.filter(({ isDirty, uri }) => isDirty && uri.scheme === "file");
  const known = await Promise.all(
    dirty.map(async (document) => ({ document, real: await realPathOf(document.uri.fsPath) })),
  );
  const paths = [rollout.planPath, ...Object.values(rollout.plan.files).map(({ path }) => path)];
  const found = await Promise.all(
    paths.map(async (path) => {
      const realPaths = await Promise.all(absolutePaths(rollout, path).map(realPathOf));
      return { path, documents: known.filter(({ real }) => realPaths.includes(real)).map(({ document }) => document) };
    }),
  );
  return found.filter(({ documents }) => documents.length > 0);
}

function realPathOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
