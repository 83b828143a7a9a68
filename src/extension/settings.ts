import { type Uri, workspace } from "vscode";

/** Every setting, read in one place; the manifest holds the defaults. */
export const settings = {
  /** The plan to use where there are several, relative to its workspace folder; "" leaves it open. */
  plan: () => read<string>("plan"),
  inlineDiff: () => read<"besideValue" | "endOfLine" | "off">("inlineDiff"),
};

/** Keeps the choice of a plan in the settings of its workspace. */
export async function rememberPlan(plan: Uri): Promise<void> {
  await workspace.getConfiguration("phasegate", plan).update("plan", workspace.asRelativePath(plan, false));
}

function read<T>(name: keyof typeof settings): T {
  return workspace.getConfiguration("phasegate").get(name) as T;
}
