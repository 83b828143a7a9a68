import { Range, TextEditorRevealType, type Uri, window, workspace } from "vscode";
import { requireLedger } from "../../core/assessment/assess";
import type { Checkpoint } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { numberOf } from "../../messages/checkpoints";
import { changesOf, comparedTo, comparedToCurrent } from "../../messages/editor";
import type { Rollout } from "../../node/rollout";
import { checkpointUri } from "../change/checkpoint-files";
import { compare, type Pair } from "../change/compare";
import { type Context, rolloutOf } from "../change/context";
import { shownUris } from "../state/snapshot";

/** What one side of a comparison shows of the file at `path`. */
type Side = (path: string) => Uri | undefined;

/** Shows the governed files before and after a checkpoint's own commit. */
export function showCheckpoint(context: Context, { tag }: Checkpoint): Promise<void> {
  const rollout = rolloutWithGit(context);
  const before: Side = (path) => checkpointUri(rollout, { of: "file-before", tag, path });
  return compareFiles(rollout, changesOf(tag), before, at(rollout, tag));
}

/** Compares the governed files as a checkpoint left them with the files themselves, which can be edited there. */
export function compareWithCurrent(context: Context, { tag }: Checkpoint): Promise<void> {
  const rollout = rolloutWithGit(context);
  const current: Side = (path) => shownUris(rollout, path)[0];
  return compareFiles(rollout, comparedToCurrent(tag), at(rollout, tag), current);
}

/** Compares with the checkpoint before it: what others committed between the two is shown as well. */
export async function compareWithPrevious(context: Context, { tag }: Checkpoint): Promise<void> {
  const { checkpoints } = requireLedger(rolloutOf(context));
  const index = checkpoints.findIndex((each) => each.tag === tag);
  const [previous, checkpoint] = [checkpoints[index - 1], checkpoints[index]];
  if (previous && checkpoint) await compareTwo(context, previous, checkpoint);
}

/** Compares two checkpoints, the earlier one on the left. */
export function compareTwo(context: Context, one: Checkpoint, other: Checkpoint): Promise<void> {
  const rollout = rolloutWithGit(context);
  const [earlier, later] = one.n <= other.n ? [one, other] : [other, one];
  const title = comparedTo(earlier.tag, numberOf(later));
  return compareFiles(rollout, title, at(rollout, earlier.tag), at(rollout, later.tag));
}

function at(rollout: Rollout, tag: string): Side {
  return (path) => checkpointUri(rollout, { of: "file", tag, path });
}

function rolloutWithGit(context: Context): Rollout {
  const rollout = rolloutOf(context);
  if (!rollout.repository) throw new UserError(rollout.withoutLedger ?? problem("workspace-untrusted", {}));
  return rollout;
}

async function compareFiles({ plan }: Rollout, title: string, left: Side, right: Side): Promise<void> {
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
  const [one, other] = await Promise.all([before, after].map((uri) => workspace.openTextDocument(uri)));
  const lines = one?.getText().split(/\r?\n/) ?? [];
  const changed = other?.getText().split(/\r?\n/) ?? [];
  const found = changed.findIndex((text, index) => text !== lines[index]);
  const line = Math.max(0, found);
  return new Range(line, 0, line, 0);
}
