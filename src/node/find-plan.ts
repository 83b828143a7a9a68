// Finds the plan that belongs to a folder.
import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { problem, UserError } from "../core/problem";
import { exists } from "./files/paths";
import { fileFault } from "./files/read-file";

/**
 * The plan for `folder`: the one in it or in the nearest folder above, up to the repository's root.
 * UserError: plan-missing, plan-several, folder-unreadable where one that can't be listed may hold the plan.
 */
export async function findPlan(folder: string): Promise<string> {
  const [plan, ...others] = await plansFor(folder);
  if (!plan) throw new UserError(problem("plan-missing", { folder }));
  if (others.length === 0) return plan;
  throw new UserError(problem("plan-several", { plans: [plan, ...others].map((path) => relative(folder, path)) }));
}

/**
 * The plans in `folder`, or in the nearest folder above that has one, up to the repository's root. UserError:
 * folder-unreadable.
 */
export async function plansFor(folder: string): Promise<string[]> {
  for (let current = folder; ; current = dirname(current)) {
    const plans = (await namesIn(current)).filter((name) => name.endsWith(".phaseplan.json"));
    if (plans.length > 0) return plans.map((name) => join(current, name));
    if (current === dirname(current) || (await exists(join(current, ".git")))) return [];
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const detail = fileFault(error);
    throw detail === undefined ? error : new UserError(problem("folder-unreadable", { path: folder, detail }));
  }
}
