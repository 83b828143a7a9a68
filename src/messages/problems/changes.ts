// Sentences for problems of what a person asks for: why not, or what it means.
import * as l10n from "@vscode/l10n";
import type { RedactedChange } from "../../core/problem";
import { wayOut } from "../ways-out/way-out";
import { describeDifferences, describeFoundValues, describeShownChanges, describeStaleDifferences } from "./details";
import type { Sentences } from "./sentences";

/** Of what a person asks for: why not, or what it means. */
export const changes = {
  "phase-unknown": ({ phase, phases }) =>
    phases === 1
      ? l10n.t("There is no Phase {0}. The plan has only Phase 1.", phase)
      : l10n.t("There is no Phase {0}. The plan has Phases 1 to {1}.", phase, phases),
  "phase-out-of-order": ({ phase, missing }) =>
    l10n.t(
      "Phase {0} can't be applied yet, because Phase {1} is not in effect. Apply Phase {1} first, or override the order with a reason.",
      phase,
      missing,
    ),
  "phase-not-in-effect": ({ phase }) => l10n.t("Phase {0} is not in effect, so there is nothing to roll back.", phase),
  "phase-in-effect": ({ phase }) =>
    l10n.t("Phase {0} is in effect already, and all its values are at their targets.", phase),
  "phase-behind": ({ phase, behind, parameters }) =>
    parameters.length === 1
      ? l10n.t(
          "Phase {0} can't be applied yet. Phase {1} is in effect, but {2} is not at its target. Apply Phase {1} again, adopt the values as they are, or override with a reason.",
          phase,
          behind,
          parameters.join(),
        )
      : l10n.t(
          "Phase {0} can't be applied yet. Phase {1} is in effect, but {2} are not at their targets. Apply Phase {1} again, adopt the values as they are, or override with a reason.",
          phase,
          behind,
          parameters.join(", "),
        ),
  "phase-unbound": ({ phase, parameter }) =>
    l10n.t(
      "Phase {0} can't be applied, because {1} is not bound to a literal in the code. {2} says why.",
      phase,
      parameter,
      wayOut("findings"),
    ),
  "phase-unwritable": ({ phase, parameter }) =>
    l10n.t(
      "Phase {0} can't be applied, because {1} is not a literal of the plan's type in the code. Correct the code. If the value is a call, bind its argument: SYMBOL(0).",
      phase,
      parameter,
    ),
  "comments-lost": ({ phase, parameter }) =>
    l10n.t(
      "Phase {0} can't be applied, because the comments between the lines of {1} would be lost. Bind its elements one by one, or change it by hand, commit and adopt it.",
      phase,
      parameter,
    ),
  "rule-would-break": ({ phase, rule, why }) =>
    l10n.t(
      'Phase {0} would break the plan\'s rule "{1}". Correct the values first, or override with a reason. The reason for the rule: {2}',
      phase,
      rule,
      why,
    ),
  "moves-derived": ({ parameter, derived }) =>
    l10n.t("This also changes what is computed from {0}: {1}.", parameter, derived.join(", ")),
  "comment-names-value": ({ parameter, figure }) =>
    l10n.t(
      "The comment behind {0} names the value as it is now, {1}. Comments are not changed: correct it yourself if it becomes untrue.",
      parameter,
      figure,
    ),
  "gate-missing": ({ phase }) =>
    l10n.t(
      "Phasegate does not check the gate of Phase {0}, only the order of the phases. Check its criteria yourself.",
      phase,
    ),
  "requirement-unchecked": ({ phase, requirement }) =>
    l10n.t('Phase {0} requires "{1}". Phasegate does not check this. Make sure of it yourself.', phase, requirement),
  "override-empty": () => l10n.t("An override needs a reason, which the checkpoint keeps. Give one, then try again."),
  "change-unsound": ({ differences }) =>
    l10n.t(
      "This change would not do what it says, so nothing was written: {0}. Look at these values in the code.",
      describeDifferences(differences),
    ),
  "change-stale": ({ differences }) =>
    l10n.t(
      "Nothing was changed, because this is no longer as it was in the preview: {0}. Look at a new preview.",
      describeStaleDifferences(differences),
    ),
  "revision-unknown": ({ revision }) =>
    l10n.t("This repository has no commit {0}. Fetch it: in a pipeline, check out with the whole history.", revision),
  "checkpoint-unknown": ({ tag }) =>
    l10n.t("There is no checkpoint {0} on this branch. {1} lists them.", tag, wayOut("checkpoints")),
  "checkpoint-left": ({ tag }) =>
    l10n.t(
      "Checkpoint {0} is not on this branch: a rebase left it behind, or another branch has it. Switch to that branch, or use {1} to go on from the values as they are.",
      tag,
      wayOut("adopt"),
    ),
  "checkpoints-left": ({ tags, phases, adoptable }) =>
    [
      l10n.t("These checkpoints are not on this branch, so they do not count: {0}.", shortened(tags).join(", ")),
      ...(phases.length === 0 ? [] : [appliedPhases(phases)]),
      adoptable
        ? l10n.t(
            "A rebase, a squash or an amended commit left them behind, but kept the values. Use {0} to count them again.",
            wayOut("adopt"),
          )
        : l10n.t("Merge the branch that has them, or leave them there."),
    ].join(" "),
  "parameter-unknown": ({ parameter, parameters }) =>
    l10n.t(
      "Neither the plan nor a checkpoint has a parameter {0}. The plan has: {1}.",
      parameter,
      parameters.join(", "),
    ),
  "checkpoint-unbound": ({ parameters }) =>
    parameters.length === 1
      ? l10n.t(
          "{0} would have to go back too, but it is not bound to a literal both then and now. Correct its symbol in the plan, or roll back to the baseline.",
          parameters.join(),
        )
      : l10n.t(
          "{0} would have to go back too, but they are not bound to literals both then and now. Correct their symbols in the plan, or roll back to the baseline.",
          parameters.join(", "),
        ),
  "rollback-kept": ({ parameters }) =>
    parameters.length === 1
      ? l10n.t("{0} stays as it is, because there is no literal to restore. Change it by hand.", parameters.join())
      : l10n.t(
          "{0} stay as they are, because there are no literals to restore. Change them by hand.",
          parameters.join(", "),
        ),
  "past-unreadable": ({ path }) =>
    l10n.t(
      "Git can't give {0} as it was then, so only the values that checkpoints have changed since go back, as they noted them.",
      path,
    ),
  "rollback-whole": ({ path, lines, changes }) => [linesBack(path, lines), valuesBack(changes)].join(" "),
  "hand-edits-held": ({ path, lines, changes }) =>
    [
      changes.length === 0
        ? l10n.t("These edits of {0} change none of the plan's values.", path)
        : l10n.t("These edits of {0} change the plan's values: {1}.", path, describeShownChanges(changes)),
      otherLines(lines),
    ].join(" "),
  "values-found": ({ phases, values }) =>
    phases.length === 1
      ? l10n.t("These values are at the targets of Phase {0}: {1}.", phases.join(), describeFoundValues(values))
      : l10n.t("These values are at the targets of Phases {0}: {1}.", phases.join(", "), describeFoundValues(values)),
  "phases-end": ({ phases }) =>
    phases.length === 1
      ? l10n.t("Phase {0} is no longer in effect afterwards.", phases.join())
      : l10n.t("Phases {0} are no longer in effect afterwards.", phases.join(", ")),
  "phases-return": ({ phases }) =>
    phases.length === 1
      ? l10n.t("Phase {0} is in effect again afterwards.", phases.join())
      : l10n.t("Phases {0} are in effect again afterwards.", phases.join(", ")),
  "rollback-along": ({ phase, parameters }) =>
    parameters.length === 1
      ? l10n.t("This value has changed since Phase {0} was applied, and goes back too: {1}.", phase, parameters.join())
      : l10n.t(
          "These values have changed since Phase {0} was applied, and go back too: {1}.",
          phase,
          parameters.join(", "),
        ),
  "write-unsealed": () =>
    l10n.t(
      "This writes the values and nothing else: no commit, no tag. No checkpoint records them until you checkpoint the edits.",
    ),
  "nothing-to-write": ({ plan }) =>
    l10n.t(
      "There is nothing to write: all values of plan {0} are there already. If a checkpoint is missing, use {1}. To go further back, name a checkpoint or the baseline.",
      plan,
      wayOut("handEdits"),
    ),
  "baseline-instead": ({ plan }) =>
    l10n.t(
      "The ledger can't be read, so Phasegate does not know which phase came last. All values of plan {0} go to the baseline.",
      plan,
    ),
  "reason-empty": () => l10n.t("Writing without a checkpoint needs a reason. Give one, then try again."),
  "nothing-to-checkpoint": () =>
    l10n.t("There is nothing to checkpoint, because the plan's files have no uncommitted edits."),
  "whole-file-untagged": () =>
    l10n.t(
      "A whole file goes back to a checkpoint, not to the baseline. Name one: {0} lists them.",
      wayOut("checkpoints"),
    ),
  "whole-file-absent": ({ path, tag }) =>
    l10n.t(
      "{0} can't go back as a whole, because it was not a regular file at {1}. Roll back the values only.",
      path,
      tag,
    ),
  "whole-file-inexact": ({ path, tag }) =>
    l10n.t(
      "{0} can't go back as a whole, because git would not keep the bytes that it had at {1} (line ends, or a filter). Roll back the values only.",
      path,
      tag,
    ),
  "backup-unknown": ({ file }) =>
    l10n.t("{0} is not a backup beside one of the plan's files. {1} lists them.", file, wayOut("backups")),
  "no-phase-in-effect": ({ plan }) =>
    l10n.t(
      "No phase of plan {0} is in effect, so there is none to roll back. To restore earlier values, name a checkpoint or the baseline.",
      plan,
    ),
  "phase-origin-unknown": ({ plan, phases }) =>
    phases.length === 1
      ? l10n.t(
          "Phase {0} of plan {1} is in effect, but the checkpoint that applied it is not here: its tag is gone, or was not fetched. Use {2}, or roll back to a checkpoint or to the baseline.",
          phases.join(),
          plan,
          wayOut("fetch"),
        )
      : l10n.t(
          "Phases {0} of plan {1} are in effect, but the checkpoints that applied them are not here: their tags are gone, or were not fetched. Use {2}, or roll back to a checkpoint or to the baseline.",
          phases.join(", "),
          plan,
          wayOut("fetch"),
        ),
  "adopt-unbound": ({ parameters }) =>
    parameters.length === 1
      ? l10n.t(
          "Nothing can be adopted, because {0} is not bound to a literal in the code. {1} says why.",
          parameters.join(),
          wayOut("findings"),
        )
      : l10n.t(
          "Nothing can be adopted, because {0} are not bound to literals in the code. {1} says why.",
          parameters.join(", "),
          wayOut("findings"),
        ),
  "rollback-unknown": ({ tag, phase }) =>
    l10n.t(
      "Checkpoint {0} changed no value, because those of Phase {1} were there already. So the values before Phase {1} are not known. Roll back to a checkpoint or to the baseline.",
      tag,
      phase,
    ),
  "nothing-to-adopt": ({ plan }) =>
    l10n.t(
      "There is nothing to adopt: plan {0} has not changed, and the code shows the same phases as the checkpoints.",
      plan,
    ),
  "nothing-to-roll-back": ({ plan }) =>
    l10n.t("There is nothing to roll back: no value of plan {0} would change.", plan),
} satisfies Partial<Sentences>;

function shortened(tags: readonly string[]): readonly string[] {
  return tags.length > mostTags ? [...tags.slice(0, mostTags), "…"] : tags;
}

/** As many tags as a sentence names. */
const mostTags = 5;

function appliedPhases(phases: readonly number[]): string {
  return phases.length === 1
    ? l10n.t("They applied Phase {0}.", phases.join())
    : l10n.t("They applied Phases {0}.", phases.join(", "));
}

function linesBack(path: string, count: number): string {
  if (count === 0) return l10n.t("{0} goes back as a whole, but no line changes beside the plan's values.", path);
  return count === 1
    ? l10n.t("{0} goes back as a whole: 1 line changes beside the plan's values.", path)
    : l10n.t("{0} goes back as a whole: {1} lines change beside the plan's values.", path, count);
}

function valuesBack(changes: readonly RedactedChange[]): string {
  return changes.length === 0
    ? l10n.t("None of the plan's values changes.")
    : l10n.t("The plan's values change: {0}.", describeShownChanges(changes));
}

function otherLines(count: number): string {
  if (count === 0) return l10n.t("No other line differs.");
  return count === 1 ? l10n.t("1 other line differs.") : l10n.t("{0} other lines differ.", count);
}
