// Reads JSON as bots write it: Python's NaN and Infinity are no reason to lose a record, and long ids keep all digits.
import type { Json } from "../../json";

/**
 * The value of a text; undefined where it is no JSON. NaN, Infinity, and whole numbers that a double can't hold become
 * texts: no reader takes the former for a number, and the latter are ids.
 */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(inexact.test(text) ? text.replace(tokens, asText) : text) as Json;
  } catch {
    return undefined;
  }
}

const inexact = /NaN|Infinity|\d{16}/;
/** Strings, which stay, before what may be replaced. One that never ends is matched too, or each of its quotes would be tried. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|NaN|-?Infinity|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

function asText(token: string): string {
  return /^(?:NaN|-?Infinity|-?\d{16,})$/.test(token) ? `"${token}"` : token;
}
