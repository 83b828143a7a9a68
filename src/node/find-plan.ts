import { readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { problem, UserError } from "../core/problem";
import { exists } from "./files/paths";

/**
 * The plan for someone who stands in `folder`: the one there or in the nearest folder above, up to the repository's root.
 * UserError: plan-missing, plan-several.
 */
export async function findPlan(folder: string): Promise<string> {
  for (let here = folder; ; here = dirname(here)) {
    const plans = (await readdir(here).catch(() => [])).filter((name) => name.endsWith(".phaseplan.json"));
    const [plan, ...others] = plans.map((name) => join(here, name));
    if (plan && others.length === 0) return plan;
    if (plan)
      throw new UserError(problem("plan-several", { plans: [plan, ...others].map((each) => relative(folder, each)) }));
    if (here === dirname(here) || (await exists(join(here, ".git")))) {
      throw new UserError(problem("plan-missing", { folder }));
    }
  }
}
