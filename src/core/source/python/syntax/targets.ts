import type { Node, NodeItem } from "./nodes";

/** `Config.X`, and `self.config.X` alike. */
const ATTRIBUTE = /^(?<owner>[\s\S]*\S)\s*\.\s*(?<name>[\p{XID_Start}_]\p{XID_Continue}*)$/u;
/** `X["key"]`, and `Config.X["key"]["other"]` alike. */
const ELEMENT =
  /^(?:(?<owner>[\p{XID_Continue}.\s]*\p{XID_Continue})\s*\.\s*)?(?<name>[\p{XID_Start}_]\p{XID_Continue}*)\s*(?<bracket>\[)/u;

/** An attribute or an element that is assigned to. */
export interface TargetPlace {
  readonly name: string;
  /** Where the name starts in the target's text. */
  readonly at: number;
  /** What stands before the name's dot. */
  readonly owner: string | undefined;
  /** What stands after the name, from its first bracket on. */
  readonly element: string | undefined;
}

/** What the text of a target names; undefined where that is no name's attribute or element. */
export function placeOf(text: string): TargetPlace | undefined {
  const groups = (ATTRIBUTE.exec(text) ?? ELEMENT.exec(text))?.groups;
  if (!groups) return undefined;
  const { owner, name = "", bracket } = groups;
  const at = text.indexOf(name, owner?.length ?? 0);
  return { name, at, owner, element: bracket === undefined ? undefined : text.slice(text.indexOf("[")) };
}

/** The parts of a tuple or list that as many targets take one each. */
export function partsOf(value: Node, count: number): readonly NodeItem[] | undefined {
  const { kind, items } = value;
  if ((kind !== "tuple" && kind !== "list") || items?.length !== count) return undefined;
  return items.some((item) => item.spread) ? undefined : items;
}

/** A value of which a target takes a part that only the program can tell. */
export function opaque(value: Node): Node {
  return { ...value, kind: "expression", items: undefined };
}
