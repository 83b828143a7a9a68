// Finds where a plan document says something, so that a finding is shown on the line that is to be changed.
import { findNodeAtLocation, type Node, parseTree } from "jsonc-parser";
import { keepLatest } from "../keep-latest";
import type { Place, PlanPath } from "../problem";
import type { Range } from "../text";

/**
 * The place of the value at `at` in the plan's `text`. Where the document does not say it itself: the key that it would stand
 * under, or the plan that it is inherited from.
 */
export function placeInPlan(path: string, text: string, at: PlanPath): Place {
  const tree = treeOf(text);
  const range = tree && (rangeOf(tree, at) ?? rangeOf(tree, ["extends"]));
  return { path, ...(range && { range }) };
}

/** The key of a parameter that the plan's `text` names itself; undefined where it does not. */
export function parameterKey(text: string, name: string): Range | undefined {
  const tree = treeOf(text);
  const key = tree && findNodeAtLocation(tree, ["parameters", name])?.parent?.children?.[0];
  return key && rangeOfNode(key);
}

/** What the plan's `text` extends, as it spells it. */
export function extendedPlan(text: string): string | undefined {
  const tree = treeOf(text);
  const name: unknown = tree && findNodeAtLocation(tree, ["extends"])?.value;
  return typeof name === "string" ? name : undefined;
}

/** As many plans as a person may have in one workspace. */
const keptTrees = 8;

const treeOf = keepLatest(
  keptTrees,
  (text: string) => parseTree(text, [], { allowTrailingComma: true }),
  (text) => [text],
);

function rangeOf(tree: Node, at: PlanPath): Range | undefined {
  const own = findNodeAtLocation(tree, [...at]);
  if (own) return rangeOfNode(own);
  for (let depth = at.length - 1; depth > 0; depth--) {
    const key = findNodeAtLocation(tree, at.slice(0, depth))?.parent?.children?.[0];
    if (key) return rangeOfNode(key);
  }
  return undefined;
}

function rangeOfNode({ offset, length }: Node): Range {
  return { start: offset, end: offset + length };
}
