// What the command line says beside its data, and the words of its help that no single command owns.
import * as l10n from "@vscode/l10n";
import type { Change } from "../core/change/change";
import type { Checkpoint } from "../core/ledger/ledger";
import type { Problem } from "../core/problem";
import { numberOf } from "./checkpoints";
import { describeEventAsTitle } from "./events";
import { describe } from "./problems";

export const words = {
  bug: (): string =>
    l10n.t(
      'This is a bug in Phasegate, which has stopped. Look at "git status" to see what it wrote, and report these lines:',
    ),
  /** `text`: what was to be printed of something that was done. */
  notPrinted: (text: string): string => l10n.t("It was done, but standard output could not be written: {0}", text),
  finishing: (): string =>
    l10n.t("Finishing what has begun. Interrupt again to stop at once: the next command then puts it right."),
  /** `notes`: the findings that call for nothing. */
  checked: (parameters: number, findings: number, notes: number): string =>
    notes === 0
      ? l10n.t("Parameters: {0}. Findings: {1}.", parameters, findings)
      : l10n.t("Parameters: {0}. Findings: {1}. For information: {2}.", parameters, findings, notes),
  noTextChanges: (): string => l10n.t("The text of the files does not change."),
  question: (change: Change): string => `${describeEventAsTitle(change)}. ${l10n.t("Go on?")}`,
  noBackups: (): string => l10n.t("There is no backup beside the plan's files."),
  backupDate: (date: string, byName: boolean): string =>
    byName ? l10n.t("{0} according to its name", date) : l10n.t("{0} according to the file's time", date),
  backupSame: (isPart: boolean): string =>
    isPart ? l10n.t("none of its values differs") : l10n.t("all values are the same as now"),
  backupDiffers: (count: number): string =>
    count === 1 ? l10n.t("1 value differs") : l10n.t("{0} values differ", count),
  backupUnbound: (parameters: readonly string[]): string => l10n.t("not found in it: {0}", parameters.join(", ")),
  sealLater: (reason: string): string =>
    l10n.t("Once git works again, run: phasegate adopt --hand-edits --reason {0}", JSON.stringify(reason)),
  callUnreadable: (): string =>
    l10n.t("Standard input is no tool call of Claude Code, Copilot, Codex or Cursor, so nothing was looked at."),
  guardInstalled: (path: string): string => l10n.t("{0} calls the guard already.", path),
  guardWritten: (path: string): string => l10n.t("Written: {0}. Commit it, so that it guards everyone.", path),
  installGuard: (path: string): string => l10n.t("Write this into {0}?", path),
  hookWritten: (path: string, isShared: boolean): string =>
    isShared
      ? l10n.t("Written: {0}. Commit it, so that it guards everyone.", path)
      : l10n.t("Written: {0}. It guards this clone; git does not share it with others.", path),
  hookAbsent: (path: string): string => l10n.t("There is nothing of the guard in {0}.", path),
  uninstallGuard: (path: string): string => l10n.t("Take the guard out of {0}?", path),
  hookTakenOut: (path: string): string => l10n.t("Taken out of {0}. Commits made by hand are no longer guarded.", path),
  hookDeleted: (path: string): string => l10n.t("{0} has nothing but the guard, and is deleted.", path),
  guardState: (guard: string, path: string, state: string): string => {
    switch (state) {
      case "installed":
        return l10n.t("{0}: installed, in {1}", guard, path);
      case "outdated":
        return l10n.t('{0}: in {1}, with old lines; "phasegate hook install" writes new ones', guard, path);
      default:
        return l10n.t("{0}: not installed", guard);
    }
  },
  validated: (checkpoint: Checkpoint): string => l10n.t("validated ({0})", numberOf(checkpoint)),
  withoutLedger: (problem: Problem): string =>
    [l10n.t("The ledger can't be read, so the phases in effect are not known."), describe(problem)].join(" "),
};

export const helpWords = {
  purpose: (): string =>
    l10n.t("Rolls out the parameters of a running bot in phases, and records each step in git as a checkpoint."),
  usage: (syntax: string): string => l10n.t("Usage: {0} [options]", syntax),
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
