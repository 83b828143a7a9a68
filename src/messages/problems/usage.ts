// Says what is wrong with how a command line is written, and how to write it.
import * as l10n from "@vscode/l10n";
import type { Usage } from "../../core/problem";

export function describeUsage(usage: Usage): string {
  switch (usage.reason) {
    case "command-missing":
      return l10n.t('Name a command: {0}. "phasegate --help" describes them.', usage.commands.join(", "));
    case "command-unknown":
      return withSuggestion(
        l10n.t('There is no command "{0}".', usage.command),
        usage.suggestion,
        l10n.t("The commands: {0}.", usage.commands.join(", ")),
      );
    case "option-unknown":
      return describeUnknownOption(usage);
    case "option-repeated":
      return l10n.t("{0} is given more than once. Give it once.", usage.option);
    case "option-needs":
      return l10n.t("{0} has an effect only with {1}. Add {1}, or leave {0} out.", usage.option, usage.needs);
    case "options-exclusive":
      return l10n.t("{0} and {1} cannot be given together. Leave one of them out.", ...usage.options);
    case "terminal-missing":
      return l10n.t("There is no terminal to ask at. Add --yes to go on without the question.");
    case "option-for-trials":
      return l10n.t(
        "{0} is for an optimizer's trials, but this document is read as a Markdown plan. Leave {0} out.",
        usage.option,
      );
    case "option-for-documents":
      return l10n.t(
        "{0} applies only to a document that is imported. Name one with --from FILE, or leave {0} out.",
        usage.option,
      );
    case "operand-missing":
    case "operand-empty":
    case "operands-too-many":
      return describeOperands(usage);
    default:
      return describeValue(usage);
  }
}

type Of<Reason extends Usage["reason"]> = Extract<Usage, { reason: Reason }>;

function describeUnknownOption({ command, option, suggestion, options }: Of<"option-unknown">): string {
  const accepted = options.join(", ");
  return command === null
    ? withSuggestion(
        l10n.t("{0} cannot come before the command.", option),
        suggestion,
        l10n.t("These can: {0}. Put other options after the command.", accepted),
      )
    : withSuggestion(
        l10n.t("phasegate {0} has no option {1}.", command, option),
        suggestion,
        l10n.t("It accepts: {0}.", accepted),
      );
}

function describeOperands(usage: Of<"operand-missing" | "operand-empty" | "operands-too-many">): string {
  const { command } = usage;
  switch (usage.reason) {
    case "operand-missing":
      return l10n.t('phasegate {0} needs {1}. "phasegate {0} --help" says more.', command, usage.operand);
    case "operand-empty":
      return l10n.t("{1} is empty. Give phasegate {0} a value for it.", command, usage.operand);
    case "operands-too-many":
      return l10n.t(
        'phasegate {0} does not expect "{1}". "phasegate {0} --help" says what it takes.',
        command,
        usage.operands.join(" "),
      );
  }
}

function describeValue(usage: Extract<Usage, { reason: `value-${string}` }>): string {
  const { value } = usage;
  switch (usage.reason) {
    case "value-missing":
      return l10n.t("{0} needs a value: {0} {1}.", usage.option, value);
    case "value-ambiguous":
      return l10n.t(
        "{0} needs a value, but {1} looks like an option. If it is the value, write {0}={1}.",
        usage.option,
        value,
      );
    case "value-unexpected":
      return l10n.t('{0} takes no value, but "{1}" is given. Write {0} alone.', usage.option, value);
    case "value-not-instant":
      return l10n.t(
        '{0} needs an ISO 8601 time with its zone, like 2025-10-15T14:00:00+09:00 or 2025-10-15T05:00:00Z; "{1}" is not one.',
        usage.option,
        usage.value,
      );
    case "value-not-count":
      return l10n.t('{0} takes a whole number from 1 to 999999, not "{1}".', usage.option, value);
    case "value-not-pair":
      return l10n.t('{0} takes ID=TEXT, not "{1}".', usage.option, value);
    case "value-not-choice":
      return withSuggestion(
        l10n.t('{0} cannot be "{1}".', usage.of, value),
        usage.suggestion,
        l10n.t("It can be: {0}.", usage.choices.join(", ")),
      );
  }
}

function withSuggestion(what: string, suggestion: string | null, accepted: string): string {
  return [what, ...(suggestion === null ? [] : [l10n.t("Did you mean {0}?", suggestion)]), accepted].join(" ");
}
