// Sentences for problems of files, of git, and of what others do.
import * as l10n from "@vscode/l10n";
import type { TheirCheckpoint } from "../../core/problem";
import type { Foreignness } from "../../core/source";
import { wayOut } from "../ways-out/way-out";
import { describeCommitDifference, describeTheirs } from "./details";
import { describeFileFault } from "./faults/file-faults";
import { describePathFlaw } from "./faults/plan-faults";
import type { Sentences } from "./sentences";

/** Of files, git, and what others do. */
export const world = {
  "file-missing": ({ path, candidates = [] }) =>
    candidates.length === 0
      ? l10n.t(
          'The plan names the file {0}, which does not exist. Correct its path under "files" in the plan, or bring the file back.',
          path,
        )
      : l10n.t(
          'The plan names the file {0}, which does not exist. Its constants are in {1}. If the file was moved, correct its path under "files" in the plan; else bring it back.',
          path,
          candidates.join(", "),
        ),
  "file-outside": ({ path }) =>
    l10n.t("{0} is outside the repository, so no checkpoint can include it. Use a file inside the repository.", path),
  "file-path-invalid": ({ path, flaw }) => describePathFlaw(JSON.stringify(path), flaw),
  "file-shared": ({ path, other }) =>
    l10n.t(
      '{0} and {1} are the same file, by a link. Keep one of the two under "files" in the plan, and give the parameters of the other its name as "file".',
      path,
      other,
    ),
  "file-unreadable": ({ path, detail }) => l10n.t("{0} can't be read. {1}", path, describeFileFault(detail)),
  "file-undecodable": ({ path, encoding }) =>
    l10n.t(
      "{0} is not valid text in {1}. Save it as UTF-8, or declare its encoding in one of its first two lines.",
      path,
      encoding,
    ),
  "file-foreign": ({ path, languages, ...foreignness }) =>
    [describeForeignness(path, foreignness), onlyRead(languages.join(", "))].join(" "),
  "file-unencodable": ({ path, encoding, text }) =>
    l10n.t(
      "{0} can't be written into {1}, whose encoding is {2}. Nothing was changed. Save the file as UTF-8 first.",
      text,
      path,
      encoding,
    ),
  "file-unsaved": ({ path }) => l10n.t("{0} has unsaved changes. Save or revert it, then try again.", path),
  "file-untracked": ({ path }) =>
    l10n.t("{0} is not in git yet, so no checkpoint can include it. Commit it first.", path),
  "file-untracked-keys": ({ path, lines }) =>
    lines.length === 1
      ? l10n.t(
          "{0} is not in git yet, and line {1} seems to contain a key. Git never forgets, so remove the key before the first commit: read it from the environment, for example. Then commit the file.",
          path,
          lines.join(),
        )
      : l10n.t(
          "{0} is not in git yet, and lines {1} seem to contain keys. Git never forgets, so remove the keys before the first commit: read them from the environment, for example. Then commit the file.",
          path,
          lines.join(", "),
        ),
  "file-uncommitted": ({ path }) =>
    l10n.t(
      "{0} has uncommitted edits, and a checkpoint would include them. Commit or stash them, or record them first with {1}.",
      path,
      wayOut("handEdits"),
    ),
  "file-conflicted": ({ path }) =>
    l10n.t("{0} has a merge conflict. Nothing was changed. Resolve and commit it, then try again.", path),
  "file-partly-staged": ({ path }) =>
    l10n.t(
      "{0} is partly staged, and a checkpoint would commit all of it. Commit or unstage it, then try again.",
      path,
    ),
  "file-unwatched": ({ path }) =>
    l10n.t(
      'Git is told to ignore changes of {0}, so Phasegate can\'t tell what of it is committed. Run "git update-index --no-assume-unchanged {0}" and "git update-index --no-skip-worktree {0}", then look at "git status".',
      path,
    ),
  "file-edited-unseen": ({ path }) =>
    l10n.t(
      '{0} has edits that "git status" does not show, because its size and time are those that git knows, and a checkpoint would include them. Save the file again (or run "touch {0}"), then look at "git diff".',
      path,
    ),
  "file-unwritable": ({ path, detail }) => l10n.t("{0} can't be written. {1}", path, describeFileFault(detail)),
  "file-moved": ({ path }) =>
    l10n.t(
      "Something else changed {0} on disk while Phasegate was at work, so no checkpoint was made. Look at the file, then try again.",
      path,
    ),
  "file-not-restored": ({ path }) =>
    l10n.t(
      '{0} could not be put back as it was, so it may have values that no checkpoint records. Look at it with "git diff".',
      path,
    ),

  "git-detached": () => l10n.t("HEAD is detached, so the checkpoint will be on no branch. Switch to a branch first."),
  "branch-foreign": ({ branch, main, remote }) =>
    l10n.t(
      "This is branch {0}, not {1}, the default branch of {2}. The checkpoint counts on {1} once {0} is merged. A squash or a rebase leaves it behind.",
      branch,
      main,
      remote,
    ),
  "branch-unpublished": ({ branch }) =>
    l10n.t("Branch {0} follows no branch of a remote. Nobody else sees its checkpoints until you push it.", branch),
  "branch-protected": ({ branch }) =>
    l10n.t(
      "The setting git.branchProtection protects branch {0}. The checkpoint is committed to {0} all the same. Switch to another branch if you do not want that.",
      branch,
    ),
  "git-missing": () => l10n.t("Git was not found. Install git, and make sure that it is on the PATH."),
  "git-unstartable": ({ detail }) => l10n.t("Git could not be started. {0}", describeFileFault(detail)),
  "git-too-old": ({ version, oldest }) =>
    l10n.t("This is git {0}, and Phasegate needs git {1} or newer. Install a newer git.", version, oldest),
  "git-no-repository": ({ folder }) =>
    l10n.t('{0} is not in a git repository. Run "git init" there and commit the bot and the plan.', folder),
  "git-no-identity": () =>
    l10n.t(
      'Git does not know who you are. Run "git config user.name" and "git config user.email" with your name and address.',
    ),
  "git-busy": ({ operation }) =>
    l10n.t(
      "A {0} is in progress in this repository. Nothing was changed. Finish or abort it, then try again.",
      operation,
    ),
  "git-index-locked": ({ path }) =>
    l10n.t("Another git process has locked {0}. Wait until it ends. If no git is running, delete that file.", path),
  "git-no-commit": () => l10n.t("The repository has no commit yet. Commit the bot and the plan first."),
  "git-failed": ({ command, output }) =>
    output === ""
      ? l10n.t("{0} ended without a word, as if something had stopped it. Try again.", command)
      : l10n.t("{0} failed. Correct what git reports, then try again: {1}", command, output),
  "git-hook-refused": ({ output }) =>
    l10n.t(
      "A git hook refused the commit, so no checkpoint was made. Correct what the hook reports, then try again: {0}",
      output,
    ),
  "commit-differs": ({ path, detail, by }) => [describeCommitDifference(path, detail), describeRewriter(by)].join(" "),
  "commit-holds-more": ({ commit, paths }) =>
    l10n.t(
      "Commit {0} contains more than the plan's files: {1}. A hook may have added it.",
      commit.slice(0, 10),
      paths.join(", "),
    ),
  "commit-unmarked": ({ tag }) =>
    l10n.t("The commit's message does not name checkpoint {0} any more. A hook may have rewritten it.", tag),
  "commit-passed-over": ({ commit, tag }) =>
    l10n.t(
      'The ledger skips commit {0}, which was made for {1}. Undo it with "git revert {0}", or keep it: the next checkpoint starts from its values.',
      commit.slice(0, 10),
      tag,
    ),
  "tag-taken": ({ tag }) =>
    l10n.t(
      'The tag {0} is in the way of the checkpoint\'s tag. Nothing was changed. Look at it with "git show {0}", then rename or delete it.',
      tag,
    ),
  "tag-failed": ({ commit, tag, output }) =>
    l10n.t("Git could not give commit {0} the tag {1}: {2}", commit.slice(0, 10), tag, output),
  "tag-absent": ({ commit, tag }) =>
    l10n.t(
      'Commit {0} says that it is checkpoint {1}, but that tag is not here, so its phases do not count. Use {2} to get the tag. If nobody has it, look at the values, then keep them with {3} or take them back with "git revert {0}".',
      commit.slice(0, 10),
      tag,
      wayOut("fetch"),
      wayOut("adopt"),
    ),
  "plan-locked": ({ plan, who, when, host, pid, workTree, lives }) =>
    lives
      ? l10n.t(
          "Plan {0} is locked by {1} since {2}: process {3} is making a checkpoint in {4}. Wait until it ends.",
          plan,
          who,
          when,
          pid,
          workTree,
        )
      : l10n.t(
          "Plan {0} is locked by {1} since {2}: process {3} on {4} is making a checkpoint in {5}, or was killed there. Wait until it ends. If it was killed, use {6} in that folder.",
          plan,
          who,
          when,
          pid,
          host,
          workTree,
          wayOut("healGone"),
        ),
  "lock-left": ({ plan, who, when }) =>
    l10n.t(
      "Plan {0} is locked by {1} since {2}, and nobody here can tell whether that process still runs. If it was killed, use {3}.",
      plan,
      who,
      when,
      wayOut("healGone"),
    ),
  "lock-dropped": ({ plan }) =>
    l10n.t(
      "The lock of plan {0} was removed. This version can't read what it says, so nothing else was changed. Look at the bot's files with \"git diff HEAD\".",
      plan,
    ),
  "seal-cut-off": ({ tag, who, when }) =>
    l10n.t(
      "The process that was making checkpoint {0} for {1} since {2} has ended before it was done. {3} completes it or takes it back, and so does the next apply or rollback.",
      tag,
      who,
      when,
      wayOut("heal"),
    ),
  "commit-unsealed": ({ commit, tag, who, when }) =>
    l10n.t(
      "Commit {0}, made for checkpoint {1} by {2} on {3}, stands, but git could not tag it. It is not sealed, so its phases do not count yet. Correct what keeps git from making the tag (its signing key may be missing), then use {4}. A rollback does not wait for that.",
      commit.slice(0, 10),
      tag,
      who,
      when,
      wayOut("heal"),
    ),
  "seal-complete": ({ tag }) =>
    l10n.t("The process that made checkpoint {0} was cut off after its tag was made. The checkpoint is complete.", tag),
  "seal-undone": ({ tag }) =>
    l10n.t(
      "The process that was making checkpoint {0} was cut off before it wrote anything. Nothing was changed.",
      tag,
    ),
  "request-completed": ({ tag }) =>
    l10n.t("Checkpoint {0} is what you asked for, so nothing else was done. Ask again if you want it once more.", tag),
  "message-too-large": ({ size, largest }) =>
    l10n.t(
      "The checkpoint's message would have {0} bytes, and more than {1} can't be read back. Nothing was changed. Shorten the reason, or the values.",
      size,
      largest,
    ),
  "remote-missing": ({ remotes }) =>
    remotes.length === 0
      ? l10n.t('This repository has no remote. Add one with "git remote add origin ADDRESS".')
      : l10n.t(
          "There are several remotes, and the branch follows none of them. Set the branch's upstream in git, or name one on the command line: {0}.",
          remotes.join(", "),
        ),
  "remote-unknown": ({ remote, remotes }) =>
    remotes.length === 0
      ? l10n.t('There is no remote "{0}": this repository has none. Add it with "git remote add {0} ADDRESS".', remote)
      : l10n.t('There is no remote "{0}". Name one of these: {1}.', remote, remotes.join(", ")),
  "push-detached": () =>
    l10n.t("HEAD is detached, so there is no branch to push. Nothing was pushed. Switch to a branch."),
  "push-behind": ({ remote, branch }) =>
    l10n.t(
      '{0} has commits on {1} that are not here, so nothing was pushed. Run "git pull", look at the values, then push again.',
      remote,
      branch,
    ),
  "push-clash": ({ remote, theirs, ours }) =>
    [
      l10n.t("Nothing was pushed, because {0} has checkpoints that are not here:", remote),
      ...theirs.map(describeTheirs),
      ours.length === 0
        ? l10n.t('Use {0}, then "git pull". Look at the values, then push again.', wayOut("fetch"))
        : describeWayOut(remote, theirs, ours),
    ].join("\n"),
  "fetch-clash": ({ remote, theirs, ours }) =>
    [
      l10n.t("Your checkpoints were kept, but {0} has others in their place:", remote),
      ...theirs.map(describeTheirs),
      describeWayOut(remote, theirs, ours),
    ].join("\n"),
  "checkpoint-untagged": ({ commit, tag }) =>
    l10n.t(
      "Commit {0} was made for checkpoint {1}, and the tag was not. Phasegate has tagged it {1}.",
      commit.slice(0, 10),
      tag,
    ),
  "write-undone": ({ tag, paths }) =>
    l10n.t(
      "The process that was making checkpoint {0} was cut off before its commit. Phasegate has put back the bytes of before: {1}.",
      tag,
      paths.join(", "),
    ),
  "write-kept": ({ tag, paths }) =>
    l10n.t(
      'The process that was making checkpoint {0} was cut off before its commit. Somebody has changed, staged or committed this since, so Phasegate left it as it is: {1}. Look at it with "git diff HEAD".',
      tag,
      paths.join(", "),
    ),
  "workspace-untrusted": () =>
    l10n.t(
      "This workspace is not trusted, so Phasegate starts no git and applies nothing. Trust the workspace to go on.",
    ),
} satisfies Partial<Sentences>;

/**
 * The way out of a clash, as git commands: what is deleted is the person's to decide.
 */
function describeWayOut(remote: string, theirs: readonly TheirCheckpoint[], ours: readonly string[]): string {
  const refs = theirs.map(({ tag }) => `refs/tags/${tag}:refs/tags/${tag}`);
  return l10n.t(
    'To go on from theirs, delete your own tag and fetch theirs: "git tag -d {0} && git fetch {1} {2}". Then run "git pull" and, if your values stay, {3}.',
    ours.join(" "),
    remote,
    refs.join(" "),
    wayOut("adopt"),
  );
}

function describeRewriter(by: "conversion" | "other" | undefined): string {
  switch (by) {
    case "conversion":
      return l10n.t(
        "Git converts the file when it commits it, by a filter or an encoding in its attributes, and a checkout gives those. Correct the filter.",
      );
    case "other":
      return l10n.t("A hook may have rewritten the file.");
    case undefined:
      return l10n.t("A hook or a filter may have rewritten the file.");
  }
}

function describeForeignness(path: string, foreignness: Foreignness): string {
  switch (foreignness.by) {
    case "ending":
      return l10n.t("{0} is not a source file, by the ending of its name.", path);
    case "first-line":
      return l10n.t("{0} has a name without an ending, and no first line (#!…) that says what it is written in.", path);
    case "line":
      return l10n.t(
        "{0} is not a source file, whatever its name says: line {1} is a heading, as TOML and INI files have them.",
        path,
        foreignness.line,
      );
  }
}

const onlyRead = (languages: string) =>
  l10n.t("Phasegate reads and changes values in {0} only. Name the source file that has the values.", languages);
