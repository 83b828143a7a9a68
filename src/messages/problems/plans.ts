import { t } from "@vscode/l10n";
import type { Sentences } from "./sentences";

/** Of the plan's own document. */
export const plans = {
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
} satisfies Partial<Sentences>;

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
