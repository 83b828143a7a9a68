// Uses the plan of the file in the active editor, where the workspace has several plans.
import { Disposable, type TextEditor, type Uri, window } from "vscode";
import { reportError } from "../report";
import type { Plans } from "./plans";
import { fileKeyAt, isFileAt } from "./snapshot";
import type { Store } from "./store";

/** Whoever opens another bot, or another plan, sees that rollout; a file of no plan, or of several, changes nothing. */
export function followEditor(plans: Plans, store: Store): Disposable {
  const follow = (editor: TextEditor | undefined): void => {
    if (editor && store.snapshot.plans.length > 1) usePlanOf(editor.document.uri).catch(reportError);
  };
  const usePlanOf = async (uri: Uri): Promise<void> => {
    if (uri.scheme !== "file") return;
    const { plans: all, plan: inUse } = await plans.read();
    const its: Uri[] = [];
    for (const plan of all) if (await isOf(plan, uri)) its.push(plan);
    const [only] = its;
    const isStill = window.activeTextEditor?.document.uri.toString() === uri.toString();
    if (only && its.length === 1 && only.toString() !== inUse?.toString() && isStill) await plans.choose(only);
  };
  return Disposable.from(
    window.onDidChangeActiveTextEditor(follow),
    store.follow(
      (snapshot) => snapshot.plans.length,
      () => follow(window.activeTextEditor),
    ),
  );
}

/** Whether `uri` is the plan or a file that it governs. */
async function isOf(plan: Uri, uri: Uri): Promise<boolean> {
  const { readRollout } = await import("../../node/rollout");
  const read = await readRollout(plan.fsPath, { git: false });
  return isFileAt(read, read.planPath, uri) || (!("problems" in read) && fileKeyAt(read, uri) !== undefined);
}
