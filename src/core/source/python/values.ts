// Makes the values of expressions: their type and value, their parts, and the variables that they depend on.
import type { Json } from "../../json";
import type { SourceElement, SourceValue, Step, ValueType } from "../types";
import { dependencies, type IsDefined } from "./syntax/dependencies";
import { readStrings, wordValue } from "./syntax/literals";
import type { Node, NodeItem } from "./syntax/nodes";
import { numberType, numberValue } from "./syntax/numbers";

/** Makes the values of one chunk, only of the nodes that it is asked for. */
export class ValueMaker {
  readonly #text: string;
  readonly #origin: number;
  readonly #shift: number;
  readonly #isDefined: IsDefined;

  /**
   * `text` is at `origin` in the coordinates of the nodes; `shift` added to an offset of a node gives that in the whole
   * text.
   */
  constructor(text: string, origin: number, shift: number, isDefined: IsDefined) {
    this.#text = text;
    this.#origin = origin;
    this.#shift = shift;
    this.#isDefined = isDefined;
  }

  make(node: Node): SourceValue {
    const text = this.#text.slice(node.start - this.#origin, node.end - this.#origin);
    const elements = this.#elements(node);
    const dependsOn = this.#dependencies(node);
    return {
      kind: node.kind,
      range: { start: node.start + this.#shift, end: node.end + this.#shift },
      text,
      elements,
      dependsOn,
      derived: isDerived(node, elements, dependsOn),
      ...literal(node, text, elements),
    };
  }

  #elements({ kind, items }: Node): SourceElement[] {
    if (!items) return [];
    let position: number | undefined = 0;
    return items.map((item) => {
      const step = kind === "dict" ? this.#keyStep(item) : positionStep(kind, item, position);
      if (item.spread && kind !== "dict") position = undefined;
      else if (item.argument === undefined && position !== undefined) position++;
      return { step, value: this.make(item.node) };
    });
  }

  #keyStep({ key }: NodeItem): Step | undefined {
    if (!key) return undefined;
    const { value } = this.make(key);
    return value === undefined || (typeof value === "object" && value !== null)
      ? undefined
      : { type: "item", key: value };
  }

  #dependencies(node: Node): string[] {
    const literal = node.kind !== "name" && node.kind !== "expression" && node.kind !== "call" && !node.items;
    if (literal) return [];
    const start = node.start - this.#origin;
    return dependencies(this.#text, start, node.end - this.#origin, node.kind === "call", this.#isDefined);
  }
}

function positionStep(kind: string, item: NodeItem, position: number | undefined): Step | undefined {
  if (item.argument !== undefined) return { type: "argument", key: item.argument };
  if (item.spread || position === undefined) return undefined;
  return { type: kind === "call" ? "argument" : "item", key: position };
}

function isDerived(node: Node, elements: readonly SourceElement[], dependsOn: readonly string[]): boolean {
  switch (node.kind) {
    case "name":
    case "expression":
      return true;
    case "call":
      return dependsOn.length > 0;
    default:
      return elements.some(({ value }) => value.derived) || (node.items?.some((item) => item.spread) ?? false);
  }
}

function literal(
  node: Node,
  text: string,
  elements: readonly SourceElement[],
): { type: ValueType | undefined; value: Json | undefined } {
  switch (node.kind) {
    case "number":
      return { type: numberType(text), value: numberValue(text) };
    case "negative": {
      const digits = text
        .slice(1)
        .replace(/^[\s(\\]*/, "")
        .replace(/[\s)\\]*$/, "");
      const type = numberType(digits);
      const value = numberValue(digits);
      // Only a float has a negative zero.
      return { type, value: value === undefined || (value === 0 && type === "int") ? value : -value };
    }
    case "string":
      return readStrings(text);
    case "bool":
    case "none":
      return { type: node.kind === "bool" ? "bool" : "NoneType", value: wordValue(text) };
    case "tuple":
    case "list":
      return { type: node.kind, value: listValue(node, elements) };
    case "dict":
      return { type: "dict", value: dictValue(elements) };
    default:
      return { type: undefined, value: undefined };
  }
}

function listValue(node: Node, elements: readonly SourceElement[]): Json | undefined {
  const values: Json[] = [];
  for (const { value } of elements) {
    if (value.value === undefined) return undefined;
    values.push(value.value);
  }
  return node.items?.some((item) => item.spread) ? undefined : values;
}

function dictValue(elements: readonly SourceElement[]): Json | undefined {
  const members: [string, Json][] = [];
  for (const { step, value } of elements) {
    if (typeof step?.key !== "string" || value.value === undefined) return undefined;
    members.push([step.key, value.value]);
  }
  return Object.fromEntries(members);
}
