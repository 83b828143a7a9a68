// What the command line says beside its data.
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
  validated: (checkpoint: Checkpoint): string => l10n.t("validated ({0})", numberOf(checkpoint)),
  withoutLedger: (problem: Problem): string =>
    [l10n.t("The ledger can't be read, so the phases in effect are not known."), describe(problem)].join(" "),
};
