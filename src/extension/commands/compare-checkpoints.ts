// Opens comparisons of checkpoints: with the commit before, with the files as they are, and with each other.
import { Range, TextEditorRevealType, type Uri, window, workspace } from "vscode";
import type { Checkpoint } from "../../core/ledger/ledger";
import { numberOf } from "../../messages/checkpoints";
import { changesOf, comparedTo, comparedToCurrent } from "../../messages/editor";
import type { Rollout } from "../../node/rollout";
import { checkpointUri } from "../change/checkpoint-files";
import { compare, type Pair } from "../change/compare";
import { type Context, rolloutWithLedger } from "../change/context";
import { shownUris } from "../state/snapshot";

/** What one side of a comparison shows of the file at `path`. */
type DocumentAt = (path: string) => Uri | undefined;

/** Shows the governed files before and after a checkpoint's own commit. */
export function showCheckpoint(context: Context, { tag }: Checkpoint): Promise<void> {
  const { rollout } = rolloutWithLedger(context);
  const before: DocumentAt = (path) => checkpointUri(rollout, { of: "file-before", tag, path });
  return compareFiles(rollout, changesOf(tag), before, leftBy(rollout, tag));
}

/** Compares the governed files as a checkpoint left them with the files themselves, which can be edited there. */
export function compareWithCurrent(context: Context, { tag }: Checkpoint): Promise<void> {
  const { rollout } = rolloutWithLedger(context);
  const current: DocumentAt = (path) => shownUris(rollout, path)[0];
  return compareFiles(rollout, comparedToCurrent(tag), leftBy(rollout, tag), current);
}

/** Compares with the checkpoint before it: what others committed between the two is shown as well. */
export async function compareWithPrevious(context: Context, { tag }: Checkpoint): Promise<void> {
  const { checkpoints } = rolloutWithLedger(context).ledger;
  const index = checkpoints.findIndex((checkpoint) => checkpoint.tag === tag);
  const [previous, checkpoint] = [checkpoints[index - 1], checkpoints[index]];
  if (previous && checkpoint) await compareTwo(context, previous, checkpoint);
}

/** Compares two checkpoints, the earlier one on the left. */
export function compareTwo(context: Context, first: Checkpoint, second: Checkpoint): Promise<void> {
  const { rollout } = rolloutWithLedger(context);
  const [earlier, later] = first.n <= second.n ? [first, second] : [second, first];
  const title = comparedTo(earlier.tag, numberOf(later));
  return compareFiles(rollout, title, leftBy(rollout, earlier.tag), leftBy(rollout, later.tag));
}

function leftBy(rollout: Rollout, tag: string): DocumentAt {
  return (path) => checkpointUri(rollout, { of: "file", tag, path });
}

async function compareFiles({ plan }: Rollout, title: string, left: DocumentAt, right: DocumentAt): Promise<void> {
  const pairs = Object.values(plan.files).flatMap(({ path }) => {
    const [before, after] = [left(path), right(path)];
    return before && after ? [{ before, after }] : [];
  });
  const [first, ...others] = pairs;
  if (!first || others.length > 0) {
    await compare(title, pairs);
    return;
  }
  const range = await firstDifference(first);
  await compare(title, pairs, range);
  window.activeTextEditor?.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** VS Code goes to the first change of texts that it is given, but not reliably of files. */
async function firstDifference({ before, after }: Pair): Promise<Range> {
  const [linesBefore, linesAfter] = await Promise.all([linesOf(before), linesOf(after)]);
  const line = Math.max(
    0,
    linesAfter.findIndex((text, index) => text !== linesBefore[index]),
  );
  return new Range(line, 0, line, 0);
}

async function linesOf(uri: Uri): Promise<string[]> {
  const document = await workspace.openTextDocument(uri);
  return document.getText().split(/\r?\n/);
}
