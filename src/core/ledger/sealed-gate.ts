// What a checkpoint keeps of a gate: its verdicts, the signatures and the evidence that it saw, as trailers have them.
import { mostPhases } from "../limits";
import { anyToken, formatToken, parsePair, parseToken } from "./tokens";

/** The gate of one phase as it was judged when the checkpoint was made. */
export interface SealedGate {
  readonly phase: number;
  /** "pass", "fail", "inconclusive" or "error". */
  readonly outcome: string;
  /** The look that decided, 0 before the first. */
  readonly look: number;
  /** The moment that was judged, ISO 8601 in UTC: evaluated as of then, the same evidence gives the same verdicts. */
  readonly at: string;
  /** How many trades there were since the first checkpoint; absent where nobody counted them. */
  readonly trades?: number;
}

/** What was said of one criterion or trigger. Numbers are finite. */
export interface SealedVerdict {
  /** The id in the plan. */
  readonly criterion: string;
  /** "pass/met", "inconclusive/weak", "quiet": the outcome, and how or why. */
  readonly outcome: string;
  readonly value?: number;
  /** Of value, threshold and interval, in a word: "fraction", "USD". The first versions kept none. */
  readonly unit?: string;
  /** "<", "<=", ">", ">=" or "between". */
  readonly compare?: string;
  readonly threshold?: number | readonly [number, number];
  /** How many trades, candles or events the value rests on. */
  readonly n?: number;
  readonly interval?: readonly [low: number, high: number];
  /** The interval's. */
  readonly level?: number;
  /** The chance that a bot at the floor does as well. */
  readonly tail?: number;
}

/** A person's word on a condition. Who and when are the checkpoint's. */
export interface SealedSignature {
  /** The condition's id. */
  readonly criterion: string;
  readonly note: string;
}

/** A file that the verdicts rest on; of one that could not be read, the path alone. */
export interface SealedFile {
  readonly path: string;
  /** In bytes, as far as it was read. */
  readonly size?: number;
  /** Of what was read, hexadecimal. */
  readonly sha256?: string;
  /** The newest instant of its records, ISO 8601 in UTC. */
  readonly newest?: string;
}

const instantForm = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const outcomeForm = /^[a-z][a-z/-]{0,79}$/;
const attributedForm = new RegExp(String.raw`^${anyToken}((?: \S+)*)$`);

/** `3 pass look=2 at=2025-10-15T09:56:00.000Z trades=47` */
export function formatGate({ phase, outcome, look, at, trades }: SealedGate): string {
  return [phase, outcome, ...formatAttributes({ look, at, trades })].join(" ");
}

export function parseGate(text: string): SealedGate | undefined {
  const [, digits, outcome, rest] = /^(\d{1,2}) ([a-z]+)((?: \S+)*)$/.exec(text) ?? [];
  const attributes = parseAttributes(rest ?? "");
  const [phase, look, at] = [Number(digits), count(attributes.get("look")), attributes.get("at")];
  if (outcome === undefined || phase < 1 || phase > mostPhases) return undefined;
  if (look === undefined || at === undefined || !instantForm.test(at)) return undefined;
  const trades = attributes.has("trades") ? count(attributes.get("trades")) : undefined;
  if (attributes.has("trades") && trades === undefined) return undefined;
  return { phase, outcome, look, at, ...(trades !== undefined && { trades }) };
}

/** `win-rate pass/met value=0.85 unit=fraction compare=> threshold=0.8 n=20 interval=0.69..0.94 level=0.9` */
export function formatVerdict({ criterion, outcome, ...figures }: SealedVerdict): string {
  const { value, unit, compare, threshold, n, interval, level, tail } = figures;
  return [
    formatToken(criterion),
    outcome,
    ...formatAttributes({ value, unit, compare, threshold, n, interval, level, tail }),
  ].join(" ");
}

/** Figures that a newer version adds are passed over. */
export function parseVerdict(text: string): SealedVerdict | undefined {
  const [word, rest] = attributedForm.exec(text)?.slice(1) ?? [];
  const criterion = word === undefined ? undefined : parseToken(word);
  const [outcome, ...others] = (rest ?? "").trim().split(" ");
  if (criterion === undefined || outcome === undefined || !outcomeForm.test(outcome)) return undefined;
  const attributes = parseAttributes(others.join(" "));
  const figures: Readonly<Record<string, unknown>> = {
    value: finite(attributes.get("value")),
    unit: attributes.get("unit"),
    compare: attributes.get("compare"),
    threshold: finite(attributes.get("threshold")) ?? ends(attributes.get("threshold")),
    n: finite(attributes.get("n")),
    interval: ends(attributes.get("interval")),
    level: finite(attributes.get("level")),
    tail: finite(attributes.get("tail")),
  };
  const known = Object.entries(figures).filter(([key]) => attributes.has(key));
  if (known.some(([, figure]) => figure === undefined)) return undefined;
  return { criterion, outcome, ...Object.fromEntries(known) };
}

/** `exit-behavior "looked at all of them"` */
export function formatSignature({ criterion, note }: SealedSignature): string {
  return `${formatToken(criterion)} ${JSON.stringify(note)}`;
}

export function parseSignature(text: string): SealedSignature | undefined {
  const [criterion, note] = parsePair(text) ?? [];
  return criterion === undefined || note === undefined ? undefined : { criterion, note };
}

/** `logs/bot.jsonl size=4096 sha256=… newest=2025-10-15T09:56:00.000Z`, or `logs/bot.jsonl unreadable=yes` */
export function formatFile({ path, size, sha256, newest }: SealedFile): string {
  const figures = sha256 === undefined ? { unreadable: "yes" } : { size, sha256, newest };
  return [formatToken(path), ...formatAttributes(figures)].join(" ");
}

export function parseFile(text: string): SealedFile | undefined {
  const [word, rest] = attributedForm.exec(text)?.slice(1) ?? [];
  const path = word === undefined ? undefined : parseToken(word);
  const attributes = parseAttributes(rest ?? "");
  const [size, sha256, newest] = [count(attributes.get("size")), attributes.get("sha256"), attributes.get("newest")];
  if (path !== undefined && attributes.get("unreadable") === "yes") return { path };
  if (path === undefined || size === undefined || !/^[0-9a-f]{64}$/.test(sha256 ?? "")) return undefined;
  if (newest !== undefined && !instantForm.test(newest)) return undefined;
  return { path, size, sha256: sha256 ?? "", ...(newest !== undefined && { newest }) };
}

/** What a trailer can say by a name: none of it has a space. */
type Figure = string | number | readonly [number, number] | undefined;

function formatAttributes(figures: Readonly<Record<string, Figure>>): string[] {
  return Object.entries(figures).flatMap(([key, figure]) =>
    figure === undefined ? [] : [`${key}=${typeof figure === "object" ? figure.join("..") : figure}`],
  );
}

function parseAttributes(text: string): Map<string, string> {
  const pairs = text.split(" ").map((word) => [word.indexOf("="), word] as const);
  return new Map(pairs.flatMap(([at, word]) => (at > 0 ? [[word.slice(0, at), word.slice(at + 1)]] : [])));
}

function finite(text: string | undefined): number | undefined {
  const number = text !== undefined && /^-?\d+(?:\.\d+)?(?:e[+-]\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function count(text: string | undefined): number | undefined {
  const number = finite(text);
  return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

function ends(text: string | undefined): readonly [number, number] | undefined {
  const [low, high, ...others] = (text ?? "").split("..").map(finite);
  return low === undefined || high === undefined || others.length > 0 ? undefined : [low, high];
}
