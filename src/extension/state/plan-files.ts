// Finds the plans in the workspace's folders.
import { type Uri, workspace } from "vscode";

/** The plans' names, as a glob. */
export const planFiles = "**/*.phaseplan.json";

/** The plans; no more than `limit`, where one is given. */
export function findPlans(limit?: number): Thenable<readonly Uri[]> {
  return workspace.findFiles(planFiles, "**/{node_modules,.git}/**", limit);
}
