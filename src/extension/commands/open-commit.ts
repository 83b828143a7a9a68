// Carries out "Open Commit".
import { commands, extensions, Uri, window } from "vscode";
import type { Checkpoint } from "../../core/ledger/ledger";
import { checkpointUri } from "../change/checkpoint-files";
import { type Context, rolloutOf } from "../change/context";

/** VS Code's own view of a commit: not a documented command. */
const viewCommit = "git.viewCommit";

/** What is used of the API of VS Code's git. */
interface GitExtension {
  readonly enabled: boolean;
  getAPI(version: 1): { getRepository(uri: Uri): object | null };
}

/** Opens a checkpoint's commit, in VS Code's git where that can, else as `git show` prints it. */
export async function openCommit(context: Context, { tag, commit }: Checkpoint): Promise<void> {
  const rollout = rolloutOf(context);
  const plan = Uri.file(rollout.planFile);
  if (hasOpen(plan) && (await commands.getCommands(true)).includes(viewCommit)) {
    await commands.executeCommand(viewCommit, plan, commit);
    return;
  }
  await window.showTextDocument(checkpointUri(rollout, { of: "commit", tag }), { preview: true });
}

/** Whether VS Code's git has the repository of `uri` open: not where it is switched off, closed, or in a folder above. */
function hasOpen(uri: Uri): boolean {
  const git = extensions.getExtension<GitExtension>("vscode.git");
  return git?.isActive === true && git.exports.enabled && git.exports.getAPI(1).getRepository(uri) !== null;
}
