import type { Frame, FrameId } from "../syntax/frames";
import type { Binding } from "../syntax/statements";
import type { Chunk } from "./chunks";
import { findAll, type Tree } from "./tree";

/** A binding and the chunk that it was read in. */
export interface Bound {
  readonly binding: Binding;
  readonly chunk: number;
}

const names = new WeakMap<Chunk, ReadonlyMap<string, readonly Binding[]>>();
const NONE: readonly Binding[] = [];

function bindingsOf(chunk: Chunk, name: string): readonly Binding[] {
  let known = names.get(chunk);
  if (!known) {
    const made = new Map<string, Binding[]>();
    for (const binding of chunk.bindings) {
      const others = made.get(binding.name);
      if (others) others.push(binding);
      else made.set(binding.name, [binding]);
    }
    known = made;
    names.set(chunk, known);
  }
  return known.get(name) ?? NONE;
}

/** What binds `name` outside of functions, in whatever scope, in the order of the text. */
export function bindingsNamed(tree: Tree, name: string): Bound[] {
  return findAll(tree, bindingsOf, name, (binding, chunk) => ({ binding, chunk }));
}

/** The block of the class or module whose namespace the statements of `frame` fill. */
export function namespaceOf(frame: Frame): FrameId {
  let at = frame;
  while (at.kind === "block" && at.parent) at = at.parent;
  return at.id;
}

/** Those of `bounds`, which come in the order of the text, that no later one certainly replaces. */
export function liveOf(bounds: readonly Bound[]): Bound[] {
  if (bounds.length < 2) return [...bounds];
  const live = new Set<Bound>();
  // Those in a block, or in the blocks inside it, that were live when they came.
  const inside = new Map<FrameId, Bound[]>();
  for (const bound of bounds) {
    live.add(bound);
    const { how, frame } = bound.binding;
    if (how === "element") continue;
    for (const replaced of inside.get(frame.id) ?? []) live.delete(replaced);
    inside.delete(frame.id);
    for (let at: Frame | undefined = frame; at; at = at.parent) {
      const known = inside.get(at.id);
      if (known) known.push(bound);
      else inside.set(at.id, [bound]);
    }
  }
  return [...live];
}

/** What a dotted scope may mean. */
export interface Namespaces {
  /** None where nothing of that name is left. */
  readonly spaces: readonly FrameId[];
  /** Whether there is one, and nothing else can stand there. */
  readonly certain: boolean;
  /** Where the first of these classes starts; undefined for the module. */
  readonly opener: Bound | undefined;
}

export function namespacesOf(tree: Tree, scope: string): Namespaces {
  const known = namespaces.get(tree) ?? new Map<string, Namespaces>();
  namespaces.set(tree, known);
  let found = known.get(scope);
  if (!found) {
    found = findNamespaces(tree, scope);
    known.set(scope, found);
  }
  return found;
}

/** All governed names of a file stand in one scope or two. */
const namespaces = new WeakMap<Tree, Map<string, Namespaces>>();

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
