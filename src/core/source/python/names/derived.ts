// Finds the assignments whose values are computed from a name.

import { addTo } from "../../../group-by";
import type { Assignment } from "../../types";
import { assignmentOf, isAssignment, nameRange, valueOfBound } from "../assignments";
import { oncePer } from "../once-per";
import type { ParsedText } from "../parsed-text";
import type { Binding } from "../syntax/bindings";
import { dependencies } from "../syntax/dependencies";
import type { Node } from "../syntax/nodes";
import type { Chunk } from "../tree/chunks";
import { type Bound, bindingsIn, namespaceOf } from "../tree/scopes";
import { findAll } from "../tree/tree";

/** A list of names, each once, that may grow while it is iterated. */
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

/** The assignments whose values are computed from the name, directly or through others, each once. */
export function derivedFrom(parsed: ParsedText, scope: string, name: string): Assignment[] {
  const derived = new Map<number, Assignment>();
  const names = new QualifiedNames(scope, name);
  for (const read of names.all) {
    for (const bound of directlyDerived(parsed, read.scope, read.name)) {
      const { start } = nameRange(parsed, bound);
      const value = derived.has(start) ? undefined : valueOfBound(parsed, bound);
      if (!value) continue;
      const assignment = assignmentOf(parsed, bound, value, false);
      derived.set(start, assignment);
      names.add(assignment);
    }
  }
  return [...derived.values()].sort((a, b) => a.nameRange.start - b.nameRange.start);
}

/** The assignments whose values hold the name itself. */
export function directlyDerived(parsed: ParsedText, scope: string, name: string): Bound[] {
  return findAll(parsed.tree, derivedNaming, name, (derived, chunk) => ({ ...derived, chunk })).filter(
    ({ paths, binding }) => paths.some((path) => means(parsed, path, binding, scope, name)),
  );
}

/** An assignment, and the dotted names in its value that have some name as a part. */
interface Derived {
  readonly binding: Binding;
  readonly paths: readonly string[];
}

const NONE: readonly Derived[] = [];

function derivedNaming(chunk: Chunk, name: string): readonly Derived[] {
  return derivedByName(chunk).get(name) ?? NONE;
}

const derivedByName = oncePer((chunk: Chunk): ReadonlyMap<string, readonly Derived[]> => {
  const derived = new Map<string, Derived[]>();
  // One value may be given to many names.
  const pathsOf = new Map<Node, Map<string, string[]>>();
  for (const binding of chunk.bindings) {
    const { node } = binding;
    const plain = !node || (!node.items && node.kind !== "name" && node.kind !== "expression");
    if (plain || !isAssignment(binding)) continue;
    const byName = pathsOf.get(node) ?? pathsByName(chunk, node);
    pathsOf.set(node, byName);
    for (const [name, paths] of byName) addTo(derived, name, { binding, paths });
  }
  return derived;
});

/** The dotted names in a value, under each of their parts. */
function pathsByName(chunk: Chunk, { start, end }: Node): Map<string, string[]> {
  const paths = new Map<string, string[]>();
  for (const path of dependencies(chunk.text, start - chunk.origin, end - chunk.origin, false, () => false)) {
    for (const name of new Set(path.split("."))) addTo(paths, name, path);
  }
  return paths;
}

/** Whether the dotted `path` in the value of `binding` means the name that `scope` holds. */
function means(parsed: ParsedText, path: string, binding: Binding, scope: string, name: string): boolean {
  const inScope = binding.frame.scope ?? "";
  const qualified = scope === "" ? name : `${scope}.${name}`;
  if (path === qualified || path.startsWith(`${qualified}.`)) {
    // A class's own name hides the module's.
    return scope !== "" || inScope === "" || bindingsIn(parsed.tree, [namespaceOf(binding.frame)], name).length === 0;
  }
  return scope === inScope && scope !== "" && (path === name || path.startsWith(`${name}.`));
}
