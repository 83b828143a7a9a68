// Sentences for problems of what a person asks for: why not, or what it means.
import * as l10n from "@vscode/l10n";
import { describeDifferences, describeFoundValues, describeShownChanges, describeStaleDifferences } from "./details";
import type { Sentences } from "./sentences";

/** Of what a person asks for: why not, or what it means. */
export const changes = {
  "phase-unknown": ({ phase, phases }) => l10n.t("There is no Phase {0}: the plan has Phases 1 to {1}.", phase, phases),
  "phase-out-of-order": ({ phase, missing }) =>
    l10n.t(
      "Phase {0} can't be applied yet: Phase {1} is not in effect. Apply that one first, or override with a reason.",
      phase,
      missing,
    ),
  "phase-not-in-effect": ({ phase }) =>
    l10n.t("Phase {0} is not in effect, so there is nothing of it to take back.", phase),
  "phase-in-effect": ({ phase }) => l10n.t("Phase {0} is in effect already, and every value is at its target.", phase),
  "phase-behind": ({ phase, behind, parameters }) =>
    l10n.t(
      "Phase {0} can't be applied yet: Phase {1} is in the ledger, but {2} is not at its target. Apply Phase {1} again, adopt what is there, or override with a reason.",
      phase,
      behind,
      parameters.join(", "),
    ),
  "phase-unbound": ({ phase, parameter }) =>
    l10n.t(
      "Phase {0} can't be applied: {1} is not bound to a literal in the code. The Problems view, or phasegate check, says why.",
      phase,
      parameter,
    ),
  "phase-unwritable": ({ phase, parameter, kind }) =>
    l10n.t(
      "Phase {0} can't be applied: {1} is a {2} in the code, not a literal of the plan's type. Correct it or, where it is a call, bind its argument: SYMBOL(0).",
      phase,
      parameter,
      kind,
    ),
  "comments-lost": ({ phase, parameter }) =>
    l10n.t(
      "Phase {0} can't be applied: the comments between the lines of {1} would be lost. Bind its elements one by one, or write it by hand and adopt.",
      phase,
      parameter,
    ),
  "rule-would-break": ({ phase, rule, why }) =>
    l10n.t(
      'After Phase {0} the values would break the plan\'s rule "{1}": {2} Override with a reason, or correct them first.',
      phase,
      rule,
      why,
    ),
  "moves-derived": ({ parameter, derived }) =>
    l10n.t("{0} moves what is computed from it: {1}.", parameter, derived.join(", ")),
  "gate-missing": ({ phase }) =>
    l10n.t(
      "The gate of Phase {0} is not evaluated: only the order of the phases is enforced. Check its criteria yourself.",
      phase,
    ),
  "requirement-unchecked": ({ phase, requirement }) =>
    l10n.t(
      'Phase {0} requires "{1}". This is not checked: only the order of the phases is. Make sure of it yourself.',
      phase,
      requirement,
    ),
  "override-empty": () => l10n.t("An override needs a reason; it is kept in the checkpoint."),
  "change-unsound": ({ differences }) =>
    l10n.t(
      "This change would not do what it says, so nothing was written: {0}. Look at these lines of the code.",
      describeDifferences(differences),
    ),
  "change-stale": ({ differences }) =>
    l10n.t(
      "The values moved since the preview, so nothing was changed: {0}. Look at a new preview.",
      describeStaleDifferences(differences),
    ),
  "checkpoint-unknown": ({ tag }) =>
    l10n.t('There is no checkpoint {0} on this branch. "phasegate log" lists them.', tag),
  "checkpoint-left": ({ tag }) =>
    l10n.t(
      "Checkpoint {0} exists, but this branch does not reach it: a rebase or another branch left it behind. Adopt the values as they are, or switch.",
      tag,
    ),
  "checkpoints-left": ({ tags, phases, adoptable }) => {
    const which = tags.length > mostTags ? [...tags.slice(0, mostTags), "…"] : tags;
    const brought = phases.length === 0 ? "" : l10n.t(" They brought Phase {0}.", phases.join(", "));
    return adoptable
      ? l10n.t(
          "A rebase, a squash or an amended commit left checkpoints behind, so they do not count: {0}.{1} The values are here: adopt them.",
          which.join(", "),
          brought,
        )
      : l10n.t(
          "Checkpoints that this branch does not reach do not count here: {0}.{1} Merge the branch that has them, or leave them be.",
          which.join(", "),
          brought,
        );
  },
  "parameter-unknown": ({ parameter, parameters }) =>
    l10n.t(
      "Neither the plan nor a checkpoint knows the parameter {0}. The plan has: {1}.",
      parameter,
      parameters.join(", "),
    ),
  "checkpoint-unbound": ({ parameters }) =>
    l10n.t(
      "{0} would have to go back too, but is not bound to a literal both then and now. Correct its symbol in the plan, or roll back to the baseline.",
      parameters.join(", "),
    ),
  "rollback-kept": ({ parameters }) =>
    l10n.t("{0} stays as it is: it is not bound to a literal that could be restored.", parameters.join(", ")),
  "rollback-whole": ({ path, lines, changes }) =>
    [
      linesBack(path, lines),
      changes.length === 0
        ? l10n.t("No governed value changes.")
        : l10n.t("Governed values that change: {0}.", describeShownChanges(changes)),
    ].join(" "),
  "hand-edits-held": ({ path, lines, changes }) =>
    [
      changes.length === 0
        ? l10n.t("These edits of {0} change no governed value.", path)
        : l10n.t("These edits of {0} change governed values: {1}.", path, describeShownChanges(changes)),
      otherLines(lines),
    ].join(" "),
  "values-found": ({ phases, values }) =>
    l10n.t("Found at their targets, those of Phase {0}: {1}.", phases.join(", "), describeFoundValues(values)),
  "phases-end": ({ phases }) =>
    phases.length === 1
      ? l10n.t("Phase {0} is not in effect afterwards: its values are not all there.", phases.join())
      : l10n.t("Phases {0} are not in effect afterwards: their values are not all there.", phases.join(", ")),
  "phases-return": ({ phases }) =>
    phases.length === 1
      ? l10n.t("Phase {0} is in effect again afterwards: its values are all there.", phases.join())
      : l10n.t("Phases {0} are in effect again afterwards: their values are all there.", phases.join(", ")),
  "rollback-along": ({ phase, parameters }) =>
    l10n.t("Changed since Phase {0} was applied, and going back with it: {1}.", phase, parameters.join(", ")),
  "write-unsealed": () =>
    l10n.t(
      "This writes the values and nothing else: no commit, no tag. The ledger does not have them until they are sealed.",
    ),
  "nothing-to-write": ({ plan }) =>
    l10n.t(
      'There is nothing to write: every value of plan {0} is what it would become. What is not sealed yet, "phasegate adopt --hand-edits" seals; name a checkpoint, or the baseline, to go further back.',
      plan,
    ),
  "baseline-instead": ({ plan }) =>
    l10n.t(
      "Without the ledger nobody can tell which phase came last, so this goes further: all values of plan {0} go to the baseline.",
      plan,
    ),
  "reason-empty": () => l10n.t("Writing without a checkpoint needs a reason."),
  "nothing-to-checkpoint": () => l10n.t("There is nothing to checkpoint: no governed file has uncommitted edits."),
  "whole-file-untagged": () =>
    l10n.t('A whole file goes back to a checkpoint, not to the baseline. Name one: "phasegate log" lists them.'),
  "whole-file-absent": ({ path, tag }) =>
    l10n.t(
      "{0} was not there at {1} as a file of its own, so it can't go back as a whole. Roll back the values only.",
      path,
      tag,
    ),
  "whole-file-inexact": ({ path, tag }) =>
    l10n.t(
      "{0} can't go back as a whole: git would not keep the bytes that it had at {1} (line ends, or a filter). Roll back the values only.",
      path,
      tag,
    ),
  "backup-unknown": ({ file }) =>
    l10n.t('{0} is no backup beside a file that the plan governs. "phasegate backups" lists them.', file),
  "no-phase-in-effect": ({ plan }) =>
    l10n.t(
      "No phase of plan {0} is in effect, so there is none to take back. Roll back to the baseline, or to a checkpoint, to restore its values.",
      plan,
    ),
  "phase-origin-unknown": ({ plan, phases }) =>
    l10n.t(
      'The ledger has Phase {0} of plan {1} in effect, but not the checkpoint that brought it in: its tag is gone, or was not fetched. Run "phasegate fetch", or roll back to the baseline or to a checkpoint.',
      phases.join(", "),
      plan,
    ),
  "adopt-unbound": ({ parameters }) =>
    l10n.t(
      "Nothing can be adopted while {0} is not bound to a literal in the code. The Problems view, or phasegate check, says why.",
      parameters.join(", "),
    ),
  "rollback-unknown": ({ tag, phase }) =>
    l10n.t(
      "Checkpoint {0} found the values of Phase {1} there already, so those before it are not known. Roll back to the baseline, or to a checkpoint.",
      tag,
      phase,
    ),
  "nothing-to-adopt": ({ plan }) =>
    l10n.t("There is nothing to adopt: the ledger of plan {0} says what the code says.", plan),
  "nothing-to-roll-back": ({ plan }) =>
    l10n.t("There is nothing to roll back: every value of plan {0} is what it would become.", plan),
} satisfies Partial<Sentences>;

function linesBack(path: string, count: number): string {
  if (count === 0)
    return l10n.t("No line beside the governed values goes back: {0} holds nothing else that is newer.", path);
  return count === 1
    ? l10n.t("1 line beside the governed values goes back too: {0} as a whole.", path)
    : l10n.t("{1} lines beside the governed values go back too: {0} as a whole.", path, count);
}

function otherLines(count: number): string {
  if (count === 0) return l10n.t("No other line differs.");
  return count === 1 ? l10n.t("1 other line differs.") : l10n.t("{0} other lines differ.", count);
}

/** As many tags as a sentence names. */
const mostTags = 5;
