import type { Json } from "../json";
import type { Range } from "../text";

/** What a value is, to the eye: `expression` is everything that only Python itself can evaluate. */
export type ValueKind =
  | "number"
  | "negative"
  | "string"
  | "bool"
  | "none"
  | "tuple"
  | "list"
  | "dict"
  | "call"
  | "name"
  | "expression";

/** The Python type of a literal; `4` and `4.0` are equal and yet not the same. */
export type PythonType =
  | "int"
  | "float"
  | "complex"
  | "str"
  | "bytes"
  | "bool"
  | "NoneType"
  | "tuple"
  | "list"
  | "dict";

/** A value as it stands in the source. Redundant parentheses lie outside its range. */
export interface SourceValue {
  readonly kind: ValueKind;
  readonly range: Range;
  readonly text: string;
  /** The Python type where the value is a literal, undefined for names, calls and expressions. */
  readonly type: PythonType | undefined;
  /** The value where JSON can hold it; undefined where it can't or where only Python could tell. */
  readonly value: Json | undefined;
}
