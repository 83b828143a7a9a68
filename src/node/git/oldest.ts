// States the oldest git that works, and refuses an older one at the start.
import { problem, UserError } from "../../core/problem";
import type { Git } from "./git";

/** The oldest git that works; README and package.json name it too. */
export const oldestGit = "2.31";

/**
 * For `git rev-parse`, which every work with git begins with: known to git from `oldestGit` on. An older one takes it for a
 * revision's flag and prints it as it is, which tells the two apart without another process.
 */
export const sinceOldest = "--path-format=absolute";

/** UserError: git-too-old, where the output of a rev-parse with `sinceOldest` is one of an older git. */
export async function requireOldest(git: Git, output: string): Promise<void> {
  if (!output.startsWith(sinceOldest)) return;
  const version = (await git.run(["version"])).trim().replace(/^git version /, "");
  throw new UserError(problem("git-too-old", { version, oldest: oldestGit }));
}
