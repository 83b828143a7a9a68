// Makes a checkpoint's tag.
import { problem, UserError } from "../../core/problem";
import { type Git, GitFailure } from "./git";

/** Seals a commit with an annotated tag, signed where the user's configuration says so. UserError: tag-failed. */
export async function tagCommit(git: Git, tag: string, commit: string, message: string): Promise<void> {
  try {
    await git.run(["tag", "-a", "--cleanup=verbatim", "-F", "-", "--", tag, commit], message);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    throw new UserError(problem("tag-failed", { commit, tag, output: error.output() }));
  }
}
