// The parts of an expression as they were read. Offsets are those of the text that was read.
import type { ValueKind } from "../../types";

/** An expression: its kind, its range, and the parts that a path can lead to. */
export interface Node {
  readonly kind: ValueKind;
  /** The range without redundant parentheses. */
  readonly start: number;
  readonly end: number;
  /** The range with them. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** Items of a tuple, list or dict; arguments of a call. */
  readonly items: readonly NodeItem[] | undefined;
}

export interface NodeItem {
  /** The key in a dict; undefined elsewhere, and for `**`. */
  readonly key: Node | undefined;
  /** The name of a keyword argument. */
  readonly argument: string | undefined;
  /** Whether it has `*` or `**` before it, so that it may be any number of items. */
  readonly spread: boolean;
  readonly node: Node;
}

/** A name and its range in the text; `name` is in NFKC, as Python compares names. */
export interface NameToken {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function plainNode(kind: ValueKind, start: number, end: number, items?: readonly NodeItem[]): Node {
  return { kind, start, end, outerStart: start, outerEnd: end, items };
}
