// Carries out "Choose Plan…", and asks which plan is meant where another command needs to know.
import { type Uri, window, workspace } from "vscode";
import { choosePlan as chooseTitle, settingWins } from "../../messages/editor";
import type { Context } from "../change/context";
import { showInformation } from "../notify";
import { plain } from "../plain";

/** Asks which plan to use, and keeps the answer for this workspace. */
export async function choosePlan({ plans, store }: Context): Promise<void> {
  const uri = await pickPlan(store.snapshot.plans);
  if (!uri) return;
  await plans.choose(uri);
  await store.refresh();
  const { plan } = await plans.read();
  if (plan?.toString() !== uri.toString()) void showInformation(settingWins());
}

export async function pickPlan(plans: readonly Uri[]): Promise<Uri | undefined> {
  const items = plans.map((uri) => ({ label: plain(workspace.asRelativePath(uri)), uri }));
  return (await window.showQuickPick(items, { title: chooseTitle() }))?.uri;
}
