// Reads number literals.
import type { ValueType } from "../../types";

const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
/** The words that Python allows directly after a number: `1if x else 2`. */
const FOLLOWER = /(?:and|else|for|if|in|is|not|or)(?!\w)/y;
const WORD = /[\w\u0080-\uffff]/;
const OCTAL_LOOKING = /^0[0_]*[1-9][\d_]*$/;

/** The end of the number that starts at `start`; undefined where Python reads none. */
export function numberEnd(text: string, start: number): number | undefined {
  NUMBER.lastIndex = start;
  if (!NUMBER.test(text)) return undefined;
  const end = NUMBER.lastIndex;
  if (OCTAL_LOOKING.test(text.slice(start, end))) return undefined;
  if (!WORD.test(text.charAt(end))) return end;
  FOLLOWER.lastIndex = end;
  return FOLLOWER.test(text) ? end : undefined;
}

export function numberType(literal: string): ValueType {
  if (/^0[xob]/i.test(literal)) return "int";
  if (/j$/i.test(literal)) return "complex";
  return /[.e]/i.test(literal) ? "float" : "int";
}

/**
 * The number's value; undefined where a double can't be equal to it: integers beyond 2^53, complex and infinite
 * numbers.
 */
export function numberValue(literal: string): number | undefined {
  const type = numberType(literal);
  const digits = literal.replaceAll("_", "");
  if (type === "complex") return undefined;
  const value = Number(type === "int" ? digits.replace(/^0+(?=\d)/, "") : digits);
  if (type === "int" && !Number.isSafeInteger(value)) return undefined;
  return Number.isFinite(value) ? value : undefined;
}
