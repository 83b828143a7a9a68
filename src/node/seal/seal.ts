import { type Checkpoint, type CheckpointRecord, formatTag, lastN, parseTag } from "../../core/ledger/ledger";
import { formatMessage } from "../../core/ledger/message";
import { type Problem, problem, UserError } from "../../core/problem";
import { bytesOf, forget, replaceFile, restoreFile, type Target, target } from "../files/atomic-write";
import { hashBytes } from "../files/hash";
import { literal } from "../files/paths";
import { commitProblem, type SealedCommit, sealedCommits } from "../git/commits";
import { GitFailure, told } from "../git/git";
import { catchUpIndex } from "../git/index-entries";
import { readCheckpoint, tagNames, tagsInTheWay } from "../git/ledger";
import { readyProblems, withoutEdits } from "../git/path-problems";
import type { Repository } from "../git/repository";
import { tagCommit } from "../git/tag";
import { acquire, whileLocked } from "./lock";

/** A file that a checkpoint changes: its bytes as they were planned against, and as they shall be. */
export interface SealFile {
  /** Relative to the repository's root. */
  readonly path: string;
  readonly planned: Buffer;
  readonly next: Buffer;
}

export interface SealRequest {
  /** `record.event` names the checkpoint's tag. */
  readonly record: CheckpointRecord;
  /** Empty, or without a difference, where the existing HEAD is to be tagged. */
  readonly files: readonly SealFile[];
  /** Whether the files hold what is to be committed already, as a person edited them. */
  readonly asFound?: boolean;
  /** Looks at a file's bytes as they are in the commit: what is wrong with the values there, undefined when nothing is. */
  readonly verify: (path: string, bytes: Buffer) => Problem | undefined;
  /** What the request was planned against: HEAD's full object name, and the next checkpoint's number. */
  readonly head: string;
  readonly expectedN: number;
}

export type RealFile = SealFile & Target;

/** A request with its names worked out. */
interface Seal {
  readonly repository: Repository;
  readonly request: SealRequest;
  readonly files: readonly RealFile[];
  readonly tag: string;
  readonly message: string;
}

/**
 * Writes, commits and tags a checkpoint, in the order lock, check, write, commit, verify, tag, unlock. Until the commit
 * stands, a failure leaves everything as it was; from then on the commit stays, and `heal` finds it where it has no tag.
 * Git processes: hash-object, update-ref; status beside for-each-ref; commit; log, cat-file for each file; tag; update-ref
 * beside cat-file; and the first time, var.
 */
export async function seal(repository: Repository, request: SealRequest): Promise<Checkpoint> {
  const { record, expectedN, head } = request;
  if (expectedN > lastN) throw await noNumberLeft(repository, record.plan);
  const tag = formatTag({ plan: record.plan, n: expectedN, event: record.event });
  const changed = request.files.filter(({ planned, next }) => request.asFound || !planned.equals(next));
  const files = await Promise.all(
    changed.map(async (file) => ({ ...file, ...target(await repository.resolve(file.path), repository.gitDir) })),
  );
  const work: Seal = { repository, request, files, tag, message: formatMessage(record, expectedN) };
  const hashes = files.map(({ inRepository, planned, next, token }) => ({
    path: inRepository,
    planned: hashBytes(planned),
    next: hashBytes(next),
    token,
  }));
  const who = await repository.identity();
  const lock = await acquire(repository.git, record.plan, { who, tag, head, files: hashes });
  return whileLocked(
    repository.git,
    lock,
    () => sealLocked(work),
    () => readCheckpoint(repository.git, tag),
  );
}

/** Some tag has the last number there is. */
async function noNumberLeft({ git }: Repository, plan: string): Promise<UserError> {
  const last = (await tagNames(git, plan)).filter((name) => parseTag(name)?.n === lastN);
  return new UserError(...last.map((tag) => problem("tag-taken", { tag })));
}

async function sealLocked(work: Seal): Promise<void> {
  const problems = await whatMoved(work);
  if (problems.length > 0) throw new UserError(...problems);
  if (work.files.length === 0) return tagCommit(work.repository.git, work.tag, work.request.head, work.message);
  if (!work.request.asFound) await writeAll(work.files);
  await commit(work);
  await Promise.all(work.files.map(forget));
  const sealed = await commitOf(work);
  if (!sealed)
    throw new UserError(...work.files.map(({ path }) => problem("commit-differs", { path, detail: "message" })));
  const rewritten: RealFile[] = [];
  const wrong = await commitProblem(work.repository, sealed, work.files, (path, bytes) => {
    rewritten.push(...work.files.filter((file) => file.path === path && !file.next.equals(bytes)));
    return work.request.verify(path, bytes);
  });
  if (rewritten.length > 0) await catchUpIndex(work.repository, sealed.commit, rewritten);
  if (wrong) throw new UserError(wrong);
  await tagCommit(work.repository.git, work.tag, sealed.commit, work.message);
}

/** Everything that stands in a commit's way, or that is not as the request was planned against it. */
async function whatMoved({ repository, request, files }: Seal): Promise<Problem[]> {
  const { plan } = request.record;
  const [state, names, moved] = await Promise.all([
    repository.state(files.map(({ path }) => path)),
    tagNames(repository.git, plan),
    movedFiles(files),
  ]);
  const later = await tagsInTheWay(repository.git, plan, names, request.expectedN);
  const stale = [...(state.head === request.head ? [] : ["HEAD"]), ...later];
  const taken = names.find((name) => name === "phasegate" || name === `phasegate/${plan}`);
  return [
    ...readyProblems(request.asFound ? withoutEdits(state) : state),
    ...(taken ? [problem("tag-taken", { tag: taken })] : []),
    ...(stale.length > 0 ? [problem("change-stale", { moved: stale })] : []),
    ...moved,
  ];
}

async function movedFiles(files: readonly RealFile[]): Promise<Problem[]> {
  const now = await Promise.all(files.map(({ absolute }) => bytesOf(absolute)));
  return files.flatMap(({ path, planned }, i) =>
    now[i]?.equals(planned) === false ? [problem("file-moved", { path })] : [],
  );
}

/** Writes every file or, where one of them fails, none. */
export async function writeAll(files: readonly RealFile[]): Promise<void> {
  try {
    for (const file of files) await replaceFile(file, file.planned, file.next);
  } catch (error) {
    throw await undone(files, error);
  }
}

/** The failure to tell once the files have their bytes of before again. */
async function undone(files: readonly RealFile[], error: unknown): Promise<unknown> {
  const told = error instanceof UserError ? error.problems : [];
  const left: Problem[] = [];
  for (const file of files) {
    const restored = await restoreFile(file, file.planned, file.next);
    // A file that others wrote is told as that already.
    const moved = told.some((each) => each.code === "file-moved" && each.data.path === file.path);
    if (!restored && !moved) left.push(problem("file-not-restored", { path: file.path }));
  }
  if (left.length === 0) return error;
  return error instanceof UserError
    ? new UserError(...told, ...left)
    : new AggregateError([error, new UserError(...left)]);
}

async function commit(work: Seal): Promise<void> {
  const { repository, files, message } = work;
  const args = ["commit", "--quiet", "--cleanup=verbatim", "-F", "-", "-o", "--", ...files.map(literal)];
  try {
    await repository.git.run(args, message);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw await undone(files, error);
    // Git may fail after the commit stands, when it can't write the index: then the bytes must stay too.
    if (await mayStand(work)) throw error.asUserError("commit");
    throw await undone(files, await commitFailure(work, error));
  }
}

/** Whether the commit was made, or nobody can tell. */
async function mayStand(work: Seal): Promise<boolean> {
  return commitOf(work).then(
    (found) => found !== undefined,
    () => true,
  );
}

/** Git ends with 1 where a hook says no, and also where a filter leaves it no difference to commit. */
async function commitFailure({ repository, files }: Seal, error: GitFailure): Promise<UserError> {
  if (error.exitCode !== 1) return error.asUserError("commit");
  const form = ["--quiet", "--no-ext-diff", "--no-textconv"];
  const same = repository.git.run(["diff", ...form, "HEAD", "--", ...files.map(literal)]);
  const differs = await same.then(
    () => false,
    () => true,
  );
  return differs ? new UserError(problem("git-hook-refused", { output: error.output() })) : error.asUserError("commit");
}

/** The commit that was made for this tag; others may stand on top of it already. */
async function commitOf({ repository, request, tag }: Seal): Promise<SealedCommit | undefined> {
  const commits = await told("log", sealedCommits(repository.git, [`${request.head}..HEAD`]));
  return commits.find((each) => each.tag === tag);
}
