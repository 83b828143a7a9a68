// Takes the targets and values of assignments apart.
import type { Node, NodeItem } from "./nodes";

/** `Config.X`, `self.config.X`; a backslash may carry it over a line break. */
const ATTRIBUTE = /^(?<owner>[\s\S]*[^\s\\])[\s\\]*\.[\s\\]*(?<name>[\p{XID_Start}_]\p{XID_Continue}*)$/u;
/** `X["key"]`, `Config.X["key"]["other"]` */
const ELEMENT =
  /^(?:(?<owner>[\p{XID_Continue}.\s\\]*\p{XID_Continue})[\s\\]*\.[\s\\]*)?(?<name>[\p{XID_Start}_]\p{XID_Continue}*)[\s\\]*(?<bracket>\[)/u;

/** An attribute or an element that is assigned to. */
export interface TargetPlace {
  readonly name: string;
  /** The offset of the name in the target's text. */
  readonly at: number;
  /** The text before the dot of the name. */
  readonly owner: string | undefined;
  /** The text after the name, from its first bracket. */
  readonly element: string | undefined;
}

/** The place that a target's text names; undefined where it is neither an attribute nor an element of a name. */
export function placeOf(text: string): TargetPlace | undefined {
  const groups = (ATTRIBUTE.exec(text) ?? ELEMENT.exec(text))?.groups;
  if (!groups) return undefined;
  const { owner, name = "", bracket } = groups;
  const at = text.indexOf(name, owner?.length ?? 0);
  return { name, at, owner, element: bracket === undefined ? undefined : text.slice(text.indexOf("[")) };
}

/** The items of a tuple or list that `count` targets take one each; undefined where the text does not show them. */
export function partsOf(value: Node, count: number): readonly NodeItem[] | undefined {
  const { kind, items } = value;
  if ((kind !== "tuple" && kind !== "list") || items?.length !== count) return undefined;
  return items.some((item) => item.spread) ? undefined : items;
}

/** A value that a target takes an unknown part of. */
export function opaque(value: Node): Node {
  return { ...value, kind: "expression", items: undefined };
}
