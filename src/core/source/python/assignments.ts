// Makes assignments and values, with their places in the text, of what the tree binds.

import { addTo } from "../../group-by";
import type { Range } from "../../text";
import type { Assignment, SourceElement, SourceValue } from "../types";
import type { ParsedText } from "./parsed-text";
import type { IsDefined } from "./syntax/dependencies";
import type { Frame, FrameId } from "./syntax/frames";
import type { Node } from "./syntax/nodes";
import { type Bound, bindingsNamed, liveOf, namespaceOf, namespacesOf, patches } from "./tree/scopes";
import { shiftOf, type Tree } from "./tree/tree";
import { ValueMaker } from "./values";

/** Whether the module defines a name by `import`, `def` or `class`, and never assigns to it. */
function definedIn(tree: Tree): IsDefined {
  return (name) => {
    const bounds = bindingsNamed(tree, name);
    return bounds.some(({ binding }) => binding.how === "defined") && !bounds.some(({ binding }) => binding.node);
  };
}

/** The value that a binding gives, with ranges in the text of now. */
export function valueOfBound(parsed: ParsedText, { binding, chunk }: Bound): SourceValue | undefined {
  const { tree } = parsed;
  const { text, origin } = tree.chunks[chunk] ?? { text: "", origin: 0 };
  if (!binding.node) return undefined;
  const value = new ValueMaker(text, origin, shiftOf(tree, chunk), definedIn(tree)).make(binding.node);
  return parsed.stale ? placed(parsed, value) : value;
}

function placed(parsed: ParsedText, value: SourceValue): SourceValue {
  const elements = value.elements.map(
    (element): SourceElement => ({ ...element, value: placed(parsed, element.value) }),
  );
  return { ...value, range: parsed.place(value.range), elements };
}

/** The range of the value that a binding gives; of its name if it gives none. */
export function valueRange(parsed: ParsedText, { binding, chunk }: Bound): Range {
  return rangeIn(parsed, chunk, binding.node ?? binding);
}

/** The range of a binding's name. */
export function nameRange(parsed: ParsedText, { binding, chunk }: Bound): Range {
  return rangeIn(parsed, chunk, binding);
}

function rangeIn(parsed: ParsedText, chunk: number, { start, end }: Range): Range {
  const shift = shiftOf(parsed.tree, chunk);
  return parsed.place({ start: start + shift, end: end + shift });
}

/** Whether a binding assigns a value to a plain name. */
export function isAssignment({ how, owner, node }: Bound["binding"]): boolean {
  return how === "assigned" && owner === undefined && node !== undefined;
}

export function assignmentOf(parsed: ParsedText, bound: Bound, value: SourceValue, shadowed: boolean): Assignment {
  const { name, annotated, frame, owner } = bound.binding;
  return {
    scope: owner ?? frame.scope ?? "",
    name,
    nameRange: nameRange(parsed, bound),
    value,
    annotated,
    conditional: frame.conditional,
    shadowed,
  };
}

/** The assignments in module and class scope, in the order of the text. */
export function assignmentsOf(parsed: ParsedText): Assignment[] {
  const { tree } = parsed;
  const all = tree.chunks.flatMap(({ bindings }, chunk) => bindings.map((binding): Bound => ({ binding, chunk })));
  const names = new Set(all.flatMap(({ binding }) => (isAssignment(binding) ? binding.name : [])));
  // Methods are most of what is bound, and concern no assignment.
  const bounds = all.filter(({ binding }) => binding.opens || names.has(binding.name));
  const live = liveBounds(tree, bounds);
  const replacedBlocks = new Set(
    bounds.flatMap((bound) => (bound.binding.opens && !live.has(bound) ? bound.binding.opens : [])),
  );
  // One value may be given to many names: `A = B = …`.
  const values = new Map<Node | undefined, SourceValue | undefined>();
  return bounds.flatMap((bound) => {
    const { binding } = bound;
    if (!isAssignment(binding)) return [];
    const value = values.get(binding.node) ?? valueOfBound(parsed, bound);
    values.set(binding.node, value);
    if (!value) return [];
    return [assignmentOf(parsed, bound, value, !live.has(bound) || isInside(binding.frame, replacedBlocks))];
  });
}

/** The bindings that nothing later certainly replaces, each in the namespace that it fills. */
function liveBounds(tree: Tree, bounds: readonly Bound[]): Set<Bound> {
  const spaces = new Map<FrameId, Map<string, Bound[]>>();
  for (const bound of bounds) {
    const { name, owner, frame } = bound.binding;
    const space = owner === undefined ? namespaceOf(frame) : patchedSpace(tree, owner, bound);
    if (!space) continue;
    const names = spaces.get(space) ?? new Map<string, Bound[]>();
    spaces.set(space, names);
    addTo(names, name, bound);
  }
  return new Set([...spaces.values()].flatMap((names) => [...names.values()].flatMap(liveOf)));
}

/** The class whose attribute `bound` certainly sets. */
function patchedSpace(tree: Tree, owner: string, bound: Bound): FrameId | undefined {
  const namespaces = namespacesOf(tree, owner);
  return namespaces.certain && patches(bound, namespaces) === "yes" ? namespaces.spaces[0] : undefined;
}

/** Whether `frame` is one of `blocks`, or inside one. */
function isInside(frame: Frame, blocks: ReadonlySet<FrameId>): boolean {
  if (blocks.size === 0) return false;
  for (let outer: Frame | undefined = frame; outer; outer = outer.parent) if (blocks.has(outer.id)) return true;
  return false;
}
