// Finds what a symbol of the plan is bound to once the program has run the file.
import type { Location, Other, OtherReason, SourceProblem, SymbolPath } from "../types";
import { assignmentOf, nameRange, valueOfBound } from "./assignments";
import { subclassesOf } from "./names/classes";
import { functionWrites } from "./names/uses";
import type { ParsedText } from "./parsed-text";
import { follow, mayEqual, parseSymbol } from "./symbols";
import { type Bound, bindingsNamed, isIn, liveOf, namespaceOf, namespacesOf, patches } from "./tree/scopes";
import { lineStart } from "./tree/tree";

/**
 * What `symbol` means in `scope` once Python has run the file: `X`, `minimal_roi["40"]`, `RANGE[1]`,
 * `CONFIG["risk"]["stop"]`, and for arguments of a call `buy_rsi(default)` and `buy_rsi(0)`.
 */
export function locate(parsed: ParsedText, scope: string, symbol: string): Location {
  const path = parseSymbol(symbol);
  if (!path) return { status: "invalid" };
  const problem = decidingProblem(parsed, path.name);
  if (problem) return { status: "broken", problem };
  const all = candidates(parsed, scope, path);
  const { bounds, certain } = all;
  const live = liveOf(bounds);
  const [effective] = live;
  const calls = functionWrites(parsed, scope, path.name)
    .filter(({ element }) => touches(element, path))
    .map(({ other }) => other);
  for (const other of overrides(parsed, scope, path, all)) calls.push(other);
  for (const bound of replaced(all, scope, path)) calls.push(otherOf(parsed, bound, true));
  if (live.length === 1 && effective && certain) return effectiveLocation(parsed, path, effective, bounds, calls);
  const liveBounds = new Set(live);
  const others = [...bounds.map((bound) => otherOf(parsed, bound, !liveBounds.has(bound))), ...calls];
  return { status: live.length === 0 ? "missing" : "ambiguous", others };
}

interface Candidates {
  /** What binds the name anywhere. */
  readonly named: readonly Bound[];
  /** What may give the path its value. */
  readonly bounds: readonly Bound[];
  /** Whether nothing else may give it. */
  readonly certain: boolean;
}

/** All that binds the name in the scope, also from outside of it, in the order of the text. */
function candidates(parsed: ParsedText, scope: string, path: SymbolPath): Candidates {
  const { tree } = parsed;
  const namespaces = namespacesOf(tree, scope);
  let { certain } = namespaces;
  const named = bindingsNamed(tree, path.name);
  const bounds = named.filter((bound) => {
    const { binding } = bound;
    if (!touches(binding.element, path)) return false;
    if (isIn(bound, namespaces.spaces)) return true;
    const patch = scope !== "" && binding.owner === scope ? patches(bound, namespaces) : "no";
    if (patch === "perhaps") certain = false;
    return patch !== "no";
  });
  return { named, bounds, certain };
}

/** What binds the name in earlier classes of the scope's name, which the last one has replaced. */
function replaced({ named, bounds }: Candidates, scope: string, path: SymbolPath): Bound[] {
  if (scope === "" || named.length === bounds.length) return [];
  const known = new Set(bounds);
  return named.filter((bound) => {
    const { owner, frame, element, how } = bound.binding;
    return (
      !known.has(bound) && owner === undefined && frame.scope === scope && how === "assigned" && touches(element, path)
    );
  });
}

/** What subclasses of the scope's class set the name to for themselves. */
function overrides(parsed: ParsedText, scope: string, path: SymbolPath, { named, bounds }: Candidates): Other[] {
  if (scope === "" || named.length === bounds.length) return [];
  const subclasses = subclassesOf(parsed.tree, namespacesOf(parsed.tree, scope).spaces);
  return named
    .filter(({ binding }) => binding.owner === undefined && touches(binding.element, path))
    .filter(({ binding }) => subclasses.has(namespaceOf(binding.frame)))
    .map((bound) => ({ ...otherOf(parsed, bound, false), reason: "overridden" }));
}

/** Whether setting `element` of the name (undefined: the name itself) may change what the path leads to. */
function touches(element: string | undefined, { name, steps }: SymbolPath): boolean {
  if (element === undefined) return true;
  const set = parseSymbol(name + element);
  if (!set) return true;
  return steps.every(({ key }, at) => {
    const other = set.steps[at];
    return other === undefined || mayEqual(other.key, key);
  });
}

function effectiveLocation(
  parsed: ParsedText,
  path: SymbolPath,
  effective: Bound,
  bounds: readonly Bound[],
  calls: readonly Other[],
): Location {
  const { how } = effective.binding;
  const others = [
    ...bounds.filter((bound) => bound !== effective).map((bound) => otherOf(parsed, bound, true)),
    ...calls,
  ];
  const assigned = how === "assigned" ? valueOfBound(parsed, effective) : undefined;
  if (!assigned) {
    const status = how === "deleted" ? "missing" : "ambiguous";
    return { status, others: [...others, otherOf(parsed, effective, false)] };
  }
  const value = follow(assigned, path.steps);
  if (value === "missing") return { status: "missing", others };
  const assignment = assignmentOf(parsed, effective, assigned, false);
  // Where only the program can tell what the path leads to, all that can be shown is the whole value.
  if (value === "unknown")
    return { status: "derived", value: assigned, assignment, dependsOn: assigned.dependsOn, others };
  if (!value.derived) return { status: "found", value, assignment, others };
  return { status: "derived", value, assignment, dependsOn: value.dependsOn, others };
}

function otherOf(parsed: ParsedText, bound: Bound, replaced: boolean): Other {
  const value = bound.binding.how === "assigned" ? valueOfBound(parsed, bound) : undefined;
  return { reason: reasonOf(bound, replaced), range: nameRange(parsed, bound), ...(value && { value }) };
}

function reasonOf({ binding }: Bound, replaced: boolean): OtherReason {
  if (binding.how === "element") return "element-set";
  if (binding.how !== "assigned") return binding.how;
  if (binding.owner !== undefined) return "patched";
  return replaced ? "shadowed" : "conditional";
}

/** The problem that may hide what `name` is, in a text that was never read without problems. */
function decidingProblem(parsed: ParsedText, name: string): SourceProblem | undefined {
  // `text` joins all chunks: not to be asked for on a keystroke in a sound text.
  if (parsed.stale || parsed.problems.length === 0) return undefined;
  const { text, tree } = parsed;
  return parsed.problems.find(({ code, range }) => {
    // After a string without an end nothing is certain to be code, and after wrong indentation nothing is certain to be
    // in its block.
    if (code === "string-unterminated" && range.end >= text.length) return true;
    const end = code === "indentation" ? text.length : range.end;
    return text.slice(lineStart(tree, range.start), end).includes(name);
  });
}
