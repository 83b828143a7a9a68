// Compares values as texts of a source write them, in whatever language that is.
import { isEqual, type Json } from "../json";
import { isSameText } from "../text";
import { valueReadings } from "./languages";

/** The value of a text in whatever language it is one, or undefined where it is no literal. */
function valueOfText(text: string): Json | undefined {
  const read = valueReadings(text).flatMap(({ assignments: [assignment, ...more] }) =>
    assignment?.value.value !== undefined && more.length === 0 ? [assignment.value.value] : [],
  );
  return read[0];
}

/** Whether two texts are of the same value, however they write it. */
export function isSameValue(a: string, b: string): boolean {
  if (isSameText(a, b)) return true;
  const value = valueOfText(a);
  return value !== undefined && isValueOf(value, b);
}

/** Whether a value that a process reports is that of a text: 0.70 and 0.7 are, and so are 4 and 4.0. */
export function isValueOf(value: Json, text: string | undefined): boolean {
  const read = text === undefined ? undefined : valueOfText(text);
  return read !== undefined && isEqual(read, value);
}
