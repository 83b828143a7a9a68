// Activates the extension: all of it where a workspace folder has a plan, else what waits for one.
import { commands, Disposable, type ExtensionContext, workspace } from "vscode";
import { contributedCommands } from "./contributions";
import { showFirstScreen } from "./first-screen";
import { commandId, setContext } from "./ids";
import { LateView } from "./late-view";
import type { Views } from "./start";
import { findPlans, planFiles } from "./state/plan-files";
import { settings } from "./state/settings";
import { watch } from "./state/watch";

/**
 * VS Code calls this in every window, a while after it has opened, since its own search for a plan (`workspaceContains`) may be
 * asked before it can answer. So it loads little: the rest is a program of its own, which starts with a plan or a command.
 */
export async function activate(context: ExtensionContext): Promise<void> {
  const views: Views = {
    plan: new LateView("plan", { showCollapseAll: true }),
    checkpoints: new LateView("checkpoints", { canSelectMany: true }),
  };
  let started: Promise<void> | undefined;
  const start = (): Promise<void> => {
    started ??= import("./start").then((program) => {
      waiting.dispose();
      program.start(context, views);
    });
    return started;
  };
  const startWithPlan = async (): Promise<void> => {
    if ((await hasPlan()) && !started) await start();
  };
  const waiting = Disposable.from(
    watch(planFiles, { changed: start, cameOrWent: start }),
    workspace.onDidChangeWorkspaceFolders(startWithPlan),
    ...contributedCommands.map(([name]) => startBefore(commandId(name), start)),
  );
  context.subscriptions.push(waiting, views.plan, views.checkpoints);
  setContext("status", "no-plan");
  // Before the plan is there: a walkthrough notices only what comes about while it is open.
  const firstScreen = showFirstScreen(context);
  await Promise.allSettled([firstScreen]);
  await startWithPlan();
  // Where it failed, that is told once all else works.
  await firstScreen;
}

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
