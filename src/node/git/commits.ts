// Finds and checks the commits that checkpoints are made of.
import { parseMessage, tagIn } from "../../core/ledger/message";
import { type Problem, problem, UserError } from "../../core/problem";
import type { RealPath } from "../files/paths";
import { type ResultOrProblems, resultOrProblems } from "../result-or-problems";
import { convertedObject, objectAt } from "./conversion";
import { type Committer, type Git, orGitFailed, orUnborn } from "./git";
import { type CommitObject, changedPaths, readCommits } from "./objects";
import type { Repository } from "./repository";

/** A commit that was made for a checkpoint. */
export interface SealedCommit {
  readonly commit: string;
  readonly committer: Committer;
  /** The paths that it changes, as git calls them. */
  readonly paths: readonly string[];
}

/** What tells the commit of one checkpoint from any other. */
export interface OwnCommit {
  /** The one parent that it has. */
  readonly head: string;
  /** The committer, "Name <mail>". */
  readonly who: string;
  /** The checkpoint that its message names. */
  readonly tag: string;
}

/**
 * The commit on `head` that was made for a checkpoint, if `tip` (a revision) reaches it; others may be on top of it. No process
 * but the open one where it is the newest, else one. Throws GitFailure.
 */
export async function findOwnCommit(git: Git, own: OwnCommit, tip: string): Promise<SealedCommit | undefined> {
  const newest = (await readCommits(git, [tip])).get(tip);
  if (!newest) return undefined;
  if (newest.parents.join() === own.head) return sealedCommit(git, [newest], own);
  const names = await commitsOn(git, own.head, newest.commit);
  return sealedCommit(git, [...(await readCommits(git, names)).values()], own);
}

/** The one among the commits that is the checkpoint's own, with the paths that it changes. */
async function sealedCommit(
  git: Git,
  commits: readonly CommitObject[],
  { head, who, tag }: OwnCommit,
): Promise<SealedCommit | undefined> {
  const own = commits.find(({ parents, committer, message }) => {
    const { name, mail } = committer;
    return parents.join() === head && `${name} <${mail}>` === who && tagIn(message) === tag;
  });
  if (!own) return undefined;
  const { commit, committer } = own;
  return { commit, committer, paths: await changedPaths(git, head, commit) };
}

/** The commits whose one parent is `head`, among those that `tip` reaches. */
async function commitsOn(git: Git, head: string, tip: string): Promise<string[]> {
  const output = await git.run(["rev-list", "--parents", tip, `^${head}`, "--"]);
  return output.split(/\r?\n/).flatMap((line) => {
    const [commit = "", ...parents] = line.split(" ");
    return parents.join(" ") === head ? [commit] : [];
  });
}

/**
 * The newest commit whose message names a checkpoint of the plan that HEAD reaches, no checkpoint does, and `tags` has not.
 * Its message proves nothing: whatever is done about it, a person decides. One process.
 */
export async function untaggedCommit(
  git: Git,
  plan: string,
  tags: ReadonlySet<string>,
): Promise<{ readonly commit: string; readonly tag: string } | undefined> {
  const form = ["--no-color", "--no-show-signature", "--encoding=UTF-8", "--format=%H%x00%B%x00"];
  const named = ["-100", "--fixed-strings", `--grep=Phasegate-Checkpoint: phasegate/${plan}/`];
  const revisions = ["HEAD", "--not", `--tags=phasegate/${plan}/*`];
  const output = await orGitFailed("log", orUnborn(git, git.run(["log", ...form, ...named, ...revisions, "--"]), ""));
  const fields = output.split("\0");
  for (let i = 0; i + 1 < fields.length; i += 2) {
    const message = parseMessage(fields[i + 1] ?? "");
    if (message?.record.plan === plan && !tags.has(message.tag)) {
      return { commit: (fields[i] ?? "").trim(), tag: message.tag };
    }
  }
  return undefined;
}

/** A commit for people: its message, and its changes as a patch; one process. UserError: git-failed. */
export function commitText(git: Git, commit: string): Promise<string> {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw new RangeError(`not a commit's name: ${commit}`);
  const form = ["--no-color", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--encoding=UTF-8"];
  return orGitFailed("show", git.run(["show", ...form, "--format=fuller", "--stat", "--patch", commit, "--"]));
}

/** A governed file in a checkpoint's commit; `planned`: the bytes that it was to have, where they are known. */
export interface PlannedFile extends RealPath {
  readonly planned?: Buffer;
}

/**
 * Whether a checkpoint's commit is what it says: `paths` (as git calls them) and nothing else, each with the bytes planned, or
 * with others that `verify` accepts. Git processes: hash-object for each file
 * that `verify` does not accept, and the open one. UserError: git-failed, file-undecodable.
 */
export async function commitProblem(
  repository: Repository,
  { commit, paths }: Pick<SealedCommit, "commit" | "paths">,
  governed: readonly PlannedFile[],
  verify: (path: string, bytes: Buffer) => Problem | undefined,
): Promise<Problem | undefined> {
  const more = paths.filter((path) => !governed.some(({ inRepository }) => inRepository === path));
  if (more.length > 0) return problem("commit-holds-more", { commit, paths: more });
  const problems = await Promise.all(
    governed.map(async (file): Promise<Problem | undefined> => {
      const object = await objectAt(repository, commit, file);
      if (object === undefined) return problem("commit-differs", { path: file.path, detail: "missing" });
      const read = repository.bytesAt(commit, file.path);
      const checkedOut = read.then((bytes) => bytes && { wrong: verify(file.path, bytes) });
      return problemOfConverted(repository, file, object, await resultOrProblems(checkedOut));
    }),
  );
  return problems.find((wrong) => wrong !== undefined);
}

/** What is wrong with a file whose bytes in the commit are not those planned: git itself may have converted them. */
async function problemOfConverted(
  repository: Repository,
  file: PlannedFile,
  object: string,
  { result, problems }: ResultOrProblems<{ readonly wrong: Problem | undefined } | undefined>,
): Promise<Problem | undefined> {
  if (result && !result.wrong) return undefined;
  const isOfGit = file.planned && (await convertedObject(repository, file, file.planned)) === object;
  const wrong = result?.wrong;
  if (wrong?.code === "commit-differs" && file.planned) {
    return problem("commit-differs", { ...wrong.data, by: isOfGit ? "conversion" : "other" });
  }
  if (wrong) return wrong;
  // It can't be checked out here, but it is what git makes of the planned bytes.
  if (isOfGit) return undefined;
  throw new UserError(...problems);
}
