// Says what a checkpoint did, or a change will do, from its typed event.
import * as l10n from "@vscode/l10n";
import { type EventDetails, formatNumber, type RollbackGoal } from "../core/ledger/event";

/**
 * "apply Phase 1, Critical parameters": what a checkpoint did, or a change will do. An event of a newer version is told by the
 * `summary` that its tag has.
 */
export function describeEvent(details: EventDetails & { readonly summary?: string }): string {
  const { event, phases, phaseTitle } = details;
  switch (event.kind) {
    case "apply":
      return phaseTitle === undefined
        ? l10n.t("apply Phase {0}", event.phase)
        : l10n.t("apply Phase {0}, {1}", event.phase, phaseTitle);
    case "validate":
      return phaseTitle === undefined
        ? l10n.t("validate Phase {0}", event.phase)
        : l10n.t("validate Phase {0}, {1}", event.phase, phaseTitle);
    case "extend":
      return phaseTitle === undefined
        ? l10n.t("extend the window of Phase {0}", event.phase)
        : l10n.t("extend the window of Phase {0}, {1}", event.phase, phaseTitle);
    case "rollback":
      return describeRollback(event.to, details);
    case "adopt":
      return describeAdoption(phases);
    case "hand-edits":
      return l10n.t("checkpoint hand edits");
    case "other":
      return details.summary ?? event.token;
  }
}

function describeAdoption(phases: readonly number[]): string {
  if (phases.length === 0) return l10n.t("adopt the values as found, no phase");
  return phases.length === 1
    ? l10n.t("adopt the values of Phase {0} as found", phases.join())
    : l10n.t("adopt the values of Phases {0} as found", phases.join(", "));
}

function describeRollback(goal: RollbackGoal, { ended = [], backup }: EventDetails): string {
  const phases = ended.join(", ");
  switch (goal.kind) {
    case "before-phase":
      return ended.length > 1
        ? l10n.t("roll back Phases {0}", phases)
        : l10n.t("roll back Phase {0}", phases || goal.phase);
    case "checkpoint":
      return describeToCheckpoint(ended, formatNumber(goal.n));
    case "files-of-checkpoint":
      return describeFilesToCheckpoint(ended, formatNumber(goal.n));
    case "baseline":
      if (ended.length === 0) return l10n.t("roll back values to the baseline");
      return ended.length === 1
        ? l10n.t("roll back Phase {0} to the baseline", phases)
        : l10n.t("roll back Phases {0} to the baseline", phases);
    case "backup":
      return describeBackup(ended, backup);
  }
}

function describeToCheckpoint(ended: readonly number[], number: string): string {
  if (ended.length === 0) return l10n.t("roll back values to checkpoint {0}", number);
  return ended.length === 1
    ? l10n.t("roll back Phase {0} to checkpoint {1}", ended.join(), number)
    : l10n.t("roll back Phases {0} to checkpoint {1}", ended.join(", "), number);
}

function describeFilesToCheckpoint(ended: readonly number[], number: string): string {
  if (ended.length === 0) return l10n.t("roll back the whole file to checkpoint {0}", number);
  return ended.length === 1
    ? l10n.t("roll back Phase {0} and the whole file to checkpoint {1}", ended.join(), number)
    : l10n.t("roll back Phases {0} and the whole file to checkpoint {1}", ended.join(", "), number);
}

function describeBackup(ended: readonly number[], backup: string | undefined): string {
  if (backup === undefined) return l10n.t("roll back values to a backup made by hand");
  if (ended.length === 0) return l10n.t("roll back values to the backup {0}", backup);
  return ended.length === 1
    ? l10n.t("roll back Phase {0} to the backup {1}", ended.join(), backup)
    : l10n.t("roll back Phases {0} to the backup {1}", ended.join(", "), backup);
}

/** The same as the beginning of a sentence or a title. */
export function describeEventAsTitle(details: EventDetails): string {
  const text = describeEvent(details);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
