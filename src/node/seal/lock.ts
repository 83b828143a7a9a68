// Holds the lock of a plan, a ref that git swaps atomically, while a checkpoint is sealed or healed: healing rests on its record.
import { CommittedNotSealed, type Problem, problem, UserError } from "../../core/problem";
import { type Git, GitFailure, orGitFailed } from "../git/git";
import { lockRef, refObject } from "../git/ledger";
import { resultOrProblems } from "../result-or-problems";
import { isOwnProcess, type Life, lifeOf, ownProcess, type ProcessName } from "./process";

/** What is sealed, where and by whom: the content of the blob that the lock ref names. */
export interface LockRecord extends ProcessName {
  /** "Name <mail>". */
  readonly who: string;
  /** ISO 8601. */
  readonly when: string;
  /** The git folder that all work trees share, absolute: a copy of the repository has another. */
  readonly repository: string;
  /** The root of the work tree that is written, absolute. */
  readonly workTree: string;
  /** The branch's short name, empty where HEAD is detached. */
  readonly branch: string;
  /** The commit that it starts from. */
  readonly head: string;
  /** The checkpoint's tag to be, and the message of its commit and tag. */
  readonly tag: string;
  readonly message: string;
  /** None where `head` itself is tagged. */
  readonly files: readonly LockedFile[];
  /** Its commit, once that stands and git could not tag it. */
  readonly commit?: string;
  /** The seals before it whose commits stand without their tags, oldest first. */
  readonly unsealed?: readonly LockRecord[];
}

export interface LockedFile {
  /** As git calls it. */
  readonly path: string;
  /** SHA-256 of its bytes before and after the change. */
  readonly before: string;
  readonly after: string;
  /** Tells its temporary file from any other. */
  readonly token: string;
}

/** A lock that is held or was left behind. */
export interface Lock {
  /** The object that the ref names: what a release must still find there. */
  readonly object: string;
  /** Undefined where the object is not one of ours. */
  readonly record: LockRecord | undefined;
}

/** The locks that this very process is at work under, by their objects: one of its own that is not here could not be given up. */
const held = new Map<string, Lock>();

/** What the taker of a lock says; the rest is known here. */
export type LockRequest = Omit<LockRecord, keyof ProcessName | "when" | "commit">;

/**
 * Takes the plan's lock, by git's compare-and-swap: from nobody, or from `holder`, whose process is gone. Two processes.
 * UserError: plan-locked, git-failed.
 */
export async function acquire(git: Git, plan: string, request: LockRequest, holder?: Lock): Promise<Lock> {
  const record: LockRecord = { ...request, when: new Date().toISOString(), ...ownProcess() };
  const object = await written(git, record);
  const lock = { object, record };
  held.set(object, lock);
  try {
    await take(git, plan, lock, holder);
  } catch (error) {
    held.delete(object);
    throw error;
  }
  return lock;
}

async function written(git: Git, record: LockRecord): Promise<string> {
  const text = `${JSON.stringify(record, null, 2)}\n`;
  return (await orGitFailed("hash-object", git.run(["hash-object", "-w", "--stdin"], text))).trim();
}

async function take(
  git: Git,
  plan: string,
  { object, record: { repository } }: Lock & { readonly record: LockRecord },
  holder: Lock | undefined,
): Promise<void> {
  const ref = lockRef(plan);
  const command = holder ? `update ${ref} ${object} ${holder.object}\n` : `create ${ref} ${object}\n`;
  for (let attempts = 5; ; attempts--) {
    try {
      await git.run(["update-ref", "--stdin"], command);
      return;
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      const other = await readLock(git, plan);
      if (other && other.object !== holder?.object) {
        throw new UserError(lockedProblem(plan, other, lifeOfHolder(other, repository)));
      }
      // The holder gave it up just now, or is about to appear.
      if (attempts === 0) throw error.asUserError("update-ref");
    }
  }
}

/** Gives the lock up, if it is still this one; one process. UserError: git-failed. */
export async function release(git: Git, plan: string, lock: Lock): Promise<void> {
  held.delete(lock.object);
  await orGitFailed("update-ref", git.run(["update-ref", "--stdin"], `delete ${lockRef(plan)} ${lock.object}\n`));
}

/** Leaves the lock as `holder` had left it; one process. What came of the work is told elsewhere, so a failure is not. */
async function giveBack(git: Git, plan: string, lock: Lock, holder: Lock): Promise<void> {
  held.delete(lock.object);
  const command = `update ${lockRef(plan)} ${holder.object} ${lock.object}\n`;
  await resultOrProblems(orGitFailed("update-ref", git.run(["update-ref", "--stdin"], command)));
}

/**
 * As `release`, where the work under the lock has an end of its own to tell: a lock that stays is for `heal`. One that was taken
 * from `holder`, whose commit has no tag yet, is left as it was.
 */
export async function releaseIfPossible(git: Git, plan: string, lock: Lock, holder?: Lock): Promise<void> {
  await (holder ? giveBack(git, plan, lock, holder) : resultOrProblems(release(git, plan, lock)));
}

/**
 * Leaves the lock for `heal`, which needs its record, and says in it that nobody is at work under it any more. Where git can't
 * write that either, this process can heal at once, and any other once this one has ended. Gives the lock as it is then. Two
 * processes.
 */
export async function leaveToHeal(git: Git, plan: string, lock: Lock): Promise<Lock> {
  held.delete(lock.object);
  if (!lock.record) return lock;
  const { result } = await resultOrProblems(leave(git, plan, lock.object, { ...lock.record, pid: 0 }));
  return result ?? lock;
}

async function leave(git: Git, plan: string, taken: string, record: LockRecord): Promise<Lock> {
  const object = await written(git, record);
  const command = `update ${lockRef(plan)} ${object} ${taken}\n`;
  await orGitFailed("update-ref", git.run(["update-ref", "--stdin"], command));
  return { object, record };
}

/**
 * Does `work`, and gives the lock up where it fails, as `releaseIfPossible`. What left a commit behind, or may have, leaves the
 * lock to `heal`.
 */
export async function releasedOnFailure<T>(
  git: Git,
  plan: string,
  { lock, holder }: { readonly lock: Lock; readonly holder: Lock | undefined },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const unsealed = error instanceof CommittedNotSealed ? error.unsealed : undefined;
    if (!unsealed || unsealed.next === "pass-over") await releaseIfPossible(git, plan, lock, holder);
    else await leaveToHeal(git, plan, unsealed.next === "tag" ? withCommit(lock, unsealed.commit) : lock);
    throw error;
  }
}

function withCommit({ object, record }: Lock, commit: string | undefined): Lock {
  return { object, record: record && { ...record, ...(commit !== undefined && { commit }) } };
}

/** The records of a lock: of the seals before it that have no tag yet, oldest first, and of its own. */
export function recordsOf(record: LockRecord): readonly [...LockRecord[], LockRecord] {
  const { unsealed = [], ...own } = record;
  return [...unsealed, own];
}

/** The plan's lock, undefined where nobody holds it; one process, and one more where somebody does. */
export async function readLock(git: Git, plan: string): Promise<Lock | undefined> {
  const object = await refObject(git, lockRef(plan));
  return object === undefined ? undefined : readLockObject(git, object);
}

/** The lock whose ref names `object`; one process, and none where this process is at work under it. */
export async function readLockObject(git: Git, object: string): Promise<Lock> {
  const own = held.get(object);
  if (own) return own;
  const bytes = await git.blob(object).catch((error: unknown) => {
    if (error instanceof GitFailure) return undefined;
    throw error;
  });
  return { object, record: bytes && parseRecord(bytes.toString()) };
}

/** Whether a lock whose process is gone is still there: it may have given it up at its end. One process. */
export async function isLeft(git: Git, plan: string, { object }: Lock): Promise<boolean> {
  return (await refObject(git, lockRef(plan))) === object;
}

export function lockedProblem(plan: string, { record }: Lock, life: Life): Problem<"plan-locked"> {
  const { who = "?", when = "?", host = "?", pid = 0, workTree = "?" } = record ?? {};
  return problem("plan-locked", { plan, who, when, host, pid, workTree, lives: life === "lives" });
}

/** Whether somebody is at work under the lock. Nobody can tell of a lock that was copied along with its repository. */
export function lifeOfHolder({ object, record }: Lock, repository: string): Life {
  if (!record || record.repository !== repository) return "unknown";
  if (isOwnProcess(record)) return held.has(object) ? "lives" : "gone";
  return lifeOf(record);
}

function parseRecord(text: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const texts: readonly (keyof LockRecord)[] = [
  "who",
  "when",
  "host",
  "machine",
  "boot",
  "started",
  "repository",
  "workTree",
  "branch",
  "head",
  "tag",
  "message",
];

function isRecord(value: unknown): value is LockRecord {
  if (!hasTexts(value, texts) || !("pid" in value) || !("head" in value)) return false;
  const files: unknown = "files" in value ? value.files : undefined;
  if (typeof value.pid !== "number" || !Array.isArray(files) || !isObjectName(value.head)) return false;
  if ("commit" in value && !isObjectName(value.commit)) return false;
  const unsealed: unknown = "unsealed" in value ? value.unsealed : [];
  return files.every(isLockedFile) && Array.isArray(unsealed) && unsealed.every(isRecord);
}

function isObjectName(value: unknown): boolean {
  return /^[0-9a-f]+$/.test(String(value));
}

/** The token becomes part of a file's name. */
function isLockedFile(value: unknown): value is LockedFile {
  if (!hasTexts(value, ["path", "before", "after", "token"]) || !("token" in value)) return false;
  return /^[0-9a-f]+$/.test(String(value.token));
}

function hasTexts(value: unknown, keys: readonly string[]): value is object {
  if (typeof value !== "object" || value === null) return false;
  return keys.every((key) => typeof Reflect.get(value, key) === "string");
}
