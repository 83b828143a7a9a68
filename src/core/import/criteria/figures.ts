// Reads the numbers that a text expects of the bot, each with its metric.

import type { Expectation, Side, TradeSelection } from "../../plan/plan";
import type { Metric } from "../../plan/schema-names";
import type { TextLine } from "../types";
import { inUnitOf, isFraction, metricIn, sideIn, unitInText } from "./metric-words";

/** A number that a text gives for a metric. */
export interface Figure {
  readonly metric: Metric;
  readonly trades?: TradeSelection;
  readonly value: number;
  readonly unit: string;
  readonly place: TextLine;
}

const NUMBER = String.raw`(?<![\w.$#])([-+]?\d{1,9}(?:\.\d{1,9})?)\s?(%)?`;
const EACH = new RegExp(NUMBER, "gu");
const PER_WEEK = new RegExp(String.raw`${NUMBER}\s?(?:trades?)?\s?\/\s?week`, "iu");
const SHARE = /(?<![\w.$#])(\d{1,3}(?:\.\d{1,9})?)\s?%\s(LONG|SHORT)(?![A-Za-z])/u;
const PRECISION = /(?<![\w.$#])(\d{1,3}(?:\.\d{1,9})?)\s?%\s?precision|\bprecision:?\s?(\d{1,3}(?:\.\d{1,9})?)\s?%/iu;
/** What tells of another time: "(vs previous ~10.1%)", "Unknown →". */
const PAST =
  /\((?:vs|versus|was|compared)\b[^()]{0,200}\)|(?<=:)[^→:]{0,200}→|^[^→:]{0,200}→|\b(?:vs\.?|versus|was)\b.{0,200}$/giu;

/**
 * The numbers that a line expects of the bot. Only numbers of the unit that goes with the metric count, and those of
 * another time don't. `side` is that of the line's surroundings.
 */
export function readFigures(place: TextLine, side?: Side): Figure[] {
  const text = place.text.replace(PAST, " ");
  const share = SHARE.exec(text);
  const own = /^\W*(LONG|SHORT)\s?:/u.exec(text)?.[1]?.toLowerCase() as Side | undefined;
  const inner = own ?? sideIn(text) ?? side;
  const figures: Figure[] = [];
  const add = (metric: Metric, digits: string | undefined, percent: boolean, selected = inner): void => {
    const value = digits === undefined ? undefined : inUnitOf(metric, digits, percent);
    if (value === undefined || figures.some((figure) => figure.metric === metric)) return;
    figures.push({ metric, value, unit: unitInText(metric), place, ...(selected && { trades: { side: selected } }) });
  };
  if (share) add("tradeShare", share[1], true, share[2]?.toLowerCase() as Side);
  else if (own) add("tradeShare", /:\s?(\d{1,3}(?:\.\d{1,9})?)\s?%/u.exec(text)?.[1], true);
  const week = PER_WEEK.exec(text);
  const weekly = week?.[2] === "%" ? "returnPerWeek" : "tradesPerWeek";
  if (week) add(weekly, week[1], week[2] === "%");
  const precision = PRECISION.exec(text);
  if (precision) add("precision", precision[1] ?? precision[2], true);
  if (figures.length > 0 && !metricIn(text.replace(/precision|trades?\s?\/\s?week/giu, ""))) return figures;
  for (const clause of text.split(/[,;]\s/u)) namedFigure(clause, inner, add);
  return figures;
}

function namedFigure(
  clause: string,
  side: Side | undefined,
  add: (metric: Metric, digits: string | undefined, percent: boolean, side?: Side) => void,
): void {
  const named = metricIn(clause);
  if (!named || named.metric === "errors" || named.metric === "trades" || named.trades) return;
  const behind = clause
    .slice(named.end)
    .replace(/\([^()]{0,200}\)/gu, (remark) => (/^\(~/.test(remark) ? remark : " "));
  for (const [, digits, sign] of behind.matchAll(EACH)) {
    const percent = sign === "%";
    if (percent !== isFraction(named.metric)) continue;
    add(named.metric, digits, percent, side);
    return;
  }
}

const UP = /\b(?:increas|improv|ris|grow)(?:e|es|ed|ing|s)\b|\bhigher\b|\bmore\b|증가|상승|개선/iu;
const DOWN = /\b(?:decreas|declin|drop|fall)(?:e|es|ing|s)?\b|\blower\b|\bless\b|\bfewer\b|감소|하락/iu;

/** An expectation in the author's words and, as far as they go, as data. */
export function readExpectations(place: TextLine): { expectations: Expectation[]; figures: Figure[] } {
  const { text } = place;
  const figures = readFigures(place);
  if (figures.length > 0) {
    return { figures, expectations: figures.map(({ place: _, ...figure }) => expectationOf(text, figure)) };
  }
  const head = text.replace(/\([^()]{0,200}\)/gu, " ");
  const named = metricIn(head);
  if (!named || named.metric === "errors") return { figures, expectations: [{ text }] };
  const side = sideIn(head);
  const trades = { ...named.trades, ...(side && { side }) };
  const behind = head.slice(named.end);
  const trend = trendOf(behind);
  const announced = head.slice(0, named.end).search(/[:：]/u) === -1 && /[:：]/u.test(behind);
  if (!trend && !announced && !named.trades) return { figures, expectations: [{ text }] };
  const data = { metric: named.metric, ...(Object.keys(trades).length > 0 && { trades }), ...(trend && { trend }) };
  return { figures, expectations: [{ text, ...data }] };
}

function trendOf(text: string): "up" | "down" | undefined {
  if (UP.test(text)) return "up";
  return DOWN.test(text) ? "down" : undefined;
}

/** A figure as an expectation in the words of its line. */
export function expectationOf(text: string, { metric, trades, value, unit }: Omit<Figure, "place">): Expectation {
  return { text, metric, ...(trades && { trades }), value, unit };
}
