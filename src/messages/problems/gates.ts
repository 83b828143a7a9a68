// Sentences for what a phase requires of the running bot, and for gates that can't be sealed.
import * as l10n from "@vscode/l10n";
import type { ProblemData, UndecidedCondition } from "../../core/problem";
import { moment } from "../figures/numbers";
import { validation } from "../ways-out/way-out";
import { codedOutcomeWord } from "./outcomes";
import type { Sentences } from "./sentences";

/** Of the gate of a phase, and of what the next one requires. */
export const gates = {
  "gate-not-passed": ({ phase, required }) =>
    l10n.t(
      "Phase {0} can't be applied yet, because Phase {1} is not validated. Look at its gate and validate it with {2}, or override with a reason.",
      phase,
      required,
      validation(required),
    ),
  "gate-failed": ({ phase, required, validated, triggers }) =>
    validated
      ? l10n.t(
          "Phase {0} can't be applied. Phase {1} was validated, but a trigger has fired since: {2}. Roll back, or override with a reason.",
          phase,
          required,
          triggers.join(", "),
        )
      : l10n.t(
          "Phase {0} can't be applied. Phase {1} is not validated, and a trigger has fired: {2}. Roll back, or override with a reason.",
          phase,
          required,
          triggers.join(", "),
        ),
  "position-open": ({ phase, side, opened }) =>
    side === "long"
      ? l10n.t(
          "Phase {0} can't be applied while the bot holds a position: a long one is open since {1}. Wait until it is closed, or override with a reason.",
          phase,
          moment(opened),
        )
      : l10n.t(
          "Phase {0} can't be applied while the bot holds a position: a short one is open since {1}. Wait until it is closed, or override with a reason.",
          phase,
          moment(opened),
        ),
  "evidence-stale": ({ phase, newest }) =>
    l10n.t(
      "Phase {0} can't be applied, because the newest evidence is too old to tell how the bot stands: {1}. Check that the bot runs and writes its files, or override with a reason.",
      phase,
      moment(newest),
    ),
  "position-unknown": ({ phase }) =>
    l10n.t(
      "Phase {0} must not be applied while a position is open, but no evidence tells whether one is. Make sure yourself that none is open.",
      phase,
    ),
  "phase-not-watched": ({ phase }) => l10n.t("Phase {0} is not in effect, so its gate can't be judged.", phase),
  "phase-drifted": ({ phase, parameters }) =>
    parameters.length === 1
      ? l10n.t(
          "Phase {0} is in effect, but {1} is not at its target in the code. Apply the phase again, or adopt the values as they are.",
          phase,
          parameters.join(),
        )
      : l10n.t(
          "Phase {0} is in effect, but {1} are not at their targets in the code. Apply the phase again, or adopt the values as they are.",
          phase,
          parameters.join(", "),
        ),
  "phase-validated": ({ phase, tag }) => l10n.t("Phase {0} is validated already: {1}.", phase, tag),
  "evidence-undeclared": ({ plan }) =>
    l10n.t(
      'The plan {0} names no evidence, so no gate can be judged. Add "evidence" to the plan: where the bot writes its trades, its state or its log.',
      plan,
    ),
  "gate-undecided": describeUndecided,
  "gate-fired": ({ phase, triggers }) =>
    triggers.length === 1
      ? l10n.t("Phase {0} can't be validated, because a trigger has fired: {1}. Roll back.", phase, triggers.join())
      : l10n.t(
          "Phase {0} can't be validated, because triggers have fired: {1}. Roll back.",
          phase,
          triggers.join(", "),
        ),
  "signature-unknown": ({ phase, criterion, conditions }) =>
    [l10n.t('Phase {0} has no condition "{1}".', phase, criterion), signableSentence(conditions)].join(" "),
  "signature-needless": ({ criterion, conditions }) =>
    [
      l10n.t('"{0}" can\'t be signed for, because the evidence decides it.', criterion),
      signableSentence(conditions),
    ].join(" "),
  "signature-empty": ({ criterion }) =>
    l10n.t('The signature for "{0}" needs a note, which the checkpoint keeps: what did you look at?', criterion),
  "extension-needless": describeNeedless,
} satisfies Partial<Sentences>;

function describeUndecided({ phase, outcome, conditions }: ProblemData["gate-undecided"]): string {
  const signable = conditions.filter((condition) => condition.signable).map(({ criterion }) => criterion);
  return [
    gateStands(phase, outcome),
    ...(conditions.length === 0 ? [] : [l10n.t("Not settled: {0}.", conditions.map(describeCondition).join(", "))]),
    ...(outcome !== "inconclusive" || signable.length === 0
      ? []
      : [l10n.t('A signature would settle {0}: "--sign ID=NOTE" for each.', signable.join(", "))]),
  ].join(" ");
}

function gateStands(phase: number, outcome: ProblemData["gate-undecided"]["outcome"]): string {
  switch (outcome) {
    case "fail":
      return l10n.t("Phase {0} can't be validated, because its gate has failed.", phase);
    case "inconclusive":
      return l10n.t("Phase {0} can't be validated yet, because its gate is inconclusive.", phase);
    case "error":
      return l10n.t("Phase {0} can't be validated, because its gate can't be judged.", phase);
  }
}

function signableSentence(conditions: readonly string[]): string {
  return conditions.length === 0
    ? l10n.t("No condition needs a signature now.")
    : l10n.t("A signature is possible for: {0}.", conditions.join(", "));
}

function describeCondition({ criterion, outcome }: UndecidedCondition): string {
  return `${criterion} (${codedOutcomeWord(outcome)})`;
}

function describeNeedless({ phase, why, unsigned }: ProblemData["extension-needless"]): string {
  switch (why) {
    case "pass":
      return l10n.t("The gate of Phase {0} has passed. Validate the phase instead.", phase);
    case "fail":
      return l10n.t(
        "The gate of Phase {0} has failed, and another look would only be one more chance. Roll back.",
        phase,
      );
    case "error":
      return l10n.t(
        "The gate of Phase {0} can't be judged. {1} shows why; put that right first.",
        phase,
        validation(phase),
      );
    case "look-to-come":
      return l10n.t(
        "The window of Phase {0} has a look to come. Extend it when its last look has decided nothing.",
        phase,
      );
    case "unsigned":
      return l10n.t(
        "Phase {0} only lacks a signature, which no further trade would give: {1}. Look, and sign it with {2}.",
        phase,
        unsigned.join(", "),
        validation(phase, unsigned),
      );
  }
}
