// Carries out "Roll Back…" and "Roll Back To…": asks what to go back to.
import { type QuickPickItem, window } from "vscode";
import type { RollbackRequest } from "../../core/change/change";
import { withinPhases } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { chooseExtent, reading, valuesOnly, valuesOnlyDetail, wholeFile, wholeFileDetail } from "../../messages/editor";
import { backupGoals, rollbackGoals } from "../../messages/editor/rollback-goals";
import { carryOut } from "../change/carry-out";
import { type Context, rolloutOf, rolloutWithLedger } from "../change/context";
import { type Goal, pickRollbackGoal } from "../change/pick-rollback-goal";
import { showReading } from "../notify";

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
  const { listBackups } = await import("../../node/backups");
  const within = withinPhases(
    ledger,
    rollout.plan.phases.map(({ id }) => id),
  );
  // Only those that have other values than now.
  const listed = await showReading(reading(), listBackups(rollout));
  if (!listed) return undefined;
  const backups = listed.filter(({ changes }) => changes.length > 0);
  const groups = [...rollbackGoals(within), ...backupGoals(backups)];
  if (groups.length === 0) throw new UserError(problem("nothing-to-roll-back", { plan: rollout.plan.id }));
  return pickRollbackGoal(rollout, within, groups);
}
