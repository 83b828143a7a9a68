import { type Uri, workspace } from "vscode";
import type { Ledger } from "../core/ledger";
import { problem, UserError } from "../core/problem";
import type { Rollout } from "../node/rollout";
import type { Preview } from "./preview";
import { uriOf } from "./snapshot";
import type { Store } from "./store";

/** What every command works with. */
export interface Context {
  readonly store: Store;
  readonly preview: Preview;
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

/** The ledger, or the reason why it can't be read: nothing is applied without it. */
export function ledgerOf({ assessment, withoutLedger }: Rollout): Ledger {
  if (assessment.ledger) return assessment.ledger;
  throw new UserError(withoutLedger ?? problem("workspace-untrusted", {}));
}

/** Refuses where the editor holds text of a plan or a governed file that is not on disk yet: what is applied is what is saved. */
export function refuseUnsaved({ root, planPath, values }: Rollout): void {
  const paths = [planPath, ...Object.values(values.plan.files).map(({ path }) => path)];
  const unsaved = paths.filter((path) => isDirty(uriOf(root, path)));
  if (unsaved.length > 0) throw new UserError(...unsaved.map((path) => problem("file-unsaved", { path })));
}

function isDirty(uri: Uri): boolean {
  return workspace.textDocuments.some((document) => document.isDirty && document.uri.fsPath === uri.fsPath);
}
