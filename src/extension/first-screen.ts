// What a person sees first of a demo: the bot, where `npm start` or "Open Demo" opens it, with the plan's view beside it.
import { commands, type ExtensionContext, Position, Selection, Uri, window, workspace } from "vscode";
import type { Demo } from "../node/demo";
import { viewId, walkthroughId } from "./ids";

const key = "demoToShow";

/** Has the window that opens the demo's folder next show it. */
export async function showOnceOpened({ globalState }: ExtensionContext, demo: Demo): Promise<void> {
  await globalState.update(key, demo);
}

/** In the window of a demo; in any other, does nothing. */
export async function showFirstScreen({ globalState, extension }: ExtensionContext): Promise<void> {
  const demo = globalState.get<Demo>(key);
  const isMade = demo !== undefined && workspace.workspaceFolders?.[0]?.uri.fsPath === Uri.file(demo.folder).fsPath;
  if (isMade) {
    await globalState.update(key, undefined);
    const start = new Position(demo.line, 0);
    await window.showTextDocument(Uri.file(demo.bot), { preview: false, selection: new Selection(start, start) });
    await commands.executeCommand("workbench.action.openWalkthrough", walkthroughId(extension.id), true);
  }
  if (!isMade && process.env["PHASEGATE_SHOW_PLAN"] === undefined) return;
  await commands.executeCommand(`${viewId("plan")}.focus`);
  await commands.executeCommand("workbench.action.focusFirstEditorGroup");
}
