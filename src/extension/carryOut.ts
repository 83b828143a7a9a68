import { commands, ProgressLocation, window } from "vscode";
import { type Change, needsRestart, type Request } from "../core/change";
import { type Checkpoint, newestCheckpoint } from "../core/ledger";
import { describe } from "../messages/problems";
import { askTitle, done, sealing } from "../messages/words";
import type { Rollout } from "../node/rollout";
import { type Context, ledgerOf, refuseUnsaved, rolloutOf } from "./context";
import type { Compared } from "./preview";
import { reportError } from "./report";

/** Takes a request from preview to checkpoint: works it out afresh from disk, asks once, writes, and says what to do next. */
export async function carryOut(context: Context, request: Request): Promise<void> {
  const rollout = rolloutOf(context);
  ledgerOf(rollout);
  refuseUnsaved(rollout);
  const { execute, prepare } = await import("../node/execute");
  const prepared = await prepare(rollout.planFile, request);
  const { change } = prepared;
  if (!(await ask(context, change, rollout))) return;
  refuseUnsaved(rollout);
  const checkpoint = await window.withProgress({ location: ProgressLocation.Window, title: sealing() }, () =>
    execute(rollout.planFile, prepared),
  );
  await context.store.refresh();
  void announce(context, change, checkpoint).catch(reportError);
}

/** A change without edits is shown all the same: the file, as it is and as it stays. */
function compared({ files }: Change, rollout: Rollout): readonly Compared[] {
  if (files.length > 0) return files;
  return Object.entries(rollout.values.plan.files).map(([key, { path }]) => {
    const text = rollout.sources.get(key)?.text ?? "";
    return { path, before: text, after: text };
  });
}

/** While the question is open, what nothing checks stands beside it; both end together. */
async function ask({ preview }: Context, change: Change, rollout: Rollout): Promise<boolean> {
  const answer = preview.ask(compared(change, rollout), askTitle(change));
  if (change.notes.length > 0) {
    const options = {
      location: ProgressLocation.Notification,
      title: change.notes.map(describe).join(" "),
      cancellable: true,
    };
    void window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => preview.answer(false));
      return answer;
    });
  }
  return answer;
}

async function announce(context: Context, change: Change, checkpoint: Checkpoint): Promise<void> {
  const { plan } = rolloutOf(context).values;
  const words = done(change, checkpoint, needsRestart(plan, change.changes));
  const buttons = change.request.kind === "apply" ? [words.showDiff, words.rollBack] : [words.showDiff];
  const choice = await window.showInformationMessage(words.sentence, ...buttons);
  if (choice === words.showDiff) await context.preview.show(change.files, words.diffTitle);
  // The button may be pressed much later: by then it may no longer mean this checkpoint.
  if (choice === words.rollBack) {
    const isNewest = newestCheckpoint(ledgerOf(rolloutOf(context)))?.tag === checkpoint.tag;
    await (isNewest ? carryOut(context, { kind: "rollback" }) : commands.executeCommand("phasegate.rollBack"));
  }
}
