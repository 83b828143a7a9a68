import { t } from "@vscode/l10n";
import type { Assessment } from "../core/assessment/state";
import type { Change, Request } from "../core/change/change";
import type { Checkpoint } from "../core/ledger/ledger";

export const bugReport = (): string => t("Phasegate ran into a bug of its own. The log has the details.");
export const showLog = (): string => t("Show Log");
export const goToValue = (): string => t("Go to Value");
export const showChanges = (): string => t("Show Changes");
export const previewEnded = (): string =>
  t("This preview has ended. Ask for it again to see the values as they are now.");
export const settingWins = (): string =>
  t("The setting phasegate.plan names another plan, and wins. Empty it to choose here.");
export const ungovernedPhase = (): string => t("In no phase");

/** The state of a rollout in a few words. */
export const statusText = {
  several: (count: number): string => t("{0} plans: choose one", count),
  unusable: (): string => t("Plan has problems"),
  ready({ plan, phases, inEffect, problems }: Assessment, isUnsealed: boolean): string {
    const findings = problems.filter(({ severity }) => severity !== "info").length;
    const phase = inEffect ? describeInEffect(inEffect, phases.length) : t("ledger unknown");
    const unsealed = isUnsealed ? [notSealed()] : [];
    return [plan.id, phase, ...unsealed, ...(findings === 0 ? [] : [countFindings(findings)])].join(" · ");
  },
};

function countFindings(count: number): string {
  return count === 1 ? t("1 finding") : t("{0} findings", count);
}

function describeInEffect(inEffect: readonly number[], count: number): string {
  if (inEffect.length === 0) return t("baseline");
  const inOrder = inEffect.every((phase, index) => phase === index + 1);
  return inOrder ? t("Phase {0} of {1}", inEffect.length, count) : t("Phases {0} of {1}", inEffect.join(", "), count);
}

export const statusTooltip = (): string => t("Phasegate: show the plan");

export const overrideTitle = (): string => t("Override…");

export const overridePrompt = (phase: number): { title: string; prompt: string; placeHolder: string } => ({
  title: t("Apply Phase {0} out of order", phase),
  prompt: t("Why? The reason is kept in the checkpoint's tag, with your name."),
  placeHolder: t("A reason that someone will understand in a month"),
});

export const everyPhaseInEffect = (count: number): string => t("All {0} phases are in effect.", count);
export const choosePhase = (): string => t("Which phase?");
export const choosePlan = (): string => t("Which plan?");
export const chooseRollback = (): string => t("Roll back to which values?");
export const chooseCheckpoint = (): string => t("Checkpoints, newest first: choose one to see what it changed");
export const chooseExtent = (tag: string): string => t("Roll back to {0}: how much?", tag);
export const valuesOnly = (): string => t("Values only");
export const valuesOnlyDetail = (): string => t("the governed values; code that was written since stays");
export const wholeFile = (): string => t("Whole file");
export const wholeFileDetail = (): string => t("every line as it stood there; code that was written since goes too");
export const writeNowTitle = (): string => t("Write Now, Seal Later…");
export const writeNowPrompt = (): { title: string; prompt: string; placeHolder: string } => ({
  title: t("Write the values now, without a checkpoint"),
  prompt: t("Why? The reason is kept in the checkpoint once it is sealed."),
  placeHolder: overridePrompt(0).placeHolder,
});
export const checkpointEditsPrompt = (): { title: string; prompt: string } => ({
  title: t("Checkpoint the edits of the bot"),
  prompt: t("Why were these values written before they were sealed? May be left empty; it is kept in the checkpoint."),
});
export const sealNow = (): string => t("Seal Now…");
export const writtenUnsealed = (paths: readonly string[]): string =>
  t(
    "WRITTEN, BUT NOT SEALED: {0}. The ledger does not have these values yet. Seal them as soon as git works again.",
    paths.join(", "),
  );
export const notSealed = (): string => t("not sealed");
export const valuesNotSealed = (): string =>
  t("Not sealed: the code holds values, in edits that are not committed, that the ledger does not have.");
export const checkpointFirst = (): string => t("Checkpoint Them First…");
export const beforePhase = (phase: number): string => t("As it was before Phase {0}", phase);
export const previewOf = (phase: number): string => t("Phase {0}: now ↔ target", phase);
export const changesOf = (tag: string): string => t("{0}: before ↔ after", tag);
export const comparedTo = (tag: string, other: string): string => t("{0} ↔ {1}", tag, other);
export const comparedToCurrent = (tag: string): string => t("{0} ↔ current", tag);
export const pushing = (): string => t("Phasegate: pushing the branch and its checkpoints…");
export const fetching = (): string => t("Phasegate: fetching checkpoints…");
export const writing = (): string => t("Phasegate: writing the values…");
export const sealing = (): string => t("Phasegate: writing the checkpoint…");

/** The title of the editor that asks: what Apply would do. */
export function askTitle({ request, summary, notes }: Change): string {
  const title =
    request.kind === "apply"
      ? t("Apply Phase {0}? now ↔ after", request.phase)
      : request.kind === "exception"
        ? t("Checkpoint these edits? committed ↔ edited")
        : t("{0}? now ↔ after", summary.charAt(0).toUpperCase() + summary.slice(1));
  return notes.length === 0 ? title : `${title} · ${countNotes(notes.length)}`;
}

function countNotes(count: number): string {
  return count === 1 ? t("1 note") : t("{0} notes", count);
}

export const restartNeeded = (): string => t("Restart the bot for it to take effect.");

/** What a person reads once it is done, and what they may do next. */
export function done(
  change: Change,
  { tag }: Checkpoint,
  restart: boolean,
): Record<"sentence" | "showDiff" | "rollBack" | "diffTitle", string> {
  const { request, changes } = change;
  const next = restart ? restartNeeded() : "";
  return {
    sentence: [whatHappened(request, changes.length), t("Checkpoint {0}.", tag), next].filter(Boolean).join(" "),
    showDiff: t("Show Diff"),
    rollBack: t("Roll Back"),
    diffTitle: changesOf(tag),
  };
}

function whatHappened(request: Request, count: number): string {
  switch (request.kind) {
    case "apply":
      return t("Phase {0} is in effect: {1}.", request.phase, countValues(count));
    case "rollback":
      return t("Rolled back: {0}.", countValues(count));
    case "adopt":
      return t("Adopted as found.");
    case "exception":
      return count === 0
        ? t("The edits have a checkpoint of their own: they change no governed value.")
        : t("The edits have a checkpoint of their own: {0}.", countValues(count));
  }
}

function countValues(count: number): string {
  if (count === 0) return t("no value had to change");
  return count === 1 ? t("1 value changed") : t("{0} values changed", count);
}

export const noCheckpoints = (): string => t("No checkpoint yet. Applying a phase makes the first one.");
export const backupsByHand = (): string => t("Backups made by hand");
export const toBaseline = (): string => t("The baseline");
export const toBaselineDetail = (): string => t("every value as the plan remembers it from before the rollout");

export const chooseImport = (): string => t("Import which deployment plan or optimizer's trials?");
export const importFilter = (): string => t("Markdown, CSV or JSON");
export const chooseBot = (): string => t("Which file does the bot read its values from?");
export const onLines = (lines: readonly number[]): string =>
  lines.length === 1 ? t("line {0}", lines.join()) : t("lines {0}", lines.join(", "));
export const importDone = (file: string, open: number): string =>
  [
    t("Imported {0}. Remarks stand in the plan, each above what it is about.", file),
    open === 0 ? t("Look at it, then save it.") : countOpen(open),
  ].join(" ");

function countOpen(count: number): string {
  return count === 1 ? t("One question is left open there.") : t("{0} questions are left open there.", count);
}
