import { lstat, rm } from "node:fs/promises";
import { type Checkpoint, type CheckpointRecord, parseTag } from "../../core/ledger/ledger";
import { formatMessage } from "../../core/ledger/message";
import { type Problem, problem } from "../../core/problem";
import { bytesOf, forget, restoreFile, type Target, target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { commitProblem, type SealedCommit, sealedCommits } from "../git/commits";
import { orUnborn, told } from "../git/git";
import { catchUpIndex } from "../git/index-entries";
import { readCheckpoint, tagNames, tagsInTheWay } from "../git/ledger";
import { checkedPlanId, type Repository } from "../git/repository";
import { tagCommit } from "../git/tag";
import {
  acquire,
  isAbandoned,
  type Lock,
  type LockedFile,
  type LockRequest,
  lockedProblem,
  readLock,
  whileLocked,
} from "./lock";

/** Looks at the values in a commit's file: what is wrong with them, undefined when nothing is. */
export type VerifyRecord = (
  record: CheckpointRecord,
  path: string,
  bytes: Buffer,
  /** The file in the commit before. */
  before: Buffer | undefined,
) => Problem | undefined;

export interface HealRequest {
  /** The plan's id. */
  readonly plan: string;
  /** The files that it governs, as it spells them. */
  readonly paths: readonly string[];
  readonly verify: VerifyRecord;
  /** The object of a lock whose holder a person says is gone. */
  readonly gone?: string;
}

/** What was found of a seal that did not come to its end, and what was done about it. */
export type Healing =
  /** Nothing to heal. */
  | { readonly status: "whole" }
  /** Another process is sealing, or was killed where nobody here can tell. */
  | { readonly status: "locked"; readonly lock: Lock; readonly problem: Problem }
  /** The commit stood without its tag: it has it now. */
  | { readonly status: "tagged"; readonly checkpoint: Checkpoint }
  /** Killed after writing, before the commit: these files have their bytes of before again. */
  | { readonly status: "restored"; readonly paths: readonly string[] }
  /** Killed before anything was written, or after all was done: only its lock was left. */
  | { readonly status: "unlocked"; readonly lock: Lock }
  /** A commit that is not what its message says, or not ours to tag: the ledger goes on without it. */
  | { readonly status: "passed-over"; readonly problem: Problem }
  /** Something that must be put right by hand before anything is sealed: the problem says what. */
  | { readonly status: "refused"; readonly problem: Problem };

/**
 * Brings the ledger of a plan to a whole end, after a seal that was cut off. A lock is taken over only when the process
 * that held it is gone for certain. Git processes where all is whole: three, side by side.
 */
export async function heal(repository: Repository, request: HealRequest): Promise<Healing> {
  const plan = checkedPlanId(request.plan);
  const [lock, untagged] = await Promise.all([readLock(repository.git, plan), untaggedCommit(repository, plan)]);
  if (!lock && !untagged) return { status: "whole" };
  if (lock && lock.object !== request.gone && !isAbandoned(lock)) {
    return { status: "locked", lock, problem: lockedProblem(plan, lock) };
  }
  const { head, indexLock } = await repository.state([]);
  // A git that outlived its parent may still be committing.
  if (indexLock !== undefined) return refused(problem("git-index-locked", { path: indexLock }));
  const files = await lockedFiles(repository, request.paths, lock);
  // No seal of ours wrote such a lock, so nothing that it says of files is to be believed.
  if (lock && !files) return refused(lockedProblem(plan, lock));
  const own = await acquire(repository.git, plan, await nextHolder(repository, head, lock, untagged), lock);
  const work = async (): Promise<Healing> => {
    const commit = await untaggedCommit(repository, plan);
    if (commit) return finish(repository, request, commit, lock);
    return lock ? takeBack(repository, lock, files ?? []) : { status: "whole" };
  };
  return whileLocked(repository.git, own, work, (healing) => healing);
}

function refused(why: Problem): Healing {
  return { status: "refused", problem: why };
}

function passedOver(why: Problem): Healing {
  return { status: "passed-over", problem: why };
}

/** What the healer's own lock says: the same as the one that it takes over, so that it can be healed in turn. */
async function nextHolder(
  repository: Repository,
  head: string | undefined,
  lock: Lock | undefined,
  commit: SealedCommit | undefined,
): Promise<LockRequest> {
  const who = await repository.identity();
  return { tag: commit?.tag ?? "", head: head ?? "", files: [], ...lock?.record, who };
}

/** The newest checkpoint's commit that HEAD reaches and no checkpoint does, and whose own tag is nowhere. */
async function untaggedCommit({ git }: Repository, plan: string): Promise<SealedCommit | undefined> {
  const revisions = ["HEAD", "--not", `--tags=phasegate/${plan}/*`];
  const [commits, names] = await Promise.all([
    told("log", orUnborn(git, sealedCommits(git, revisions), [])),
    tagNames(git, plan),
  ]);
  return commits.find(({ tag, record }) => record.plan === plan && !names.includes(tag));
}

async function finish(
  repository: Repository,
  { plan, paths, verify }: HealRequest,
  commit: SealedCommit,
  lock: Lock | undefined,
): Promise<Healing> {
  const { tag, record } = commit;
  const who = await repository.identity();
  const ours = lock?.record?.tag === tag || who.endsWith(`<${commit.mail}>`);
  const n = parseTag(tag)?.n ?? 0;
  const later = await tagsInTheWay(repository.git, plan, await tagNames(repository.git, plan), n);
  // Somebody else's, whose tag was not fetched; or one that the ledger has gone on without.
  if (!ours || later.length > 0)
    return passedOver(problem("tag-absent", { commit: commit.commit, tag }, { severity: "warning" }));
  const files = await Promise.all(paths.map((path) => repository.resolve(path)));
  const governed = files.filter(({ inRepository }) => commit.paths.includes(inRepository));
  const before = new Map(
    await Promise.all(
      governed.map(async ({ path }) => [path, await repository.bytesAt(`${commit.commit}^`, path)] as const),
    ),
  );
  const wrong = await commitProblem(repository, commit, governed, (path, bytes) =>
    verify(record, path, bytes, before.get(path)),
  );
  if (wrong) return passedOver(wrong);
  await catchUpIndex(repository, commit.commit, governed);
  await tagCommit(repository.git, tag, commit.commit, formatMessage(record, n));
  await Promise.all(files.map((file) => forget(target(file, repository.gitDir))));
  return { status: "tagged", checkpoint: await readCheckpoint(repository.git, tag) };
}

/** A file that a seal was to change, with the SHA-256 of its bytes before and after. */
type WrittenFile = Target & Pick<LockedFile, "planned" | "next">;

/** The files of a lock, undefined where the plan does not govern one of them. */
async function lockedFiles(
  repository: Repository,
  paths: readonly string[],
  lock: Lock | undefined,
): Promise<WrittenFile[] | undefined> {
  const governed = await Promise.all(paths.map((path) => repository.resolve(path)));
  const files = (lock?.record?.files ?? []).map(({ path, planned, next, token }) => {
    const file = governed.find(({ inRepository }) => inRepository === path);
    return file && { ...target(file, repository.gitDir, token), planned, next };
  });
  return files.every((file) => file !== undefined) ? files : undefined;
}

/** What a write that was cut off left beside its file; never a file that git keeps. */
async function removeTemporary(repository: Repository, { temporary }: Target): Promise<void> {
  const { absolute, inRepository } = temporary;
  if (!(await lstat(absolute).catch(() => undefined))?.isFile()) return;
  const state = (await repository.state([inRepository])).paths.get(inRepository);
  if (state === "untracked" || state === "ignored") await rm(absolute, { force: true });
}

/** Gives the files of an abandoned lock their bytes of before, where they still have those that it wrote. */
async function takeBack(repository: Repository, lock: Lock, files: readonly WrittenFile[]): Promise<Healing> {
  await Promise.all(files.map((file) => removeTemporary(repository, file)));
  const { head, paths } = await repository.state(files.map(({ path }) => path));
  const restored: string[] = [];
  for (const file of files) {
    const { path, planned, next } = file;
    const [bytes, kept] = await Promise.all([bytesOf(file.absolute), bytesOf(file.kept)]);
    // Where both are the same, nothing was to be written: the edits are a person's own.
    if (paths.get(path) === "clean" || planned === next || !bytes || hashBytes(bytes) !== next) {
      await forget(file);
      continue;
    }
    const sources = [kept, head === undefined ? undefined : await repository.bytesAt(head, path)];
    const before = sources.find((source) => source && hashBytes(source) === planned);
    if (!before || !(await restoreFile(file, before, bytes))) return refused(problem("file-not-restored", { path }));
    restored.push(path);
  }
  return restored.length > 0 ? { status: "restored", paths: restored } : { status: "unlocked", lock };
}
