// Carries out "Open Plan".
import { Uri, window } from "vscode";
import type { Context } from "../change/context";
import { pickPlan } from "./choose-plan";

/** Opens the plan that is in use, or asks which one. */
export async function openPlan({ store }: Context): Promise<void> {
  const uri = await planInUse(store.snapshot);
  if (uri) await window.showTextDocument(uri);
}

async function planInUse(snapshot: Context["store"]["snapshot"]): Promise<Uri | undefined> {
  if (snapshot.status === "ready") return Uri.file(snapshot.rollout.planFile);
  if (snapshot.status === "unusable") return Uri.file(snapshot.plan.planFile);
  return pickPlan(snapshot.plans);
}
