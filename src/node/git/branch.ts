// Tells what a person should know of the branch that a checkpoint goes to.
import picomatch from "picomatch";
import { type Problem, problem } from "../../core/problem";
import { orGitFailed } from "./git";
import type { Repository, RepositoryState } from "./repository";

/**
 * What a person should know of the branch that a checkpoint goes to: that it is not the remote's default one, or on no
 * remote at all. What the last fetch or clone left is asked, never the network. One process; two where there are remotes, and
 * the branch follows none.
 */
export async function branchNotes(
  { git }: Repository,
  { branch, upstream }: Pick<RepositoryState, "branch" | "upstream">,
): Promise<Problem[]> {
  if (branch === undefined) return [problem("git-detached", {})];
  if (upstream === undefined && (await orGitFailed("remote", git.run(["remote"]))).trim() === "") return [];
  const form = "--format=%(refname)%00%(symref)";
  const refs = await orGitFailed("for-each-ref", git.run(["for-each-ref", form, "refs/remotes/*/HEAD"]));
  const heads = refs.split("\n").flatMap((line) => {
    const [name = "", target = ""] = line.split("\0");
    const remote = /^refs\/remotes\/(.+)\/HEAD$/.exec(name)?.[1];
    return remote !== undefined && target.startsWith(`refs/remotes/${remote}/`) ? [{ remote, target }] : [];
  });
  // Git shortens no further than what the name could be taken for.
  const followed = upstream === undefined ? "" : `refs/remotes/${upstream.replace(/^(refs\/)?remotes\//, "")}`;
  const own = heads.find(({ remote }) => followed.startsWith(`refs/remotes/${remote}/`));
  const head = own ?? heads.find(({ remote }) => remote === "origin") ?? heads[0];
  const main = head?.target.slice(`refs/remotes/${head.remote}/`.length);
  const isMain = followed === "" ? branch === main : followed === head?.target;
  const foreign =
    head && main !== undefined && !isMain ? [problem("branch-foreign", { branch, main, remote: head.remote })] : [];
  const unpublished = followed === "" ? [problem("branch-unpublished", { branch })] : [];
  return [...foreign, ...unpublished];
}

/** Whether VS Code's git asks before a commit to `branch`: `protection` is its setting `git.branchProtection`, read as it does. */
export function isProtectedBranch(protection: unknown, branch: string): boolean {
  const values: readonly unknown[] = Array.isArray(protection) ? protection : [protection];
  const globs = values.map((value) => (typeof value === "string" ? value.trim() : "")).filter((glob) => glob !== "");
  return picomatch(globs)(branch);
}
