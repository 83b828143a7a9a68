// Writes findings as a page of Markdown: for the summary of a run, and for a comment on a pull request.
import * as l10n from "@vscode/l10n";
import type { Problem } from "../../core/problem";
import { code, plainText, table } from "../../messages/markdown";
import type { FindingRow } from "./findings";

/** By this line a comment is found again. */
const mark = "<!-- phasegate -->";

/** First the governed values that move, with what allows each; then what else there is. */
export function markdownSummary(rows: readonly FindingRow[]): string {
  const moved = rows.filter(isMove);
  const others = rows.filter((row) => !isMove(row));
  return [mark, `### Phasegate: ${headline(moved, others)}`, ...movedValues(moved), ...foundElse(others)].join("\n\n");
}

type Move = FindingRow & { readonly data: Problem<"value-moved">["data"] };

function isMove(row: FindingRow): row is Move {
  return row.code === "value-moved";
}

function headline(moved: readonly Move[], others: readonly FindingRow[]): string {
  const forbidden = moved.filter(({ data }) => data.as === null).length;
  const open = others.filter(({ severity }) => severity !== "info").length;
  return [
    moved.length === 0 ? l10n.t("no governed value moves") : l10n.t("governed values that move: {0}", moved.length),
    ...(forbidden > 0 ? [l10n.t("not allowed now: {0}", forbidden)] : []),
    open === 0 ? l10n.t("no other findings") : l10n.t("other findings: {0}", open),
  ].join(" · ");
}

function movedValues(moved: readonly Move[]): string[] {
  if (moved.length === 0) return [];
  const head = [l10n.t("Value"), l10n.t("Before"), l10n.t("After"), l10n.t("Allowed by")];
  return [
    table(
      head,
      moved.map(({ data: { parameter, before, after, as } }) => [
        code(parameter),
        code(before),
        code(after),
        as === null
          ? `❌ ${l10n.t("nothing now")}`
          : `✅ ${as === "baseline" ? l10n.t("the baseline") : l10n.t("Phase {0}", as)}`,
      ]),
    ),
  ];
}

const signs = { error: "❌", warning: "⚠️", info: "ℹ️" } as const;

function foundElse(rows: readonly FindingRow[]): string[] {
  if (rows.length === 0) return [];
  const lines = rows.map(
    ({ severity, path, line, code: name, message }) =>
      `- ${signs[severity]} ${code(`${path}:${line}`)} ${code(name)}: ${plainText(message)}`,
  );
  return [lines.join("\n")];
}
