// Makes a checkpoint's commit, and finds out whether there is one where git fails.
import { CommittedNotSealed, problem, type Unsealed, UserError } from "../../core/problem";
import { forget, restoredAfter } from "../files/atomic-write";
import { literal } from "../files/paths";
import { findOwnCommit, type SealedCommit } from "../git/commits";
import { GitFailure, orGitFailed } from "../git/git";
import { resultOrProblems } from "../result-or-problems";
import type { SealWork } from "./seal-request";

/**
 * Commits the files, which are written already, and nothing else. Where git makes no commit, they have their bytes of before
 * again; where there is one, or may be one, they keep those of after. Git processes: commit; where it fails, rev-list to find out
 * what was made, and diff for the reason. UserError: git-hook-refused, git-failed, git-missing,
 * file-not-restored. CommittedNotSealed: git-failed, commit-unmarked.
 */
export async function commit(work: SealWork): Promise<SealedCommit> {
  const { repository, files, messageFile } = work;
  const args = ["commit", "--quiet", "--cleanup=verbatim", "-F", messageFile, "-o", "--", ...files.map(literal)];
  try {
    await repository.git.run(args);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw await restoredAfter(error, files);
    // Git may fail after it made the commit, when it can't write the index, say.
    const unsealed = await unsealedCommit(work);
    if (unsealed) throw new CommittedNotSealed(unsealed, ...error.asUserError("commit").problems);
    throw await restoredAfter(await commitFailure(work, error), files);
  }
  await Promise.all(files.map(forget));
  return madeCommit(work);
}

/** What a git that failed left behind, undefined where there is no commit for certain. */
async function unsealedCommit(work: SealWork): Promise<Unsealed | undefined> {
  const { tag } = work;
  const { result: own } = await resultOrProblems(ownCommit(work));
  if (own) return { tag, commit: own.commit, next: "tag" };
  // A hook may have taken the trailers off its message.
  const { result: commits } = await resultOrProblems(commitsSince(work));
  return commits?.length === 0 ? undefined : { tag, commit: undefined, next: "find-out" };
}

/** The commit that git says it made. */
async function madeCommit(work: SealWork): Promise<SealedCommit> {
  const { tag } = work;
  const { result: own, problems } = await resultOrProblems(ownCommit(work));
  if (own) return own;
  if (problems.length > 0) throw new CommittedNotSealed({ tag, commit: undefined, next: "find-out" }, ...problems);
  const { result: commits = [] } = await resultOrProblems(commitsSince(work));
  const commit = commits.length === 1 ? commits[0] : undefined;
  throw new CommittedNotSealed({ tag, commit, next: "pass-over" }, problem("commit-unmarked", { tag }));
}

/** The commit that was made for this tag; there may be others on top of it already. */
async function ownCommit({ repository, request, tag }: SealWork): Promise<SealedCommit | undefined> {
  const own = { head: request.head, who: await repository.identity(), tag };
  return orGitFailed("cat-file", findOwnCommit(repository.git, own, "HEAD"));
}

/** The commits since the request was planned that change its files, by their object names. */
async function commitsSince({ repository, request, files }: SealWork): Promise<string[]> {
  const args = ["rev-list", `${request.head}..HEAD`, "--", ...files.map(literal)];
  return (await orGitFailed("rev-list", repository.git.run(args))).split(/\r?\n/).filter((name) => name !== "");
}

/** Git ends with 1 where a hook says no, and also where a filter leaves it no difference to commit. */
async function commitFailure({ repository, files }: SealWork, error: GitFailure): Promise<UserError> {
  if (error.exitCode !== 1) return error.asUserError("commit");
  const form = ["--quiet", "--no-ext-diff", "--no-textconv"];
  const same = repository.git.run(["diff", ...form, "HEAD", "--", ...files.map(literal)]);
  const differs = await same.then(
    () => false,
    () => true,
  );
  return differs ? new UserError(problem("git-hook-refused", { output: error.output() })) : error.asUserError("commit");
}
