// Words for the coded details of problems.
import * as l10n from "@vscode/l10n";
import type { FoundValue } from "../../core/ledger/ledger";
import type {
  CommitDifference,
  FileFault,
  PlanFaultDetail,
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
      return l10n.t("planned for {0}", describeDifference(difference));
    case "phases": {
      const [before, after] = [difference.before, difference.after].map(
        (phases) => phases.join(", ") || l10n.t("none"),
      );
      return l10n.t("phases in effect afterwards: {0} → {1}", before ?? "", after ?? "");
    }
    case "plan":
      return l10n.t("plan: {0} → {1}", difference.before.slice(0, 10), difference.after.slice(0, 10));
    case "file":
      return difference.path;
    case "branch": {
      const [before, after] = [difference.before, difference.after].map((branch) => branch ?? l10n.t("none"));
      return l10n.t("branch: {0} → {1}", before ?? "", after ?? "");
    }
    case "head":
      return "HEAD";
    case "tag":
      return difference.tag;
  }
}

/** Where a commit is not what was planned. */
export function describeCommitDifference(difference: CommitDifference): string {
  switch (difference) {
    case "bytes":
      return l10n.t("other bytes");
    case "missing":
      return l10n.t("the file is not in it");
    default:
      return describeDifferences(difference);
  }
}

/** Why a file can't be read or written; the file system's own codes are told as they are. */
export function describeFileFault(detail: string): string {
  return fileFaults[detail as FileFault]?.() ?? detail;
}

const fileFaults: Readonly<Record<FileFault, () => string>> = {
  missing: () => l10n.t("no such file"),
  "not-regular": () => l10n.t("not a regular file"),
  "too-large": () => l10n.t("larger than 5 MB"),
  "read-only": () => l10n.t("read-only"),
};

/** A checkpoint that somebody else sealed, on one line. */
export function describeTheirs({ tag, sealed }: TheirCheckpoint): string {
  if (!sealed) return l10n.t("{0}: it can't be read", tag);
  const values = sealed.changes.map(({ parameter, before, after, redacted }) =>
    redacted ? `${parameter}: …` : describeDifference({ parameter, before, after }),
  );
  return l10n.t("{0}: {1}, by {2}, {3}. {4}", tag, describeEvent(sealed), sealed.who, sealed.when, values.join("; "));
}

/** What is wrong at one place of a plan; the place comes before it. */
export function describePlanFault(detail: PlanFaultDetail): string {
  switch (detail.fault) {
    case "schema":
      return detail.message;
    case "not-a-schema":
      return l10n.t("is not a JSON Schema: {0}", detail.message);
    case "pattern":
      return l10n.t("is not as it must be: {0}", detail.hint);
    case "unknown-base":
      return l10n.t("names no plan of this version, which has: {0}", detail.plans.join(", "));
    case "unknown-property":
      return l10n.t("is not a property of a plan here");
    case "not-allowed":
      return l10n.t("is not allowed here");
    case "not-one-of":
      return l10n.t("must be one of {0}", detail.values);
    case "rules-too-large":
      return l10n.t("is too large: all rules together may hold {0} objects and lists", detail.most);
    case "secret-name":
      return l10n.t('"{0}" looks like a secret; Phasegate never shows or writes those', detail.name);
    case "unknown-file":
      return l10n.t('"{0}" is not one of the plan\'s files', detail.file);
    case "unknown-parameter":
      return l10n.t('"{0}" is not one of the plan\'s parameters', detail.parameter);
    case "symbol-taken":
      return l10n.t('"{0}" is bound to the same symbol', detail.parameter);
    default:
      return describePlanDisagreement(detail);
  }
}

type PlanDisagreement = Extract<
  PlanFaultDetail,
  {
    fault:
      | "phase-order"
      | "parameter-taken"
      | "id-taken"
      | "phase-not-earlier"
      | "worst-too-good"
      | "worst-of-trigger"
      | "step-too-large"
      | "rule-broken"
      | "out-of-range";
  }
>;

function describePlanDisagreement(detail: PlanDisagreement): string {
  switch (detail.fault) {
    case "phase-order":
      return l10n.t("must be {0}: phases count from 1 in their order", detail.expected);
    case "parameter-taken":
      return l10n.t('"{0}" is set by Phase {1} already', detail.parameter, detail.phase);
    case "id-taken":
      return l10n.t('"{0}" is there already', detail.id);
    case "phase-not-earlier":
      return l10n.t("must be a phase before Phase {0}", detail.phase);
    case "worst-too-good":
      return detail.side === "above"
        ? l10n.t("must not be above the threshold of {0}: a bot as bad as this should not pass", detail.threshold)
        : l10n.t("must not be below the threshold of {0}: a bot as bad as this should not pass", detail.threshold);
    case "worst-of-trigger":
      return l10n.t("belongs to a success criterion");
    case "step-too-large":
      return l10n.t("must allow the step from {0} to {1}", detail.baseline, detail.target);
    case "rule-broken":
      return detail.phase === 0
        ? l10n.t("is broken by the baselines")
        : l10n.t("is broken once Phase {0} is in effect", detail.phase);
    case "out-of-range":
      return l10n.t('{0} is outside "allowed"', detail.value);
  }
}
