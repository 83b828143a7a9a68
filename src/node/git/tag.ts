// Makes a checkpoint's tag.
import { problem, UserError } from "../../core/problem";
import { type Committer, type Git, GitFailure, orGitFailed } from "./git";

export interface NewTag {
  readonly tag: string;
  readonly commit: string;
  /** The file that has the message. */
  readonly messageFile: string;
  /** In whose name, and as of when: where it is the commit's own, the tag is the same whenever it is made. */
  readonly committer?: Committer;
}

/**
 * Seals a commit with an annotated tag, signed where the user's configuration says so. A tag of that name that says no more
 * than which commit it names gives way: a git that was killed may have left it. UserError: tag-failed.
 */
export async function tagCommit(git: Git, { tag, commit, messageFile, committer }: NewTag): Promise<void> {
  const make = (...more: string[]) =>
    git.runAs(committer, ["tag", "-a", "--cleanup=verbatim", "-F", messageFile, ...more, "--", tag, commit]);
  try {
    await make();
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    try {
      if (!(await isBare(git, tag, commit))) throw error;
      await make("--force");
    } catch (last) {
      if (!(last instanceof GitFailure)) throw last;
      throw new UserError(problem("tag-failed", { commit, tag, output: last.output() }));
    }
  }
}

/** Whether there is a tag of this name on the commit that says nothing more. */
async function isBare(git: Git, tag: string, commit: string): Promise<boolean> {
  const ref = `refs/tags/${tag}`;
  // Of a tag without a message of its own, git would give the commit's.
  const said = "%(if:equals=tag)%(objecttype)%(then)%(contents)%(end)";
  const format = `--format=%(refname) %(objecttype) %(objectname) %(*objectname) ${said}`;
  const output = await orGitFailed("for-each-ref", git.run(["for-each-ref", format, ref]));
  const found = output.trim();
  return found === `${ref} commit ${commit}` || new RegExp(`^${ref} tag \\w+ ${commit}$`).test(found);
}
