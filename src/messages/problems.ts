import { t } from "@vscode/l10n";
import type { Problem, ProblemCode, ProblemData, TheirCheckpoint } from "../core/problem";
import type { OtherReason } from "../core/source";

/** The sentence for `problem`: what is wrong, where, and the way out. */
export function describe(problem: Problem): string {
  const sentence = sentences[problem.code] as (data: ProblemData[ProblemCode]) => string;
  return sentence(problem.data);
}

const sentences: { readonly [Code in ProblemCode]: (data: ProblemData[Code]) => string } = {
  "value-in-no-phase": ({ parameter, value, baseline, target }) =>
    t(
      "{0} is {1}, which no phase allows: the baseline is {2}, the target is {3}. Set it to one of these, or change the plan.",
      parameter,
      value,
      baseline,
      target,
    ),
  "baseline-differs": ({ parameter, value, baseline, target }) =>
    t(
      "{0} is {1}, but the plan remembers {2} from before the rollout (its target is {3}). The plan is out of date, or the value is wrong: correct one of them.",
      parameter,
      value,
      baseline,
      target,
    ),
  "ahead-of-phase": ({ parameter, value, phase, expected }) =>
    t(
      "{0} is {1} already, but Phase {2} is not in effect: until it is applied, the plan expects {3}.",
      parameter,
      value,
      phase,
      expected,
    ),
  "behind-phase": ({ parameter, value, phase, expected }) =>
    t(
      "{0} is {1}, but Phase {2} is in effect and expects {3}. Apply Phase {2} again, or roll it back.",
      parameter,
      value,
      phase,
      expected,
    ),
  "out-of-range": ({ parameter, value, allowed }) =>
    t("{0} is {1}, outside what the plan allows in any phase: {2}.", parameter, value, allowed),
  "wrong-type": ({ parameter, value, type, expected }) =>
    t("{0} is {1} ({2}), but the plan expects a value of type {3}.", parameter, value, type, expected),
  "type-changed": ({ parameter, value }) =>
    t(
      "{0} is {1}, a float where the plan allows whole numbers only: Python code may treat the two differently.",
      parameter,
      value,
    ),
  "step-too-large": ({ parameter, phase, from, to, largest }) =>
    t(
      "{0}: Phase {1} would move it from {2} to {3}, further than the plan allows in one step ({4}). Take a step between, or correct the plan.",
      parameter,
      phase,
      from,
      to,
      largest,
    ),
  "literal-shared": ({ parameter, other }) =>
    t(
      "{0} and {1} stand in the same literal: a change of one is a change of the other. Give each its own.",
      parameter,
      other,
    ),
  unbound: ({ parameter, symbol, scope, path }) =>
    scope === ""
      ? t(
          '{0}: there is no {1} in {2}. Set the parameter\'s "symbol" in the plan to its name in the code.',
          parameter,
          symbol,
          path,
        )
      : t(
          '{0}: there is no {1} in class {2} of {3}. Set the parameter\'s "symbol" in the plan to its name in the code.',
          parameter,
          symbol,
          scope,
          path,
        ),
  "symbol-invalid": ({ parameter, symbol }) =>
    t(
      '{0}: "{1}" is no symbol. Write a name, with its path where it has one: minimal_roi["40"], RANGE[1].',
      parameter,
      symbol,
    ),
  ambiguous: ({ parameter, symbol, line, reason }) =>
    t(
      "{0}: only a run of the program can tell what {1} is (line {2}: {3}). Leave one plain assignment, so that it can be governed.",
      parameter,
      symbol,
      line,
      otherReasons[reason](),
    ),
  overruled: ({ parameter, symbol, line, reason }) =>
    t(
      "{0}: line {2} may give {1} another value while the bot runs ({3}).",
      parameter,
      symbol,
      line,
      otherReasons[reason](),
    ),
  derived: ({ parameter, symbol, from }) =>
    from === ""
      ? t(
          "{0}: {1} is computed, so there is no literal to govern. Bind the parameter to a literal that it is computed from.",
          parameter,
          symbol,
        )
      : t(
          "{0}: {1} is computed from {2}, so there is no literal to govern. Bind the parameter to what it is computed from.",
          parameter,
          symbol,
          from,
        ),
  shadowed: ({ parameter, symbol, line, winner }) =>
    t(
      "{0}: {1} is assigned here, on line {2}, and again on line {3}, which wins. Remove the one that has no effect.",
      parameter,
      symbol,
      line,
      winner,
    ),
  dead: ({ parameter, symbol, phase }) =>
    t(
      "{0}: nothing in this file reads {1}, but for messages, so Phase {2} would not change what the bot does. Find the value that it really uses.",
      parameter,
      symbol,
      phase,
    ),
  "rule-broken": ({ rule, why }) => t('The values break the plan\'s rule "{0}": {1}', rule, why),
  unsealed: ({ path }) =>
    t(
      '{0} holds values that the ledger does not have, in edits that are not committed. Seal them with "phasegate adopt --edits", or take them back.',
      path,
    ),
  "source-stale": ({ path, line, detail }) =>
    t(
      "{0}, line {1}, is not valid Python at the moment ({2}): the values shown are those from before this edit.",
      path,
      line,
      detail,
    ),
  "source-broken": ({ parameter, path, line, detail }) =>
    t(
      "{0}: {1}, line {2}, is not valid Python ({3}). Mend it first; a broken block is never written.",
      parameter,
      path,
      line,
      detail,
    ),

  "plan-missing": ({ folder }) =>
    t("There is no plan (*.phaseplan.json) in {0}. Write one, or name it with --plan.", folder),
  "plan-several": ({ plans }) => t("There are several plans: {0}. Choose one.", plans.join(", ")),
  "plan-unreadable": ({ path, detail }) => t("The plan {0} can't be read: {1}", path, detail),
  "plan-syntax": ({ path, line, column, detail }) =>
    t("{0}, line {1}, column {2}: not valid JSON: {3}.", path, line, column, syntaxFaults[detail]?.() ?? detail),
  "plan-invalid": ({ path, at, detail }) => t("{0}: {1} {2}.", path, at === "/" ? t("the plan") : at, detail),
  "plan-uncommitted": ({ path }) =>
    t(
      "The plan {0} has changes that are not committed, so a checkpoint could not vouch for it. Commit the plan first.",
      path,
    ),
  "plan-changed": ({ plan, tag }) =>
    t(
      "Plan {0} has changed since checkpoint {1}. Look at what changed, then adopt it: until then no further phase is applied.",
      plan,
      tag,
    ),
  "plan-id-taken": ({ plan, tag, path }) =>
    t(
      'The checkpoints of plan id "{0}" (newest: {1}) are those of {2}. Give this plan an "id" of its own; if the file was moved, adopt it.',
      plan,
      tag,
      path,
    ),
  "plan-revoked": ({ plan, reason }) =>
    t(
      "Plan {0} is revoked: {1}. None of its phases is applied any more; rolling back is always possible.",
      plan,
      reason,
    ),

  "file-missing": ({ path }) =>
    t('The file {0}, which the plan governs, does not exist. Check "files" in the plan.', path),
  "file-outside": ({ path }) =>
    t("{0} lies outside the repository, where git can't keep it. Nothing was changed.", path),
  "file-path-invalid": ({ path }) =>
    t(
      '"{0}" is no path that git and every system read alike. Write it with forward slashes, relative to the repository.',
      path,
    ),
  "file-unreadable": ({ path, detail }) => t("{0} can't be read: {1}.", path, detail),
  "file-undecodable": ({ path, encoding }) =>
    t("{0} can't be decoded as {1}. Save it in the encoding that it declares; nothing was changed.", path, encoding),
  "file-unencodable": ({ path, encoding, text }) =>
    t("{0} can't be written into {1}, whose encoding is {2}. Nothing was changed.", text, path, encoding),
  "file-unsaved": ({ path }) => t("{0} has changes that are not saved. Save or revert it, then try again.", path),
  "file-untracked": ({ path }) => t("{0} is not in git yet, so no checkpoint can keep it. Commit it first.", path),
  "file-untracked-keys": ({ path, lines }) =>
    t(
      "{0} is not in git yet, and what looks like a key stands on line {1}. Take it out of the file before the first commit, since git never forgets: read it from the environment, say. Then commit the file.",
      path,
      lines.join(", "),
    ),
  "file-uncommitted": ({ path }) =>
    t(
      "{0} has changes that are not committed; a checkpoint would sweep them in. Commit or stash them, or give them a checkpoint of their own first (phasegate adopt --edits).",
      path,
    ),
  "file-conflicted": ({ path }) =>
    t("{0} has a merge conflict. Resolve and commit it, then try again; nothing was changed.", path),
  "file-partly-staged": ({ path }) =>
    t("{0} is partly staged, and a checkpoint would lose that choice. Commit or unstage it, then try again.", path),
  "file-unwatched": ({ path }) =>
    t(
      'Git was told not to look at {0}, so nobody knows what of it is committed. Run "git update-index --no-assume-unchanged {0}" and "git update-index --no-skip-worktree {0}", then look at git status.',
      path,
    ),
  "file-unwritable": ({ path, detail }) => t("{0} can't be written: {1}. Nothing was changed.", path, detail),
  "file-moved": ({ path }) => t("{0} changed on disk in the meantime. Nothing was changed; try again.", path),

  "file-not-restored": ({ path }) =>
    t("{0} could not be put back as it was: something else wrote it meanwhile. Look at it with git diff.", path),

  "git-detached": () =>
    t("HEAD is detached: the checkpoint will count only where its commit is reached. Switch to a branch to keep it."),
  "branch-foreign": ({ branch, main, remote }) =>
    t(
      "This is branch {0}, not {1}, the default branch of {2}: the checkpoint counts there once {0} is merged. A squash or a rebase leaves it behind.",
      branch,
      main,
      remote,
    ),
  "branch-unpublished": ({ branch }) =>
    t("Branch {0} follows no branch of a remote: nobody else sees its checkpoints until it is pushed.", branch),
  "branch-protected": ({ branch }) =>
    t(
      "Branch {0} is protected by the setting git.branchProtection: the checkpoint is a commit on it all the same.",
      branch,
    ),
  "git-missing": () => t("Git was not found. Install git, and make sure that it is on the PATH."),
  "git-no-repository": ({ folder }) =>
    t('{0} is not in a git repository. Run "git init" there and commit the bot and the plan.', folder),
  "git-no-identity": () =>
    t(
      'Git does not know who you are. Run "git config user.name" and "git config user.email" with your name and address.',
    ),
  "git-busy": ({ operation }) =>
    t("A {0} is in progress in this repository. Finish or abort it, then try again; nothing was changed.", operation),
  "git-index-locked": ({ path }) =>
    t("Another git process holds {0}. Wait for it to end; if none is running, delete that file.", path),
  "git-no-commit": () => t("The repository has no commit yet. Commit the bot and the plan first."),
  "git-failed": ({ command, output }) => t("{0} failed: {1}", command, output),
  "git-hook-refused": ({ output }) =>
    t("A git hook refused the checkpoint, so the file is as it was before. The hook said: {0}", output),
  "commit-differs": ({ path, detail }) =>
    t(
      "The commit does not hold the planned values of {0} ({1}); a hook may have rewritten the file. It was not tagged; take the commit back with git revert HEAD.",
      path,
      detail,
    ),
  "commit-holds-more": ({ commit, paths }) =>
    t(
      "Commit {0} holds more than the plan's files ({1}); a hook may have added it. It was not tagged.",
      commit.slice(0, 10),
      paths.join(", "),
    ),
  "tag-taken": ({ tag }) => t("The tag {0} exists already. Nothing was changed; look at it with git show {0}.", tag),
  "tag-failed": ({ commit, tag, output }) =>
    t(
      "Commit {0} stands, but its tag {1} could not be made: {2}. The next apply or rollback makes it.",
      commit.slice(0, 10),
      tag,
      output,
    ),
  "tag-absent": ({ commit, tag }) =>
    t(
      "Commit {0} is a checkpoint whose tag {1} is gone. Make the tag again, or revert the commit.",
      commit.slice(0, 10),
      tag,
    ),
  "plan-locked": ({ plan, who, when, host, pid, ref }) =>
    t(
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
      ? t('This repository has no remote. Add one with "git remote add origin ADDRESS".')
      : t("There are several remotes, and the branch follows none of them: name one of {0}.", remotes.join(", ")),
  "remote-unknown": ({ remote, remotes }) =>
    t('There is no remote "{0}". There is: {1}.', remote, remotes.join(", ") || t("none")),
  "push-detached": () => t("HEAD is detached, so there is no branch to push. Switch to one; nothing was pushed."),
  "push-behind": ({ remote, branch }) =>
    t(
      '{0} has commits on {1} that are not here, so nothing was pushed. Run "git pull", look, then push again.',
      remote,
      branch,
    ),
  "push-clash": ({ remote, theirs, ours }) =>
    [
      t("Nothing was pushed: somebody was first on {0}.", remote),
      ...theirs.map(describeTheirs),
      ours.length === 0
        ? t('Run "phasegate fetch" and "git pull", look at the values, then push again.')
        : giveUp(remote, theirs, ours),
    ].join("\n"),
  "fetch-clash": ({ remote, theirs, ours }) =>
    [
      t("Yours were kept, but {0} has other checkpoints in the same places.", remote),
      ...theirs.map(describeTheirs),
      giveUp(remote, theirs, ours),
    ].join("\n"),
  "checkpoint-untagged": ({ commit, tag }) =>
    t("Commit {0} is a checkpoint that lost its tag; it has been tagged {1}.", commit.slice(0, 10), tag),
  "write-undone": ({ paths }) =>
    t("An apply that was cut off before its commit had written {0}: it is as it was before.", paths.join(", ")),
  "workspace-untrusted": () =>
    t("This workspace is not trusted, so no git process is started and nothing is applied. Trust it to go on."),

  "phase-unknown": ({ phase, phases }) => t("There is no Phase {0}: the plan has Phases 1 to {1}.", phase, phases),
  "phase-out-of-order": ({ phase, missing }) =>
    t(
      "Phase {0} can't be applied yet: Phase {1} is not in effect. Apply that one first, or override with a reason.",
      phase,
      missing,
    ),
  "phase-in-effect": ({ phase }) => t("Phase {0} is in effect already, and every value is at its target.", phase),
  "phase-behind": ({ phase, behind, parameters }) =>
    t(
      "Phase {0} can't be applied yet: Phase {1} is in the ledger, but {2} is not at its target. Apply Phase {1} again, adopt what is there, or override with a reason.",
      phase,
      behind,
      parameters.join(", "),
    ),
  "phase-unbound": ({ phase, parameter }) =>
    t(
      "Phase {0} can't be applied: {1} is not bound to a literal in the code. The Problems view, or phasegate check, says why.",
      phase,
      parameter,
    ),
  "phase-unwritable": ({ phase, parameter, kind }) =>
    t(
      "Phase {0} can't be applied: {1} is a {2} in the code, not a literal of the plan's type. Correct it or, where it is a call, bind its argument: SYMBOL(0).",
      phase,
      parameter,
      kind,
    ),
  "comments-lost": ({ phase, parameter }) =>
    t(
      "Phase {0} can't be applied: the comments between the lines of {1} would be lost. Bind its elements one by one, or write it by hand and adopt.",
      phase,
      parameter,
    ),
  "rule-would-break": ({ phase, rule, why }) =>
    t(
      'After Phase {0} the values would break the plan\'s rule "{1}": {2} Override with a reason, or correct them first.',
      phase,
      rule,
      why,
    ),
  "moves-derived": ({ parameter, derived }) =>
    t("{0} moves what is computed from it: {1}.", parameter, derived.join(", ")),
  "gate-missing": ({ phase }) =>
    t(
      "The gate of Phase {0} is not evaluated: only the order of the phases is enforced. Check its criteria yourself.",
      phase,
    ),
  "requirement-unchecked": ({ phase, requirement }) =>
    t(
      'Phase {0} requires "{1}". This is not checked: only the order of the phases is. Make sure of it yourself.',
      phase,
      requirement,
    ),
  "override-empty": () => t("An override needs a reason; it is kept in the checkpoint."),
  "change-unsound": ({ differences }) =>
    t(
      "This change would not do what it says, so nothing was written: {0}. Look at these lines of the code.",
      differences.join("; "),
    ),
  "change-stale": ({ moved }) =>
    t("The values moved since the preview, so nothing was changed: {0}. Look at a new preview.", moved.join("; ")),
  "checkpoint-unknown": ({ tag }) => t('There is no checkpoint {0} on this branch. "phasegate log" lists them.', tag),
  "checkpoint-left": ({ tag }) =>
    t(
      "Checkpoint {0} exists, but this branch does not reach it: a rebase or another branch left it behind. Adopt the values as they are, or switch.",
      tag,
    ),
  "checkpoints-left": ({ tags, phases, adoptable }) => {
    const which = tags.length > mostTags ? [...tags.slice(0, mostTags), "…"] : tags;
    const brought = phases.length === 0 ? "" : t(" They brought Phase {0}.", phases.join(", "));
    return adoptable
      ? t(
          "A rebase, a squash or an amended commit left checkpoints behind, so they do not count: {0}.{1} The values are here: adopt them.",
          which.join(", "),
          brought,
        )
      : t(
          "Checkpoints that this branch does not reach do not count here: {0}.{1} Merge the branch that has them, or leave them be.",
          which.join(", "),
          brought,
        );
  },
  "parameter-unknown": ({ parameter, parameters }) =>
    t(
      "Neither the plan nor a checkpoint knows the parameter {0}. The plan has: {1}.",
      parameter,
      parameters.join(", "),
    ),
  "checkpoint-unbound": ({ parameters }) =>
    t(
      "{0} would have to go back too, but is not bound to a literal both then and now. Correct its symbol in the plan, or roll back to the baseline.",
      parameters.join(", "),
    ),
  "rollback-kept": ({ parameters }) =>
    t("{0} stays as it is: it is not bound to a literal that could be restored.", parameters.join(", ")),
  "rollback-whole": ({ path, lines, values }) =>
    [
      linesBack(path, lines),
      values.length === 0 ? t("No governed value changes.") : t("Governed values that change: {0}.", values.join(", ")),
    ].join(" "),
  "edits-held": ({ path, lines, values }) =>
    [
      values.length === 0
        ? t("These edits of {0} change no governed value.", path)
        : t("These edits of {0} change governed values: {1}.", path, values.join(", ")),
      otherLines(lines),
    ].join(" "),
  "values-found": ({ phases, values }) =>
    t("Found at their targets, those of Phase {0}: {1}.", phases.join(", "), values.join(", ")),
  "phases-end": ({ phases }) =>
    phases.length === 1
      ? t("Phase {0} is not in effect afterwards: its values are not all there.", phases.join())
      : t("Phases {0} are not in effect afterwards: their values are not all there.", phases.join(", ")),
  "phases-return": ({ phases }) =>
    phases.length === 1
      ? t("Phase {0} is in effect again afterwards: its values are all there.", phases.join())
      : t("Phases {0} are in effect again afterwards: their values are all there.", phases.join(", ")),
  "rollback-along": ({ phase, parameters }) =>
    t("Changed since Phase {0} was applied, and going back with it: {1}.", phase, parameters.join(", ")),
  "write-unsealed": () =>
    t(
      "This writes the values and nothing else: no commit, no tag. The ledger does not have them until they are sealed.",
    ),
  "nothing-to-write": ({ plan }) =>
    t(
      'There is nothing to write: every value of plan {0} is what it would become. What is not sealed yet, "phasegate adopt --edits" seals; name a checkpoint, or the baseline, to go further back.',
      plan,
    ),
  "baseline-instead": ({ plan }) =>
    t(
      "Without the ledger nobody can tell which phase came last, so this goes further: all values of plan {0} go to the baseline.",
      plan,
    ),
  "reason-empty": () => t("Writing without a checkpoint needs a reason."),
  "nothing-to-checkpoint": () => t("There is nothing to checkpoint: no governed file has uncommitted edits."),
  "whole-file-untagged": () =>
    t('A whole file goes back to a checkpoint, not to the baseline. Name one: "phasegate log" lists them.'),
  "whole-file-absent": ({ path, tag }) =>
    t(
      "{0} was not there at {1} as a file of its own, so it can't go back as a whole. Roll back the values only.",
      path,
      tag,
    ),
  "whole-file-inexact": ({ path, tag }) =>
    t(
      "{0} can't go back as a whole: git would not keep the bytes that it had at {1} (line ends, or a filter). Roll back the values only.",
      path,
      tag,
    ),
  "backup-unknown": ({ file }) =>
    t('{0} is no backup beside a file that the plan governs. "phasegate backups" lists them.', file),
  "no-phase-in-effect": ({ plan }) =>
    t(
      "No phase of plan {0} is in effect, so there is none to take back. Roll back to the baseline, or to a checkpoint, to restore its values.",
      plan,
    ),
  "phase-origin-unknown": ({ plan, phases }) =>
    t(
      'The ledger has Phase {0} of plan {1} in effect, but not the checkpoint that brought it in: its tag is gone, or was not fetched. Run "phasegate fetch", or roll back to the baseline or to a checkpoint.',
      phases.join(", "),
      plan,
    ),
  "adopt-unbound": ({ parameters }) =>
    t(
      "Nothing can be adopted while {0} is not bound to a literal in the code. The Problems view, or phasegate check, says why.",
      parameters.join(", "),
    ),
  "rollback-unknown": ({ tag, phase }) =>
    t(
      "Checkpoint {0} found the values of Phase {1} there already, so those before it are not known. Roll back to the baseline, or to a checkpoint.",
      tag,
      phase,
    ),
  "nothing-to-adopt": ({ plan }) =>
    t("There is nothing to adopt: the ledger of plan {0} says what the code says.", plan),
  "nothing-to-roll-back": ({ plan }) =>
    t("There is nothing to roll back: every value of plan {0} is what it would become.", plan),
  usage: ({ detail }) => detail,
};

/** By the codes of the JSON parser, and two of our own. */
const syntaxFaults: Readonly<Record<string, () => string>> = {
  PropertyNameExpected: () => t("a name in double quotes is expected here"),
  ValueExpected: () => t("a value is expected here"),
  ColonExpected: () => t("a colon is missing"),
  CommaExpected: () => t("a comma is missing"),
  CloseBraceExpected: () => t("a closing brace is missing"),
  CloseBracketExpected: () => t("a closing bracket is missing"),
  EndOfFileExpected: () => t("the plan has ended, and more follows"),
  UnexpectedEndOfComment: () => t("the comment is not closed"),
  UnexpectedEndOfString: () => t("the string is not closed"),
  InvalidNumberFormat: () => t("the number is written wrongly"),
  UnexpectedEndOfNumber: () => t("the number is not complete"),
  InvalidEscapeCharacter: () => t("a string has an escape that JSON does not know"),
  InvalidUnicode: () => t("a string has an incomplete \\u escape"),
  InvalidCharacter: () => t("a string has a control character in it"),
  InvalidSymbol: () => t("this word is no value"),
  NestedTooDeeply: () => t("the brackets are nested too deeply for a plan"),
  NumberTooLarge: () => t("the number is too large"),
};

function linesBack(path: string, count: number): string {
  if (count === 0)
    return t("No line beside the governed values goes back: {0} holds nothing else that is newer.", path);
  return count === 1
    ? t("1 line beside the governed values goes back too: {0} as a whole.", path)
    : t("{1} lines beside the governed values go back too: {0} as a whole.", path, count);
}

function otherLines(count: number): string {
  if (count === 0) return t("No other line differs.");
  return count === 1 ? t("1 other line differs.") : t("{0} other lines differ.", count);
}

function describeTheirs({ tag, summary, who, when, values }: TheirCheckpoint): string {
  return t("{0}: {1}, by {2}, {3}. {4}", tag, summary, who, when, values.join("; "));
}

/**
 * The way out of a clash, as git commands: what is deleted is the person's to decide. In one line, since a commit whose tag
 * is gone would be given it again.
 */
function giveUp(remote: string, theirs: readonly TheirCheckpoint[], ours: readonly string[]): string {
  const refs = theirs.map(({ tag }) => `refs/tags/${tag}:refs/tags/${tag}`);
  return t(
    'To go on from theirs, give up your own tag: "git tag -d {0} && git fetch {1} {2}", then "git pull" and, where your values stay, "phasegate adopt".',
    ours.join(" "),
    remote,
    refs.join(" "),
  );
}

/** As many tags as a sentence names. */
const mostTags = 5;

const otherReasons: { readonly [Reason in OtherReason]: () => string } = {
  shadowed: () => t("an assignment that a later one replaces"),
  conditional: () => t("an assignment that may not be run"),
  augmented: () => t("an augmented assignment"),
  deleted: () => t("it is deleted"),
  defined: () => t("an import, function or class of that name"),
  bound: () => t("bound by for, with, except, case or :="),
  global: () => t("assigned by a function"),
  patched: () => t("set from outside its class"),
  "patched-in-function": () => t("set from outside its class by a function"),
  "element-set": () => t("an element is set"),
  overridden: () => t("a class made from this one has its own"),
};
