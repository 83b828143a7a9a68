import type { Range } from "../text";
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
 * expressions in its fields are added to `expressions`.
 */
export function stringEnd(text: string, quote: number, fields: boolean, raw: boolean, expressions?: Range[]): number {
  if (fields) return fieldStringEnd(text, quote, raw, expressions);
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

/** An f-string's or t-string's end, by the grammar of Python 3.12, in which a field may hold the same quotes again. */
function fieldStringEnd(text: string, quote: number, raw: boolean, found?: Range[]): number {
  const closing = text.charCodeAt(quote);
  const triple = isTriple(text, quote);
  let at = quote + (triple ? 3 : 1);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === closing && (!triple || isTriple(text, at))) return at + (triple ? 3 : 1);
    if (code === BACKSLASH_CODE) at = escapeEnd(text, at, raw);
    else if (code === OPEN_BRACE && text.charCodeAt(at + 1) === OPEN_BRACE) at += 2;
    else if (code === OPEN_BRACE) {
      at = fieldEnd(text, at + 1, triple ? 0 : closing, raw, found);
      if (at === -1) return -1;
    } else if (!triple && (code === LF || code === CR)) return -1;
    else at++;
  }
  return -1;
}

/** After the escape at `at`, in the literal part of a string with fields; a backslash never hides a brace. */
function escapeEnd(text: string, at: number, raw: boolean): number {
  const next = text.charCodeAt(at + 1);
  if (next === OPEN_BRACE || next === CLOSE_BRACE) return at + 1;
  if (!raw && next === LETTER_N && text.charCodeAt(at + 2) === OPEN_BRACE) {
    const name = /[\w -]*\}/y;
    name.lastIndex = at + 3;
    if (name.test(text)) return name.lastIndex;
  }
  return newlineEnd(text, at + 1);
}

/** A closing quote of 0 allows line breaks, as a triple-quoted string does. */
function fieldEnd(text: string, from: number, closing: number, raw: boolean, found?: Range[]): number {
  const inside = fieldExpressionEnd(text, from);
  if (inside === -1) return -1;
  found?.push({ start: from, end: inside });
  return text.charCodeAt(inside) === COLON ? formatEnd(text, inside + 1, closing, raw, found) : inside + 1;
}

/** The format after a field's colon, up to and with its closing brace; it may hold fields itself. */
function formatEnd(text: string, from: number, closing: number, raw: boolean, found?: Range[]): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === CLOSE_BRACE) return at + 1;
    if (code === OPEN_BRACE) {
      at = fieldEnd(text, at + 1, closing, raw, found);
      if (at === -1) return -1;
    } else if (closing !== 0 && (code === closing || code === LF || code === CR)) return -1;
    else at = code === BACKSLASH_CODE ? escapeEnd(text, at, raw) : at + 1;
  }
  return -1;
}

/** Where a field's expression and conversion end: at the colon of its format, or at its closing brace. */
function fieldExpressionEnd(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (depth === 0 && (code === CLOSE_BRACE || code === COLON)) return at;
    switch (code < 128 ? CLASSES[code] : 0) {
      case QUOTE: {
        at = nestedStringEnd(text, from, at);
        if (at === -1) return -1;
        break;
      }
      case OPEN:
        depth++;
        at++;
        break;
      case CLOSE:
        if (depth-- === 0) return -1;
        at++;
        break;
      case COMMENT:
        at = lineEnd(text, at);
        break;
      case NEWLINE:
        at = newlineEnd(text, at);
        if (startsStatement(text, at)) return -1;
        break;
      case BACKSLASH:
        at = newlineEnd(text, at + 1);
        break;
      default:
        at += code === EXCLAMATION && text.charCodeAt(at + 1) === EQUALS ? 2 : 1;
    }
  }
  return -1;
}

function nestedStringEnd(text: string, from: number, quote: number): number {
  const prefix = prefixBefore(text, from, quote);
  return stringEnd(text, quote, prefix.fields, prefix.raw);
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
