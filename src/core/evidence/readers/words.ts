// Reads the single values of records, whatever words a bot has for them: sides, reasons, statuses, ids, numbers.
import type { Side } from "../../plan/plan";
import type { ExitReason } from "../trade";

/** The side that a value names: LONG, buy, -1, PositionSide.SHORT. */
export function sideOf(value: unknown): Side | undefined {
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const [, long, short] = sides.exec(String(value)) ?? [];
  if (long !== undefined) return "long";
  return short === undefined ? undefined : "short";
}

const sides = /^\s*(?:[a-z_]{0,24}\.)?(?:(long|buy|l|\+?1(?:\.0)?)|(short|sell|s|-1(?:\.0)?))\s*$/i;

/** Whether a trade with this status is open or closed; undefined for words that tell neither. */
export function stageOf(status: unknown): "open" | "closed" | undefined {
  if (typeof status !== "string") return undefined;
  const [, open, closed] = /^\s*(?:(open|opened|active)|(closed?|completed))\s*$/i.exec(status) ?? [];
  if (open !== undefined) return "open";
  return closed === undefined ? undefined : "closed";
}

/** The first row that fits; "ML Exit ENHANCED (SHORT, prob=0.709>=0.7)" and "ml_exit_long" both say that the model asked for it. */
export function exitReasonOf(text: string): ExitReason {
  const words = text.slice(0, longestReason).replaceAll(/[\s_-]+/g, " ");
  return reasons.find(([pattern]) => pattern.test(words))?.[1] ?? "other";
}

/** The probability that a reason quotes: "ML Exit (LONG model, prob=0.716)", "ML Exit (0.812)". */
export function probabilityIn(reason: string): number | undefined {
  const quoted = /\bprob(?:ability)?\s*[=:]\s*(\d?\.?\d+)|\((\d?\.\d+)\)/i.exec(reason.slice(0, longestReason));
  const probability = Number(quoted?.[1] ?? quoted?.[2]);
  return probability <= 1 ? probability : undefined;
}

/** An id that tells orders apart; undefined for the placeholder of one. Digits beyond a double's precision must come as text. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || noId.test(text)) return undefined;
  return text.trim();
}

/** A finite number, also one written as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && (isDecimal(value) || decimal.test(value)) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** Whether a value only says that there is none. NaN is not such a value: something was reckoned, and went wrong. */
export function isPlaceholder(value: unknown): boolean {
  if (typeof value === "string") return !isDecimal(value) && placeholder.test(value);
  return value === undefined || value === null;
}

/** Whether a text begins as only decimal numbers do among those that `Number` takes: a quick answer for most. */
function isDecimal(text: string): boolean {
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
  return isDigit(first) ? first !== 0x30 || second === 0x2e : first === 0x2d && isDigit(second);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A model names stops in what it says, and an exchange may have carried out a stop: their order matters. */
const reasons: readonly (readonly [RegExp, ExitReason])[] = [
  [/^ ?(?:ml|model)\b/i, "model"],
  [/\bmanual|by hand|\buser\b|\bforce (?:exit|sell)/i, "manual"],
  [/max ?hold|\bhold(?:ing)?\b|\btime ?(?:limit|exit|stop|out)/i, "max-hold"],
  [/\bstop ?loss|\bsl\b|\bstop(?:ped)?\b/i, "stop-loss"],
  [/\btake ?profit|\btp\b|\btarget\b|^roi$/i, "take-profit"],
  [/exchange|liquidat|stale|reconcil|\bsync/i, "exchange"],
  [/\b(?:ml|model|signal|prob)\b/i, "model"],
];

const longestReason = 200;
const noId = /^\s*(?:|none|null|nan|n\/a|undefined|unknown|0|-|existing_from_exchange)\s*$/i;
const placeholder = /^\s*(?:|none|null|n\/a|undefined|unknown|-)\s*$/i;
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
