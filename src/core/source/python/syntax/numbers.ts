import type { ValueType } from "../../types";

const NUMBER =
  /0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:[eE][+-]?\d(?:_?\d)*)?[jJ]?/y;
/** What may stand directly after a number, by an old permission. */
const FOLLOWER = /(?:and|else|for|if|in|is|not|or)(?!\w)/y;
const WORD = /[\w\u0080-\uffff]/;
const OCTAL_LOOKING = /^0[0_]*[1-9][\d_]*$/;

/** Where the number at `start` ends; undefined where it is none that Python takes. */
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

/** The number's value; undefined where a double would not be the same: integers beyond 2^53, complex and infinite ones. */
export function numberValue(literal: string): number | undefined {
  const type = numberType(literal);
  const digits = literal.replaceAll("_", "");
  if (type === "complex") return undefined;
  const value = Number(type === "int" ? digits.replace(/^0+(?=\d)/, "") : digits);
  if (type === "int" && !Number.isSafeInteger(value)) return undefined;
  return Number.isFinite(value) ? value : undefined;
}
