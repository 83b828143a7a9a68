// Carries out "Roll Back…" and "Roll Back To…": asks what to go back to.
import { basename } from "node:path";
import { type QuickPickItem, QuickPickItemKind, window } from "vscode";
import type { RollbackRequest } from "../../core/change/change";
import { appliedPhases, withinPhases } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { checkpointTitle, describeAfter, describeChange, when } from "../../messages/checkpoints";
import {
  backupsByHand,
  beforePhase,
  chooseExtent,
  chooseRollback,
  toBaseline,
  toBaselineDetail,
  valuesOnly,
  valuesOnlyDetail,
  wholeFile,
  wholeFileDetail,
} from "../../messages/editor";
import type { Rollout } from "../../node/rollout";
import { carryOut } from "../change/carry-out";
import { type Context, rolloutOf, rolloutWithLedger } from "../change/context";
import { plain } from "../plain";

/** What a person chose to go back to: a checkpoint or the baseline, a backup made by hand, or what was before a phase. */
interface Goal {
  readonly tag?: string;
  readonly phase?: number;
  readonly backup?: string;
}

/** Restores governed values as a new checkpoint: those just after `tag`, or the person's choice. */
export async function rollBack(context: Context, tag?: string): Promise<void> {
  // Without the ledger there is nothing to choose from: what is left is said where it is refused.
  const unreadable = rolloutOf(context).ledger === undefined;
  const goal = tag === undefined ? (unreadable ? {} : await pickGoal(context)) : { tag };
  const extent = goal && (await pickExtent(goal.tag));
  if (extent) await carryOut(context, { kind: "rollback", ...goal, ...extent });
}

/** How much goes back to a checkpoint: its values, or the file with them; the plan's own values have no file. */
async function pickExtent(tag: string | undefined): Promise<Pick<RollbackRequest, "wholeFile"> | undefined> {
  if (tag === undefined || tag === "baseline") return {};
  const items: (QuickPickItem & { extent: Pick<RollbackRequest, "wholeFile"> })[] = [
    { label: valuesOnly(), detail: valuesOnlyDetail(), extent: {} },
    { label: wholeFile(), detail: wholeFileDetail(), extent: { wholeFile: true } },
  ];
  return (await window.showQuickPick(items, { title: chooseExtent(tag) }))?.extent;
}

async function pickGoal(context: Context): Promise<Goal | undefined> {
  const { rollout, ledger } = rolloutWithLedger(context);
  const phases = rollout.plan.phases.map(({ id }) => id);
  const applied = appliedPhases(withinPhases(ledger, phases));
  const items: (QuickPickItem & { goal?: Goal })[] = [
    ...applied.map(({ phase, checkpoint }) => ({
      label: beforePhase(phase),
      description: plain(checkpointTitle(checkpoint)),
      goal: { phase },
    })),
    ...[...ledger.checkpoints].reverse().map((checkpoint) => ({
      label: plain(checkpointTitle(checkpoint)),
      description: plain(when(checkpoint)),
      detail: plain(checkpoint.changes.map(describeAfter).join(", ")),
      goal: { tag: checkpoint.tag },
    })),
    ...(applied.length > 0
      ? [{ label: toBaseline(), description: toBaselineDetail(), goal: { tag: "baseline" } }]
      : []),
    ...(await backupItems(rollout)),
  ];
  if (items.length === 0) throw new UserError(problem("nothing-to-roll-back", { plan: rollout.plan.id }));
  const choice = await window.showQuickPick(items, {
    title: chooseRollback(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice?.goal;
}

/** Copies of the bot that someone keeps beside it, where they have other values than now. */
async function backupItems(rollout: Rollout): Promise<(QuickPickItem & { goal?: Goal })[]> {
  const { listBackups } = await import("../../node/backups");
  const differing = (await listBackups(rollout)).filter(({ changes }) => changes.length > 0);
  if (differing.length === 0) return [];
  return [
    { label: backupsByHand(), kind: QuickPickItemKind.Separator },
    ...differing.map(({ path, of, date, changes }) => ({
      // What tells them apart comes first: the names are long, and begin alike.
      label: plain(basename(path).slice(basename(of).length)),
      description: plain(`${date} · ${path}`),
      detail: plain(changes.map(describeChange).join(", ")),
      goal: { backup: path },
    })),
  ];
}
