// Reads the single values of records, whatever words a bot has for them: sides, reasons, ids, numbers.
import type { ExitReason, Side } from "../trade";

export function sideOf(value: unknown): Side | undefined {
  if (typeof value !== "string") return undefined;
  if (/^\s*(?:long|buy)\s*$/i.test(value)) return "long";
  return /^\s*(?:short|sell)\s*$/i.test(value) ? "short" : undefined;
}

/** The first row that fits; "ML Exit ENHANCED (SHORT, prob=0.709>=0.7)" and "ml_exit_long" both say that the model asked for it. */
export function exitReasonOf(text: string): ExitReason {
  return reasons.find(([words]) => words.test(text))?.[1] ?? "other";
}

/** An id that tells orders apart; undefined for the placeholder of one. Digits beyond a double's precision must come as text. */
export function idOf(value: unknown): string | undefined {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || placeholder.test(text)) return undefined;
  return text.trim();
}

/** A finite number, also one written as text; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && decimal.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

const reasons: readonly (readonly [RegExp, ExitReason])[] = [
  [/manual|by hand|\buser\b/i, "manual"],
  [/exchange|liquidat|stale trade|reconcil/i, "exchange"],
  [/stop[ _-]?loss|\bsl\b|^sl_|stopped out/i, "stop-loss"],
  [/take[ _-]?profit|\btp\b|^tp_/i, "take-profit"],
  [/max[ _-]?hold|holding|time[ _-]?(?:limit|exit|out)/i, "max-hold"],
  [/(?:^|[^a-z])(?:ml|model|signal|prob)(?:[^a-z]|$)/i, "model"],
];

const placeholder = /^\s*(?:|none|null|nan|n\/a|undefined|unknown|0|-|existing_from_exchange)\s*$/i;
const decimal = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
