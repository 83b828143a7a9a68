// "Open Demo…": a bot, its plan and its repository in a new folder that the person chooses, opened in a window.
import { homedir } from "node:os";
import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";
import { problem, UserError } from "../../core/problem";
import { demoCommitMessage, demoPlaceTitle, makingDemo, putDemoHere } from "../../messages/editor";
import { makeDemo } from "../../node/demo";
import { showOnceOpened } from "../first-screen";
import { showProgress } from "../notify";

export async function openDemo(extension: ExtensionContext): Promise<void> {
  if (!workspace.isTrusted) throw new UserError(problem("workspace-untrusted", {}));
  const [parent] =
    (await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: Uri.file(homedir()),
      openLabel: putDemoHere(),
      title: demoPlaceTitle(),
    })) ?? [];
  if (!parent) return;
  const from = Uri.joinPath(extension.extensionUri, "demo").fsPath;
  const demo = await showProgress("notification", makingDemo(), makeDemo(from, parent.fsPath, demoCommitMessage));
  await showOnceOpened(extension, demo);
  const forceNewWindow = workspace.workspaceFolders !== undefined;
  await commands.executeCommand("vscode.openFolder", Uri.file(demo.folder), { forceNewWindow });
}
