import type { Chunk } from "./chunks";
import { encloses, type Frame, type FrameId } from "./frames";
import type { Binding } from "./statements";
import type { Tree } from "./tree";

/** A binding and the chunk that it was read in. */
export interface Bound {
  readonly binding: Binding;
  readonly chunk: number;
}

const indexes = new WeakMap<Chunk, ReadonlyMap<string, readonly Binding[]>>();

function indexOf(chunk: Chunk): ReadonlyMap<string, readonly Binding[]> {
  let index = indexes.get(chunk);
  if (!index) {
    const made = new Map<string, Binding[]>();
    for (const binding of chunk.bindings) {
      const known = made.get(binding.name);
      if (known) known.push(binding);
      else made.set(binding.name, [binding]);
    }
    index = made;
    indexes.set(chunk, index);
  }
  return index;
}

/** What binds `name` outside of functions, in whatever scope, in the order of the text. */
export function bindingsNamed(tree: Tree, name: string): Bound[] {
  const found: Bound[] = [];
  tree.chunks.forEach((chunk, at) => {
    if (chunk.bindings.length === 0) return;
    for (const binding of indexOf(chunk).get(name) ?? []) found.push({ binding, chunk: at });
  });
  return found;
}

/** The block of the class or module whose namespace the statements of `frame` fill. */
export function namespaceOf(frame: Frame): FrameId {
  let at = frame;
  while (at.kind === "block" && at.parent) at = at.parent;
  return at.id;
}

/** Those of `bounds`, which come in the order of the text, that no later one certainly replaces. */
export function liveOf(bounds: readonly Bound[]): Bound[] {
  let live: Bound[] = [];
  for (const bound of bounds) {
    if (bound.binding.how !== "element")
      live = live.filter(({ binding }) => binding.how === "element" || !encloses(bound.binding.frame, binding.frame));
    live.push(bound);
  }
  return live;
}

/** What a dotted scope may mean. */
export interface Namespaces {
  /** One where that is certain; none where nothing of that name is left. */
  readonly spaces: readonly FrameId[];
  /** Where the last of its classes starts; undefined for the module. */
  readonly opener: Bound | undefined;
}

export function namespacesOf(tree: Tree, scope: string): Namespaces {
  const [first] = tree.chunks;
  let spaces: FrameId[] = first ? [namespaceOf(first.entry.frame)] : [];
  let opener: Bound | undefined;
  for (const name of scope === "" ? [] : scope.split(".")) {
    const live = liveOf(bindingsIn(tree, spaces, name));
    opener = live.findLast(({ binding }) => binding.opens);
    spaces = live.flatMap(({ binding }) => (binding.opens ? [binding.opens] : []));
    // Where something that is no class may stand there too, the scope is as uncertain as with two classes.
    if (spaces.length > 0 && spaces.length < live.length) spaces.push({});
  }
  return { spaces, opener };
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
  return bindingsNamed(tree, name).filter(
    ({ binding }) => binding.owner === undefined && spaces.includes(namespaceOf(binding.frame)),
  );
}
