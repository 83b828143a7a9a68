import { type QuickPickItem, window } from "vscode";
import { newestApplied, withinPhases } from "../../core/ledger";
import { problem, UserError } from "../../core/problem";
import { checkpointTitle, describeAfter, when } from "../../messages/checkpoints";
import {
  beforePhase,
  chooseExtent,
  chooseRollback,
  toBaseline,
  toBaselineDetail,
  valuesOnly,
  valuesOnlyDetail,
  wholeFile,
  wholeFileDetail,
} from "../../messages/words";
import { carryOut } from "../carryOut";
import { type Context, ledgerOf, rolloutOf } from "../context";
import { plain } from "../plain";

/** Restores governed values as a new checkpoint: those just after `tag`, or the person's choice. */
export async function rollBack(context: Context, tag?: string): Promise<void> {
  // Without the ledger there is nothing to choose from: what is left is said where it is refused.
  const unreadable = rolloutOf(context).assessment.ledger === undefined;
  const chosen = tag === undefined ? (unreadable ? {} : await pick(context)) : { tag };
  const extent = chosen && (await pickExtent(chosen.tag));
  if (extent) await carryOut(context, { kind: "rollback", ...chosen, ...extent });
}

/** How much goes back to a checkpoint: its values, or the file with them; the plan's own values have no file. */
async function pickExtent(tag: string | undefined): Promise<{ whole?: true } | undefined> {
  if (tag === undefined || tag === "baseline") return {};
  const items: (QuickPickItem & { extent: { whole?: true } })[] = [
    { label: valuesOnly(), detail: valuesOnlyDetail(), extent: {} },
    { label: wholeFile(), detail: wholeFileDetail(), extent: { whole: true } },
  ];
  return (await window.showQuickPick(items, { title: chooseExtent(tag) }))?.extent;
}

async function pick(context: Context): Promise<{ tag?: string } | undefined> {
  const rollout = rolloutOf(context);
  const ledger = ledgerOf(rollout);
  const phases = rollout.values.plan.phases.map(({ id }) => id);
  const newest = newestApplied(withinPhases(ledger, phases));
  const items: (QuickPickItem & { tag?: string })[] = [
    ...(newest ? [{ label: beforePhase(newest.phase), description: plain(checkpointTitle(newest.checkpoint)) }] : []),
    ...[...ledger.checkpoints].reverse().map((checkpoint) => ({
      label: plain(checkpointTitle(checkpoint)),
      description: plain(when(checkpoint)),
      detail: plain(checkpoint.changes.map(describeAfter).join(", ")),
      tag: checkpoint.tag,
    })),
    ...(newest ? [{ label: toBaseline(), description: toBaselineDetail(), tag: "baseline" }] : []),
  ];
  if (items.length === 0) throw new UserError(problem("nothing-to-roll-back", { plan: rollout.values.plan.id }));
  const choice = await window.showQuickPick(items, {
    title: chooseRollback(),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return choice && (choice.tag === undefined ? {} : { tag: choice.tag });
}
