import type { Assignment } from "../../types";
import { assignmentOf, isAssignment, nameRange, valueOfBound } from "../assignments";
import type { ParsedText } from "../parsed-text";
import { dependencies } from "../syntax/dependencies";
import type { Node } from "../syntax/nodes";
import type { Binding } from "../syntax/statements";
import type { Chunk } from "../tree/chunks";
import { type Bound, bindingsIn, namespaceOf } from "../tree/scopes";
import { findAll } from "../tree/tree";

/** Names to look at, each once; what is added while they are gone through is gone through as well. */
export class QualifiedNames {
  readonly all: { readonly scope: string; readonly name: string }[] = [];
  readonly #seen = new Set<string>();

  constructor(scope: string, name: string) {
    this.add({ scope, name });
  }

  add({ scope, name }: { readonly scope: string; readonly name: string }): void {
    const key = `${scope}:${name}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.all.push({ scope, name });
  }
}

/** The derived assignments that a change of the name moves, directly or through others, each once. */
export function derivedFrom(parsed: ParsedText, scope: string, name: string): Assignment[] {
  const found = new Map<number, Assignment>();
  const names = new QualifiedNames(scope, name);
  for (const changed of names.all) {
    for (const bound of directlyDerived(parsed, changed.scope, changed.name)) {
      const { start } = nameRange(parsed, bound);
      const value = found.has(start) ? undefined : valueOfBound(parsed, bound);
      if (!value) continue;
      const assignment = assignmentOf(parsed, bound, value, false);
      found.set(start, assignment);
      names.add(assignment);
    }
  }
  return [...found.values()].sort((a, b) => a.nameRange.start - b.nameRange.start);
}

/** The assignments whose value names the name itself. */
export function directlyDerived(parsed: ParsedText, scope: string, name: string): Bound[] {
  return findAll(parsed.tree, derivedNaming, name, (derived, chunk) => ({ ...derived, chunk })).filter(
    ({ paths, binding }) => paths.some((path) => means(parsed, path, binding, scope, name)),
  );
}

/** An assignment with those of the dotted names in its value that hold a name. */
interface Derived {
  readonly binding: Binding;
  readonly paths: readonly string[];
}

const caches = new WeakMap<Chunk, ReadonlyMap<string, readonly Derived[]>>();
const NONE: readonly Derived[] = [];

function derivedNaming(chunk: Chunk, name: string): readonly Derived[] {
  let derived = caches.get(chunk);
  if (!derived) {
    derived = findDerived(chunk);
    caches.set(chunk, derived);
  }
  return derived.get(name) ?? NONE;
}

function findDerived(chunk: Chunk): Map<string, Derived[]> {
  const derived = new Map<string, Derived[]>();
  for (const binding of chunk.bindings) {
    const { node } = binding;
    const plain = !node || (!node.items && node.kind !== "name" && node.kind !== "expression");
    if (plain || !isAssignment(binding)) continue;
    for (const [name, paths] of pathsByName(chunk, node)) {
      const others = derived.get(name);
      if (others) others.push({ binding, paths });
      else derived.set(name, [{ binding, paths }]);
    }
  }
  return derived;
}

/** The variables in a value under each of the names that they are dotted of. */
function pathsByName(chunk: Chunk, { start, end }: Node): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const path of dependencies(chunk.text, start - chunk.origin, end - chunk.origin, false, () => false)) {
    for (const name of new Set(path.split("."))) {
      const others = found.get(name);
      if (others) others.push(path);
      else found.set(name, [path]);
    }
  }
  return found;
}

/** Whether the dotted `path`, in the value of `binding`, is the name that `scope` holds. */
function means(parsed: ParsedText, path: string, binding: Binding, scope: string, name: string): boolean {
  const inScope = binding.frame.scope ?? "";
  const qualified = scope === "" ? name : `${scope}.${name}`;
  if (path === qualified || path.startsWith(`${qualified}.`)) {
    // A class's own name hides the module's.
    return scope !== "" || inScope === "" || bindingsIn(parsed.tree, [namespaceOf(binding.frame)], name).length === 0;
  }
  return scope === inScope && scope !== "" && (path === name || path.startsWith(`${name}.`));
}
