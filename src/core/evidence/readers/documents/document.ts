// Parses JSON as Python writes it into values that know where they stand.
import type { Unreadable } from "../../report";
import { namedNumbers, numberOrId } from "../json";
import { byteOrderMark, decodeAscii, decodeUtf8 } from "../records/bytes";

/** An object, and where it begins, counted from the first byte that was parsed. Of a name that it has twice, the last counts. */
export class JsonRecord {
  readonly offset: number;
  readonly members: ReadonlyMap<string, JsonValue>;

  constructor(offset: number, members: ReadonlyMap<string, JsonValue>) {
    this.offset = offset;
    this.members = members;
  }
}

/** NaN and infinities are numbers. Whole numbers that a double can't hold are texts: they are ids. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonRecord;

/** The value of a document, or why it can't be read. */
export function parseDocument(bytes: Uint8Array): { readonly value: JsonValue } | { readonly why: Unreadable["why"] } {
  if (bytes.includes(0)) return { why: "not-text" };
  try {
    return { value: new DocumentParser(bytes).document() };
  } catch (error) {
    if (error instanceof Flaw) return { why: error.why };
    throw error;
  }
}

/** What ends the parsing of a document; never seen outside. */
class Flaw extends Error {
  readonly why: Unreadable["why"];

  constructor(why: Unreadable["why"]) {
    super(why);
    this.why = why;
  }
}

const deepest = 64;
const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const literals: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ...namedNumbers,
]);
const literal = new RegExp([...literals.keys()].join("|"), "y");
/** A string without escapes, control characters and anything beyond ASCII. */
const simple = /^[ !#-[\]-~]*$/;

class DocumentParser {
  readonly #bytes: Uint8Array;
  readonly #text: string;
  #at: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#text = decodeAscii(bytes);
    this.#at = byteOrderMark(bytes);
  }

  document(): JsonValue {
    const value = this.#value(0);
    this.#skipSpace();
    if (this.#at < this.#text.length) throw new Flaw("not-json");
    return value;
  }

  #value(depth: number): JsonValue {
    if (depth > deepest) throw new Flaw("too-deep");
    this.#skipSpace();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#record(depth);
      case "[":
        return this.#list(depth);
      case '"':
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  #record(depth: number): JsonRecord {
    const offset = this.#at;
    const members = new Map<string, JsonValue>();
    this.#sequence("}", () => {
      this.#skipSpace();
      const name = this.#string();
      this.#skipSpace();
      if (!this.#take(":")) throw new Flaw("not-json");
      members.set(name, this.#value(depth + 1));
    });
    return new JsonRecord(offset, members);
  }

  #list(depth: number): JsonValue[] {
    const elements: JsonValue[] = [];
    this.#sequence("]", () => elements.push(this.#value(depth + 1)));
    return elements;
  }

  /** What is between a bracket and the one that closes it, with commas between. */
  #sequence(closing: string, readOne: () => void): void {
    this.#at++;
    this.#skipSpace();
    if (this.#take(closing)) return;
    do {
      readOne();
      this.#skipSpace();
    } while (this.#take(","));
    if (!this.#take(closing)) throw new Flaw("not-json");
  }

  #string(): string {
    const start = this.#at;
    if (!this.#take('"')) throw new Flaw("not-json");
    let end = this.#text.indexOf('"', this.#at);
    while (end !== -1 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) throw new Flaw("not-json");
    this.#at = end + 1;
    const text = this.#text.slice(start + 1, end);
    return simple.test(text) ? text : stringOf(decodeUtf8(this.#bytes.subarray(start, end + 1)));
  }

  #isEscaped(index: number): boolean {
    let start = index;
    while (this.#text[start - 1] === "\\") start--;
    return (index - start) % 2 === 1;
  }

  #scalar(): JsonValue {
    const word = this.#match(literal);
    if (word !== undefined) return literals.get(word) ?? null;
    const digits = this.#match(number);
    if (digits === undefined) throw new Flaw("not-json");
    return numberOrId(digits);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [match] = pattern.exec(this.#text) ?? [];
    this.#at += match?.length ?? 0;
    return match;
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #skipSpace(): void {
    this.#match(space);
  }
}

/** The value of a string with its quotes. */
function stringOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    throw new Flaw("not-json");
  }
}
