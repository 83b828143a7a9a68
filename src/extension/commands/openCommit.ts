import { commands, Uri, window } from "vscode";
import type { Checkpoint } from "../../core/ledger";
import { checkpointUri } from "../checkpointFiles";
import { type Context, rolloutOf } from "../context";

/** VS Code's own view of a commit: not a documented command, and its git extension may be switched off. */
const viewCommit = "git.viewCommit";

/** Opens a checkpoint's commit, in VS Code's git where that can, else as `git show` prints it. */
export async function openCommit(context: Context, { tag, commit }: Checkpoint): Promise<void> {
  const rollout = rolloutOf(context);
  if ((await commands.getCommands(true)).includes(viewCommit)) {
    await commands.executeCommand(viewCommit, Uri.file(rollout.planFile), commit);
    return;
  }
  await window.showTextDocument(checkpointUri(rollout, { of: "commit", tag }), { preview: true });
}
