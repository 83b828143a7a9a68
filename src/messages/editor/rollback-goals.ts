// Says what a rollback can lead to: the goals in groups, and what each would change.
import * as l10n from "@vscode/l10n";
import type { Change, RollbackRequest } from "../../core/change/change";
import {
  appliedPhases,
  type Checkpoint,
  checkpointsInEffect,
  type Ledger,
  newestCheckpoint,
} from "../../core/ledger/ledger";
import { oneLine } from "../../core/ledger/message";
import type { Problem } from "../../core/problem";
import { checkpointTitle, describeStep, when } from "../checkpoints";
import { describe } from "../problems";

/** What a person can go back to: a checkpoint or the baseline, a backup made by hand, or what was before a phase. */
export interface RollbackGoal {
  readonly request: Omit<RollbackRequest, "kind" | "wholeFile">;
  readonly label: string;
  readonly description: string;
}

export interface RollbackGoals {
  readonly title: string;
  readonly goals: readonly RollbackGoal[];
}

/** What came of working a goal out: its change, or why there is none. */
export interface Outlook {
  readonly result?: Pick<Change, "changes" | "ended" | "notes">;
  readonly problems: readonly Problem[];
}

/** How many values a row names. */
const mostNamed = 4;

export const chooseRollback = (): string => l10n.t("Roll back to which values?");
export const isNow = (label: string): string => l10n.t("{0} (now)", label);
export const workingOut = (): string => l10n.t("Working out what this would change…");
export const shownInPreview = (): string => l10n.t("The preview shows what this would change.");

/** Those of the ledger, in which only the plan's phases are in effect, and the plan's baseline. Groups without a goal are left out. */
export function rollbackGoals(ledger: Ledger): RollbackGoals[] {
  const applied = appliedPhases(ledger);
  const inEffect = checkpointsInEffect(ledger);
  const earlier = ledger.checkpoints.filter((checkpoint) => !inEffect.includes(checkpoint)).reverse();
  const groups: RollbackGoals[] = [
    {
      title: l10n.t("Take a phase back"),
      goals: applied.map(({ phase, checkpoint }) => ({
        request: { phase },
        label: l10n.t("As it was before Phase {0}", phase),
        description: checkpointTitle(checkpoint),
      })),
    },
    { title: l10n.t("Checkpoints in effect"), goals: inEffect.map(goalOf) },
    { title: l10n.t("Earlier checkpoints"), goals: earlier.map(goalOf) },
    {
      title: l10n.t("Baseline"),
      goals: ledger.checkpoints.length === 0 ? [] : [baseline()],
    },
  ];
  return groups.filter(({ goals }) => goals.length > 0);
}

function goalOf(checkpoint: Checkpoint): RollbackGoal {
  return {
    request: { tag: checkpoint.tag },
    label: checkpointTitle(checkpoint),
    description: when(checkpoint),
  };
}

function baseline(): RollbackGoal {
  return {
    request: { tag: "baseline" },
    label: l10n.t("The baseline"),
    description: l10n.t("the values that the plan has from before the rollout"),
  };
}

/** Copies of the bot that someone keeps beside it, named by what tells them apart: the names are long, and begin alike. */
export function backupGoals(
  backups: readonly { readonly path: string; readonly of: string; readonly date: string }[],
): RollbackGoals[] {
  const goals = backups.map(({ path, of, date }) => ({
    request: { backup: path },
    label: baseName(path).slice(baseName(of).length),
    description: l10n.t("{0} · {1}", date, path),
  }));
  return goals.length === 0 ? [] : [{ title: l10n.t("Backups made by hand"), goals }];
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** Whether the bot has the very values that the goal leads to, and it is the newest checkpoint: nothing has moved since. */
export function holdsNow(ledger: Ledger, { request }: RollbackGoal, { problems }: Outlook): boolean {
  return (
    request.tag !== undefined &&
    request.tag === newestCheckpoint(ledger)?.tag &&
    problems.some(({ code }) => code === "nothing-to-roll-back")
  );
}

/** "2 values · ends Phase 1 · EXIT_THRESHOLD 0.603 → 0.70, …": what going there would change, or why it can't be. */
export function describeOutlook({ result, problems }: Outlook): string {
  if (!result) {
    const isThere = problems.some(({ code }) => code === "nothing-to-roll-back");
    return isThere ? l10n.t("Changes nothing: the bot has these values.") : problems.map(describe).join(" ");
  }
  const { changes, ended = [], notes } = result;
  const returning = notes.flatMap(({ code, data }) =>
    code === "phases-return" && "phases" in data ? data.phases : [],
  );
  // The names come last: the list cuts the end.
  return [
    countValues(changes.length),
    ...(ended.length === 0 ? [] : [l10n.t("ends {0}", phasesNamed(ended))]),
    ...(returning.length === 0 ? [] : [l10n.t("brings back {0}", phasesNamed(returning))]),
    ...(changes.length === 0 ? [] : [namedSteps(changes)]),
  ].join(" · ");
}

function countValues(count: number): string {
  if (count === 0) return l10n.t("No value changes");
  return count === 1 ? l10n.t("1 value") : l10n.t("{0} values", count);
}

function namedSteps(changes: Change["changes"]): string {
  const steps = changes.slice(0, mostNamed).map((change) => `${oneLine(change.parameter)} ${describeStep(change)}`);
  const more = changes.length - steps.length;
  return more > 0 ? l10n.t("{0} and {1} more", steps.join(", "), more) : steps.join(", ");
}

function phasesNamed(phases: readonly number[]): string {
  return phases.length === 1 ? l10n.t("Phase {0}", phases.join()) : l10n.t("Phases {0}", phases.join(", "));
}
