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
const DURATION =
  /(?:(\d{1,6}(?:\.\d{1,4})?)\s?[-–~]\s?)?(\d{1,6}(?:\.\d{1,4})?)\+?[\s-]?(minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|시간|일|주일?|분|[hdwm](?![\w]))/iu;
const TRADES =
  /(?<![\w#.])(\d{1,6})\+?\s?(?:or more |closed |completed |완료된 )?(?:trades?\b|건|(?:회|번)?\s?(?:이상의?\s)?거래|회)/iu;
const TRADES_KOREAN = /거래\s?(\d{1,6})\s?(?:건|회|번)/u;
const EITHER = /\bor\b(?! more)|또는|혹은|whichever (?:comes )?first|중 먼저/iu;
const ASKS = /\b(?:monitor(?:ing)?|watch|observe|observation|wait|run|validate)\b|모니터링|관찰|지켜|대기/iu;

/** Reads a duration, a number of trades, or both; undefined where the text has neither. */
export function readWindow(text: string, place: TextLine): WindowText | undefined {
  const duration = DURATION.exec(text);
  const hours = duration ? hoursOf(duration[2] ?? "", duration[3] ?? "") : undefined;
  const counted = TRADES.exec(text)?.[1] ?? TRADES_KOREAN.exec(text)?.[1];
  const trades = counted === undefined || Number(counted) < 1 ? undefined : Number(counted);
  if (hours === undefined && trades === undefined) return undefined;
  return {
    place,
    ...(hours !== undefined && { hours }),
    ...(trades !== undefined && { trades }),
    ...(hours !== undefined && trades !== undefined && { until: EITHER.test(text) ? "either" : "both" }),
  };
}

/** As `readWindow`, from a sentence that asks to watch for so long: other sentences have hours of their own. */
export function readWatch(text: string, place: TextLine): WindowText | undefined {
  return ASKS.test(text) ? readWindow(text, place) : undefined;
}

function hoursOf(amount: string, unit: string): number | undefined {
  const factor = HOURS.find(([pattern]) => pattern.test(unit))?.[1];
  const hours = factor === undefined ? 0 : Number(amount) * factor;
  return hours > 0 ? hours : undefined;
}
