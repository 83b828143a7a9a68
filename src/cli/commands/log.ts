import { problem, UserError } from "../../core/problem";
import { shownChange } from "../../core/shown";
import { checkpointTooltip, leftBehind } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { ledgerReport } from "../../messages/report";
import { type Exit, exit, type Session } from "../session";

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
  const rows = [
    ...[...checkpoints].reverse().map((checkpoint) => ({ ...checkpoint, counts: true })),
    ...[...left].reverse().map((checkpoint) => ({ ...checkpoint, counts: false })),
  ];
  const text = rows.map((row) => (row.counts ? checkpointTooltip(row) : `${checkpointTooltip(row)}\n${leftBehind()}`));
  session.print(
    text.join("\n\n"),
    rows.map((row) => ({ ...row, changes: row.changes.map(shownChange) })),
  );
  return exit.done;
}
