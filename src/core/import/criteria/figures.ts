// Reads the numbers that a text expects of the bot, each with its metric.

import { metrics } from "../../gates/metrics/metrics";
import type { Expectation, Side, TradeSelection } from "../../plan/plan";
import type { Metric } from "../../plan/schema-names";
import type { TextLine } from "../types";
import { inUnitOf, isFraction, metricIn, type NamedMetric, sideIn, unitInText } from "./metric-words";

/** A number that a text gives for a metric. */
export interface Figure {
  readonly metric: Metric;
  readonly trades?: TradeSelection;
  readonly value: number;
  readonly unit: string;
  readonly place: TextLine;
}

/** A number with its sign, its currency and its unit, as written. */
const NUMBER = String.raw`(?<![\w.#,$])([-+−]?\$?[-+−]?)(\d{1,3}(?:,\d{3})+(?:\.\d{1,9})?|\d{1,9}(?:\.\d{1,9})?)(?![\d.,]*\d)\s?(%p?|pp\b|hours?\b|h\b|시간|[x×]\b|USDT?\b|[A-Za-z]+)?`;
const EACH = new RegExp(NUMBER, "gu");
const WEEKLY = /^\s?(?:trades?|회|건)?\s?(?:\/\s?|per\s|a\s)(?:week|wk)\b/iu;
const PER_WEEK = /(?<![\w.$#,−-])([-+]?)(\d{1,9}(?:\.\d{1,9})?)\s?(%)?\s?(trades?)?\s?(?:\/|per\s|a\s)\s?week/iu;
/** What follows a number that is a difference, and no value. */
const DIFFERENCE =
  /^\s{0,2}(?:better|worse|higher|lower|more|less|fewer|faster|increases?|decreases?|improve(?:s|ment)?|rise|gain|reduction|points?|상승|증가|개선|감소|하락|향상|포인트)/iu;
const BY = /(?:\bby|대비)\s{0,2}(?:about\s|~)?$/iu;
/** Another period than a week's. */
const OTHER_PERIOD =
  /\b\d{1,4}[\s-]?(?:days?|months?|years?)\b|\b(?:monthly|yearly|annual(?:ized|ly)?|daily)\b|(?:\/\s?|per\s|a\s)(?:day|month|year|mo)\b|월간?\s|연간|연\s|일간|하루|\d{1,4}\s?(?:일|개월|년)/iu;
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
  const own = /^[^\p{L}\p{N}]*(LONG|SHORT)\s?:/u.exec(text)?.[1]?.toLowerCase() as Side | undefined;
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
  const [, sign = "", amount = "", percent, trades] = week ?? [];
  if (week && !DIFFERENCE.test(text.slice(week.index + week[0].length))) {
    if (percent === undefined && sign === "") add("tradesPerWeek", amount, false);
    else if (percent !== undefined && trades === undefined) add("returnPerWeek", `${sign}${amount}`, true);
  }
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
  for (const match of behind.matchAll(EACH)) {
    if (!isLevel(named, clause, behind, match)) continue;
    const [, written = "", digits = "", unit] = match;
    const minus = /[-−]/u.test(written) ? "-" : "";
    add(named.metric, `${minus}${digits.replaceAll(",", "")}`, unit === "%", side);
    return;
  }
}

/** Whether a number is a value of the metric, by its sign, unit and period, and not a difference of two. */
function isLevel(
  { metric, anyPeriod, start, end }: NamedMetric,
  clause: string,
  behind: string,
  match: RegExpExecArray,
): boolean {
  const [all, sign = "", , unit = ""] = match;
  const { unit: metricUnit, values } = metrics[metric];
  const after = behind.slice(match.index + all.length);
  if (DIFFERENCE.test(unit === "%" ? after : `${unit}${after}`) || BY.test(behind.slice(0, match.index))) return false;
  if (sign.includes("$") || (sign !== "" && values !== "any")) return false;
  if (metricUnit.endsWith("/week") || metric === "returnPerWeek") {
    const week = !anyPeriod && /week|주간|주당/iu.test(clause.slice(start, end));
    if (OTHER_PERIOD.test(clause) || !(week || WEEKLY.test(after))) return false;
    return metric === "returnPerWeek" ? unit === "%" : /^(?:trades?)?$/iu.test(unit);
  }
  if (metricUnit === "hours") return /^(?:hours?|h|시간)$/iu.test(unit);
  return isFraction(metric) ? unit === "%" : unit === "" || !/^(?:%p?|pp|x|×|hours?|h|시간|USDT?)$/iu.test(unit);
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
  // A number that was not understood may say anything of the metric.
  const bare = announced && !/\d/.test(behind);
  if (!trend && !bare && !named.trades) return { figures, expectations: [{ text }] };
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
