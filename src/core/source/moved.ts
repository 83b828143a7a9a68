import type { Chunk } from "./chunks";
import { dependencies } from "./dependencies";
import { type Bound, bindingsIn, namespaceOf } from "./scopes";
import { assignmentOf, isAssignment, type Source, valueOfBound } from "./source";
import type { Binding } from "./statements";
import type { Assignment } from "./types";

/** The derived assignments that a change of the name moves, directly or through others, each once. */
export function movedBy(source: Source, scope: string, name: string): Assignment[] {
  const found = new Map<string, Assignment>();
  const visit = (inScope: string, changed: string) => {
    for (const assignment of movedDirectly(source, inScope, changed)) {
      const key = `${assignment.nameRange.start}`;
      if (found.has(key)) continue;
      found.set(key, assignment);
      visit(assignment.scope, assignment.name);
    }
  };
  visit(scope, name);
  return [...found.values()].sort((a, b) => a.nameRange.start - b.nameRange.start);
}

/** The assignments whose value names the name itself. */
export function movedDirectly(source: Source, scope: string, name: string): Assignment[] {
  return source.tree.chunks.flatMap((chunk, at) =>
    derivedIn(chunk)
      .filter(({ names, binding }) => names.some((path) => means(source, path, binding, scope, name)))
      .flatMap(({ binding }) => {
        const bound: Bound = { binding, chunk: at };
        const value = valueOfBound(source, bound);
        return value ? [assignmentOf(source, bound, value, false)] : [];
      }),
  );
}

interface Derived {
  readonly binding: Binding;
  readonly names: readonly string[];
}

const caches = new WeakMap<Chunk, readonly Derived[]>();

function derivedIn(chunk: Chunk): readonly Derived[] {
  let derived = caches.get(chunk);
  if (!derived) {
    derived = chunk.bindings.flatMap((binding): Derived[] => {
      const { node } = binding;
      const plain = !node || (!node.items && node.kind !== "name" && node.kind !== "expression");
      if (plain || !isAssignment({ binding, chunk: 0 })) return [];
      const { start, end } = node;
      const names = dependencies(chunk.text, start - chunk.origin, end - chunk.origin, false, () => false);
      return names.length > 0 ? [{ binding, names }] : [];
    });
    caches.set(chunk, derived);
  }
  return derived;
}

/** Whether the dotted `path`, in the value of `binding`, is the name that `scope` holds. */
function means(source: Source, path: string, binding: Binding, scope: string, name: string): boolean {
  const inScope = binding.frame.scope ?? "";
  if (!`${path}.`.includes(`${name}.`)) return false;
  const qualified = scope === "" ? name : `${scope}.${name}`;
  if (path === qualified || path.startsWith(`${qualified}.`)) {
    // A class's own name hides the module's.
    return scope !== "" || inScope === "" || bindingsIn(source.tree, [namespaceOf(binding.frame)], name).length === 0;
  }
  return scope === inScope && scope !== "" && (path === name || path.startsWith(`${name}.`));
}
