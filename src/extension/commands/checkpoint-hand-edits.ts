// Gives the hand edits of the governed files a checkpoint of their own.
import { window } from "vscode";
import { handEditsPrompt } from "../../messages/editor";
import { carryOut } from "../change/carry-out";
import { type Context, rolloutOf } from "../change/context";

/**
 * Gives the bot's uncommitted edits a checkpoint of their own. Where they hold values that nobody sealed, it keeps why they
 * were written first, if the person has more to say of it than the values do.
 */
export async function checkpointHandEdits(context: Context): Promise<void> {
  const unsealed = rolloutOf(context).unsealed.length > 0;
  const reason = unsealed ? await window.showInputBox({ ...handEditsPrompt(), ignoreFocusOut: true }) : "";
  if (reason === undefined) return;
  await carryOut(context, { kind: "hand-edits", ...(reason.trim() !== "" && { reason }) });
}
