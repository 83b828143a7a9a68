// Reads every setting.
import { type Uri, workspace } from "vscode";

/** Every setting, read in one place; the manifest holds the defaults. */
export const settings = {
  /** The plan to use, relative to the workspace folder `folder`; "" leaves it open. */
  plan: (folder: Uri) => read<string>("plan", folder),
  /** Git's own: the branches that nobody should commit to, as globs. */
  branchProtection: (folder: Uri) => workspace.getConfiguration("git", folder).get<unknown>("branchProtection"),
  inlineDiff: () => read<"besideValue" | "endOfLine" | "off">("inlineDiff"),
};

function read<T>(name: "plan" | "inlineDiff", scope?: Uri): T {
  return workspace.getConfiguration("phasegate", scope).get(name) as T;
}
