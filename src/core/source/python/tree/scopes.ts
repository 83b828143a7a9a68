// Tells what a name is bound to: in which namespace a binding is, and which bindings are in effect.
import { addTo, groupBy } from "../../../group-by";
import { oncePer } from "../once-per";
import type { Binding } from "../syntax/bindings";
import type { Frame, FrameId } from "../syntax/frames";
import type { Chunk } from "./chunks";
import { findAll, type Tree } from "./tree";

/** A binding and the chunk that it was read in. */
export interface Bound {
  readonly binding: Binding;
  readonly chunk: number;
}

const NONE: readonly Binding[] = [];

const bindingsByName = oncePer(
  (chunk: Chunk): ReadonlyMap<string, readonly Binding[]> => groupBy(chunk.bindings, ({ name }) => name),
);

function bindingsOf(chunk: Chunk, name: string): readonly Binding[] {
  return bindingsByName(chunk).get(name) ?? NONE;
}

/** What binds `name` outside of functions, in any scope, in the order of the text. */
export function bindingsNamed(tree: Tree, name: string): Bound[] {
  return findAll(tree, bindingsOf, name, (binding, chunk) => ({ binding, chunk }));
}

/** The block of the class or module whose namespace the statements of `frame` fill. */
export function namespaceOf(frame: Frame): FrameId {
  let at = frame;
  while (at.kind === "block" && at.parent) at = at.parent;
  return at.id;
}

/** The bindings that no later one certainly replaces; `bounds` are in the order of the text. */
export function liveOf(bounds: readonly Bound[]): Bound[] {
  if (bounds.length < 2) return [...bounds];
  const live = new Set<Bound>();
  // Under each block: the bindings in it, or in the blocks inside it, that no later one has replaced so far.
  const inside = new Map<FrameId, Bound[]>();
  for (const bound of bounds) {
    live.add(bound);
    const { how, frame } = bound.binding;
    if (how === "element") continue;
    for (const replaced of inside.get(frame.id) ?? []) live.delete(replaced);
    inside.delete(frame.id);
    for (let outer: Frame | undefined = frame; outer; outer = outer.parent) addTo(inside, outer.id, bound);
  }
  return [...live];
}

/** The namespaces that a dotted scope may mean. */
export interface Namespaces {
  /** Empty where nothing of that name is left. */
  readonly spaces: readonly FrameId[];
  /** Whether there is exactly one, and nothing else can be under that name. */
  readonly certain: boolean;
  /** Where the first of these classes starts; undefined for the module. */
  readonly opener: Bound | undefined;
}

export function namespacesOf(tree: Tree, scope: string): Namespaces {
  const byScope = namespacesByScope(tree);
  let namespaces = byScope.get(scope);
  if (!namespaces) {
    namespaces = findNamespaces(tree, scope);
    byScope.set(scope, namespaces);
  }
  return namespaces;
}

// Kept because all governed names of a file are in one scope or two.
const namespacesByScope = oncePer((_tree: Tree) => new Map<string, Namespaces>());

function findNamespaces(tree: Tree, scope: string): Namespaces {
  const [first] = tree.chunks;
  let spaces: FrameId[] = first ? [namespaceOf(first.entry.frame)] : [];
  let opener: Bound | undefined;
  let certain = true;
  for (const name of scope === "" ? [] : scope.split(".")) {
    const live = liveOf(bindingsIn(tree, spaces, name));
    opener = live.find(({ binding }) => binding.opens);
    spaces = live.flatMap(({ binding }) => (binding.opens ? [binding.opens] : []));
    certain &&= live.length === 1;
  }
  return { spaces, certain: certain && spaces.length === 1, opener };
}

/**
 * Whether `bound`, an assignment to `Scope.X`, sets that of the class in effect: one before the class is of an earlier
 * class, and one in a class's body may be, for there the name may mean something else.
 */
export function patches(bound: Bound, { opener }: Namespaces): "yes" | "no" | "perhaps" {
  if (!opener || !isAfter(bound, opener)) return "no";
  return isInClass(bound.binding.frame) ? "perhaps" : "yes";
}

function isAfter(a: Bound, b: Bound): boolean {
  return a.chunk === b.chunk ? a.binding.start > b.binding.start : a.chunk > b.chunk;
}

/** Whether the statements of `frame` fill a class. */
export function isInClass(frame: Frame): boolean {
  let at = frame;
  while (at.kind === "block" && at.parent) at = at.parent;
  return at.kind === "class";
}

/** What binds `name` directly in one of `spaces`. */
export function bindingsIn(tree: Tree, spaces: readonly FrameId[], name: string): Bound[] {
  return bindingsNamed(tree, name).filter((bound) => isIn(bound, spaces));
}

/** Whether `bound` binds its name directly in one of `spaces`. */
export function isIn({ binding }: Bound, spaces: readonly FrameId[]): boolean {
  return binding.owner === undefined && spaces.includes(namespaceOf(binding.frame));
}
