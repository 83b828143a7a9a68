// Decides how far a seal came that was cut off, by its lock's record and by what git and the disk hold.
import type { Checkpoint } from "../../core/ledger/ledger";
import { formatMessage } from "../../core/ledger/message";
import { bytesOf, type Target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { findOwnCommit, type SealedCommit } from "../git/commits";
import { orGitFailed } from "../git/git";
import { findCheckpoint } from "../git/ledger";
import type { Repository } from "../git/repository";
import type { PathState } from "../git/status";
import type { LockedFile, LockRecord } from "./lock";

/** How far a seal came. */
export type Standing =
  /** Its tag is there: all is done. */
  | { readonly state: "sealed"; readonly checkpoint: Checkpoint }
  /** Its commit is there, without its tag. A tag of that name that is not this checkpoint's counts for nothing. */
  | { readonly state: "committed"; readonly commit: SealedCommit }
  /** It has no commit. */
  | { readonly state: "uncommitted"; readonly files: readonly FileStanding[] };

/** A file that a lock names, with the SHA-256 of its bytes before and after. */
export type LockedTarget = Target & Pick<LockedFile, "before" | "after">;

/** A file of a seal without a commit. */
export type FileStanding =
  /** It has its bytes of before, or nothing was to be written. */
  | { readonly state: "untouched"; readonly file: LockedTarget }
  /** It has the bytes that the seal wrote. */
  | { readonly state: "written"; readonly file: LockedTarget; readonly bytes: Buffer }
  /** A person changed, staged or committed it since: it is theirs. */
  | { readonly state: "theirs"; readonly file: LockedTarget };

/** Finds out how far the seal of `record` came in its work tree, `at`. UserError: git-failed. */
export async function standingOf(
  at: Repository,
  record: LockRecord,
  files: readonly LockedTarget[],
): Promise<Standing> {
  const [checkpoint, commit] = await Promise.all([
    findCheckpoint(at.git, record.tag),
    record.files.length > 0 ? ownCommit(at, record) : undefined,
  ]);
  const tagged = commit?.commit ?? (record.files.length > 0 ? undefined : record.head);
  const isSealed = checkpoint?.commit === tagged && checkpoint && messageOf(checkpoint) === record.message;
  if (isSealed) return { state: "sealed", checkpoint };
  if (commit) return { state: "committed", commit };
  return { state: "uncommitted", files: await fileStandings(at, files) };
}

function messageOf(checkpoint: Checkpoint): string {
  return formatMessage({ tag: checkpoint.tag, summary: checkpoint.summary, record: checkpoint });
}

/** The commit that the seal made, on its branch or where HEAD is now. */
async function ownCommit({ git }: Repository, record: LockRecord): Promise<SealedCommit | undefined> {
  const tips = record.branch === "" ? ["HEAD"] : [`refs/heads/${record.branch}`, "HEAD"];
  for (const tip of tips) {
    const found = await orGitFailed("cat-file", findOwnCommit(git, record, tip));
    if (found) return found;
  }
  return undefined;
}

async function fileStandings(at: Repository, files: readonly LockedTarget[]): Promise<FileStanding[]> {
  const { head, paths } = await at.state(files.map(({ path }) => path));
  return Promise.all(files.map((file) => fileStanding(at, file, head, paths.get(file.path))));
}

/** States of a path in which nobody has told git of it since. */
const unstaged: readonly (PathState | undefined)[] = ["clean", "modified"];

async function fileStanding(
  at: Repository,
  file: LockedTarget,
  head: string | undefined,
  state: PathState | undefined,
): Promise<FileStanding> {
  // Where both are the same, nothing was to be written: the edits are a person's own.
  if (file.before === file.after) return { state: "untouched", file };
  const bytes = await bytesOf(file.absolute);
  const hash = bytes && hashBytes(bytes);
  if (hash === file.before) return { state: "untouched", file };
  const isOurs = bytes && hash === file.after && unstaged.includes(state);
  if (!isOurs) return { state: "theirs", file };
  const committed = head === undefined ? undefined : await at.bytesAt(head, file.path);
  return committed?.equals(bytes) ? { state: "theirs", file } : { state: "written", file, bytes };
}
