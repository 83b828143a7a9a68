// Reads an optimizer's trials, CSV or JSON, into rows under named columns.
import { parse } from "papaparse";
import { isObject, type Json } from "../../json";

/** An optimizer's trials as rows under named columns; cells are texts in CSV, and JSON's values in JSON. */
export interface TrialTable {
  readonly columns: readonly string[];
  /** Each with as many cells as there are columns. */
  readonly rows: readonly TrialRow[];
  /** Rows, from 1, that don't fit the columns. */
  readonly malformed: readonly number[];
}

export interface TrialRow {
  /** From 1, without the head. */
  readonly number: number;
  readonly cells: readonly Json[];
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
  const trials = trialsIn(parsed(text));
  const rows = trials.map((trial) => (isObject(trial) ? flat(trial) : undefined));
  const columns = [...new Set(rows.flatMap((row) => (row ? [...row.keys()] : [])))];
  return {
    columns,
    rows: rows.flatMap((row, index) =>
      row ? [{ number: index + 1, cells: columns.map((column) => row.get(column) ?? null) }] : [],
    ),
    malformed: rows.flatMap((row, index) => (row ? [] : [index + 1])),
  };
}

/** The list of trials: the document itself, or the first list of objects in it. */
function trialsIn(document: Json): readonly Json[] {
  if (Array.isArray(document)) return document;
  if (!isObject(document)) return [];
  const list = Object.values(document).find((value) => Array.isArray(value) && value.some(isObject));
  return Array.isArray(list) ? list : [document];
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

/** A trial with the members of its own objects beside its others: `params: { x }` as `params_x`. */
function flat(trial: { readonly [key: string]: Json }): Map<string, Json> {
  const found = new Map<string, Json>();
  for (const [key, value] of Object.entries(trial)) {
    if (isObject(value)) for (const [inner, member] of Object.entries(value)) found.set(`${key}_${inner}`, member);
    else found.set(key, value);
  }
  return found;
}
