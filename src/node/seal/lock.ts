// Holds the lock of a plan while a checkpoint of it is sealed or healed: a ref, which git swaps atomically.
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { CommittedNotSealed, type Problem, problem, UserError } from "../../core/problem";
import { errorCode } from "../files/errors";
import { type Git, GitFailure, orGitFailed } from "../git/git";
import { resultOrProblems } from "../result-or-problems";

/** Who is sealing a checkpoint, and what of: the content of the blob that the lock ref names. */
export interface LockRecord {
  /** "Name <mail>". */
  readonly who: string;
  /** ISO 8601. */
  readonly when: string;
  readonly host: string;
  /** Tells apart machines and containers that share a host name: within one, process ids are comparable. */
  readonly machine: string;
  readonly pid: number;
  /** The checkpoint's tag to be. */
  readonly tag: string;
  /** The commit that it starts from. */
  readonly head: string;
  readonly files: readonly LockedFile[];
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
  readonly ref: string;
  /** The object that the ref names: what a release must still find there. */
  readonly object: string;
  /** Undefined where the object is not one of ours. */
  readonly record: LockRecord | undefined;
}

/** The objects of the locks that this very process is at work under: one of its own that is not here could not be given up. */
const held = new Set<string>();

function lockRef(plan: string): string {
  return `refs/phasegate/lock/${plan}`;
}

/** What the taker of a lock says; the rest is known here. */
export type LockRequest = Pick<LockRecord, "who" | "tag" | "head" | "files">;

/**
 * Takes the plan's lock, by git's compare-and-swap: from nobody, or from `holder`, whose process is gone. Two processes.
 * UserError: plan-locked, git-failed.
 */
export async function acquire(git: Git, plan: string, request: LockRequest, holder?: Lock): Promise<Lock> {
  const ref = lockRef(plan);
  const own = { host: hostname(), machine: machine(), pid: process.pid };
  const record: LockRecord = { ...request, when: new Date().toISOString(), ...own };
  const text = `${JSON.stringify(record, null, 2)}\n`;
  const object = (await orGitFailed("hash-object", git.run(["hash-object", "-w", "--stdin"], text))).trim();
  const command = holder ? `update ${ref} ${object} ${holder.object}\n` : `create ${ref} ${object}\n`;
  held.add(object);
  try {
    await take(git, plan, command, holder);
  } catch (error) {
    held.delete(object);
    throw error;
  }
  return { ref, object, record };
}

async function take(git: Git, plan: string, command: string, holder: Lock | undefined): Promise<void> {
  for (let attempts = 5; ; attempts--) {
    try {
      await git.run(["update-ref", "--stdin"], command);
      return;
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      const other = await readLock(git, plan);
      if (other && other.object !== holder?.object) throw new UserError(lockedProblem(plan, other));
      // The holder gave it up just now, or is about to appear.
      if (attempts === 0) throw error.asUserError("update-ref");
    }
  }
}

/** Gives the lock up, if it is still this one; one process. UserError: git-failed. */
export async function release(git: Git, lock: Lock): Promise<void> {
  held.delete(lock.object);
  await orGitFailed("update-ref", git.run(["update-ref", "--stdin"], `delete ${lock.ref} ${lock.object}\n`));
}

/** As `release`, where the work under the lock has an end of its own to tell: a lock that stays is for `heal`. */
export async function releaseIfPossible(git: Git, lock: Lock): Promise<void> {
  await resultOrProblems(release(git, lock));
}

/** Does `work`, and gives the lock up where it fails. Where nobody can tell how far it came, the lock stays, to tell `heal`. */
export async function releasedOnFailure<T>(git: Git, lock: Lock, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CommittedNotSealed && error.unsealed.next === "find-out") held.delete(lock.object);
    else await releaseIfPossible(git, lock);
    throw error;
  }
}

/** The plan's lock, undefined where nobody holds it; one process, and one more where somebody does. */
export async function readLock(git: Git, plan: string): Promise<Lock | undefined> {
  const ref = lockRef(plan);
  const found = await orGitFailed(
    "for-each-ref",
    git.run(["for-each-ref", "--format=%(objectname) %(objecttype)", ref]),
  );
  const [object, type] = found.trim().split(" ");
  if (!object) return undefined;
  const text = type === "blob" ? (await orGitFailed("cat-file", git.blob(object))).toString() : "";
  return { ref, object, record: parseRecord(text) };
}

export function lockedProblem(plan: string, { ref, record }: Lock): Problem {
  const { who = "?", when = "?", host = "?", pid = 0 } = record ?? {};
  return problem("plan-locked", { plan, who, when, host, pid, ref });
}

/** Whether nobody is at work under the lock for certain: its process ran on this very machine, and runs no more. */
export function isAbandoned({ object, record }: Lock): boolean {
  if (!record || record.machine !== machine()) return false;
  if (record.pid === process.pid) return !held.has(object);
  try {
    process.kill(record.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === "ESRCH";
  }
}

/** Containers may share a host name, and Windows shares its own with the Linux inside it. */
function machine(): string {
  const space = process.platform === "linux" ? readlinkSync("/proc/self/ns/pid") : "";
  return [hostname(), process.platform, space].join(" ").trim();
}

function parseRecord(text: string): LockRecord | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is LockRecord {
  if (!hasTexts(value, ["who", "when", "host", "machine", "tag", "head"]) || !("pid" in value)) return false;
  const files: unknown = "files" in value ? value.files : undefined;
  if (typeof value.pid !== "number" || !Array.isArray(files)) return false;
  return files.every(isLockedFile);
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
