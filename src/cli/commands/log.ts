import type { Checkpoint } from "../../core/ledger";
import { replacementOf } from "../../core/left";
import { problem, UserError } from "../../core/problem";
import { shownChange } from "../../core/shown";
import { checkpointTooltip, describeLeft } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { ledgerReport } from "../../messages/report";
import { type Exit, exit, type Session } from "../session";
import { sayLeft } from "./status";

/** The ledger, newest first; as JSON, the audit export; as Markdown, a report for people. */
export async function log(session: Session): Promise<Exit> {
  const { json, markdown } = session.options;
  if (json && markdown) throw new UserError(problem("usage", { detail: words.onlyOne("json", "markdown") }));
  const { rollout, ledger } = await session.ledger();
  if (markdown) {
    session.print(ledgerReport(rollout.assessment, ledger), undefined);
    return exit.done;
  }
  const { checkpoints, left } = ledger;
  const behind = [...left].reverse().map((checkpoint) => [checkpoint, replacementOf(ledger, checkpoint.tag)] as const);
  const text = [
    ...[...checkpoints].reverse().map(checkpointTooltip),
    ...behind.map(([checkpoint, by]) => `${checkpointTooltip(checkpoint)}\n${describeLeft(by)}`),
  ];
  const shown = (checkpoint: Checkpoint) => ({ ...checkpoint, changes: checkpoint.changes.map(shownChange) });
  session.print(text.join("\n\n"), [
    ...[...checkpoints].reverse().map((each) => ({ ...shown(each), counts: true })),
    ...behind.map(([each, by]) => ({ ...shown(each), counts: false, ...(by && { replacedBy: by.tag }) })),
  ]);
  sayLeft(session, rollout.assessment);
  return exit.done;
}
