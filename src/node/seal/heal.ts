// Brings a seal that was cut off to its end: tags its commit, or takes back what it wrote.
import { lstat, rm } from "node:fs/promises";
import type { Checkpoint, CheckpointRecord } from "../../core/ledger/ledger";
import { parseMessage } from "../../core/ledger/message";
import { type Problem, problem } from "../../core/problem";
import { bytesOf, forget, restoreFile, type Target, target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { commitProblem, type PlannedFile, type SealedCommit } from "../git/commits";
import { catchUpIndex } from "../git/index-entries";
import { checkpointIn, readCheckpoint, refObject } from "../git/ledger";
import { removeMessageFile, withMessageFile } from "../git/message-file";
import { checkedPlanId, Repository } from "../git/repository";
import { tagCommit } from "../git/tag";
import { resultOrProblems } from "../result-or-problems";
import { type FileStanding, type LockedTarget, standingOf } from "./cut-off";
import {
  acquire,
  isLeft,
  type Lock,
  type LockRecord,
  leaveToHeal,
  lifeOfHolder,
  lockedProblem,
  recordsOf,
  release,
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
  /** The plan's lock, as it was read. */
  readonly lock: Lock | undefined;
  /** The files that it governs, as it spells them. */
  readonly paths: readonly string[];
  readonly verify: VerifyCommit;
  /** Whether a person says that the holder of the lock is gone, where nobody here can tell. */
  readonly gone?: boolean;
}

/** What was found of a seal that did not come to its end, and what was done about it. */
export type Healing =
  /** Nothing to heal. */
  | { readonly status: "clean" }
  /** Another process is sealing, or may be, or something must be put right by hand: the problem says what. */
  | { readonly status: "stuck"; readonly problem: Problem }
  /**
   * It is done, undone or passed over: the notes say which; none where its process had just come to its own end. `completed` is
   * its checkpoint, where all of it is done now. `unsealed` is there where a commit stands that git can't tag yet.
   */
  | {
      readonly status: "healed";
      readonly notes: readonly Problem[];
      readonly completed?: Checkpoint;
      readonly unsealed?: UnsealedCommits;
    };

/** Commits that are what their seals meant, and that git can't tag: a key to sign with is missing, say. */
export interface UnsealedCommits {
  /** The lock that holds their records, as it is left. */
  readonly lock: Lock;
  /** What they will be once they have their tags, oldest first. */
  readonly checkpoints: readonly [Checkpoint, ...Checkpoint[]];
  /** Why they have none. */
  readonly problems: readonly Problem[];
}

/** What became of the seal of one record. */
type Outcome =
  | Extract<Healing, { status: "stuck" }>
  | { readonly status: "healed"; readonly notes: readonly Problem[]; readonly completed?: Checkpoint }
  | { readonly status: "untagged"; readonly checkpoint: Checkpoint; readonly problems: readonly Problem[] };

/**
 * Brings a seal that was cut off to its end, by the record in its lock and nothing else. A lock is taken over only when the
 * process that held it is gone for certain, or by somebody's word. No git process where there is no lock.
 * UserError: file-unwritable, and what git refuses; the lock stays then.
 */
export async function heal(repository: Repository, request: HealRequest): Promise<Healing> {
  const { lock, gone = false } = request;
  const plan = checkedPlanId(request.plan);
  if (!lock) return { status: "clean" };
  const life = lifeOfHolder(lock, repository.commonDir);
  const isLocked = life === "lives" || (life !== "gone" && !gone);
  const at = isLocked ? undefined : await workTreeOf(repository, lock, gone);
  if (!at) return { status: "stuck", problem: lockedProblem(plan, lock, life) };
  if (!(await isLeft(repository.git, plan, lock))) return { status: "healed", notes: [] };
  const { record } = lock;
  if (!record) {
    await release(repository.git, plan, lock);
    return { status: "healed", notes: [problem("lock-dropped", { plan })] };
  }
  return takeOver(at, request, { ...lock, record });
}

/** The work tree of the seal; undefined where it can't be reached. Of a lock from elsewhere, the person's word is for this one. */
async function workTreeOf(repository: Repository, { record }: Lock, gone: boolean): Promise<Repository | undefined> {
  if (!record || record.repository !== repository.commonDir || record.workTree === repository.root) return repository;
  const { result: at } = await resultOrProblems(Repository.open(record.workTree));
  const isOurs = at?.commonDir === repository.commonDir && at.root === record.workTree;
  return isOurs ? at : gone ? repository : undefined;
}

/** Does the work of `heal` under a lock of its own, with the same record, so that it can be healed in turn. */
async function takeOver(
  at: Repository,
  request: HealRequest,
  lock: Lock & { readonly record: LockRecord },
): Promise<Healing> {
  const { plan, paths, gone } = request;
  const { git, commonDir: repository, root: workTree } = at;
  const { record } = lock;
  // A git that outlived its parent may still be committing.
  const { indexLock } = await at.state([]);
  if (indexLock !== undefined) return { status: "stuck", problem: problem("git-index-locked", { path: indexLock }) };
  const cutOff = await Promise.all(
    recordsOf(record).map(async (each) => ({ record: each, files: await lockedFiles(at, paths, each) })),
  );
  // No seal of ours writes what its plan does not govern.
  if (cutOff.some((each) => each.files.length < each.record.files.length) && !gone) {
    return { status: "stuck", problem: lockedProblem(plan, lock, "unknown") };
  }
  const own = await acquire(git, plan, { ...record, repository, workTree }, lock);
  try {
    return await broughtAllToEnd(at, request, own, cutOff);
  } catch (error) {
    await leaveToHeal(git, plan, own);
    throw error;
  }
}

interface CutOff {
  readonly record: LockRecord;
  readonly files: readonly LockedTarget[];
}

/** Heals one seal after the other, and gives the lock up, or leaves in it what could not be healed. */
async function broughtAllToEnd(
  at: Repository,
  request: HealRequest,
  own: Lock,
  cutOff: readonly CutOff[],
): Promise<Healing> {
  const { git } = at;
  const notes: Problem[] = [];
  const problems: Problem[] = [];
  const untagged: { record: LockRecord; checkpoint: Checkpoint }[] = [];
  let completed: Checkpoint | undefined;
  for (const { record, files } of cutOff) {
    const outcome = await broughtToEnd(at, request, record, files);
    if (outcome.status === "stuck") {
      await leaveToHeal(git, request.plan, own);
      return outcome;
    }
    if (outcome.status === "healed") {
      notes.push(...outcome.notes);
      completed = outcome.completed ?? completed;
    } else {
      const { checkpoint } = outcome;
      untagged.push({ record: { ...record, commit: checkpoint.commit }, checkpoint });
      problems.push(unsealedProblem(checkpoint), ...outcome.problems);
    }
  }
  const healed = { status: "healed", notes, ...(completed && { completed }) } as const;
  const [first, ...more] = untagged.map(({ checkpoint }) => checkpoint);
  if (!first) {
    await release(git, request.plan, own);
    return healed;
  }
  const left = await leaveToHeal(git, request.plan, { ...own, record: joined(untagged.map(({ record }) => record)) });
  return { ...healed, unsealed: { lock: left, checkpoints: [first, ...more], problems } };
}

/** One record for all of them: the last with those before. */
function joined(records: readonly LockRecord[]): LockRecord | undefined {
  const last = records.at(-1);
  return last && { ...last, ...(records.length > 1 && { unsealed: records.slice(0, -1) }) };
}

function unsealedProblem({ commit, tag, who, when }: Checkpoint): Problem {
  return problem("commit-unsealed", { commit, tag, who, when });
}

/** The files of a lock that the plan governs. */
async function lockedFiles(
  at: Repository,
  paths: readonly string[],
  { files }: LockRecord,
): Promise<readonly LockedTarget[]> {
  const governed = await Promise.all(paths.map((path) => at.resolve(path)));
  return files.flatMap(({ path, before, after, token }) => {
    const file = governed.find(({ inRepository }) => inRepository === path);
    return file ? [{ ...target(file, at.gitDir, token), before, after }] : [];
  });
}

async function broughtToEnd(
  at: Repository,
  request: HealRequest,
  record: LockRecord,
  files: readonly LockedTarget[],
): Promise<Outcome> {
  await removeMessageFile(at, record.tag);
  for (const file of files) await removeTemporary(at, file);
  const standing = await standingOf(at, record, files);
  switch (standing.state) {
    case "sealed": {
      await Promise.all(files.map(forget));
      const notes = [problem("seal-complete", { tag: record.tag })];
      return { status: "healed", notes, completed: standing.checkpoint };
    }
    case "committed":
      return finish(at, request, record, files, standing.commit);
    case "uncommitted":
      return undo(at, record, standing.files);
  }
}

/** Tags a commit that is what its seal meant, once the index is as the seal would have left it. */
async function finish(
  at: Repository,
  { verify }: HealRequest,
  { tag, head, message }: LockRecord,
  files: readonly LockedTarget[],
  made: SealedCommit,
): Promise<Outcome> {
  const { commit, committer } = made;
  const sealed = parseMessage(message)?.record;
  if (!sealed) throw new Error(`the lock of ${tag} has no message`);
  const before = new Map(
    await Promise.all(files.map(async ({ path }) => [path, await bytesBefore(at, head, path)] as const)),
  );
  const isWholeFile = sealed.event.kind === "rollback" && sealed.event.to.kind === "files-of-checkpoint";
  const planned = await Promise.all(files.map(withPlannedBytes));
  const wrong = await commitProblem(at, made, planned, (path, bytes) => {
    const isExact = files.some((file) => file.path === path && file.after === hashBytes(bytes));
    if (isWholeFile && !isExact) return problem("commit-differs", { path, detail: "bytes" });
    return verify(sealed, path, bytes, before.get(path));
  });
  if (wrong) return { status: "healed", notes: [wrong, problem("commit-passed-over", { commit, tag })] };
  const written = files.map((file) => ({ ...file, written: file.after }));
  await catchUpIndex(at, commit, written);
  const { problems } = await resultOrProblems(
    withMessageFile(at, { tag, message }, (messageFile) => tagCommit(at.git, { tag, commit, messageFile, committer })),
  );
  if (problems.length > 0) {
    const isTaken = (await refObject(at.git, `refs/tags/${tag}`)) !== undefined;
    const { name, mail, date } = committer;
    const checkpoint = checkpointIn(message, commit, { who: `${name} <${mail}>`, date });
    if (!checkpoint) throw new Error(`the lock of ${tag} has no message`);
    return { status: "untagged", checkpoint, problems: isTaken ? [problem("tag-taken", { tag })] : problems };
  }
  await Promise.all(files.map(forget));
  const completed = await readCheckpoint(at.git, tag);
  return { status: "healed", notes: [problem("checkpoint-untagged", { commit, tag })], completed };
}

/** What a write that was cut off left beside its file; never a file that git keeps. */
async function removeTemporary(at: Repository, { temporary }: Target): Promise<void> {
  const { absolute, inRepository } = temporary;
  if (!(await lstat(absolute).catch(() => undefined))?.isFile()) return;
  const state = (await at.state([inRepository])).paths.get(inRepository);
  if (state === "untracked" || state === "ignored") await rm(absolute, { force: true });
}

/** Gives the files that the seal wrote their bytes of before, and leaves those alone that a person touched since. */
async function undo(at: Repository, { tag, head }: LockRecord, files: readonly FileStanding[]): Promise<Outcome> {
  const restored: string[] = [];
  for (const standing of files) {
    const { file } = standing;
    if (standing.state !== "written") await forget(file);
    else if (await isRestored(at, head, file, standing.bytes)) restored.push(file.path);
    else return { status: "stuck", problem: problem("file-not-restored", { path: file.path }) };
  }
  const theirs = files.flatMap(({ state, file }) => (state === "theirs" ? [file.path] : []));
  const notes = [
    ...(restored.length > 0 ? [problem("write-undone", { tag, paths: restored })] : []),
    ...(theirs.length > 0 ? [problem("write-kept", { tag, paths: theirs })] : []),
  ];
  return { status: "healed", notes: notes.length > 0 ? notes : [problem("seal-undone", { tag })] };
}

/** Undefined also where a filter fails. */
async function bytesBefore(at: Repository, head: string, path: string): Promise<Buffer | undefined> {
  const { result } = await resultOrProblems(at.bytesAt(head, path));
  return result;
}

/** The file with the bytes that its seal wrote, where it still has them. */
async function withPlannedBytes(file: LockedTarget): Promise<PlannedFile> {
  const { path, inRepository, absolute } = file;
  const bytes = await bytesOf(absolute);
  return { path, inRepository, absolute, ...(bytes && hashBytes(bytes) === file.after && { planned: bytes }) };
}

/** Restores one file, from what was kept of it or from the commit before. */
async function isRestored(at: Repository, head: string, file: LockedTarget, after: Buffer): Promise<boolean> {
  const sources = [await bytesOf(file.kept), await at.bytesAt(head, file.path)];
  const before = sources.find((source) => source && hashBytes(source) === file.before);
  return before !== undefined && (await restoreFile({ ...file, before, after }));
}
