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
  for (let current = folder; ; current = dirname(current)) {
    const plans = (await namesIn(current)).filter((name) => name.endsWith(".phaseplan.json"));
    const [plan, ...others] = plans.map((name) => join(current, name));
    if (plan && others.length === 0) return plan;
    if (plan) {
      const paths = [plan, ...others].map((path) => relative(folder, path));
      throw new UserError(problem("plan-several", { plans: paths }));
    }
    if (current === dirname(current) || (await exists(join(current, ".git")))) {
      throw new UserError(problem("plan-missing", { folder }));
    }
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
