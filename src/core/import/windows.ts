// Reads how long a phase is watched.
import type { TextLine } from "./types";

/** What one line says of how long a phase is watched. */
export interface WindowText {
  readonly hours?: number;
  readonly trades?: number;
  readonly until?: "both" | "either";
  readonly place: TextLine;
}

const HOURS: readonly (readonly [RegExp, number])[] = [
  [/^(?:minutes?|mins?|m|분)$/iu, 1 / 60],
  [/^(?:hours?|hrs?|h|시간)$/iu, 1],
  [/^(?:days?|d|일)$/iu, 24],
  [/^(?:weeks?|wks?|w|주일?|주간)$/iu, 168],
];
const UNIT = String.raw`(?:minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|시간|일|주일?|주간|분|[hdwm](?!\w))`;
/** A time that is no part of a range ("18-24 hours") and not the length of something else ("15-minute candles"). */
const HOURS_TEXT = String.raw`(?<![\w.$–~-])(\d{1,6}(?:\.\d{1,4})?)\+?[\s-]?(${UNIT})(?![A-Za-z])`;
const TRADES_TEXT = String.raw`(?:(?<![\w#.–~-])(\d{1,6})\+?\s?(?:or more |closed |completed |완료된 )?(?:trades?\b|건|(?:회|번)?\s?(?:이상의?\s)?거래|회)|거래\s?(\d{1,6})\s?(?:건|회|번))`;
const EITHER = /\bor\b(?! more)|또는|혹은|whichever (?:comes )?first|중 먼저/iu;
const JOIN = String.raw`\s{0,3}[,(]?\s{0,3}(?:and|or|및|와|과|또는|혹은|\+)?\s{0,3}(?:at least\s|min(?:imum|\.)?\s|최소\s)?`;
/** A time with or without a number of trades, or trades alone; what may follow is looked at by the caller. */
const SPAN = `(?:${HOURS_TEXT}(?:${JOIN}${TRADES_TEXT})?|${TRADES_TEXT}(?:${JOIN}${HOURS_TEXT})?)`;
const LEAST = String.raw`(?:(?:at least|a minimum of|min(?:imum|\.)?|the (?:first|next)|about|~|≥|최소|약|첫)\s?){0,2}`;
const FILLED = String.raw`(?:\s(?:it|them|the (?:bot|log|logs|phase|result|results|position|positions)|this|closely|for|over|during|phase \d+)){0,3}`;
/** The words by which a sentence asks to watch, with the time as their own object. */
const WATCHES = [
  String.raw`\b(?:monitor(?:ing)?|watch|observe|observation|validat(?:e|ion)|soak|run)\b${FILLED}\s?:?\s{0,3}(?:period|window|time)?\s?:?\s{0,3}${LEAST}${SPAN}`,
  String.raw`(?:모니터링|관찰|검증)(?:\s?(?:기간|시간))?\s?[:은는]?\s{0,3}${LEAST}${SPAN}`,
];
const WATCHES_BEHIND = String.raw`${SPAN}\s{0,3}(?:of\s)?(?:동안\s|간\s|이상\s){0,2}(?:monitoring|observation|soak|모니터링|관찰|지켜)`;
/** What makes a time a delay, an interval or the length of something else, and not the time of watching. */
const OTHERWISE_BEFORE =
  /(?:\b(?:every|within|after|before|each|last|past|previous|backtest(?:ed)?)\s{1,3}|최근\s?|매\s?)$/iu;
const OTHERWISE_BEHIND =
  /^\s?(?:\/|per\b|later|ago|after(?: (?:phase|stage|step|week|day))|candles?|bars?|charts?|timeframe|backtest|lookback|of (?:data|history|candles|backtest)|봉|마다|이내|내에|백테스트|데이터|캔들)/iu;

interface Span {
  readonly hours?: number;
  readonly trades?: number;
}

/** Reads a text that says a time, a number of trades, or both, and nothing else; words of least and remarks apart. */
export function readWindow(text: string, place: TextLine): WindowText | undefined {
  const plain = text.replace(/\((?!\s?(?:or|and|또는|\d))[^()]{0,80}\)/gu, " ").trim();
  const match = new RegExp(
    String.raw`^(?:(?:monitor(?:ing)?|watch|observe)\s(?:for\s)?|모니터링\s|관찰\s)?${LEAST}${SPAN}\)?\s?(?:동안|간|이상|minimum|monitoring|observation|window|모니터링|관찰|whichever (?:comes )?first|중 먼저)?\s?[.,]?$`,
    "iu",
  ).exec(plain);
  return match ? windowOf(match, plain, place) : undefined;
}

/** Reads a sentence that asks to watch for so long; a delay, an interval and the length of a candle are not that. */
export function readWatch(text: string, place: TextLine): WindowText | undefined {
  for (const pattern of [...WATCHES, WATCHES_BEHIND]) {
    for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
      if (OTHERWISE_BEFORE.test(text.slice(0, match.index))) continue;
      if (OTHERWISE_BEHIND.test(text.slice(match.index + match[0].length))) continue;
      return windowOf(match, match[0], place);
    }
  }
  return undefined;
}

/** Whether a text says a time of any kind. */
export function saysTime(text: string): boolean {
  return new RegExp(HOURS_TEXT, "iu").test(text);
}

function windowOf(match: RegExpMatchArray, text: string, place: TextLine): WindowText | undefined {
  const span = spanOf(match);
  if (!span) return undefined;
  const both = span.hours !== undefined && span.trades !== undefined;
  return { place, ...span, ...(both && { until: EITHER.test(text) ? "either" : "both" }) };
}

/** The groups of `SPAN`: time then trades, or trades then time. */
function spanOf([, first, firstUnit, tradesBehind, koreanBehind, trades, korean, second, secondUnit]: RegExpMatchArray):
  | Span
  | undefined {
  const hours = hoursOf(first ?? second, firstUnit ?? secondUnit);
  const counted = Number(tradesBehind ?? koreanBehind ?? trades ?? korean ?? 0);
  if (hours === undefined && counted < 1) return undefined;
  return { ...(hours !== undefined && { hours }), ...(counted >= 1 && { trades: counted }) };
}

function hoursOf(amount: string | undefined, unit: string | undefined): number | undefined {
  const factor = unit === undefined ? undefined : HOURS.find(([pattern]) => pattern.test(unit))?.[1];
  const hours = factor === undefined ? 0 : Number(amount) * factor;
  return hours > 0 ? hours : undefined;
}
