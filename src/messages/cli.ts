// What the command line says beside its data.
import * as l10n from "@vscode/l10n";
import type { Change } from "../core/change/change";
import type { Problem } from "../core/problem";
import { describeEventAsTitle } from "./events";
import { describe } from "./problems";

function countNew(count: number): string {
  if (count === 0) return l10n.t("no new checkpoint");
  return count === 1 ? l10n.t("1 new checkpoint") : l10n.t("{0} new checkpoints", count);
}

export const words = {
  bug: (): string => l10n.t("phasegate: a bug of ours; nothing more was written."),
  cancelled: (): string => l10n.t("Cancelled; nothing was changed."),
  /** `notes`: the findings that call for nothing. */
  checked: (parameters: number, findings: number, notes: number): string =>
    notes === 0
      ? l10n.t("{0} parameters, {1} findings", parameters, findings)
      : l10n.t("{0} parameters, {1} findings, {2} for information", parameters, findings, notes),
  everyPhaseInEffect: (): string => l10n.t("All phases are in effect."),
  noTextChanges: (): string => l10n.t("No text changes: every value is there already."),
  redacted: (): string => l10n.t("(left out: the name looks like a secret)"),
  question: (change: Change): string => l10n.t("{0}?", describeEventAsTitle(change)),
  pushed: (pushed: { remote: string; branch: string; branchMoved: boolean; tags: readonly string[] }): string =>
    pushed.branchMoved || pushed.tags.length > 0
      ? l10n.t("Pushed {0} to {1}, with {2}.", pushed.branch, pushed.remote, countNew(pushed.tags.length))
      : l10n.t("{0} has it all already.", pushed.remote),
  fetched: (remote: string, count: number): string =>
    count === 0 ? l10n.t("Nothing new on {0}.", remote) : l10n.t("{0} from {1}.", countNew(count), remote),
  phaseUnknown: (): string => l10n.t("unknown"),
  pullNeeded: (): string =>
    l10n.t(
      'What is not on this branch yet does not count here: "git pull" brings its commits, if they are of this branch.',
    ),
  noBackups: (): string => l10n.t("There is no backup beside the files that the plan governs."),
  backupDate: (date: string, byName: boolean): string =>
    byName ? l10n.t("{0} by its name", date) : l10n.t("{0} by the file's own time", date),
  backupSame: (isPart: boolean): string =>
    isPart ? l10n.t("no value that it has differs") : l10n.t("every value is as it is now"),
  backupDiffers: (count: number): string =>
    count === 1 ? l10n.t("1 value differs") : l10n.t("{0} values differ", count),
  backupUnbound: (parameters: readonly string[]): string => l10n.t("not found in it: {0}", parameters.join(", ")),
  restart: (): string => l10n.t("Restart the bot for it to take effect."),
  written: (paths: readonly string[], reason: string): string =>
    l10n.t(
      "WRITTEN, BUT NOT SEALED: {0}. The ledger does not have these values yet. Once git works again: phasegate adopt --hand-edits --reason {1}",
      paths.join(", "),
      JSON.stringify(reason),
    ),
  withoutLedger: (problem: Problem): string => l10n.t("Without the ledger: {0}", describe(problem)),
};
