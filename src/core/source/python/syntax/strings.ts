import type { Range } from "../../../text";
import { BACKSLASH, CLASSES, CLOSE, COMMENT, CR, LF, lineEnd, NEWLINE, newlineEnd, OPEN, QUOTE } from "./chars";

const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
const EXCLAMATION = 33;
const EQUALS = 61;
const BACKSLASH_CODE = 92;
const LETTER_N = 78;

/** What stands before a string's opening quote. */
export interface Prefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** `f` or `t`: braces hold expressions. */
  readonly fields: boolean;
}

const PREFIXES = /^(?:[ub]|[rbft]|[bft]r|r[bft])$/i;

const PLAIN: Prefix = { raw: false, bytes: false, fields: false };

/** The letters `[from, quote)` as a string's prefix; undefined where they are a name that has run into a quote. */
export function readPrefix(text: string, from: number, quote: number): Prefix | undefined {
  if (from === quote) return PLAIN;
  const letters = text.slice(from, quote);
  if (!PREFIXES.test(letters)) return undefined;
  return { raw: /r/i.test(letters), bytes: /b/i.test(letters), fields: /[ft]/i.test(letters) };
}

export function isTriple(text: string, quote: number): boolean {
  const code = text.charCodeAt(quote);
  return text.charCodeAt(quote + 1) === code && text.charCodeAt(quote + 2) === code;
}

/**
 * Where the string whose quote opens at `quote` ends, after its closing quote; -1 where nothing closes it. The
 * expressions in its fields are added to `found`.
 */
export function stringEnd(text: string, quote: number, fields: boolean, raw: boolean, found?: Range[]): number {
  if (fields) return new FieldScanner(text, quote, raw, undefined, found).end();
  return isTriple(text, quote) ? tripleEnd(text, quote) : singleEnd(text, quote);
}

function singleEnd(text: string, quote: number): number {
  const closing = text.charCodeAt(quote);
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === closing) return at + 1;
    if (code === BACKSLASH_CODE) at = newlineEnd(text, at + 1) - 1;
    else if (code === LF || code === CR) return -1;
  }
  return -1;
}

function tripleEnd(text: string, quote: number): number {
  const closing = text.slice(quote, quote + 3);
  let found = text.indexOf(closing, quote + 3);
  while (found !== -1 && isEscaped(text, quote + 3, found)) found = text.indexOf(closing, found + 1);
  return found === -1 ? -1 : found + 3;
}

/** Whether an odd number of backslashes stands before `at`; a raw string's quotes are protected by them too. */
function isEscaped(text: string, from: number, at: number): boolean {
  let start = at;
  while (start > from && text.charCodeAt(start - 1) === BACKSLASH_CODE) start--;
  return (at - start) % 2 === 1;
}

/** CPython's own limit on strings with fields in each other. */
const DEEPEST = 150;
/** The most lines that a field of a string in single quotes may take: one that is left open must not cost the file. */
const MOST_LINES = 20;

/** Finds the end of an f-string or t-string, by the grammar of Python 3.12: a field may hold the same quotes again. */
class FieldScanner {
  readonly #text: string;
  readonly #quote: number;
  readonly #triple: boolean;
  readonly #raw: boolean;
  readonly #found: Range[] | undefined;
  /** How many strings and formats this place stands in. */
  #depth: number;
  /** Line breaks in fields so far, those of the strings around this one included. */
  #lines: number;

  constructor(text: string, quote: number, raw: boolean, around: FieldScanner | undefined, found?: Range[]) {
    this.#text = text;
    this.#quote = quote;
    this.#triple = isTriple(text, quote);
    this.#raw = raw;
    this.#depth = around ? around.#depth + 1 : 0;
    this.#lines = around ? around.#lines : 0;
    this.#found = found;
  }

  end(): number {
    const text = this.#text;
    const closing = text.charCodeAt(this.#quote);
    const width = this.#triple ? 3 : 1;
    let at = this.#depth > DEEPEST ? text.length : this.#quote + width;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (code === closing && (!this.#triple || isTriple(text, at))) return at + width;
      if (code === BACKSLASH_CODE) at = this.#escapeEnd(at);
      else if (code === OPEN_BRACE) at = text.charCodeAt(at + 1) === OPEN_BRACE ? at + 2 : this.#fieldEnd(at + 1);
      else if (!this.#triple && (code === LF || code === CR)) return -1;
      else at++;
    }
    return -1;
  }

  /** After the escape at `at`, in the literal part; a backslash never hides a brace. */
  #escapeEnd(at: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === OPEN_BRACE || next === CLOSE_BRACE) return at + 1;
    if (!this.#raw && next === LETTER_N && text.charCodeAt(at + 2) === OPEN_BRACE) {
      const name = /[\w -]*\}/y;
      name.lastIndex = at + 3;
      if (name.test(text)) return name.lastIndex;
    }
    return newlineEnd(text, at + 1);
  }

  /** After the field whose expression starts at `from`. */
  #fieldEnd(from: number): number {
    const inside = this.#expressionEnd(from);
    if (inside === -1) return -1;
    this.#found?.push({ start: from, end: inside });
    if (this.#text.charCodeAt(inside) !== COLON) return inside + 1;
    this.#depth++;
    const end = this.#formatEnd(inside + 1);
    this.#depth--;
    return end;
  }

  /** After the format that follows a field's colon, with its closing brace; it may hold fields itself. */
  #formatEnd(from: number): number {
    const text = this.#text;
    const closing = text.charCodeAt(this.#quote);
    let at = this.#depth > DEEPEST ? -1 : from;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (code === CLOSE_BRACE) return at + 1;
      if (code === OPEN_BRACE) at = this.#fieldEnd(at + 1);
      else if (!this.#triple && (code === closing || code === LF || code === CR)) return -1;
      else at = code === BACKSLASH_CODE ? this.#escapeEnd(at) : at + 1;
    }
    return -1;
  }

  /** Where a field's expression and conversion end: at the colon of its format, or at its closing brace. */
  #expressionEnd(from: number): number {
    const text = this.#text;
    let depth = 0;
    let at = from;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (depth === 0 && (code === CLOSE_BRACE || code === COLON)) return at;
      const kind = CLASSES[code];
      if (kind === OPEN) depth++;
      else if (kind === CLOSE && depth-- === 0) return -1;
      at = kind === QUOTE ? this.#nestedEnd(from, at) : this.#tokenEnd(kind, code, at);
    }
    return -1;
  }

  #tokenEnd(kind: number | undefined, code: number, at: number): number {
    const text = this.#text;
    switch (kind) {
      case COMMENT:
        return lineEnd(text, at);
      case NEWLINE: {
        const line = newlineEnd(text, at);
        const lost = !this.#triple && ++this.#lines > MOST_LINES;
        return lost || startsStatement(text, line) ? -1 : line;
      }
      case BACKSLASH:
        return newlineEnd(text, at + 1);
      default:
        return code === EXCLAMATION && text.charCodeAt(at + 1) === EQUALS ? at + 2 : at + 1;
    }
  }

  #nestedEnd(from: number, quote: number): number {
    const { fields, raw } = prefixBefore(this.#text, from, quote);
    if (fields) return new FieldScanner(this.#text, quote, raw, this).end();
    return stringEnd(this.#text, quote, fields, raw);
  }
}

/** The prefix of the string at `quote`, looked for backwards but not before `from`. */
export function prefixBefore(text: string, from: number, quote: number): Prefix {
  if (quote === from || !isLetter(text.charCodeAt(quote - 1))) return PLAIN;
  let start = quote;
  while (start > from && quote - start < 3 && isLetter(text.charCodeAt(start - 1))) start--;
  return readPrefix(text, start, quote) ?? PLAIN;
}

/** Whether `code` can be part of a word; more letters than a prefix has make it a name. */
function isLetter(code: number): boolean {
  return (
    code > 127 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57)
  );
}

const STATEMENT =
  /[ \t\f]*(?:def|class|import|del|global|nonlocal|while|with|raise|return|assert|except|pass|break|continue|try|finally)(?![\w\u0080-\uffff])/y;

/**
 * Whether the line at `position` starts with what no expression can go on with: a bracket still open there was
 * forgotten, and the statements after it need not be lost with it.
 */
export function startsStatement(text: string, position: number): boolean {
  const first = text.charCodeAt(position);
  // Most lines inside brackets start with white space or none of the keywords' first letters.
  if (first !== 32 && first !== 9 && !(first >= 97 && first <= 119)) return false;
  STATEMENT.lastIndex = position;
  return STATEMENT.test(text);
}
