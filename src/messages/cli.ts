// What the command line says beside its data.
import * as l10n from "@vscode/l10n";
import type { Change } from "../core/change/change";
import type { Problem } from "../core/problem";
import { describeEventAsTitle } from "./events";
import { describe } from "./problems";

export const words = {
  bug: (): string =>
    l10n.t(
      'This is a bug in Phasegate, which has stopped. Look at "git status" to see what it wrote, and report these lines:',
    ),
  cancelled: (): string => l10n.t("Cancelled. Nothing was changed."),
  /** `notes`: the findings that call for nothing. */
  checked: (parameters: number, findings: number, notes: number): string =>
    notes === 0
      ? l10n.t("Parameters: {0}. Findings: {1}.", parameters, findings)
      : l10n.t("Parameters: {0}. Findings: {1}. For information: {2}.", parameters, findings, notes),
  everyPhaseInEffect: (): string => l10n.t("All phases are in effect."),
  noTextChanges: (): string => l10n.t("The text of the files does not change."),
  redacted: (): string => l10n.t("(left out: the name looks like a secret)"),
  question: (change: Change): string => l10n.t("{0}?", describeEventAsTitle(change)),
  pushed: (pushed: { remote: string; branch: string; branchMoved: boolean; tags: readonly string[] }): string => {
    const { remote, branch, branchMoved, tags } = pushed;
    if (tags.length === 1) return l10n.t("Pushed {0} and 1 new checkpoint to {1}.", branch, remote);
    if (tags.length > 1) return l10n.t("Pushed {0} and {2} new checkpoints to {1}.", branch, remote, tags.length);
    return branchMoved
      ? l10n.t("Pushed {0} to {1}. There was no new checkpoint.", branch, remote)
      : l10n.t("Nothing to push: {0} has everything already.", remote);
  },
  fetched: (remote: string, count: number): string => {
    if (count === 0) return l10n.t("There is no new checkpoint on {0}.", remote);
    return count === 1
      ? l10n.t("Fetched 1 new checkpoint from {0}.", remote)
      : l10n.t("Fetched {1} new checkpoints from {0}.", remote, count);
  },
  pullNeeded: (): string =>
    l10n.t(
      'A checkpoint counts once its commit is on this branch. "git pull" brings the commits that belong to this branch.',
    ),
  noBackups: (): string => l10n.t("There is no backup beside the plan's files."),
  backupDate: (date: string, byName: boolean): string =>
    byName ? l10n.t("{0} according to its name", date) : l10n.t("{0} according to the file's time", date),
  backupSame: (isPart: boolean): string =>
    isPart ? l10n.t("none of its values differs") : l10n.t("all values are the same as now"),
  backupDiffers: (count: number): string =>
    count === 1 ? l10n.t("1 value differs") : l10n.t("{0} values differ", count),
  backupUnbound: (parameters: readonly string[]): string => l10n.t("not found in it: {0}", parameters.join(", ")),
  restart: (): string => l10n.t("Restart the bot for the change to take effect."),
  written: (paths: readonly string[], reason: string): string =>
    l10n.t(
      "WRITTEN, BUT NOT SEALED: {0}. No checkpoint records these values yet. Once git works again, run: phasegate adopt --hand-edits --reason {1}",
      paths.join(", "),
      JSON.stringify(reason),
    ),
  withoutLedger: (problem: Problem): string =>
    [l10n.t("The ledger can't be read, so the phases in effect are not known."), describe(problem)].join(" "),
};
