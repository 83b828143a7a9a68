// Tells what a commit is about to change; where it is plain that no plan is concerned, none need be understood.
import { basename } from "node:path";
import { pathsIn } from "../../core/plan/inheritance";
import { utf8Text } from "../files/read-file";
import { stagedFile } from "../git/file-at";
import { orGitFailed } from "../git/git";
import { Repository } from "../git/repository";

/** What differs in the index from HEAD, by its path from the root on; of a renamed file both. UserError: git-failed. */
export async function stagedPaths(repository: Repository): Promise<ReadonlySet<string>> {
  return new Set(await pathsOf(repository, ["diff", "--cached", "--name-only", "-z", "--no-renames"]));
}

/** UserError: git-failed. */
export function plansInIndex(repository: Repository): Promise<string[]> {
  return pathsOf(repository, ["ls-files", "-z", "--", "*.phaseplan.json"]);
}

export function isPlan(path: string): boolean {
  return path.endsWith(".phaseplan.json");
}

async function pathsOf({ git }: Repository, args: readonly string[]): Promise<string[]> {
  const output = await orGitFailed(args[0] ?? "", git.runOnHooksIndex(args));
  return output.split("\0").filter((path) => path !== "");
}

/**
 * Whether the guard has nothing to say of a commit, told by the files that it changes alone; `harmOfCommit` says the same, of
 * more commits. Whatever is thrown leaves it open.
 */
export async function isCommitOfOthers(folder: string): Promise<boolean> {
  const repository = await Repository.open(folder);
  const staged = await stagedPaths(repository);
  if ([...staged].some(isPlan)) return false;
  for (const plan of await plansInIndex(repository)) {
    const file = await stagedFile(repository, plan);
    const text = utf8Text(file?.bytes ?? Buffer.of());
    const paths = pathsIn(text);
    // A plan that is of no use may still mean a file of that name.
    if (!paths || [...staged].some((path) => text.includes(basename(path)))) return false;
    const governed = await Promise.all(paths.map((path) => repository.resolve(path)));
    if (governed.some(({ inRepository }) => staged.has(inRepository))) return false;
  }
  return true;
}
