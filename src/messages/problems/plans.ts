// The sentences for what is wrong with a plan's own document.
import * as l10n from "@vscode/l10n";
import { describeFileFault, describePlanFault } from "./details";
import type { Sentences } from "./sentences";

/** Of the plan's own document. */
export const plans = {
  "plan-missing": ({ folder }) =>
    l10n.t("There is no plan (*.phaseplan.json) in {0}. Write one, or name it with --plan.", folder),
  "plan-several": ({ plans }) => l10n.t("There are several plans: {0}. Choose one.", plans.join(", ")),
  "plan-unreadable": ({ path, detail }) => l10n.t("The plan {0} can't be read: {1}", path, describeFileFault(detail)),
  "plan-syntax": ({ path, line, column, detail }) =>
    l10n.t("{0}, line {1}, column {2}: not valid JSON: {3}.", path, line, column, syntaxFaults[detail]?.() ?? detail),
  "plan-invalid": ({ path, at, detail }) =>
    l10n.t("{0}: {1} {2}.", path, at === "/" ? l10n.t("the plan") : at, describePlanFault(detail)),
  "plan-uncommitted": ({ path }) =>
    l10n.t(
      "The plan {0} has changes that are not committed, so a checkpoint could not vouch for it. Commit the plan first.",
      path,
    ),
  "plan-changed": ({ plan, tag }) =>
    l10n.t(
      "Plan {0} has changed since checkpoint {1}. Look at what changed, then adopt it: until then no further phase is applied.",
      plan,
      tag,
    ),
  "plan-id-taken": ({ plan, tag, path }) =>
    l10n.t(
      'The checkpoints of plan id "{0}" (newest: {1}) are those of {2}. Give this plan an "id" of its own; if the file was moved, adopt it.',
      plan,
      tag,
      path,
    ),
  "plan-revoked": ({ plan, reason }) =>
    l10n.t(
      "Plan {0} is revoked: {1}. None of its phases is applied any more; rolling back is always possible.",
      plan,
      reason,
    ),
} satisfies Partial<Sentences>;

/** By the codes of the JSON parser, and two of our own. */
const syntaxFaults: Readonly<Record<string, () => string>> = {
  PropertyNameExpected: () => l10n.t("a name in double quotes is expected here"),
  ValueExpected: () => l10n.t("a value is expected here"),
  ColonExpected: () => l10n.t("a colon is missing"),
  CommaExpected: () => l10n.t("a comma is missing"),
  CloseBraceExpected: () => l10n.t("a closing brace is missing"),
  CloseBracketExpected: () => l10n.t("a closing bracket is missing"),
  EndOfFileExpected: () => l10n.t("the plan has ended, and more follows"),
  UnexpectedEndOfComment: () => l10n.t("the comment is not closed"),
  UnexpectedEndOfString: () => l10n.t("the string is not closed"),
  InvalidNumberFormat: () => l10n.t("the number is written wrongly"),
  UnexpectedEndOfNumber: () => l10n.t("the number is not complete"),
  InvalidEscapeCharacter: () => l10n.t("a string has an escape that JSON does not know"),
  InvalidUnicode: () => l10n.t("a string has an incomplete \\u escape"),
  InvalidCharacter: () => l10n.t("a string has a control character in it"),
  InvalidSymbol: () => l10n.t("this word is no value"),
  NestedTooDeeply: () => l10n.t("the brackets are nested too deeply for a plan"),
  NumberTooLarge: () => l10n.t("the number is too large"),
};
