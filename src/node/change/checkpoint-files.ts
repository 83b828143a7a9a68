// Reads the files and the commit of a checkpoint, for those who look at it.
import { type Checkpoint, formatTag, type TagName } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { commitText } from "../git/commits";
import { textAt } from "../git/file-at";
import { findCheckpoint } from "../git/ledger";
import { Repository } from "../git/repository";

/**
 * The file at `path` as the checkpoint left it, or as it was in the commit before it; empty where there was none. UserError:
 * checkpoint-unknown, file-outside, file-path-invalid, file-undecodable, and what git refuses.
 */
export async function readCheckpointFile(
  folder: string,
  tag: TagName,
  path: string,
  side: "before" | "after",
): Promise<string> {
  const { repository, checkpoint } = await open(folder, tag);
  const { commit, changes } = checkpoint;
  // A checkpoint that changed nothing tags a commit that was there: before it, all was the same.
  return textAt(repository, side === "before" && changes.length > 0 ? `${commit}^` : commit, path);
}

/** The checkpoint's commit as `git show` prints it. UserError: checkpoint-unknown, and what git refuses. */
export async function readCheckpointCommit(folder: string, tag: TagName): Promise<string> {
  const { repository, checkpoint } = await open(folder, tag);
  return commitText(repository.git, checkpoint.commit);
}

async function open(folder: string, tag: TagName): Promise<{ repository: Repository; checkpoint: Checkpoint }> {
  const repository = await Repository.open(folder);
  const checkpoint = await findCheckpoint(repository.git, formatTag(tag));
  if (!checkpoint) throw new UserError(problem("checkpoint-unknown", { tag: formatTag(tag) }));
  return { repository, checkpoint };
}
