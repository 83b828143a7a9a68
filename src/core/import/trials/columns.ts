// Tells which columns of trials are parameters and which are metrics.
import { isSecretName } from "../../source";
import { foldedName, isName } from "../names";
import type { ColumnReason } from "../types";

/** What a column of trials holds. */
export type ColumnKind =
  | { readonly kind: "parameter"; readonly index: number; readonly name: string }
  | { readonly kind: "metric"; readonly index: number; readonly column: string }
  | { readonly kind: "left-out"; readonly index: number; readonly column: string; readonly reason: ColumnReason };

/** The columns that optimizers write beside the parameters, in snake_case. */
const METRICS = [
  /(?:^|_)(?:score|sharpe|sortino|calmar|omega|fitness|objective|rank|reward|expectancy|sqn|mdd|cagr|mar|rmse|mae|mse|r2|auc)(?:_ratio)?$/,
  /(?:^|_)returns?(?:_|$)/,
  /(?:^|_)(?:win_?rate|winrate|win_pct|profit_factor|accuracy|precision|recall|f1)(?:_|$)/,
  /(?:^|_)(?:drawdown|max_dd)(?:_|$)/,
  /^(?:test|train|val|valid|validation|oos|is|in_sample|out_of_sample|backtest|holdout|best|worst|median)_/,
  /^(?:pf|dd|exposure|exposure_time|holding_hours|avg_hold|hold_time)(?:_|$)/,
  /^(?:total|num|n|avg|average|mean|std|final|net|gross|cum)_/,
  /^(?:profit|pnl|roi|equity|balance|cagr|volatility)(?:_(?:pct|usd|total|factor|per_\w{1,20}|ratio))?$/,
  /^(?:trades|wins|losses|long_trades|short_trades)(?:_|$)/,
  /^(?:number|trial|trial_id|iteration|index|id|seed|state|status|value|values(?:_\d+)?|loss|cost|params_hash)$/,
  /^(?:datetime|timestamp|time|date|duration|start|end|created)(?:_|$)/,
  /^(?:user_attrs|system_attrs|metrics?|results?|intermediate_values)_/,
];
const SCORES = [/(?:^|_)score$/, /^(?:objective|fitness|value|values_0|metrics?_score)$/];
const PREFIX = /^(?:(?:best_)?(?:params?|parameters|hyperparameters?|config)|params_dict)[_.]/i;
/** Columns that say which trial it is, and not how good. */
const BOOKKEEPING =
  /^(?:number|trial|trial_id|iteration|index|id|seed|state|status|rank|datetime.*|timestamp|duration)$/i;
const STATE = /^(?:state|status|trial_state)$/i;

/** In words, which direction of a score is the better one. */
const LARGER =
  /(?:^|_)(?:score|sharpe|sortino|calmar|omega|returns?|profits?|pnl|roi|reward|win_?rate|winrate|accuracy|precision|recall|f1|expectancy|sqn|cagr|profit_factor|pf|auc|r2|equity|balance)(?:_|$)/;
const SMALLER = /(?:^|_)(?:loss|losses|drawdown|dd|mdd|rank|rmse|mae|mse|error|errors|cost|risk|volatility|std)(?:_|$)/;

/** The direction that a score's name says; undefined where it says none, or its values contradict it. */
export function directionOf(column: string, values: readonly number[]): "maximize" | "minimize" | undefined {
  const snake = snakeCase(column);
  const larger = LARGER.test(snake);
  const smaller = SMALLER.test(snake);
  if (larger === smaller) return undefined;
  // A drawdown of -12 % is worse than one of -5 %: of negative ones the largest is the best.
  if (smaller && values.some((value) => value < 0)) return undefined;
  return larger ? "maximize" : "minimize";
}

/** Whether a column says how far a trial came. */
export function isState(column: string): boolean {
  return STATE.test(column.trim());
}

/** Whether a metric tells of the bot, and not of which trial it is. */
export function isOutcome(column: string): boolean {
  return !BOOKKEEPING.test(column.trim());
}

export interface ColumnNames {
  /** The parameters to fill, where they are known; a column finds its own whatever the case and underscores. */
  readonly names?: readonly string[];
  /** The parameter of a column whose name is quite another. */
  readonly bindings?: Readonly<Record<string, string>>;
}

/** Tells parameters from metrics by their names; where a tool marks its parameters, only those are. */
export function classify(columns: readonly string[], { names, bindings = {} }: ColumnNames): ColumnKind[] {
  const byFold = new Map(names?.map((name) => [foldedName(name), name]));
  const marked = columns.some((column) => PREFIX.test(column));
  const taken = new Set<string>();
  return columns.map((column, index): ColumnKind => {
    const leftOut = (reason: ColumnReason): ColumnKind => ({ kind: "left-out", index, column, reason });
    if (column === "") return leftOut("unnamed");
    const bound = Object.hasOwn(bindings, column) ? bindings[column] : undefined;
    const bare = column.replace(PREFIX, "");
    const name = bound ?? byFold.get(foldedName(bare)) ?? upper(bare);
    const known = bound !== undefined || byFold.has(foldedName(bare));
    if (!known && (marked ? !PREFIX.test(column) : isMetric(column))) return { kind: "metric", index, column };
    if (!known && names) return leftOut("not-chosen");
    if (isSecretName(name)) return leftOut("secret");
    if (!isName(name)) return leftOut("unnamed");
    if (taken.has(name)) return leftOut("duplicate");
    taken.add(name);
    return { kind: "parameter", index, name };
  });
}

function isMetric(column: string): boolean {
  const snake = snakeCase(column);
  return METRICS.some((pattern) => pattern.test(snake));
}

function snakeCase(column: string): string {
  return column
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, "_");
}

/** The metrics that a column's name declares to be what was optimized. */
export function scoresAmong(columns: readonly string[]): string[] {
  return columns.filter((column) => SCORES.some((pattern) => pattern.test(column.toLowerCase())));
}

/** `stop_loss` and `stopLoss` as STOP_LOSS. */
function upper(column: string): string {
  const words = column.trim().replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  return words.replaceAll(/[\s.-]+/g, "_").toUpperCase();
}
