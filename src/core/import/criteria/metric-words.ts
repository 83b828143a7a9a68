import type { Metric, TradeSelection } from "../../plan/plan";
import { fractionOf } from "../value-text";

/** How a metric is written: a share is a fraction in the plan and a percentage in most texts. */
interface MetricWords {
  readonly metric: Metric;
  readonly words: RegExp;
  readonly unit: string;
  readonly trades?: TradeSelection;
}

const fraction = "fraction";
/** In the order in which they are tried: the longer wording first. */
const METRICS: readonly MetricWords[] = [
  { metric: "winRate", words: /\bwin[\s-]?rate|승률/iu, unit: fraction },
  {
    metric: "averageWin",
    words:
      /\b(?:average|avg\.?|mean) (?:win(?:ning)?(?: size| trade)?|profit)\b|\bwin size|평균\s?(?:수익|이익)(?!률)/iu,
    unit: fraction,
  },
  {
    metric: "averageLoss",
    words: /\b(?:average|avg\.?|mean) loss(?: size)?|\bloss size|평균\s?손실/iu,
    unit: fraction,
  },
  {
    metric: "largestLoss",
    words:
      /\bsingle[\s-]trade (?:drawdown|loss)|\b(?:largest|worst|biggest) (?:single )?(?:trade |loss)+|단일\s?거래\s?(?:손실|낙폭)|최대\s?단일\s?손실/iu,
    unit: fraction,
  },
  {
    metric: "maxDrawdown",
    words: /\b(?:max(?:imum)?\.? )?draw[\s-]?downs?\b|\bMDD\b|(?:최대\s?)?낙폭/iu,
    unit: fraction,
  },
  { metric: "profitFactor", words: /\bprofit factor|프로핏\s?팩터|손익비/iu, unit: "ratio" },
  { metric: "sharpeRatio", words: /\bsharpe(?: ratio)?|샤프\s?(?:비율|지수)?/iu, unit: "ratio" },
  {
    metric: "averageHoldingHours",
    words: /\b(?:average |avg\.? )?holding(?: time| period)?\b|\bhold time|(?:평균\s?)?보유\s?시간/iu,
    unit: "hours",
  },
  {
    metric: "averagePositionSize",
    words: /\b(?:average|avg\.?) position(?: size)?\b|평균\s?포지션(?:\s?크기)?/iu,
    unit: fraction,
  },
  { metric: "capitalUtilization", words: /\bcapital utili[sz]ation|자본\s?(?:활용|이용)률/iu, unit: fraction },
  { metric: "signalRate", words: /\bsignal rate|(?:신호|시그널)\s?(?:비)?율/iu, unit: fraction },
  { metric: "tradeShare", words: /\bstop[\s-]?loss hit rate/iu, unit: fraction, trades: { exit: "stop-loss" } },
  { metric: "tradeShare", words: /\btake[\s-]?profit hit rate/iu, unit: fraction, trades: { exit: "take-profit" } },
  {
    metric: "tradeShare",
    words: /\bexits via (?:the )?(?:ml )?model\b|\bmodel exits/iu,
    unit: fraction,
    trades: { exit: "model" },
  },
  {
    metric: "tradesPerWeek",
    words: /\btrade frequency|\btrades?(?: ?\/ ?| per | a )week\b|\bweekly trades|거래\s?빈도|주당\s?거래(?:\s?수)?/iu,
    unit: "trades/week",
  },
  {
    metric: "returnPerWeek",
    words: /\bweekly (?:returns?|performance)(?: targets?)?|\breturns? per week|주간\s?수익률|주당\s?수익률/iu,
    unit: fraction,
  },
  { metric: "volatility", words: /\bvolatility|변동성/iu, unit: fraction },
  { metric: "precision", words: /\bprecision|정밀도/iu, unit: fraction },
  {
    metric: "errors",
    words:
      /\b(?:errors?|crash(?:es)?|exceptions?)(?:\s?(?:\/|or|and|,)\s?(?:errors?|crash(?:es)?|exceptions?))*\b|(?:오류|에러|크래시)(?:\s?[/,]\s?(?:오류|에러|크래시))*/iu,
    unit: "events",
  },
  { metric: "returnPerWeek", words: /\b(?:overall |total )?(?:performance|returns?)\b|수익률/iu, unit: fraction },
  { metric: "netProfit", words: /\b(?:net )?(?:profits?|loss(?:es)?|p&l|pnl)\b|순손익|손실|순이익/iu, unit: "USD" },
  { metric: "trades", words: /\btrades\b|거래/iu, unit: "trades" },
];

/** A metric that a text names, and the range of the words that name it. */
export interface NamedMetric {
  readonly metric: Metric;
  readonly unit: string;
  readonly trades?: TradeSelection;
  readonly start: number;
  readonly end: number;
}

export function metricIn(text: string): NamedMetric | undefined {
  for (const { words, ...named } of METRICS) {
    const match = words.exec(text);
    if (match) return { ...named, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

export function isFraction(metric: Metric): boolean {
  return METRICS.find((each) => each.metric === metric)?.unit === fraction;
}

const LONG = /\blongs?\b|_?LONG_|롱/iu;
const SHORT = /\bshorts?\b|_?SHORT_|숏/iu;

/** The side that a text names, or undefined where it names both or none. */
export function sideIn(text: string): "long" | "short" | undefined {
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
