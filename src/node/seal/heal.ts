// Brings a seal that was cut off to its end: tags its commit, or takes back what it wrote.
import { lstat, rm } from "node:fs/promises";
import { type Checkpoint, type CheckpointRecord, parseTag } from "../../core/ledger/ledger";
import { formatMessage } from "../../core/ledger/message";
import { type Problem, problem } from "../../core/problem";
import { bytesOf, forget, restoreFile, type Target, target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { commitProblem, type SealedCommit, sealedCommits } from "../git/commits";
import { orGitFailed, orUnborn } from "../git/git";
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
  release,
  releasedOnFailure,
} from "./lock";

/** Looks at the values in a checkpoint's commit: what is wrong with those in a file's bytes, undefined when nothing is. */
export type VerifyCommit = (
  record: CheckpointRecord,
  path: string,
  bytes: Buffer,
  /** The file in the commit before, undefined where it was not there. */
  before: Buffer | undefined,
) => Problem | undefined;

export interface HealRequest {
  /** The plan's id. */
  readonly plan: string;
  /** The files that it governs, as it spells them. */
  readonly paths: readonly string[];
  readonly verify: VerifyCommit;
  /** The object of a lock whose holder a person says is gone. */
  readonly gone?: string;
}

/** What was found of a seal that did not come to its end, and what was done about it. */
export type Healing =
  /** Nothing to heal. */
  | { readonly status: "clean" }
  /** Another process is sealing, or was killed where nobody here can tell. */
  | { readonly status: "locked"; readonly lock: Lock; readonly problem: Problem }
  /** The commit stood without its tag: it has it now. */
  | { readonly status: "tagged"; readonly checkpoint: Checkpoint }
  /** Killed after writing, before the commit: these files have their bytes of before again. */
  | { readonly status: "restored"; readonly paths: readonly string[] }
  /** Killed before anything was written, or after all was done: only its lock was left. */
  | { readonly status: "unlocked"; readonly lock: Lock }
  /** A commit that is not what its message says, or not ours to tag: the ledger goes on without it. */
  | { readonly status: "passed-over"; readonly problems: readonly Problem[] }
  /** Something that must be put right by hand before anything is sealed: the problem says what. */
  | { readonly status: "refused"; readonly problem: Problem };

/**
 * Brings a seal that was cut off to its end. A lock is taken over only when the process that held it is gone for certain.
 * Git processes where there is nothing to do: for-each-ref (lock) beside log and for-each-ref (a commit without its tag).
 * UserError: tag-failed, file-unwritable, and what git refuses.
 */
export async function heal(repository: Repository, request: HealRequest): Promise<Healing> {
  const plan = checkedPlanId(request.plan);
  const [lock, untagged] = await Promise.all([readLock(repository.git, plan), untaggedCommit(repository, plan)]);
  if (!lock && !untagged) return { status: "clean" };
  if (lock && lock.object !== request.gone && !isAbandoned(lock)) {
    return { status: "locked", lock, problem: lockedProblem(plan, lock) };
  }
  const { head, indexLock } = await repository.state([]);
  // A git that outlived its parent may still be committing.
  if (indexLock !== undefined) return refused(problem("git-index-locked", { path: indexLock }));
  const files = await lockedFiles(repository, request.paths, lock);
  // No seal of ours wrote such a lock, so nothing that it says of files is to be believed.
  if (lock && !files) return refused(lockedProblem(plan, lock));
  const own = await acquire(repository.git, plan, await lockRequest(repository, head, lock, untagged), lock);
  const healing = await releasedOnFailure(repository.git, own, async (): Promise<Healing> => {
    const commit = await untaggedCommit(repository, plan);
    if (commit) return finish(repository, request, commit, lock);
    return lock ? restoreLocked(repository, lock, files ?? []) : { status: "clean" };
  });
  await release(repository.git, own);
  return healing;
}

function refused(why: Problem): Healing {
  return { status: "refused", problem: why };
}

/** What the healer's own lock says: the same as the one that it takes over, so that it can be healed in turn. */
async function lockRequest(
  repository: Repository,
  head: string | undefined,
  lock: Lock | undefined,
  untagged: SealedCommit | undefined,
): Promise<LockRequest> {
  const who = await repository.identity();
  return { tag: untagged?.tag ?? "", head: head ?? "", files: [], ...lock?.record, who };
}

/** The newest checkpoint's commit that HEAD reaches and no checkpoint does, and whose own tag is nowhere. */
async function untaggedCommit({ git }: Repository, plan: string): Promise<SealedCommit | undefined> {
  const revisions = ["HEAD", "--not", `--tags=phasegate/${plan}/*`];
  const [commits, names] = await Promise.all([
    orGitFailed("log", orUnborn(git, sealedCommits(git, revisions), [])),
    tagNames(git, plan),
  ]);
  return commits.find(({ tag, record }) => record.plan === plan && !names.includes(tag));
}

/** Tags a commit that is what its message says, once index and files are as its seal would have left them. */
async function finish(
  repository: Repository,
  { plan, paths, verify }: HealRequest,
  made: SealedCommit,
  lock: Lock | undefined,
): Promise<Healing> {
  const { tag, record, commit } = made;
  const who = await repository.identity();
  const isOurs = lock?.record?.tag === tag || who.endsWith(`<${made.mail}>`);
  const n = parseTag(tag)?.n ?? 0;
  const later = await tagsInTheWay(repository.git, plan, await tagNames(repository.git, plan), n);
  // Somebody else's, whose tag was not fetched; or one that the ledger has gone on without.
  if (!isOurs || later.length > 0) {
    return { status: "passed-over", problems: [problem("tag-absent", { commit, tag })] };
  }
  const files = await Promise.all(paths.map((path) => repository.resolve(path)));
  const governed = files.filter(({ inRepository }) => made.paths.includes(inRepository));
  const before = new Map(
    await Promise.all(governed.map(async ({ path }) => [path, await repository.bytesAt(`${commit}^`, path)] as const)),
  );
  const wrong = await commitProblem(repository, made, governed, (path, bytes) =>
    verify(record, path, bytes, before.get(path)),
  );
  if (wrong) {
    const passedOver = problem("commit-passed-over", { commit, tag });
    return { status: "passed-over", problems: [wrong, passedOver] };
  }
  await catchUpIndex(repository, commit, governed);
  await tagCommit(repository.git, tag, commit, formatMessage(made));
  await Promise.all(files.map((file) => forget(target(file, repository.gitDir))));
  return { status: "tagged", checkpoint: await readCheckpoint(repository.git, tag) };
}

/** A file that a lock names, with the SHA-256 of its bytes before and after. */
type LockedTarget = Target & Pick<LockedFile, "before" | "after">;

/** The files of a lock, undefined where the plan does not govern one of them. */
async function lockedFiles(
  repository: Repository,
  paths: readonly string[],
  lock: Lock | undefined,
): Promise<LockedTarget[] | undefined> {
  const governed = await Promise.all(paths.map((path) => repository.resolve(path)));
  const files = (lock?.record?.files ?? []).map(({ path, before, after, token }) => {
    const file = governed.find(({ inRepository }) => inRepository === path);
    return file && { ...target(file, repository.gitDir, token), before, after };
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
async function restoreLocked(repository: Repository, lock: Lock, files: readonly LockedTarget[]): Promise<Healing> {
  await Promise.all(files.map((file) => removeTemporary(repository, file)));
  const { head, paths } = await repository.state(files.map(({ path }) => path));
  const restored: string[] = [];
  for (const file of files) {
    const { path, before: hashBefore, after: hashAfter } = file;
    const [bytes, kept] = await Promise.all([bytesOf(file.absolute), bytesOf(file.kept)]);
    // Where both are the same, nothing was to be written: the edits are a person's own.
    const isUntouched = paths.get(path) === "clean" || hashBefore === hashAfter;
    if (isUntouched || !bytes || hashBytes(bytes) !== hashAfter) {
      await forget(file);
      continue;
    }
    const sources = [kept, head === undefined ? undefined : await repository.bytesAt(head, path)];
    const before = sources.find((source) => source && hashBytes(source) === hashBefore);
    if (!before || !(await restoreFile({ ...file, before, after: bytes }))) {
      return refused(problem("file-not-restored", { path }));
    }
    restored.push(path);
  }
  return restored.length > 0 ? { status: "restored", paths: restored } : { status: "unlocked", lock };
}
