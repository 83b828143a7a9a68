import { ProgressLocation, window } from "vscode";
import { type Change, needsRestart, type Request } from "../core/change";
import type { Checkpoint } from "../core/ledger";
import { describe } from "../messages/problems";
import { askTitle, done, sealing } from "../messages/words";
import { type Context, refuseUnsaved, rolloutOf } from "./context";
import type { Compared } from "./preview";
import { reportError } from "./report";

/** Takes a request from preview to checkpoint: works it out afresh from disk, asks once, writes, and says what to do next. */
export async function carryOut(context: Context, request: Request): Promise<void> {
  const rollout = rolloutOf(context);
  refuseUnsaved(rollout);
  const { execute, prepare } = await import("../node/execute");
  const { change } = await prepare(rollout.planFile, request);
  const asked = context.preview.ask(compared(change, rollout), askTitle(change));
  if (change.notes.length > 0) void window.showInformationMessage(change.notes.map(describe).join(" "));
  if (!(await asked)) return;
  refuseUnsaved(rollout);
  const checkpoint = await window.withProgress({ location: ProgressLocation.Window, title: sealing() }, () =>
    execute(rollout.planFile, change),
  );
  await context.store.refresh();
  void announce(context, change, checkpoint).catch(reportError);
}

/** A change without edits is shown all the same: the file, as it is and as it stays. */
function compared({ files }: Change, rollout: ReturnType<typeof rolloutOf>): readonly Compared[] {
  if (files.length > 0) return files;
  return Object.entries(rollout.values.plan.files).map(([key, { path }]) => {
    const text = rollout.sources.get(key)?.text ?? "";
    return { path, before: text, after: text };
  });
}

async function announce(context: Context, change: Change, checkpoint: Checkpoint): Promise<void> {
  const { plan } = rolloutOf(context).values;
  const words = done(change, checkpoint, needsRestart(plan, change.changes));
  const choice = await window.showInformationMessage(words.sentence, words.showDiff, words.rollBack);
  if (choice === words.showDiff) await context.preview.show(change.files, words.diffTitle);
  if (choice === words.rollBack) await carryOut(context, { kind: "rollback" });
}
