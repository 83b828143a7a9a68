// Activates the extension: all of it where a workspace folder has a plan, else what waits for one.
import { commands, Disposable, type ExtensionContext, window, workspace } from "vscode";
import { contributedCommands, viewNames } from "./contributions";
import { commandId, setContext, viewId } from "./ids";
import { findPlans, planFiles } from "./state/plan-files";
import { settings } from "./state/settings";
import { watch } from "./state/watch";

/**
 * VS Code calls this in every window, a while after it has opened, since its own search for a plan (`workspaceContains`) may be
 * asked before it can answer. So it loads little: the rest is a program of its own, which starts with a plan or a command.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  let started: Promise<void> | undefined;
  const start = (): Promise<void> => {
    started ??= import("./start").then((program) => {
      waiting.dispose();
      program.start(context);
    });
    return started;
  };
  const startWithPlan = async (): Promise<void> => {
    if ((await hasPlan()) && !started) await start();
  };
  const waiting = Disposable.from(
    watch(planFiles, { changed: start, cameOrWent: start }),
    workspace.onDidChangeWorkspaceFolders(startWithPlan),
    ...viewNames.map((name) => window.registerTreeDataProvider(viewId(name), empty)),
    ...contributedCommands.map(([name]) => startBefore(commandId(name), start)),
  );
  context.subscriptions.push(waiting);
  setContext("status", "no-plan");
  await startWithPlan();
}

/** A view without rows shows its welcome. */
const empty = { getChildren: () => [], getTreeItem: () => ({}) };

/** The command, which is registered anew by what it starts. */
function startBefore(command: string, start: () => Promise<void>): Disposable {
  return commands.registerCommand(command, async (...args: unknown[]) => {
    await start();
    await commands.executeCommand(command, ...args);
  });
}

/** A plan in the settings counts, there or not: one that is missing is told. */
async function hasPlan(): Promise<boolean> {
  const folders = workspace.workspaceFolders ?? [];
  return folders.some(({ uri }) => settings.plan(uri) !== "") || (await findPlans(1)).length > 0;
}
