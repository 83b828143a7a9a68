// Splits code into tokens.
import type { Range } from "../../../text";
import {
  BACKSLASH,
  CLASSES,
  COMMENT,
  identifier,
  isDigit,
  isWordStart,
  lineEnd,
  newlineEnd,
  QUOTE,
  SPACE,
  wordEnd,
} from "./chars";
import { numberEnd } from "./numbers";
import { readPrefix, stringEnd } from "./strings";

export interface Token {
  readonly type: "word" | "number" | "string" | "symbol";
  /** A word in NFKC, as Python compares it; else the text from `start` to `end`. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of `[start, end)`; symbols have one character each. A string with fields gives one token for the whole
 * string and then, between braces, the tokens of its fields.
 */
export function tokensOf(text: string, start: number, end: number): Token[] {
  const tokens: Token[] = [];
  addTokens(text, start, end, tokens);
  return tokens;
}

function addTokens(text: string, start: number, end: number, tokens: Token[]): void {
  const add = (type: Token["type"], from: number, to: number) => {
    const part = text.slice(from, to);
    tokens.push({ type, text: type === "word" ? identifier(part) : part, start: from, end: to });
    return to;
  };
  for (let at = start; at < end; ) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) at++;
    else if (CLASSES[code] === COMMENT) at = lineEnd(text, at);
    else if (CLASSES[code] === BACKSLASH) at = newlineEnd(text, at + 1);
    else if (CLASSES[code] === QUOTE) at = addString(text, at, at, end, tokens);
    else if (isWordStart(code)) {
      const stop = wordEnd(text, at);
      const quoted = CLASSES[text.charCodeAt(stop)] === QUOTE && readPrefix(text, at, stop);
      at = quoted ? addString(text, at, stop, end, tokens) : add("word", at, stop);
    } else if (isDigit(code)) at = add("number", at, numberEnd(text, at) ?? wordEnd(text, at));
    else at = add("symbol", at, at + 1);
  }
}

function addString(text: string, start: number, quote: number, limit: number, tokens: Token[]): number {
  const prefix = readPrefix(text, start, quote);
  const expressions: Range[] = [];
  const closed = stringEnd(text, quote, prefix?.fields === true, prefix?.raw === true, expressions);
  const end = closed === -1 ? limit : closed;
  tokens.push({ type: "string", text: text.slice(start, end), start, end });
  for (const field of expressions) {
    const conversion = /![ras]\s*$/.exec(text.slice(field.start, field.end));
    tokens.push({ type: "symbol", text: "{", start: field.start - 1, end: field.start });
    addTokens(text, field.start, conversion ? field.start + conversion.index : field.end, tokens);
    tokens.push({ type: "symbol", text: "}", start: field.end, end: field.end + 1 });
  }
  return end;
}
