// Sentences for problems of files, of git, and of what others do.
import * as l10n from "@vscode/l10n";
import type { TheirCheckpoint } from "../../core/problem";
import { describeCommitDifference, describeTheirs } from "./details";
import { describeFileFault } from "./file-faults";
import type { Sentences } from "./sentences";

/** Of files, git, and what others do. */
export const world = {
  "file-missing": ({ path }) =>
    l10n.t('The file {0}, which the plan governs, does not exist. Check "files" in the plan.', path),
  "file-outside": ({ path }) =>
    l10n.t("{0} lies outside the repository, where git can't keep it. Nothing was changed.", path),
  "file-path-invalid": ({ path }) =>
    l10n.t(
      '"{0}" is no path that git and every system read alike. Write it with forward slashes, relative to the repository.',
      path,
    ),
  "file-unreadable": ({ path, detail }) => l10n.t("{0} can't be read. {1}", path, describeFileFault(detail)),
  "file-undecodable": ({ path, encoding }) =>
    l10n.t(
      "{0} can't be decoded as {1}. Save it in the encoding that it declares; nothing was changed.",
      path,
      encoding,
    ),
  "file-unencodable": ({ path, encoding, text }) =>
    l10n.t("{0} can't be written into {1}, whose encoding is {2}. Nothing was changed.", text, path, encoding),
  "file-unsaved": ({ path }) => l10n.t("{0} has changes that are not saved. Save or revert it, then try again.", path),
  "file-untracked": ({ path }) => l10n.t("{0} is not in git yet, so no checkpoint can keep it. Commit it first.", path),
  "file-untracked-keys": ({ path, lines }) =>
    l10n.t(
      "{0} is not in git yet, and what looks like a key stands on line {1}. Take it out of the file before the first commit, since git never forgets: read it from the environment, say. Then commit the file.",
      path,
      lines.join(", "),
    ),
  "file-uncommitted": ({ path }) =>
    l10n.t(
      "{0} has changes that are not committed; a checkpoint would sweep them in. Commit or stash them, or give them a checkpoint of their own first (phasegate adopt --hand-edits).",
      path,
    ),
  "file-conflicted": ({ path }) =>
    l10n.t("{0} has a merge conflict. Resolve and commit it, then try again; nothing was changed.", path),
  "file-partly-staged": ({ path }) =>
    l10n.t(
      "{0} is partly staged, and a checkpoint would lose that choice. Commit or unstage it, then try again.",
      path,
    ),
  "file-unwatched": ({ path }) =>
    l10n.t(
      'Git was told not to look at {0}, so nobody knows what of it is committed. Run "git update-index --no-assume-unchanged {0}" and "git update-index --no-skip-worktree {0}", then look at git status.',
      path,
    ),
  "file-unwritable": ({ path, detail }) =>
    l10n.t("{0} can't be written, and nothing was changed. {1}", path, describeFileFault(detail)),
  "file-moved": ({ path }) => l10n.t("{0} changed on disk in the meantime. Nothing was changed; try again.", path),

  "file-not-restored": ({ path }) =>
    l10n.t("{0} could not be put back as it was: something else wrote it meanwhile. Look at it with git diff.", path),

  "git-detached": () =>
    l10n.t(
      "HEAD is detached: the checkpoint will count only where its commit is reached. Switch to a branch to keep it.",
    ),
  "branch-foreign": ({ branch, main, remote }) =>
    l10n.t(
      "This is branch {0}, not {1}, the default branch of {2}: the checkpoint counts there once {0} is merged. A squash or a rebase leaves it behind.",
      branch,
      main,
      remote,
    ),
  "branch-unpublished": ({ branch }) =>
    l10n.t("Branch {0} follows no branch of a remote: nobody else sees its checkpoints until it is pushed.", branch),
  "branch-protected": ({ branch }) =>
    l10n.t(
      "Branch {0} is protected by the setting git.branchProtection: the checkpoint is a commit on it all the same.",
      branch,
    ),
  "git-missing": () => l10n.t("Git was not found. Install git, and make sure that it is on the PATH."),
  "git-no-repository": ({ folder }) =>
    l10n.t('{0} is not in a git repository. Run "git init" there and commit the bot and the plan.', folder),
  "git-no-identity": () =>
    l10n.t(
      'Git does not know who you are. Run "git config user.name" and "git config user.email" with your name and address.',
    ),
  "git-busy": ({ operation }) =>
    l10n.t(
      "A {0} is in progress in this repository. Finish or abort it, then try again; nothing was changed.",
      operation,
    ),
  "git-index-locked": ({ path }) =>
    l10n.t("Another git process holds {0}. Wait for it to end; if none is running, delete that file.", path),
  "git-no-commit": () => l10n.t("The repository has no commit yet. Commit the bot and the plan first."),
  "git-failed": ({ command, output }) => l10n.t("{0} failed: {1}", command, output),
  "git-hook-refused": ({ output }) =>
    l10n.t("A git hook refused the checkpoint, so the file is as it was before. The hook said: {0}", output),
  "commit-differs": ({ path, detail }) =>
    l10n.t(
      "The commit does not hold the planned values of {0} ({1}); a hook may have rewritten the file.",
      path,
      describeCommitDifference(detail),
    ),
  "commit-holds-more": ({ commit, paths }) =>
    l10n.t(
      "Commit {0} holds more than the plan's files ({1}); a hook may have added it.",
      commit.slice(0, 10),
      paths.join(", "),
    ),
  "commit-unmarked": ({ tag }) =>
    l10n.t("The commit's message no longer says that it is checkpoint {0}; a hook may have rewritten it.", tag),
  "commit-passed-over": ({ commit, tag }) =>
    l10n.t(
      'The ledger goes on without commit {0}, which was meant for {1}. Take it back with "git revert {0}", or keep it: the next checkpoint starts from the values that it holds.',
      commit.slice(0, 10),
      tag,
    ),
  "tag-taken": ({ tag }) =>
    l10n.t("The tag {0} exists already. Nothing was changed; look at it with git show {0}.", tag),
  "tag-failed": ({ commit, tag, output }) =>
    l10n.t("Git could not give commit {0} the tag {1}: {2}", commit.slice(0, 10), tag, output),
  "tag-absent": ({ commit, tag }) =>
    l10n.t(
      'Commit {0} is a checkpoint, but its tag {1} is not here. Run "phasegate fetch" if somebody else sealed it; the ledger goes on without it until then.',
      commit.slice(0, 10),
      tag,
    ),
  "plan-locked": ({ plan, who, when, host, pid, ref }) =>
    l10n.t(
      'Plan {0} is being changed by {1} since {2}, in process {3} on {4}. Wait for it to end; if it was killed, run "git update-ref -d {5}".',
      plan,
      who,
      when,
      pid,
      host,
      ref,
    ),
  "remote-missing": ({ remotes }) =>
    remotes.length === 0
      ? l10n.t('This repository has no remote. Add one with "git remote add origin ADDRESS".')
      : l10n.t("There are several remotes, and the branch follows none of them: name one of {0}.", remotes.join(", ")),
  "remote-unknown": ({ remote, remotes }) =>
    l10n.t('There is no remote "{0}". There is: {1}.', remote, remotes.join(", ") || l10n.t("none")),
  "push-detached": () => l10n.t("HEAD is detached, so there is no branch to push. Switch to one; nothing was pushed."),
  "push-behind": ({ remote, branch }) =>
    l10n.t(
      '{0} has commits on {1} that are not here, so nothing was pushed. Run "git pull", look, then push again.',
      remote,
      branch,
    ),
  "push-clash": ({ remote, theirs, ours }) =>
    [
      l10n.t("Nothing was pushed: somebody was first on {0}.", remote),
      ...theirs.map(describeTheirs),
      ours.length === 0
        ? l10n.t('Run "phasegate fetch" and "git pull", look at the values, then push again.')
        : giveUp(remote, theirs, ours),
    ].join("\n"),
  "fetch-clash": ({ remote, theirs, ours }) =>
    [
      l10n.t("Yours were kept, but {0} has other checkpoints in the same places.", remote),
      ...theirs.map(describeTheirs),
      giveUp(remote, theirs, ours),
    ].join("\n"),
  "checkpoint-untagged": ({ commit, tag }) =>
    l10n.t("Commit {0} is a checkpoint that lost its tag; it has been tagged {1}.", commit.slice(0, 10), tag),
  "write-undone": ({ paths }) =>
    l10n.t("An apply that was cut off before its commit had written {0}: it is as it was before.", paths.join(", ")),
  "workspace-untrusted": () =>
    l10n.t("This workspace is not trusted, so no git process is started and nothing is applied. Trust it to go on."),
} satisfies Partial<Sentences>;

/**
 * The way out of a clash, as git commands: what is deleted is the person's to decide. In one line, since a commit whose tag
 * is gone would be given it again.
 */
function giveUp(remote: string, theirs: readonly TheirCheckpoint[], ours: readonly string[]): string {
  const refs = theirs.map(({ tag }) => `refs/tags/${tag}:refs/tags/${tag}`);
  return l10n.t(
    'To go on from theirs, give up your own tag: "git tag -d {0} && git fetch {1} {2}", then "git pull" and, where your values stay, "phasegate adopt".',
    ours.join(" "),
    remote,
    refs.join(" "),
  );
}
