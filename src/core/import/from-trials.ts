// Makes a plan document from an optimizer's trials.

import { metrics } from "../gates/metrics/metrics";
import type { Json } from "../json";
import type { Expectation } from "../plan/plan";
import { metricOfColumn } from "./criteria/metric-words";
import { Draft } from "./document/draft";
import { chooseTrial } from "./trials/choose";
import { type ColumnKind, classify, isOutcome } from "./trials/columns";
import { type Rounding, type TrialOptions, trialDocument } from "./trials/document";
import { numberIn, readTrialTable, type TrialRow, type TrialTable } from "./trials/table";
import { type Imported, note } from "./types";
import { readLiteral } from "./value-text";

type ParameterColumn = Extract<ColumnKind, { kind: "parameter" }>;

/** A plan of one phase from an optimizer's trials: the best of them, or a chosen one. Never throws. */
export function importTrials(text: string, format: "csv" | "json", options: TrialOptions = {}): Imported {
  const draft = new Draft(options.answers ?? {});
  const table = readTrialTable(text, format);
  if (table.malformed.length > 0) draft.note(note("rows-left-out", { rows: table.malformed, reason: "malformed" }));
  const columns = classify(table.columns, options);
  for (const column of columns) {
    if (column.kind === "left-out")
      draft.note(note("column-left-out", { column: column.column, reason: column.reason }));
  }
  const metrics = columns.flatMap((column) => (column.kind === "metric" ? [column.column] : []));
  const choice = chooseTrial(table, metrics, options, draft);
  const found = choice ? columns.filter((column) => column.kind === "parameter") : [];
  const values = choice ? targets(found, choice.trial, table, options, draft) : new Map<string, Json>();
  const document = trialDocument(
    values,
    table,
    options,
    draft,
    choice && { ...choice, expected: expected(metrics, table, choice.trial) },
  );
  return { document, report: draft.notes, questions: draft.questions, contradictions: [], rejected: draft.rejected };
}

/** The trial's values by parameter, rounded as asked; a column that has none is reported. */
function targets(
  columns: readonly ParameterColumn[],
  trial: TrialRow,
  table: TrialTable,
  options: TrialOptions,
  draft: Draft,
): Map<string, Json> {
  const values = new Map<string, Json>();
  for (const { index, name } of columns) {
    if (draft.denies(name)) {
      draft.note(note("column-left-out", { column: table.columns[index] ?? "", reason: "denied" }));
      continue;
    }
    const cell = trial.cells[index];
    const number = numberIn(cell);
    const value = number ?? (typeof cell === "string" ? readLiteral(cell.trim())?.value : cell);
    if (number === undefined && typeof value !== "boolean") {
      const empty =
        cell === null || cell === undefined || /^\s*(?:nan|none|null)?\s*$/i.test(String(cell).slice(0, 50));
      draft.note(
        note("column-left-out", { column: table.columns[index] ?? "", reason: empty ? "empty" : "not-a-number" }),
      );
      continue;
    }
    const rounding = options.known?.[name]?.round ?? options.round;
    const rounded = number === undefined || !rounding ? value : round(number, rounding);
    if (number !== undefined && typeof rounded === "number" && rounded !== number) {
      draft.note(note("rounded", { at: `/parameters/${name}/target`, parameter: name, from: number, to: rounded }));
    }
    values.set(name, rounded as Json);
  }
  return values;
}

/** Whole numbers stay as they are: they count something. */
function round(value: number, rounding: Rounding): number {
  if (Number.isInteger(value)) return value;
  if ("significant" in rounding) return Number(value.toPrecision(within(rounding.significant, 1, 17)));
  return Number(value.toFixed(within(rounding.decimals, 0, 17)));
}

function within(digits: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.trunc(digits) || least));
}

function expected(metricColumns: readonly string[], { columns }: TrialTable, { cells }: TrialRow): Expectation[] {
  return metricColumns.filter(isOutcome).flatMap((column) => {
    const value = numberIn(cells[columns.indexOf(column)]);
    if (value === undefined) return [];
    const metric = metricOfColumn(column);
    const text = `${column}: ${value}`;
    return [metric ? { text, metric, value, unit: metrics[metric].unit } : { text }];
  });
}
