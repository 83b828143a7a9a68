// The words by which texts in English and Korean name the metrics, and what a number means beside them.
import { metrics } from "../../gates/metrics/metrics";
import type { Side, TradeSelection } from "../../plan/plan";
import type { Metric } from "../../plan/schema-names";
import { fractionOf } from "../value-text";

/** The words that name a metric in a text. */
interface MetricWords {
  readonly metric: Metric;
  readonly pattern: RegExp;
  readonly trades?: TradeSelection;
  /** The words don't say of which period, so that a number beside them has no unit; comparisons are as good as ever. */
  readonly anyPeriod?: true;
}

/** Tried from the top: a wording that holds another one, as "average profit" holds "profit", is above it. */
const METRIC_WORDS: readonly MetricWords[] = [
  { metric: "winRate", pattern: /\bwin[\s-]?rate|승률/iu },
  {
    metric: "averageWin",
    pattern:
      /\b(?:average|avg\.?|mean) (?:win(?:ning)?(?: size| trade)?|profit)\b|\bwin size|평균\s?(?:수익|이익)(?!률)/iu,
  },
  {
    metric: "averageLoss",
    pattern: /\b(?:average|avg\.?|mean) loss(?: size)?|\bloss size|평균\s?손실/iu,
  },
  {
    metric: "largestLoss",
    pattern:
      /\bsingle[\s-]trade (?:drawdown|loss)|\b(?:largest|worst|biggest) (?:single )?(?:trade |loss)+|단일\s?거래\s?(?:손실|낙폭)|최대\s?단일\s?손실/iu,
  },
  {
    metric: "maxDrawdown",
    pattern: /\b(?:max(?:imum)?\.? )?draw[\s-]?downs?\b|\bMDD\b|(?:최대\s?)?낙폭/iu,
  },
  { metric: "profitFactor", pattern: /\bprofit factor|프로핏\s?팩터|손익비/iu },
  { metric: "sharpeRatio", pattern: /\bsharpe(?: ratio)?|샤프\s?(?:비율|지수)?/iu },
  {
    metric: "averageHoldingHours",
    pattern: /\b(?:average |avg\.? )?holding(?: time| period)?\b|\bhold time|(?:평균\s?)?보유\s?시간/iu,
  },
  {
    metric: "averagePositionSize",
    pattern: /\b(?:average|avg\.?) position(?: size)?\b|평균\s?포지션(?:\s?크기)?/iu,
  },
  { metric: "capitalUtilization", pattern: /\bcapital utili[sz]ation|자본\s?(?:활용|이용)률/iu },
  { metric: "signalRate", pattern: /\bsignal rate|(?:신호|시그널)\s?(?:비)?율/iu },
  { metric: "tradeShare", pattern: /\bstop[\s-]?loss hit rate/iu, trades: { exit: "stop-loss" } },
  { metric: "tradeShare", pattern: /\btake[\s-]?profit hit rate/iu, trades: { exit: "take-profit" } },
  {
    metric: "tradeShare",
    pattern: /\bexits via (?:the )?(?:ml )?model\b|\bmodel exits/iu,
    trades: { exit: "model" },
  },
  {
    metric: "tradesPerWeek",
    pattern: /\btrades?(?: ?\/ ?| per | a )week\b|\bweekly trades|주당\s?거래(?:\s?수)?/iu,
  },
  { metric: "tradesPerWeek", pattern: /\btrade frequency|거래\s?빈도/iu, anyPeriod: true },
  {
    metric: "returnPerWeek",
    pattern: /\bweekly (?:returns?|performance)(?: targets?)?|\breturns? per week|주간\s?수익률|주당\s?수익률/iu,
  },
  { metric: "volatility", pattern: /\bvolatility|변동성/iu },
  { metric: "precision", pattern: /\bprecision|정밀도/iu },
  {
    metric: "errors",
    pattern:
      /\b(?:errors?|crash(?:es)?|exceptions?)(?:\s?(?:\/|or|and|,)\s?(?:errors?|crash(?:es)?|exceptions?))*\b|(?:오류|에러|크래시)(?:\s?[/,]\s?(?:오류|에러|크래시))*/iu,
  },
  {
    metric: "returnPerWeek",
    pattern: /\b(?:overall |total )?(?:performance|returns?)\b|수익률/iu,
    anyPeriod: true,
  },
  { metric: "netProfit", pattern: /\b(?:net )?(?:profits?|loss(?:es)?|p&l|pnl)\b|순손익|손실|순이익/iu },
  { metric: "trades", pattern: /\btrades\b|거래/iu },
];

/** A metric that a text names, and the range of the words that name it. */
export interface NamedMetric {
  readonly metric: Metric;
  readonly trades?: TradeSelection;
  readonly anyPeriod?: true;
  readonly start: number;
  readonly end: number;
}

export function metricIn(text: string): NamedMetric | undefined {
  for (const { pattern, ...named } of METRIC_WORDS) {
    const match = pattern.exec(text);
    if (match) return { ...named, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

/** The unit of a metric in a text: of money, only amounts in dollars are read. */
export function unitInText(metric: Metric): string {
  const { unit } = metrics[metric];
  return unit === "account currency" ? "USD" : unit;
}

/** Columns of trials whose name leaves no doubt of the unit; a win rate may be a percentage or a fraction. */
const TRIAL_COLUMNS: readonly (readonly [RegExp, Metric])[] = [
  [/^sharpe(?:_ratio)?$/i, "sharpeRatio"],
  [/^profit_factor$/i, "profitFactor"],
  [/^trades_per_week$/i, "tradesPerWeek"],
  [/^(?:avg|average|mean)_holding_hours$/i, "averageHoldingHours"],
];

/** The metric that a column of an optimizer's trials holds in the metric's own unit. */
export function metricOfColumn(column: string): Metric | undefined {
  return TRIAL_COLUMNS.find(([pattern]) => pattern.test(column))?.[1];
}

export function isFraction(metric: Metric): boolean {
  return metrics[metric].unit === "fraction";
}

const LONG = /\blongs?\b|_?LONG_|롱/iu;
const SHORT = /\bshorts?\b|_?SHORT_|숏/iu;

/** The side that a text names, or undefined where it names both or none. */
export function sideIn(text: string): Side | undefined {
  const long = LONG.test(text);
  if (long === SHORT.test(text)) return undefined;
  return long ? "long" : "short";
}

export function bothSides(text: string): boolean {
  return LONG.test(text) && SHORT.test(text);
}

/**
 * A number of a text in the unit of a metric; undefined where the two don't go together, as in a win rate of 80 without
 * a percent sign.
 */
export function inUnitOf(metric: Metric, digits: string, percent: boolean): number | undefined {
  if (isFraction(metric)) {
    if (percent) return fractionOf(digits);
    const value = Number(digits);
    return Math.abs(value) <= 1 ? value : undefined;
  }
  return percent ? undefined : Number(digits);
}
