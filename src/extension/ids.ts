// Names commands, views and context keys as they are declared, so that a misspelt name does not compile.
import { commands } from "vscode";
import type { CommandName, ContextKey, ContextValues, ViewName } from "./contributions";

export function commandId(name: CommandName): string {
  return `phasegate.${name}`;
}

/** The type of the dashboard's panel, by which VS Code brings it back after a reload. */
export const dashboardViewType = "phasegate.dashboard";

/** Of the servers that answer agents, as the manifest declares it. */
export const mcpServersId = "phasegate.mcp";

/** Of the walkthrough, as the command that opens it wants it. */
export function walkthroughId(extension: string): string {
  return `${extension}#rollout`;
}

export function viewId(name: ViewName): string {
  return `phasegate.${name}`;
}

export function setContext<Key extends ContextKey>(key: Key, value: ContextValues[Key]): void {
  void commands.executeCommand("setContext", `phasegate.${key}`, value);
}
