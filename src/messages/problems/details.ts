// Words for the coded details of problems.
import * as l10n from "@vscode/l10n";
import type { FoundValue } from "../../core/ledger/ledger";
import type {
  CommitDifference,
  RedactedChange,
  StaleDifference,
  TheirCheckpoint,
  ValueDifference,
} from "../../core/problem";
import { describeEvent } from "../events";

/** "EXIT_THRESHOLD: 0.70 → 0.603", separated by semicolons. */
export function describeDifferences(differences: readonly ValueDifference[]): string {
  return differences.map(describeDifference).join("; ");
}

function describeDifference({ parameter, before, after }: ValueDifference): string {
  return `${parameter}: ${before ?? l10n.t("none")} → ${after ?? l10n.t("none")}`;
}

/** "EXIT_THRESHOLD 0.70 → 0.603", separated by commas. */
export function describeShownChanges(changes: readonly RedactedChange[]): string {
  return changes
    .map(({ parameter, before, after, redacted }) =>
      redacted ? `${parameter} …` : `${parameter} ${before} → ${after}`,
    )
    .join(", ");
}

/** "EXIT_THRESHOLD 0.603", separated by commas. */
export function describeFoundValues(values: readonly FoundValue[]): string {
  return values.map(({ parameter, text }) => `${parameter} ${text}`).join(", ");
}

export function describeStaleDifferences(differences: readonly StaleDifference[]): string {
  return differences.map(describeStaleDifference).join("; ");
}

function describeStaleDifference(difference: StaleDifference): string {
  switch (difference.kind) {
    case "value":
      return describeDifference(difference);
    case "planned-value":
      return l10n.t("{0} (planned)", describeDifference(difference));
    case "phases": {
      const [before, after] = [difference.before, difference.after].map(
        (phases) => phases.join(", ") || l10n.t("none"),
      );
      return l10n.t("phases in effect afterwards: {0} → {1}", before ?? "", after ?? "");
    }
    case "plan":
      return l10n.t("plan: {0} → {1}", difference.before.slice(0, 10), difference.after.slice(0, 10));
    case "file":
      return l10n.t("{0} has changed", difference.path);
    case "branch": {
      const [before, after] = [difference.before, difference.after].map((branch) => branch ?? l10n.t("none"));
      return l10n.t("branch: {0} → {1}", before ?? "", after ?? "");
    }
    case "head":
      return l10n.t("HEAD is another commit");
    case "tag":
      return l10n.t("{0} is a new tag", difference.tag);
    case "healed":
      return l10n.t("a checkpoint that was cut off was completed or taken back");
    case "verdict":
      return l10n.t("{0}: {1} → {2}", difference.criterion, difference.before, difference.after);
  }
}

/** Where a commit is not what was planned, as a whole sentence. */
export function describeCommitDifference(path: string, difference: CommitDifference): string {
  switch (difference) {
    case "bytes":
      return l10n.t("The commit has other bytes in {0} than planned.", path);
    case "missing":
      return l10n.t("The commit does not contain {0}.", path);
    default:
      return l10n.t("The commit has other values in {0} than planned: {1}.", path, describeDifferences(difference));
  }
}

/** A checkpoint that somebody else sealed, on one line. */
export function describeTheirs({ tag, sealed }: TheirCheckpoint): string {
  if (!sealed) return l10n.t("{0}: can't be read", tag);
  const values = sealed.changes.map(({ parameter, before, after, redacted }) =>
    redacted ? `${parameter}: …` : describeDifference({ parameter, before, after }),
  );
  return l10n.t("{0}: {1}, by {2}, {3}. {4}", tag, describeEvent(sealed), sealed.who, sealed.when, values.join("; "));
}
