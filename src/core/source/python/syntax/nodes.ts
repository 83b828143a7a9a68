import type { ValueKind } from "../../types";

/** An expression as it was read: where it stands and what can be addressed in it. */
export interface Node {
  readonly kind: ValueKind;
  /** Without redundant parentheses. */
  readonly start: number;
  readonly end: number;
  /** With them. */
  readonly outerStart: number;
  readonly outerEnd: number;
  /** Items of a tuple, list or dict; arguments of a call. */
  readonly items: readonly NodeItem[] | undefined;
}

export interface NodeItem {
  /** A dict's key; undefined elsewhere and where `**` spreads. */
  readonly key: Node | undefined;
  /** The name of a keyword argument. */
  readonly argument: string | undefined;
  /** Whether `*` or `**` stands before it, so that it is none or several. */
  readonly spread: boolean;
  readonly node: Node;
}

/** A name as it stands in the text; `name` is what Python compares. */
export interface NameToken {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

export function plainNode(kind: ValueKind, start: number, end: number, items?: readonly NodeItem[]): Node {
  return { kind, start, end, outerStart: start, outerEnd: end, items };
}
