// Makes a plan document from an optimizer's trials.

import { metrics } from "../gates/metrics/metrics";
import type { Json } from "../json";
import type { Expectation } from "../plan/plan";
import { metricOfColumn } from "./criteria/metric-words";
import { Draft } from "./document/draft";
import { type ColumnKind, classify, scoresAmong } from "./trials/columns";
import { type Rounding, type TrialOptions, trialDocument } from "./trials/document";
import { readTrialTable, type TrialRow, type TrialTable } from "./trials/table";
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
  const trial = choose(table, metrics, options, draft);
  const found = trial ? columns.filter((column) => column.kind === "parameter") : [];
  const values = trial ? targets(found, trial, table, options, draft) : new Map<string, Json>();
  const document = trialDocument(values, table, options, draft, trial ? expected(metrics, table, trial) : []);
  return { document, report: draft.notes, questions: draft.questions, contradictions: [], rejected: draft.rejected };
}

function choose(
  table: TrialTable,
  metrics: readonly string[],
  options: TrialOptions,
  draft: Draft,
): TrialRow | undefined {
  if (options.row !== undefined) return table.rows.find(({ number }) => number === options.row);
  const [only, ...others] = scoresAmong(metrics);
  const score = options.score ?? draft.answer("score") ?? (others.length === 0 ? only : undefined);
  const index = score === undefined ? -1 : table.columns.indexOf(score);
  if (index === -1) {
    const choices = metrics.map((column) => ({ id: column, label: column, places: [] }));
    if (table.rows.length > 0) draft.ask("which-score", "score", "/parameters", {}, choices);
    return undefined;
  }
  const scored = table.rows.flatMap((row) => {
    const value = numberIn(row.cells[index]);
    return value === undefined ? [] : [{ row, value }];
  });
  const ranked = new Set(scored.map(({ row }) => row));
  const unranked = table.rows.filter((row) => !ranked.has(row)).map(({ number }) => number);
  if (unranked.length > 0) draft.note(note("rows-left-out", { rows: unranked, reason: "no-score" }));
  const better = (a: number, b: number): boolean => (options.direction === "minimize" ? a < b : a > b);
  return scored.reduce<(typeof scored)[number] | undefined>(
    (best, trial) => (best && !better(trial.value, best.value) ? best : trial),
    undefined,
  )?.row;
}

function numberIn(cell: Json | undefined): number | undefined {
  const value = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
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
  return metricColumns.flatMap((column) => {
    const value = numberIn(cells[columns.indexOf(column)]);
    if (value === undefined) return [];
    const metric = metricOfColumn(column);
    const text = `${column}: ${value}`;
    return [metric ? { text, metric, value, unit: metrics[metric].unit } : { text }];
  });
}
