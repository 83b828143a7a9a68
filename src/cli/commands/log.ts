import { type History, historyOf } from "../../core/history";
import { problem, UserError } from "../../core/problem";
import { checkpointTooltip, leftBehind } from "../../messages/checkpoints";
import { describeOrigin, describePlanned } from "../../messages/history";
import { type Exit, exit, type Session } from "../session";

/** The ledger, newest first, or what it says of one parameter; as JSON, the audit export. */
export async function log(session: Session): Promise<Exit> {
  const { assessment, withoutLedger } = await session.rollout();
  if (!assessment.ledger) throw new UserError(withoutLedger ?? problem("workspace-untrusted", {}));
  const { parameter } = session.options;
  if (parameter !== undefined) {
    printHistory(session, historyOf(assessment, parameter));
    return exit.done;
  }
  const { checkpoints, left } = assessment.ledger;
  const rows = [
    ...[...checkpoints].reverse().map((checkpoint) => ({ ...checkpoint, counts: true })),
    ...[...left].reverse().map((checkpoint) => ({ ...checkpoint, counts: false })),
  ];
  const text = rows.map((row) => (row.counts ? checkpointTooltip(row) : `${checkpointTooltip(row)}\n${leftBehind()}`));
  session.print(text.join("\n\n"), rows);
  return exit.done;
}

function printHistory(session: Session, history: History): void {
  const { name, parameter, values } = history;
  const rows = values.map((value) => [value.text, ...describeOrigin(history, value)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  "));
  session.print([`${name}: ${describePlanned(history)}`, ...lines.map((line) => `  ${line}`)].join("\n"), {
    parameter: name,
    unit: parameter?.unit ?? null,
    baseline: parameter?.baseline ?? null,
    target: parameter?.target ?? null,
    values: values.map(({ text, by, until }) => ({
      text,
      tag: by?.tag ?? null,
      event: by?.event ?? null,
      commit: by?.commit ?? null,
      who: by?.who ?? null,
      when: by?.when ?? null,
      until: until?.tag ?? null,
    })),
  });
}
