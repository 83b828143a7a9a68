// Reads the values of string literals, and of `True`, `False` and `None`.
import type { Json } from "../../../json";
import { isWordStart, newlineEnd, wordEnd } from "./chars";
import { isTriple, readPrefix, stringEnd } from "./strings";

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const ESCAPE =
  /\\(?:(\r\n|[\r\n])|([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(N\{[^}]*\}|[xuUN])|([\s\S]))/g;
const LAST_CODE_POINT = 0x10ffff;

export interface StringLiteral {
  readonly type: "str" | "bytes" | undefined;
  /** The text; undefined for bytes, named characters (`\N{…}`) and single surrogates. */
  readonly value: string | undefined;
}

/** Reads one string literal, or several beside each other. */
export function readStrings(literal: string): StringLiteral {
  let value: string | undefined = "";
  const types = new Set<"str" | "bytes">();
  for (let at = 0; at < literal.length; ) {
    const code = literal.charCodeAt(at);
    const quote = isWordStart(code) ? wordEnd(literal, at) : at;
    const opening = literal.charAt(quote);
    const prefix = opening === "'" || opening === '"' ? readPrefix(literal, at, quote) : undefined;
    if (!prefix) {
      at = triviaEnd(literal, at);
      continue;
    }
    const end = stringEnd(literal, quote, prefix.fields, prefix.raw);
    const width = isTriple(literal, quote) ? 3 : 1;
    const part = decode(literal.slice(quote + width, end - width), prefix.raw);
    value = value === undefined || part === undefined ? undefined : value + part;
    types.add(prefix.bytes ? "bytes" : "str");
    at = end;
  }
  const [type] = types;
  return { type: types.size === 1 ? type : undefined, value: type === "str" && types.size === 1 ? value : undefined };
}

/** The end of the comment, or of the one character of white space, at `at` between two strings. */
function triviaEnd(text: string, at: number): number {
  if (text.charAt(at) !== "#") return at + 1;
  const stop = text.slice(at).search(/[\r\n]/);
  return stop === -1 ? text.length : newlineEnd(text, at + stop);
}

function decode(body: string, raw: boolean): string | undefined {
  const text = body.replace(/\r\n?/g, "\n");
  if (raw || !text.includes("\\")) return text;
  let decodable = true;
  const result = text.replace(ESCAPE, (all, line, octal, hex, short, long, named, escaped: string | undefined) => {
    if (line !== undefined) return "";
    if (named !== undefined) decodable = false;
    const code = octal === undefined ? Number.parseInt(hex ?? short ?? long ?? "", 16) : Number.parseInt(octal, 8);
    if (Number.isNaN(code)) return (escaped !== undefined && ESCAPES[escaped]) || all;
    if (code > LAST_CODE_POINT || (code >= 0xd800 && code <= 0xdfff)) {
      decodable = false;
      return all;
    }
    return String.fromCodePoint(code);
  });
  return decodable ? result : undefined;
}

/** The value of `True`, `False` or `None`. */
export function wordValue(word: string): Json {
  return word === "None" ? null : word === "True";
}
