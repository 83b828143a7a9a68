// The words of the command line's help that no single command owns.
import * as l10n from "@vscode/l10n";

export const helpWords = {
  purpose: (): string =>
    l10n.t("Rolls out the parameters of a running bot in phases, and records each step in git as a checkpoint."),
  usage: (syntax: string): string => l10n.t("Usage: {0}", syntax),
  commands: (): string => l10n.t("Commands:"),
  operands: (): string => l10n.t("Operands:"),
  options: (): string => l10n.t("Options:"),
  sharedOptions: (): string => l10n.t("Options of many commands:"),
  examples: (): string => l10n.t("Examples:"),
  exitCodes: (): string => l10n.t("Exit codes:"),
  more: (): string => l10n.t('"phasegate COMMAND --help" explains one command.'),
};

/** What an exit code means; a pipe that its reader closes changes none. */
export function describeExit(code: 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130): string {
  switch (code) {
    case 0:
      return l10n.t("done; of a gate: pass");
    case 1:
      return l10n.t("done, with findings; of a gate: fail");
    case 2:
      return l10n.t(
        "refused, or not everything could be looked at; nothing was changed, unless a message names a file that could not be put back",
      );
    case 3:
      return l10n.t("a bug in Phasegate");
    case 4:
      return l10n.t("the gate is inconclusive");
    case 5:
      return l10n.t("the gate can't be judged, because of its evidence");
    case 6:
      return l10n.t("committed, but not sealed: the commit has no tag yet, and the message says what to do");
    case 130:
      return l10n.t("interrupted with Ctrl-C before a change was made; 143 by SIGTERM, 129 by SIGHUP");
  }
}
