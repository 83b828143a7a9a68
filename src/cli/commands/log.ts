import { problem, UserError } from "../../core/problem";
import { checkpointTooltip, leftBehind } from "../../messages/checkpoints";
import { type Exit, exit, type Session } from "../session";

/** The ledger, newest first; as JSON, the audit export. */
export async function log(session: Session): Promise<Exit> {
  const { assessment, withoutLedger } = await session.rollout();
  if (!assessment.ledger) throw new UserError(withoutLedger ?? problem("workspace-untrusted", {}));
  const { checkpoints, left } = assessment.ledger;
  const rows = [
    ...[...checkpoints].reverse().map((checkpoint) => ({ ...checkpoint, counts: true })),
    ...[...left].reverse().map((checkpoint) => ({ ...checkpoint, counts: false })),
  ];
  const text = rows.map((row) => (row.counts ? checkpointTooltip(row) : `${checkpointTooltip(row)}\n${leftBehind()}`));
  session.print(text.join("\n\n"), rows);
  return exit.done;
}
