// Words for what the reader of a source finds: why a line is not valid, and what else gives a name its value.
import * as l10n from "@vscode/l10n";
import type { OtherReason, SourceProblemCode } from "../../../core/source";

/** Why a line is not valid code, as a whole sentence that names the place. */
export function describeSourceFault(path: string, line: number, code: SourceProblemCode): string {
  return sourceFaults[code](path, line);
}

const sourceFaults: { readonly [Code in SourceProblemCode]: (path: string, line: number) => string } = {
  "string-unterminated": (path, line) => l10n.t("{0}, line {1}: a string is not closed.", path, line),
  "bracket-unclosed": (path, line) => l10n.t("{0}, line {1}: a bracket is not closed.", path, line),
  "bracket-unmatched": (path, line) => l10n.t("{0}, line {1}: a closing bracket has no opening one.", path, line),
  "character-unexpected": (path, line) => l10n.t("{0}, line {1}: no such character is allowed here.", path, line),
  indentation: (path, line) => l10n.t("{0}, line {1}: the indentation does not match.", path, line),
  "block-missing": (path, line) => l10n.t("{0}, line {1}: an indented block is missing.", path, line),
  "number-malformed": (path, line) => l10n.t("{0}, line {1}: a number is not valid.", path, line),
  "value-missing": (path, line) => l10n.t("{0}, line {1}: a value is missing.", path, line),
  "expression-malformed": (path, line) => l10n.t("{0}, line {1}: an expression is not valid.", path, line),
  "statement-malformed": (path, line) => l10n.t("{0}, line {1}: a statement is not valid.", path, line),
};

/** What else gives `symbol` a value, or takes it away, as a whole sentence. */
export function describeOtherReason(symbol: string, line: number, reason: OtherReason, path?: string): string {
  const sentence = otherReasons[reason](symbol, line);
  return path === undefined ? sentence : l10n.t("In {0}: {1}", path, sentence);
}

const otherReasons: { readonly [Reason in OtherReason]: (symbol: string, line: number) => string } = {
  shadowed: (symbol, line) => l10n.t("Line {1} assigns {0}, and a later line replaces that value.", symbol, line),
  conditional: (symbol, line) => l10n.t("Line {1} assigns {0}, but does not always run.", symbol, line),
  augmented: (symbol, line) => l10n.t("Line {1} changes {0} with an operator such as +=.", symbol, line),
  deleted: (symbol, line) => l10n.t("Line {1} deletes {0}.", symbol, line),
  defined: (symbol, line) => l10n.t("Line {1} uses the name {0} for an import, a function or a class.", symbol, line),
  bound: (symbol, line) => l10n.t("Line {1} binds {0} by for, with, except, case or :=.", symbol, line),
  global: (symbol, line) => l10n.t("A function assigns {0} on line {1}.", symbol, line),
  patched: (symbol, line) => l10n.t("Line {1} sets {0}.", symbol, line),
  "patched-in-function": (symbol, line) => l10n.t("A function sets {0} on line {1}.", symbol, line),
  "element-set": (symbol, line) => l10n.t("Line {1} changes {0} or an element of it in place.", symbol, line),
  built: (symbol, line) => l10n.t("Line {1} makes an object that may have another {0}.", symbol, line),
  computed: (symbol, line) =>
    l10n.t("Line {1} sets what only the running program can name, and that may be {0}.", symbol, line),
  executed: (symbol, line) => l10n.t("Line {1} runs a text as code, which may set {0}.", symbol, line),
  "star-import": (symbol, line) =>
    l10n.t("Line {1} imports all names of another file, and {0} may be one of them.", symbol, line),
  renamed: (symbol, line) => l10n.t("On line {1}, what holds {0} is another object of the same name.", symbol, line),
  intercepted: (symbol, line) =>
    l10n.t("On line {1}, code that changes how the class works may give {0} another value.", symbol, line),
  handed: (symbol, line) => l10n.t("Line {1} hands what holds {0} to code that may set it.", symbol, line),
  fallback: (symbol, line) =>
    l10n.t("Line {1} uses this value of {0} only where another source has none.", symbol, line),
  default: (symbol, line) => l10n.t("Line {1} uses {0} only where nothing else is given.", symbol, line),
  overridden: (symbol, line) => l10n.t("Line {1} sets {0} in a class that inherits from this one.", symbol, line),
};
