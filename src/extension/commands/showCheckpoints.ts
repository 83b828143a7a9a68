import { window } from "vscode";
import type { Checkpoint } from "../../core/ledger";
import { problem, UserError } from "../../core/problem";
import { checkpointTitle, when } from "../../messages/checkpoints";
import { changesOf, chooseCheckpoint, noCheckpoints } from "../../messages/words";
import { type Context, ledgerOf, rolloutOf } from "../context";
import { inform } from "../notify";

/** Lists the checkpoints, newest first, and shows what the chosen one changed. */
export async function showCheckpoints(context: Context): Promise<void> {
  const items = [...ledgerOf(rolloutOf(context)).checkpoints].reverse().map((checkpoint) => ({
    label: checkpointTitle(checkpoint),
    description: `${when(checkpoint)} · ${checkpoint.who}`,
    detail: checkpoint.changes.map(({ parameter, before, after }) => `${parameter} ${before} → ${after}`).join(", "),
    checkpoint,
  }));
  if (items.length === 0) {
    void inform(noCheckpoints());
    return;
  }
  const choice = await window.showQuickPick(items, {
    title: chooseCheckpoint(),
    matchOnDetail: true,
    matchOnDescription: true,
  });
  if (choice) await showCheckpoint(context, choice.checkpoint);
}

/** Shows the governed files before and after a checkpoint, as git has them. */
export async function showCheckpoint(context: Context, { tag, commit, changes }: Checkpoint): Promise<void> {
  const { repository, values } = rolloutOf(context);
  if (!repository) throw new UserError(problem("workspace-untrusted", {}));
  const { textAt } = await import("../../node/execute");
  const files = await Promise.all(
    Object.values(values.plan.files).map(async ({ path }) => ({
      path,
      before: await textAt(repository, changes.length > 0 ? `${commit}^` : commit, path),
      after: await textAt(repository, commit, path),
    })),
  );
  await context.preview.show(files, changesOf(tag));
}
