// Commits a plan's own uncommitted changes, which stand in the way of a checkpoint.
import { literal } from "../files/paths";
import { orGitFailed } from "../git/git";
import { Repository } from "../git/repository";

/**
 * Commits the plan of the repository in `folder` as it is on disk, and nothing else; what is staged stays staged. Git's own hooks run. Git processes:
 * rev-parse, add, commit. UserError: git-missing, git-no-repository, git-failed.
 */
export async function commitPlan(folder: string, planPath: string, message: string): Promise<void> {
  const repository = await Repository.open(folder);
  const path = literal(await repository.resolve(planPath));
  await orGitFailed("add", repository.git.run(["add", "--", path]));
  await orGitFailed("commit", repository.git.run(["commit", "--quiet", "-m", message, "-o", "--", path]));
}
