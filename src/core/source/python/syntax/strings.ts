// Finds the ends of string literals, and the fields of f-strings.
import type { Range } from "../../../text";
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  CLASSES,
  CLOSE,
  COLON,
  COMMENT,
  CR,
  EQUALS,
  EXCLAMATION,
  LF,
  lineEnd,
  NEWLINE,
  newlineEnd,
  OPEN,
  QUOTE,
  REVERSE_SOLIDUS,
  SPACE,
  TAB,
} from "./chars";

const LETTER_N = 78;

/** The letters before the opening quote of a string. */
export interface Prefix {
  readonly raw: boolean;
  readonly bytes: boolean;
  /** `f` or `t`: braces hold expressions. */
  readonly fields: boolean;
}

const PREFIXES = /^(?:[ub]|[rbft]|[bft]r|r[bft])$/i;

const PLAIN: Prefix = { raw: false, bytes: false, fields: false };

/** Reads `[from, quote)` as the prefix of a string; undefined where it is none. */
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
 * ranges of the expressions in its fields are added to `expressions`.
 */
export function stringEnd(text: string, quote: number, fields: boolean, raw: boolean, expressions?: Range[]): number {
  if (fields) return new FieldScanner(text, quote, raw, undefined, expressions).end();
  return isTriple(text, quote) ? tripleEnd(text, quote) : singleEnd(text, quote);
}

function singleEnd(text: string, quote: number): number {
  const closing = text.charCodeAt(quote);
  for (let at = quote + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === closing) return at + 1;
    if (code === REVERSE_SOLIDUS) at = newlineEnd(text, at + 1) - 1;
    else if (code === LF || code === CR) return -1;
  }
  return -1;
}

function tripleEnd(text: string, quote: number): number {
  const closing = text.slice(quote, quote + 3);
  let end = text.indexOf(closing, quote + 3);
  while (end !== -1 && isEscaped(text, quote + 3, end)) end = text.indexOf(closing, end + 1);
  return end === -1 ? -1 : end + 3;
}

/** Whether there is an odd number of backslashes before `at`; they escape the quotes of raw strings too. */
function isEscaped(text: string, from: number, at: number): boolean {
  let start = at;
  while (start > from && text.charCodeAt(start - 1) === REVERSE_SOLIDUS) start--;
  return (at - start) % 2 === 1;
}

/** How deeply strings with fields may be nested; the limit of CPython. */
const DEEPEST = 150;
/** How many lines a field of a string in single quotes may have, so that one left open does not swallow the file. */
const MOST_LINES = 20;

/** Finds the end of an f-string or t-string, by the grammar of Python 3.12: a field may hold the same quotes again. */
class FieldScanner {
  readonly #text: string;
  readonly #quote: number;
  readonly #triple: boolean;
  readonly #raw: boolean;
  readonly #expressions: Range[] | undefined;
  /** How many strings and formats are around this place. */
  #depth: number;
  /** Line breaks in fields so far, also in those of the strings around this one. */
  #lines: number;
  /** Where no end was found: how far it was looked for. */
  reach = 0;

  constructor(text: string, quote: number, raw: boolean, around: FieldScanner | undefined, expressions?: Range[]) {
    this.#text = text;
    this.#quote = quote;
    this.#triple = isTriple(text, quote);
    this.#raw = raw;
    this.#depth = around ? around.#depth + 1 : 0;
    this.#lines = around ? around.#lines : 0;
    this.#expressions = expressions;
  }

  end(): number {
    const text = this.#text;
    const closing = text.charCodeAt(this.#quote);
    const width = this.#triple ? 3 : 1;
    let at = this.#depth > DEEPEST ? text.length : this.#quote + width;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (code === closing && (!this.#triple || isTriple(text, at))) return at + width;
      if (code === REVERSE_SOLIDUS) at = this.#escapeEnd(at);
      else if (code === BRACE_OPEN) at = text.charCodeAt(at + 1) === BRACE_OPEN ? at + 2 : this.#fieldEnd(at + 1);
      else if (!this.#triple && (code === LF || code === CR)) return this.#lost(at);
      else at++;
    }
    return at === -1 ? -1 : this.#lost(text.length);
  }

  /** Notes that a character at `at` has ended the search. */
  #lost(at: number): -1 {
    this.reach = Math.max(this.reach, lineEnd(this.#text, at));
    return -1;
  }

  /** The end of the escape at `at` in the literal part; a backslash never escapes a brace. */
  #escapeEnd(at: number): number {
    const text = this.#text;
    const next = text.charCodeAt(at + 1);
    if (next === BRACE_OPEN || next === BRACE_CLOSE) return at + 1;
    if (!this.#raw && next === LETTER_N && text.charCodeAt(at + 2) === BRACE_OPEN) {
      const name = /[\w -]*\}/y;
      name.lastIndex = at + 3;
      if (name.test(text)) return name.lastIndex;
    }
    return newlineEnd(text, at + 1);
  }

  /** The end of the field whose expression starts at `from`. */
  #fieldEnd(from: number): number {
    const inside = this.#expressionEnd(from);
    if (inside === -1) return -1;
    this.#expressions?.push({ start: from, end: inside });
    if (this.#text.charCodeAt(inside) !== COLON) return inside + 1;
    this.#depth++;
    const end = this.#formatEnd(inside + 1);
    this.#depth--;
    return end;
  }

  /** The end of the format that starts at `from`, after its closing brace; it may hold fields itself. */
  #formatEnd(from: number): number {
    const text = this.#text;
    const closing = text.charCodeAt(this.#quote);
    let at = this.#depth > DEEPEST ? text.length : from;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (code === BRACE_CLOSE) return at + 1;
      if (code === BRACE_OPEN) at = this.#fieldEnd(at + 1);
      else if (!this.#triple && (code === closing || code === LF || code === CR)) return this.#lost(at);
      else at = code === REVERSE_SOLIDUS ? this.#escapeEnd(at) : at + 1;
    }
    return at === -1 ? -1 : this.#lost(text.length);
  }

  /** The end of a field's expression and conversion: its colon, or its closing brace. */
  #expressionEnd(from: number): number {
    const text = this.#text;
    let depth = 0;
    let at = from;
    while (at !== -1 && at < text.length) {
      const code = text.charCodeAt(at);
      if (depth === 0 && (code === BRACE_CLOSE || code === COLON)) return at;
      const kind = CLASSES[code];
      if (kind === OPEN) depth++;
      else if (kind === CLOSE && depth-- === 0) return this.#lost(at);
      at = kind === QUOTE ? this.#nestedEnd(from, at) : this.#tokenEnd(kind, code, at);
    }
    return at === -1 ? -1 : this.#lost(text.length);
  }

  #tokenEnd(kind: number | undefined, code: number, at: number): number {
    const text = this.#text;
    switch (kind) {
      case COMMENT:
        return lineEnd(text, at);
      case NEWLINE: {
        const line = newlineEnd(text, at);
        const lost = !this.#triple && ++this.#lines > MOST_LINES;
        return lost || startsStatement(text, line) ? this.#lost(line) : line;
      }
      case BACKSLASH:
        return newlineEnd(text, at + 1);
      default:
        return code === EXCLAMATION && text.charCodeAt(at + 1) === EQUALS ? at + 2 : at + 1;
    }
  }

  #nestedEnd(from: number, quote: number): number {
    const { fields, raw } = prefixBefore(this.#text, from, quote);
    const nested = fields ? new FieldScanner(this.#text, quote, raw, this) : undefined;
    const end = nested ? nested.end() : stringEnd(this.#text, quote, fields, raw);
    return end === -1 ? this.#lost(nested?.reach ?? plainReach(this.#text, quote)) : end;
  }
}

/** How far the end of the string whose quote is at `quote` was looked for, where `stringEnd` found none. */
export function reachOfSearch(text: string, quote: number, fields: boolean, raw: boolean): number {
  if (!fields) return plainReach(text, quote);
  const scanner = new FieldScanner(text, quote, raw, undefined);
  scanner.end();
  return scanner.reach;
}

function plainReach(text: string, quote: number): number {
  const end = lineEnd(text, quote);
  // A backslash at the line's end leads to the next line, and a later one from there.
  return isTriple(text, quote) || text.charCodeAt(end - 1) === REVERSE_SOLIDUS ? text.length : end;
}

/** The prefix before the quote at `quote`, not starting before `from`. */
export function prefixBefore(text: string, from: number, quote: number): Prefix {
  if (quote === from || !isLetter(text.charCodeAt(quote - 1))) return PLAIN;
  let start = quote;
  while (start > from && quote - start < 3 && isLetter(text.charCodeAt(start - 1))) start--;
  return readPrefix(text, start, quote) ?? PLAIN;
}

/** Whether `code` is a letter, a digit, an underscore, or not ASCII. */
function isLetter(code: number): boolean {
  return (
    code > 127 || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57)
  );
}

const STATEMENT =
  /[ \t\f]*(?:def|class|import|del|global|nonlocal|while|with|raise|return|assert|except|pass|break|continue|try|finally)(?![\w\u0080-\uffff])/y;

/**
 * Whether the line at `position` starts with a word that only a statement can start with. A bracket that is still open
 * there was forgotten, and the statements after it can still be read.
 */
export function startsStatement(text: string, position: number): boolean {
  const first = text.charCodeAt(position);
  // Most lines inside brackets start with white space or none of the keywords' first letters.
  if (first !== SPACE && first !== TAB && !(first >= 97 && first <= 119)) return false;
  STATEMENT.lastIndex = position;
  return STATEMENT.test(text);
}
