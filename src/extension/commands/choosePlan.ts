import { type Uri, window, workspace } from "vscode";
import { choosePlan as chooseTitle } from "../../messages/words";
import type { Context } from "../context";
import { rememberPlan } from "../settings";

/** Asks which plan to use, and keeps the answer in the workspace's settings. */
export async function choosePlan({ store }: Context): Promise<void> {
  const uri = await pickPlan(store.snapshot.plans);
  if (!uri) return;
  await rememberPlan(uri);
  await store.refresh();
}

export async function pickPlan(plans: readonly Uri[]): Promise<Uri | undefined> {
  const items = plans.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  return (await window.showQuickPick(items, { title: chooseTitle() }))?.uri;
}
