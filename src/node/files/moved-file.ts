// Looks for the file that a governed one may have become: one that has its constants under another path.
import { basename, join } from "node:path";
import { locateParameter } from "../../core/plan/locate-parameter";
import { type Parameter, type Plan, unboundSymbol } from "../../core/plan/plan";
import { filesUnder, isSource, readOnce, sourceOf } from "./repository-files";

/** So many are offered. */
const mostCandidates = 3;

/**
 * The files under `root` that have at least half of the constants of the plan's file `key`, which is not there: those with
 * the most first; of these, the one that is called the same.
 */
export async function movedFiles(root: string, plan: Plan, key: string): Promise<string[]> {
  const named = new Set(Object.values(plan.files).map(({ path }) => path));
  const parameters = Object.values(plan.parameters).filter(
    ({ file, symbol }) => file === key && symbol !== unboundSymbol,
  );
  const name = basename(plan.files[key]?.path ?? "");
  const scored: { path: string; count: number }[] = [];
  for (const path of filesUnder(root, (each) => isSource(each) && !named.has(each)).found) {
    const count = await countConstants(root, path, plan, parameters);
    if (count > 0 && count * 2 >= parameters.length) scored.push({ path, count });
  }
  const isNamesake = (path: string): number => (basename(path) === name ? 1 : 0);
  return scored
    .sort((a, b) => b.count - a.count || isNamesake(b.path) - isNamesake(a.path))
    .slice(0, mostCandidates)
    .map(({ path }) => path);
}

async function countConstants(
  root: string,
  path: string,
  plan: Plan,
  parameters: readonly Parameter[],
): Promise<number> {
  const read = await readOnce(join(root, path), path);
  const text = read?.text;
  // Most files have none of the names, and need not be parsed.
  if (!read || text === undefined || !parameters.some(({ symbol }) => text.includes(firstName(symbol)))) return 0;
  const source = sourceOf(read, path);
  return parameters.filter((parameter) => locateParameter(plan, source, parameter).status === "found").length;
}

/** The name that a symbol begins with, without its path. */
function firstName(symbol: string): string {
  return /^\w+/.exec(symbol)?.[0] ?? symbol;
}
