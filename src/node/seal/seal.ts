// Seals a checkpoint: lock, check, write, commit, verify, tag, unlock.

import { type Checkpoint, lastN, numberIn, parseTag } from "../../core/ledger/ledger";
import { formatMessage, messageFor } from "../../core/ledger/message";
import { largestMessage } from "../../core/limits";
import type { StaleDifference } from "../../core/problem";
import { CommittedNotSealed, type NextStep, type Problem, problem, UserError } from "../../core/problem";
import { bytesOf, type FileBytes, type FileWrite, replaceFiles, target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { commitProblem, type SealedCommit } from "../git/commits";
import { catchUpIndex } from "../git/index-entries";
import { findCheckpoint, readCheckpoint, tagNames } from "../git/ledger";
import { withMessageFile } from "../git/message-file";
import { unmetPreconditions, withoutEdits } from "../git/path-problems";
import type { Repository } from "../git/repository";
import { type NewTag, tagCommit } from "../git/tag";
import { resultOrProblems } from "../result-or-problems";
import { commit } from "./commit";
import { acquire, recordsOf, releasedOnFailure, releaseIfPossible } from "./lock";
import type { PlannedAgain, SealRequest, SealWork } from "./seal-request";

/**
 * Writes, commits and tags a checkpoint. Until git commits, a failure leaves everything as it was and is a UserError. Once
 * there is a commit, or may be one, it stays, and a failure is a CommittedNotSealed; `heal` finds such a commit. Once there
 * is the tag, all is done: a lock that can't be given up then is left for `heal`.
 *
 * Git processes: var, the first time (who seals); hash-object, update-ref (lock); those that plan it again, at least status and
 * for-each-ref (check); commit; tag; update-ref (unlock). The commit and the tag are read through the open one. Where a hook rewrote a file, status, diff-index and reset as far
 * as the index lags behind. Where git fails to commit or tag, those that find out what was made.
 */
export async function seal(repository: Repository, request: SealRequest, attempts = 5): Promise<Checkpoint> {
  try {
    return await sealOnce(repository, request);
  } catch (error) {
    if (!(error instanceof PlannedAnew)) throw error;
    if (attempts === 1) throw new UserError(problem("change-stale", { differences: [{ kind: "head" }] }));
    return seal(repository, error.request, attempts - 1);
  }
}

/** The request has moved in a way that a person need not see: the lock must be taken with what is written now. */
class PlannedAnew extends Error {
  constructor(readonly request: SealRequest) {
    super("planned anew");
  }
}

async function sealOnce(repository: Repository, request: SealRequest): Promise<Checkpoint> {
  const { record, n, head, branch = "", left: holder } = request;
  const { plan } = record;
  if (n > lastN) throw await noNumberLeft(repository, plan);
  const { tag, message } = messageOf(request);
  const size = Buffer.byteLength(message);
  if (size > largestMessage) throw new UserError(problem("message-too-large", { size, largest: largestMessage }));
  const files = await Promise.all(
    changedFiles(request).map(async (file) => ({
      ...file,
      ...target(await repository.resolve(file.path), repository.gitDir),
    })),
  );
  const hashes = files.map(({ inRepository, before, after, token }) => ({
    path: inRepository,
    before: hashBytes(before),
    after: hashBytes(after),
    token,
  }));
  const who = await repository.identity();
  const { git, commonDir, root } = repository;
  const place = { repository: commonDir, workTree: root, branch, head };
  const unsealed = holder?.record && recordsOf(holder.record);
  const asked = { who, ...place, tag, message, files: hashes, ...(unsealed && { unsealed }) };
  const lock = await acquire(git, plan, asked, holder);
  const sealed = await releasedOnFailure(git, plan, { lock, holder }, () =>
    withMessageFile(repository, { tag, message }, (messageFile) =>
      sealLocked({ repository, request, files, tag, messageFile }),
    ),
  );
  const [checkpoint] = await Promise.all([
    readBack(repository, tag, sealed),
    releaseIfPossible(git, plan, lock, holder),
  ]);
  return checkpoint;
}

function messageOf({ record, n }: SealRequest): { readonly tag: string; readonly message: string } {
  const content = messageFor(record, n);
  return { tag: content.tag, message: formatMessage(content) };
}

/** The files that are to be written, or that are written already. */
function changedFiles({ files, alreadyWritten }: SealRequest): readonly FileBytes[] {
  return files.filter(({ before, after }) => alreadyWritten || !before.equals(after));
}

/** Whether both leave the same record in the lock. */
function isSameRequest(a: SealRequest, b: SealRequest): boolean {
  const [files, others] = [changedFiles(a), changedFiles(b)];
  return (
    a.head === b.head &&
    a.branch === b.branch &&
    messageOf(a).message === messageOf(b).message &&
    files.length === others.length &&
    files.every(({ path, before, after }, i) => {
      const other = others[i];
      return other?.path === path && other.before.equals(before) && other.after.equals(after);
    })
  );
}

/** Some tag has the last number there is. */
async function noNumberLeft({ git }: Repository, plan: string): Promise<UserError> {
  const last = (await tagNames(git, plan)).filter((name) => parseTag(name)?.n === lastN);
  return new UserError(...last.map((tag) => problem("tag-taken", { tag })));
}

/** All but the lock and the message; returns the commit that has the tag now. */
async function sealLocked(work: SealWork): Promise<string> {
  const planned = await plannedAgain(work);
  if (!isSameRequest(planned.request, work.request)) throw new PlannedAnew(planned.request);
  const problems = await whatMoved(work, planned);
  if (problems.length > 0) throw new UserError(...problems);
  const { files, request } = work;
  if (files.length === 0) return tagged(work, { commit: request.head });
  if (!request.alreadyWritten) await replaceFiles(files);
  const made = await commit(work);
  await verify(work, made);
  return tagged(work, made);
}

async function plannedAgain({ repository, request, files }: SealWork): Promise<PlannedAgain> {
  if (request.planAgain) return request.planAgain();
  const [state, names] = await Promise.all([
    repository.state(files.map(({ path }) => path)),
    tagNames(repository.git, request.record.plan),
  ]);
  return { request, state, names };
}

/** Everything that keeps git from a commit, or that is not as it was when the request was planned. */
async function whatMoved({ request, files }: SealWork, { state, names }: PlannedAgain): Promise<Problem[]> {
  const { plan } = request.record;
  const moved = await movedFiles(files);
  const sameNumber = names.filter((name) => numberIn(name) === request.n);
  const stale: StaleDifference[] = [
    ...(state.head === request.head ? [] : [{ kind: "head" } as const]),
    ...sameNumber.map((tag) => ({ kind: "tag", tag }) as const),
  ];
  const taken = names.find((name) => name === "phasegate" || name === `phasegate/${plan}`);
  return [
    ...unmetPreconditions(request.alreadyWritten ? withoutEdits(state) : state),
    ...(taken ? [problem("tag-taken", { tag: taken })] : []),
    ...(stale.length > 0 ? [problem("change-stale", { differences: stale })] : []),
    ...moved,
  ];
}

async function movedFiles(files: readonly FileWrite[]): Promise<Problem[]> {
  const now = await Promise.all(files.map(({ absolute }) => bytesOf(absolute)));
  return files.flatMap(({ path, before }, i) =>
    now[i]?.equals(before) === false ? [problem("file-moved", { path })] : [],
  );
}

/** Holds that the commit is what its message says, and takes the index along where a hook rewrote a file. */
async function verify({ repository, request, files, tag }: SealWork, made: SealedCommit): Promise<void> {
  const { commit } = made;
  const rewritten: FileWrite[] = [];
  const isWrong = (path: string, bytes: Buffer) => {
    rewritten.push(...files.filter((file) => file.path === path && !file.after.equals(bytes)));
    return request.verify(path, bytes);
  };
  const planned = files.map((file) => ({ ...file, planned: file.after }));
  const { result: wrong, problems } = await resultOrProblems(commitProblem(repository, made, planned, isWrong));
  const written = rewritten.map((file) => ({ ...file, written: hashBytes(file.after) }));
  const behind =
    rewritten.length > 0 ? await resultOrProblems(catchUpIndex(repository, commit, written)) : { problems: [] };
  const all = [...(wrong ? [wrong] : []), ...problems, ...behind.problems];
  if (all.length > 0) throw new CommittedNotSealed({ tag, commit, next: wrong ? "pass-over" : "tag" }, ...all);
}

/** Tags `commit`, and returns it. Where it is no commit of ours, nothing is changed as long as it has no tag. */
async function tagged(work: SealWork, made: Pick<NewTag, "commit" | "committer">): Promise<string> {
  const { repository, request, tag, messageFile } = work;
  const { commit } = made;
  const { problems } = await resultOrProblems(tagCommit(repository.git, { tag, messageFile, ...made }));
  const standing = problems.length === 0 ? "done" : await afterTagFailed(work, commit);
  if (standing === "done") return commit;
  if (standing !== "find-out" && commit === request.head) throw new UserError(...problems);
  throw new CommittedNotSealed({ tag, commit, next: standing }, ...problems);
}

/** Git failed to tag: "done" if the tag was made all the same, else what becomes of the commit. */
async function afterTagFailed({ repository, request, tag }: SealWork, commit: string): Promise<"done" | NextStep> {
  const { git } = repository;
  const { result: next = "find-out" } = await resultOrProblems(
    findCheckpoint(git, tag).then(async (checkpoint): Promise<"done" | NextStep> => {
      if (checkpoint) return checkpoint.commit === commit ? "done" : "pass-over";
      return (await tagNames(git, request.record.plan)).includes(tag) ? "pass-over" : "tag";
    }),
  );
  return next;
}

/** The checkpoint as its tag has it. */
async function readBack({ git }: Repository, tag: string, commit: string): Promise<Checkpoint> {
  const { result, problems } = await resultOrProblems(readCheckpoint(git, tag));
  if (!result) throw new CommittedNotSealed({ tag, commit, next: "find-out" }, ...problems);
  return result;
}
