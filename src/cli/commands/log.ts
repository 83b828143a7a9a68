// The command `log`: the checkpoints, or the values of one parameter.
import * as l10n from "@vscode/l10n";
import { type History, historyOf } from "../../core/assessment/history";
import { formatEvent } from "../../core/ledger/event";
import type { Ledger } from "../../core/ledger/ledger";
import { replacementOf } from "../../core/ledger/left-behind";
import { redactedCheckpoint } from "../../core/redact";
import { columnsOf, padded } from "../../core/text";
import { checkpointTooltip, describeLeft } from "../../messages/checkpoints";
import { describeOrigin, describePast, describePlanned } from "../../messages/history";
import { command } from "../command";
import { exit, type Session } from "../session";
import { sayLeftBehind } from "./status";

export const log = command({
  name: "log",
  summary: l10n.t("print the checkpoints, newest first"),
  description: l10n.t("With --json, it is the export for an audit."),
  operands: {},
  options: {
    parameter: {
      type: "text",
      value: "NAME",
      description: l10n.t("every value of one parameter: since when, and by which checkpoint"),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [{ line: "phasegate log --parameter EXIT_THRESHOLD", does: l10n.t("the history of one value") }],
  async run(session) {
    const { parameter } = session.options;
    const { rollout, ledger } = await session.ledger();
    if (parameter !== undefined) printHistory(session, historyOf(rollout, parameter));
    else {
      printCheckpoints(session, ledger);
      sayLeftBehind(session, rollout);
    }
    return exit.done;
  },
});

function printCheckpoints(session: Session, ledger: Ledger): void {
  const reached = [...ledger.checkpoints].reverse();
  const behind = [...ledger.unreached]
    .reverse()
    .map((checkpoint) => [checkpoint, replacementOf(ledger, checkpoint.tag)] as const);
  const text = [
    ...reached.map(checkpointTooltip),
    ...behind.map(([checkpoint, replacement]) => `${checkpointTooltip(checkpoint)}\n${describeLeft(replacement)}`),
  ];
  session.print(text.join("\n\n"), [
    ...reached.map((checkpoint) => ({ ...redactedCheckpoint(checkpoint), counts: true })),
    ...behind.map(([checkpoint, replacement]) => ({
      ...redactedCheckpoint(checkpoint),
      counts: false,
      ...(replacement && { replacedBy: replacement.tag }),
    })),
  ]);
}

function printHistory(session: Session, history: History): void {
  const { name, parameter, values } = history;
  const rows = values.map((value) => [describePast(value), ...describeOrigin(history, value)]);
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => columnsOf(row[column] ?? ""))));
  const lines = rows.map((row) => row.map((text, column) => padded(text, widths[column] ?? 0)).join("  "));
  session.print([`${name}: ${describePlanned(history)}`, ...lines.map((line) => `  ${line}`)].join("\n"), {
    parameter: name,
    unit: parameter?.unit ?? null,
    baseline: parameter?.baseline ?? null,
    target: parameter?.target ?? null,
    values: values.map(({ text, broughtBy, replacedBy }) => ({
      text: text ?? null,
      tag: broughtBy?.tag ?? null,
      event: broughtBy ? formatEvent(broughtBy.event) : null,
      commit: broughtBy?.commit ?? null,
      who: broughtBy?.who ?? null,
      when: broughtBy?.when ?? null,
      until: replacedBy?.tag ?? null,
    })),
  });
}
