// Reads an optimizer's trials, CSV or JSON, into rows under named columns.
import { parse } from "papaparse";
import { isObject, type Json, type JsonObject } from "../../json";

/** An optimizer's trials as rows under named columns; cells are texts in CSV, and JSON's values in JSON. */
export interface TrialTable {
  readonly columns: readonly string[];
  /** Each with as many cells as there are columns. */
  readonly rows: readonly TrialRow[];
  /** Rows, from 1, that don't fit the columns. */
  readonly malformed: readonly number[];
  /** Where the document says whether the best score is the largest or the smallest one. */
  readonly direction?: "maximize" | "minimize";
}

export interface TrialRow {
  /** From 1, without the head. */
  readonly number: number;
  readonly cells: readonly Json[];
}

/** The finite number that a cell is; undefined for any other. */
export function numberIn(cell: Json | undefined): number | undefined {
  const value = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

const NOTHING: TrialTable = { columns: [], rows: [], malformed: [] };

export function readTrialTable(text: string, format: "csv" | "json"): TrialTable {
  return format === "csv" ? fromCsv(text) : fromJson(text);
}

function fromCsv(text: string): TrialTable {
  const { data } = parse(text.replace(/^\ufeff/, ""), { skipEmptyLines: "greedy" });
  const [head, ...body] = data;
  if (!head) return NOTHING;
  const rows = body.map((cells, index) => ({ number: index + 1, cells }));
  const fits = (row: TrialRow): boolean => row.cells.length === head.length;
  return {
    columns: head.map((name) => name.trim()),
    rows: rows.filter(fits),
    malformed: rows.filter((row) => !fits(row)).map(({ number }) => number),
  };
}

function fromJson(text: string): TrialTable {
  const document = parsed(text);
  const trials = trialsIn(document);
  const direction = directionIn(document);
  const rows = trials.map((trial) => (isObject(trial) ? flat(trial) : undefined));
  const columns = [...new Set(rows.flatMap((row) => (row ? [...row.keys()] : [])))];
  return {
    columns,
    rows: rows.flatMap((row, index) =>
      row ? [{ number: index + 1, cells: columns.map((column) => row.get(column) ?? null) }] : [],
    ),
    malformed: rows.flatMap((row, index) => (row ? [] : [index + 1])),
    ...(direction && { direction }),
  };
}

/** A study's direction; one with several objectives says none for a single score. */
function directionIn(document: Json): "maximize" | "minimize" | undefined {
  if (!isObject(document)) return undefined;
  const { direction, directions } = document;
  const written = direction ?? (Array.isArray(directions) && directions.length === 1 ? directions[0] : undefined);
  const found = /^(?:StudyDirection\.)?(maximize|minimize)$/i.exec(typeof written === "string" ? written : "")?.[1];
  return found?.toLowerCase() as "maximize" | "minimize" | undefined;
}

/** The list of trials: the document itself, the first list of objects in it, its columns, or the document as one trial. */
function trialsIn(document: Json): readonly Json[] {
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return [];
  const columns = Object.entries(document);
  if (columns.length > 1 && columns.every(([, value]) => isColumn(value))) return transposed(document);
  const list = Object.values(document).find((value) => Array.isArray(value) && value.some(isObject));
  return Array.isArray(list) ? list : [document];
}

/** A column as pandas writes it: its cells by the row's number. */
function isColumn(value: Json): boolean {
  return isObject(value) && Object.keys(value).length > 0 && Object.keys(value).every((key) => /^\d{1,9}$/.test(key));
}

function transposed(columns: JsonObject): Json[] {
  const rows = new Map<string, Record<string, Json>>();
  for (const [name, column] of Object.entries(columns)) {
    if (!isObject(column)) continue;
    for (const [row, cell] of Object.entries(column)) {
      const members = rows.get(row) ?? {};
      rows.set(row, Object.defineProperty(members, name, { value: cell, enumerable: true }));
    }
  }
  return [...rows.values()];
}

/** JSON, also with the NaN that Python writes; or one JSON value a line. */
function parsed(text: string): Json {
  const clean = text.replace(/^\ufeff/, "").replace(/([:,[]\s{0,20})-?(?:NaN|Infinity)(?=\s{0,20}[,\]}])/g, "$1null");
  try {
    return JSON.parse(clean) as Json;
  } catch {
    return clean
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(jsonLine);
  }
}

function jsonLine(line: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    return null;
  }
}

/** The scores of a trial, one for each objective. */
function isNumbers(value: Json): value is readonly Json[] {
  return (
    Array.isArray(value) && value.length > 0 && value.length <= 10 && value.every((one) => typeof one === "number")
  );
}

/** A trial with the members of its own objects beside its others: `params: { x }` as `params_x`. */
function flat(trial: { readonly [key: string]: Json }): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [key, value] of Object.entries(trial)) {
    if (isNumbers(value)) for (const [index, number] of value.entries()) found.set(`${key}_${index}`, number);
    else if (isObject(value)) for (const [inner, member] of Object.entries(value)) found.set(`${key}_${inner}`, member);
    else found.set(key, value);
  }
  return found;
}
