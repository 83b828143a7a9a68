// The sentences for a plan's document that is no JSON.
import * as l10n from "@vscode/l10n";
import type { PlanSyntaxFault } from "../../../core/problem";

/** `place`: the file, the line and the column. */
export function describePlanSyntax(place: string, fault: PlanSyntaxFault): string {
  return sentences[fault](place);
}

const sentences: Readonly<Record<PlanSyntaxFault, (place: string) => string>> = {
  PropertyNameExpected: (place) => l10n.t("{0}: a name in double quotes is missing here.", place),
  ValueExpected: (place) => l10n.t("{0}: a value is missing here.", place),
  ColonExpected: (place) => l10n.t("{0}: a colon is missing here.", place),
  CommaExpected: (place) => l10n.t("{0}: a comma is missing here.", place),
  CloseBraceExpected: (place) => l10n.t("{0}: a closing brace is missing here.", place),
  CloseBracketExpected: (place) => l10n.t("{0}: a closing bracket is missing here.", place),
  EndOfFileExpected: (place) => l10n.t("{0}: the plan ends before this text. Remove the text.", place),
  InvalidCommentToken: (place) => l10n.t("{0}: no comment is allowed here. Remove it.", place),
  UnexpectedEndOfComment: (place) => l10n.t("{0}: the comment is not closed. Close it with */.", place),
  UnexpectedEndOfString: (place) => l10n.t("{0}: the text is not closed. Close it with a double quote.", place),
  InvalidNumberFormat: (place) => l10n.t("{0}: the number is not valid. Write it with digits and a point.", place),
  UnexpectedEndOfNumber: (place) => l10n.t("{0}: the number is not complete. Write a digit at its end.", place),
  InvalidEscapeCharacter: (place) =>
    l10n.t("{0}: JSON has no such escape. Write \\\\ where you mean a backslash.", place),
  InvalidUnicode: (place) => l10n.t("{0}: the \\u escape is not complete. Write four hexadecimal digits.", place),
  InvalidCharacter: (place) =>
    l10n.t("{0}: the text has a control character. Write it as an escape such as \\n.", place),
  InvalidSymbol: (place) =>
    l10n.t("{0}: this is not a value. Write a text in double quotes, a number, true, false or null.", place),
  NestedTooDeeply: (place) => l10n.t("{0}: the brackets are nested too deeply for a plan. Nest them less.", place),
  NumberTooLarge: (place) => l10n.t("{0}: the number is too large. Write a smaller one.", place),
  "<unknown ParseErrorCode>": (place) => l10n.t("{0}: this is not valid JSON. Correct it.", place),
};
