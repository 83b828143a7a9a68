// Chooses the trial that a plan is made of, or asks by which score and in which direction.
import type { TrialProvenance } from "../../plan/plan";
import type { Draft } from "../document/draft";
import { note } from "../types";
import { directionOf, isOutcome, isState, scoresAmong } from "./columns";
import type { TrialOptions } from "./document";
import { numberIn, type TrialRow, type TrialTable } from "./table";

export interface TrialChoice {
  readonly trial: TrialRow;
  readonly provenance: TrialProvenance;
}

interface ScoredTrial {
  readonly row: TrialRow;
  readonly value: number;
}

type Direction = "maximize" | "minimize";
const directions: readonly Direction[] = ["maximize", "minimize"];

/** The chosen row, the only one, or the best of those that were completed; undefined where there is none, or it was asked. */
export function chooseTrial(
  table: TrialTable,
  metrics: readonly string[],
  options: TrialOptions,
  draft: Draft,
): TrialChoice | undefined {
  if (options.row !== undefined) {
    const trial = table.rows.find(({ number }) => number === options.row);
    return trial && { trial, provenance: { row: trial.number } };
  }
  const completed = completedRows(table, draft);
  const [only, ...others] = completed;
  if (only && others.length === 0 && options.score === undefined) {
    return { trial: only, provenance: { row: only.number } };
  }
  const score = scoreOf(table, metrics, options, draft);
  return score === undefined ? undefined : best(table, completed, score, options, draft);
}

/** The column that ranks the trials: as told, else the only one that is called a score. */
function scoreOf(
  { columns, rows }: TrialTable,
  metrics: readonly string[],
  options: TrialOptions,
  draft: Draft,
): string | undefined {
  const [only, ...others] = scoresAmong(metrics);
  const answer = draft.chosen("score", columns);
  const score = options.score ?? answer ?? (others.length === 0 ? only : undefined);
  if (score !== undefined && columns.includes(score)) return score;
  const choices = metrics.filter(isOutcome).map((column) => ({ id: column, label: column, places: [] }));
  if (rows.length > 0) draft.ask("which-score", "score", "/parameters", {}, choices);
  return undefined;
}

function best(
  table: TrialTable,
  completed: readonly TrialRow[],
  score: string,
  options: TrialOptions,
  draft: Draft,
): TrialChoice | undefined {
  const index = table.columns.indexOf(score);
  const scored = completed.flatMap((row): ScoredTrial[] => {
    const value = numberIn(row.cells[index]);
    return value === undefined ? [] : [{ row, value }];
  });
  const ranked = new Set(scored.map(({ row }) => row));
  const unranked = completed.filter((row) => !ranked.has(row)).map(({ number }) => number);
  if (unranked.length > 0) draft.note(note("rows-left-out", { rows: unranked, reason: "no-score" }));
  const id = `direction:${score}`;
  const told = options.direction ?? (draft.chosen(id, directions) as Direction | undefined) ?? table.direction;
  const values = scored.map(({ value }) => value);
  const direction = told ?? directionOf(score, values);
  const [first] = scored;
  if (!first) return undefined;
  if (direction === undefined) {
    const choices = directions.map((one) => ({ id: one, label: one, places: [] }));
    draft.ask("which-direction", id, "/parameters", { column: score }, choices);
    return undefined;
  }
  const better = (a: number, b: number): boolean => (direction === "minimize" ? a < b : a > b);
  const { row, value } = scored.reduce((most, trial) => (better(trial.value, most.value) ? trial : most), first);
  return { trial: row, provenance: { row: row.number, score, value, direction } };
}

/** Words of a state in which a trial has no result; optuna's numbers are 0 running, 1 complete, 2 pruned, 3 fail, 4 waiting. */
const UNFINISHED = /prun|fail|error|running|waiting|cancel|abort|time_?out|invalid|skip/i;

function completedRows({ columns, rows }: TrialTable, draft: Draft): readonly TrialRow[] {
  const at = columns.findIndex(isState);
  if (at === -1) return rows;
  const unfinished = rows.filter(({ cells }) => {
    const number = columns[at] === "state" ? numberIn(cells[at]) : undefined;
    return number === undefined ? UNFINISHED.test(String(cells[at]).slice(0, 100)) : number !== 1;
  });
  if (unfinished.length === 0) return rows;
  draft.note(note("rows-left-out", { rows: unfinished.map(({ number }) => number), reason: "unfinished" }));
  const left = new Set(unfinished);
  return rows.filter((row) => !left.has(row));
}
