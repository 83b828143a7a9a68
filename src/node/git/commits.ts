// Finds and checks the commits whose message is a checkpoint's.
import { type CheckpointMessage, parseMessage } from "../../core/ledger/message";
import { type Problem, problem } from "../../core/problem";
import { type Git, orGitFailed } from "./git";
import type { Repository } from "./repository";

/** A commit whose message is a checkpoint's. */
export interface SealedCommit extends CheckpointMessage {
  readonly commit: string;
  /** The committer's address. */
  readonly mail: string;
  /** The paths that it changes. */
  readonly paths: readonly string[];
}

const marker = "phasegate-commit ";
const format = `${marker}%H%x00%ce%x00%B`;

/** The checkpoints' commits among the newest 100 of `revisions`, newest first; one process. Throws GitFailure. */
export async function sealedCommits(git: Git, revisions: readonly string[]): Promise<SealedCommit[]> {
  const form = ["-z", "--name-only", "--no-renames", "--no-color", "--no-show-signature", "--encoding=UTF-8"];
  const output = await git.run(["log", ...form, "-100", `--format=${format}`, ...revisions, "--"]);
  return output
    .split(new RegExp(`(?:^|\0)${marker}`))
    .slice(1)
    .flatMap((record) => {
      const [commit = "", mail = "", text = "", ...paths] = record.split("\0");
      const message = parseMessage(text);
      const names = paths.map((path, i) => (i === 0 ? path.replace(/^\n/, "") : path));
      return message ? [{ ...message, commit, mail, paths: names.filter((path) => path !== "") }] : [];
    });
}

/** A commit for people: its message, and its changes as a patch; one process. UserError: git-failed. */
export function commitText(git: Git, commit: string): Promise<string> {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw new RangeError(`not a commit's name: ${commit}`);
  const form = ["--no-color", "--no-show-signature", "--no-ext-diff", "--no-textconv", "--encoding=UTF-8"];
  return orGitFailed("show", git.run(["show", ...form, "--format=fuller", "--stat", "--patch", commit, "--"]));
}

/**
 * Whether a checkpoint's commit is what it says: `paths` (as git calls them) and nothing else, each with bytes that `verify`
 * accepts. One process a path.
 */
export async function commitProblem(
  repository: Repository,
  { commit, paths }: SealedCommit,
  governed: readonly { readonly path: string; readonly inRepository: string }[],
  verify: (path: string, bytes: Buffer) => Problem | undefined,
): Promise<Problem | undefined> {
  const more = paths.filter((path) => !governed.some(({ inRepository }) => inRepository === path));
  if (more.length > 0) return problem("commit-holds-more", { commit, paths: more });
  const problems = await Promise.all(
    governed.map(async ({ path }) => {
      const bytes = await repository.bytesAt(commit, path);
      return bytes ? verify(path, bytes) : problem("commit-differs", { path, detail: "missing" });
    }),
  );
  return problems.find((wrong) => wrong !== undefined);
}
