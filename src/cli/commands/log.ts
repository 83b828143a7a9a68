import { type History, historyOf } from "../../core/assessment/history";
import { replacementOf } from "../../core/ledger/left-behind";
import { problem, UserError } from "../../core/problem";
import { shownCheckpoint } from "../../core/redact";
import { checkpointTooltip, describeLeft } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { describeOrigin, describePast, describePlanned } from "../../messages/history";
import { ledgerReport } from "../../messages/report";
import { type Exit, exit, type Session } from "../session";
import { sayLeft } from "./status";

/** The ledger, newest first, or what it says of one parameter; as JSON, the audit export; as Markdown, a report for people. */
export async function log(session: Session): Promise<Exit> {
  const { json, markdown, parameter } = session.options;
  if (json && markdown) throw new UserError(problem("usage", { detail: words.onlyOne("json", "markdown") }));
  if (markdown && parameter !== undefined) {
    throw new UserError(problem("usage", { detail: words.onlyOne("markdown", "parameter") }));
  }
  const { rollout, ledger } = await session.ledger();
  if (parameter !== undefined) {
    printHistory(session, historyOf(rollout, parameter));
    return exit.done;
  }
  if (markdown) {
    session.print(ledgerReport(rollout, ledger), undefined);
    return exit.done;
  }
  const { checkpoints, left } = ledger;
  const behind = [...left].reverse().map((checkpoint) => [checkpoint, replacementOf(ledger, checkpoint.tag)] as const);
  const text = [
    ...[...checkpoints].reverse().map(checkpointTooltip),
    ...behind.map(([checkpoint, by]) => `${checkpointTooltip(checkpoint)}\n${describeLeft(by)}`),
  ];
  session.print(text.join("\n\n"), [
    ...[...checkpoints].reverse().map((each) => ({ ...shownCheckpoint(each), counts: true })),
    ...behind.map(([each, by]) => ({ ...shownCheckpoint(each), counts: false, ...(by && { replacedBy: by.tag }) })),
  ]);
  sayLeft(session, rollout);
  return exit.done;
}

function printHistory(session: Session, history: History): void {
  const { name, parameter, values } = history;
  const rows = values.map((value) => [describePast(value), ...describeOrigin(history, value)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
  const lines = rows.map((row) => row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  "));
  session.print([`${name}: ${describePlanned(history)}`, ...lines.map((line) => `  ${line}`)].join("\n"), {
    parameter: name,
    unit: parameter?.unit ?? null,
    baseline: parameter?.baseline ?? null,
    target: parameter?.target ?? null,
    values: values.map(({ text, by, until }) => ({
      text: text ?? null,
      tag: by?.tag ?? null,
      event: by?.event ?? null,
      commit: by?.commit ?? null,
      who: by?.who ?? null,
      when: by?.when ?? null,
      until: until?.tag ?? null,
    })),
  });
}
