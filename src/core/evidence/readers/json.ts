// Reads JSON as bots write it: Python's NaN and Infinity are no reason to lose a record, and long ids keep all digits.
import type { Json } from "../../json";

/** The numbers that Python writes and JSON does not have, by their names. */
export const namedNumbers: ReadonlyMap<string, number> = new Map([
  ["NaN", Number.NaN],
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
]);

/** The number that `digits` are, as JSON writes it; of a whole one that a double can't hold the digits: it is an id. */
export function numberOrId(digits: string): number | string {
  const value = Number(digits);
  return Number.isInteger(value) && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits) ? digits : value;
}

/**
 * The value of a text; undefined where it is no JSON. Ids and named numbers become texts: no reader takes the name of one
 * for a number.
 */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(inexact.test(text) ? text.replace(tokens, asText) : text) as Json;
  } catch {
    return undefined;
  }
}

const names = [...namedNumbers.keys()].join("|");
const inexact = new RegExp(String.raw`${names}|\d{16}`);
/** Strings, which stay, before what may be replaced. One that never ends is matched too, or each of its quotes would be tried. */
const tokens = new RegExp(
  String.raw`"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|${names}|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?`,
  "gs",
);

function asText(token: string): string {
  if (token.startsWith('"')) return token;
  return namedNumbers.has(token) || typeof numberOrId(token) === "string" ? `"${token}"` : token;
}
