// Tells what a person should know of the branch that a checkpoint goes to.
import picomatch from "picomatch";
import { type Problem, problem } from "../../core/problem";
import { orGitFailed } from "./git";
import type { Repository } from "./repository";

/**
 * What a person should know of the branch that a checkpoint goes to: that it is not the remote's default one, or on no
 * remote at all. What the last fetch or clone left is asked, never the network. One process, and one more where there are remotes.
 */
export async function branchNotes({ git }: Repository, branch: string | undefined): Promise<Problem[]> {
  if (branch === undefined) return [problem("git-detached", {})];
  const form = "--format=%(refname)%00%(symref)%00%(upstream)";
  if ((await orGitFailed("remote", git.run(["remote"]))).trim() === "") return [];
  const asked = ["for-each-ref", form, `refs/heads/${branch}`, "refs/remotes/*/HEAD"];
  const refs = await orGitFailed("for-each-ref", git.run(asked));
  const rows = refs.split("\n").map((line) => line.split("\0"));
  const upstream = rows.find(([name]) => name === `refs/heads/${branch}`)?.[2] ?? "";
  const heads = rows.flatMap(([name = "", target = ""]) => {
    const remote = /^refs\/remotes\/(.+)\/HEAD$/.exec(name)?.[1];
    return remote !== undefined && target.startsWith(`refs/remotes/${remote}/`) ? [{ remote, target }] : [];
  });
  const own = heads.find(({ remote }) => upstream.startsWith(`refs/remotes/${remote}/`));
  const head = own ?? heads.find(({ remote }) => remote === "origin") ?? heads[0];
  const main = head?.target.slice(`refs/remotes/${head.remote}/`.length);
  const isMain = upstream === "" ? branch === main : upstream === head?.target;
  const foreign =
    head && main !== undefined && !isMain ? [problem("branch-foreign", { branch, main, remote: head.remote })] : [];
  const unpublished = upstream === "" ? [problem("branch-unpublished", { branch })] : [];
  return [...foreign, ...unpublished];
}

/** Whether VS Code's git asks before a commit to `branch`: `protection` is its setting `git.branchProtection`, read as it does. */
export function isProtectedBranch(protection: unknown, branch: string): boolean {
  const values: readonly unknown[] = Array.isArray(protection) ? protection : [protection];
  const globs = values.map((value) => (typeof value === "string" ? value.trim() : "")).filter((glob) => glob !== "");
  return picomatch(globs)(branch);
}
