// Carries out "Show Checkpoints".
import { window } from "vscode";
import { checkpointTitle, describeChange, taggerName, when } from "../../messages/checkpoints";
import { chooseCheckpoint, noCheckpoints } from "../../messages/editor";
import { type Context, rolloutWithLedger } from "../change/context";
import { showInformation } from "../notify";
import { plain } from "../plain";
import { showCheckpoint } from "./compare-checkpoints";

/** Lists the checkpoints, newest first, and shows what the chosen one changed. */
export async function showCheckpoints(context: Context): Promise<void> {
  const items = [...rolloutWithLedger(context).ledger.checkpoints].reverse().map((checkpoint) => ({
    label: plain(checkpointTitle(checkpoint)),
    description: plain(`${when(checkpoint)} · ${taggerName(checkpoint)}`),
    detail: plain(checkpoint.changes.map(describeChange).join(", ")),
    checkpoint,
  }));
  if (items.length === 0) {
    void showInformation(noCheckpoints());
    return;
  }
  const choice = await window.showQuickPick(items, {
    title: chooseCheckpoint(),
    matchOnDetail: true,
    matchOnDescription: true,
  });
  if (choice) await showCheckpoint(context, choice.checkpoint);
}
