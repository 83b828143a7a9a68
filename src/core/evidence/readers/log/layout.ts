// Finds members of JSON records by the layout of one that was parsed, without parsing the others.
import { isObject, type Json, type JsonObject } from "../../../json";
import { backslash, colon, comma, lineFeed, openingBrace, quote, space, tab } from "../marks";
import { bytesOf, plainNumberAt, RepeatedText, standsAt } from "./bytes";
import { Repeats } from "./repeats";

/** The member that a dotted path names; a name may have dots of its own. */
export function memberOf(record: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(record, path)) return record[path];
  const dot = path.indexOf(".");
  const inner = dot === -1 || !Object.hasOwn(record, path.slice(0, dot)) ? undefined : record[path.slice(0, dot)];
  return isObject(inner) ? memberOf(inner, path.slice(dot + 1)) : undefined;
}

/** A member that a record of the layout has, up to the last one that is wanted. */
interface Step {
  readonly path: string;
  /** As it is written, with its quotes. */
  readonly name: Uint8Array;
  /** "object": the next step is its first member. */
  readonly type: "string" | "number" | "boolean" | "object";
}

/** The members of records up to the last one that is wanted, in their order and with their types. */
export class Layout {
  readonly #steps: readonly Step[];
  /** Of each step, the index of the wanted member that it is; -1 where it is none. */
  readonly #wanted: readonly number[];
  /** The path of the wanted member that comes last. */
  readonly last: string;
  /** Knows where one of them, or a rival, stands in a record once more. */
  readonly repeats: Repeats;
  /** Where each wanted member of the last record begins and ends: a text without its quotes. */
  readonly #starts: number[];
  readonly #ends: number[];
  readonly #texts: readonly RepeatedText[];
  #end = 0;

  /**
   * The layout of `example` up to the last of its members `paths`, which are dotted. Undefined where one of them is missing,
   * is no text or number, or comes after an object or a list. `rivals` are the members that would count in their place.
   */
  static of(example: JsonObject, paths: readonly string[], rivals: readonly string[]): Layout | undefined {
    const { steps, found } = stepsOf(example, paths);
    // What escapes it has nobody knows.
    const isPlain = steps.every(({ path }) => /^[ -~]*$/.test(path));
    return isPlain && paths.every((path) => found.includes(path)) ? new Layout(steps, paths, rivals) : undefined;
  }

  private constructor(steps: readonly Step[], paths: readonly string[], rivals: readonly string[]) {
    this.repeats = new Repeats(paths, rivals);
    this.#steps = steps;
    this.#wanted = steps.map(({ path }) => paths.indexOf(path));
    this.last = steps.findLast(({ path }) => paths.includes(path))?.path ?? "";
    this.#starts = paths.map(() => 0);
    this.#ends = paths.map(() => 0);
    this.#texts = paths.map(() => new RepeatedText());
  }

  /** Whether the record that begins at `start` has this layout. The values of it can be asked for then, in the same bytes. */
  fits(bytes: Uint8Array, start: number): boolean {
    let at = start;
    let separator = openingBrace;
    for (let index = 0; index < this.#steps.length; index++) {
      const { name, type } = this.#steps[index] as Step;
      if (bytes[at] !== separator) return false;
      at = afterSpace(bytes, at + 1);
      if (!standsAt(bytes, at, name)) return false;
      at = afterSpace(bytes, at + name.length);
      if (bytes[at] !== colon) return false;
      at = afterSpace(bytes, at + 1);
      separator = type === "object" ? openingBrace : comma;
      if (type === "object") continue;
      const end = endOfValue(bytes, at, type);
      if (end === -1) return false;
      this.#keep(this.#wanted[index] as number, at, end, type);
      at = end;
    }
    this.#end = at;
    return true;
  }

  /** The wanted member of that index, as it is written. */
  text(index: number, bytes: Uint8Array): string {
    return this.#texts[index]?.at(bytes, this.start(index), this.endOf(index)) ?? "";
  }

  /** The same as a number where it is one in plain digits, which no reader takes for another one than its text. */
  value(index: number, bytes: Uint8Array): string | number {
    return plainNumberAt(bytes, this.start(index), this.endOf(index)) ?? this.text(index, bytes);
  }

  /** Where the wanted member of that index begins. */
  start(index: number): number {
    return this.#starts[index] ?? 0;
  }

  endOf(index: number): number {
    return this.#ends[index] ?? 0;
  }

  /** In how many objects the last wanted member stands. */
  get depth(): number {
    return 1 + this.#steps.filter(({ type }) => type === "object").length;
  }

  /** Where the last wanted member ends, with its quote. */
  get end(): number {
    return this.#end;
  }

  #keep(wanted: number, start: number, end: number, type: Step["type"]): void {
    if (wanted === -1) return;
    const quotes = type === "string" ? 1 : 0;
    this.#starts[wanted] = start + quotes;
    this.#ends[wanted] = end - quotes;
  }
}

function stepsOf(record: JsonObject, paths: readonly string[], above = ""): { steps: Step[]; found: string[] } {
  const steps: Step[] = [];
  const found: string[] = [];
  for (const [key, value] of Object.entries(record)) {
    const path = above + key;
    const name = bytesOf(JSON.stringify(key));
    if (isObject(value) && paths.some((wanted) => wanted.startsWith(`${path}.`))) {
      const inner = stepsOf(value, paths, `${path}.`);
      return { steps: [...steps, { path, name, type: "object" }, ...inner.steps], found: [...found, ...inner.found] };
    }
    const type = typeof value;
    if (type !== "string" && type !== "number" && type !== "boolean") break;
    steps.push({ path, name, type });
    if (paths.includes(path)) found.push(path);
    if (found.length === paths.length) break;
  }
  return { steps, found };
}

function afterSpace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (bytes[at] === space || bytes[at] === tab) at++;
  return at;
}

/** The index after the value at `start`; -1 where it has another type. A text with an escape has none: it has to be parsed. */
function endOfValue(bytes: Uint8Array, start: number, type: "string" | "number" | "boolean"): number {
  if (type === "string") return endOfText(bytes, start);
  if (type === "number") return endOfNumber(bytes, start);
  return booleans.find((word) => standsAt(bytes, start, word)) ? start + (bytes[start] === 0x74 ? 4 : 5) : -1;
}

const booleans = ["true", "false"].map(bytesOf);

function endOfText(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== quote) return -1;
  let at = start + 1;
  for (; bytes[at] !== quote; at++) {
    const byte = bytes[at];
    if (byte === backslash || byte === lineFeed || byte === undefined) return -1;
  }
  return at + 1;
}

function endOfNumber(bytes: Uint8Array, start: number): number {
  let at = start;
  while (isOfNumber(bytes[at])) at++;
  return at === start ? -1 : at;
}

/** Digits, signs, points and exponents. */
function isOfNumber(byte = 0): boolean {
  return (byte >= 0x30 && byte <= 0x39) || byte === 0x2d || byte === 0x2e || byte === 0x2b || (byte | 0x20) === 0x65;
}
