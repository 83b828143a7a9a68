// Decides whether a commit may be made: a governed value moves by a phase, not by a commit of its own.
import { basename, join } from "node:path";
import { reassess } from "../../core/assessment/assess";
import { harmOf } from "../../core/change/outside-edit";
import type { Problem } from "../../core/problem";
import { bytesOf } from "../files/atomic-write";
import { sourcesAt } from "../git/file-at";
import { Repository } from "../git/repository";
import { type Rollout, readRollout } from "../rollout";
import { isPlan, plansInIndex, stagedPaths } from "./commit-concern";

/**
 * Why what is staged in the repository of `folder` must not be committed; empty where nothing speaks against it. All its plans
 * are asked, as they are staged; one that the commit takes away, as it was, unless the bot goes with it. What a parent of the commit has already is no harm of the commit, so that a merge may be
 * finished. UserError: why git can't be asked.
 */
export async function harmOfCommit(folder: string): Promise<Problem[]> {
  const repository = await Repository.open(folder);
  const staged = await stagedPaths(repository);
  if (staged.size === 0) return [];
  const plans = await plansInIndex(repository);
  const gone = [...staged].filter((path) => isPlan(path) && !plans.includes(path));
  const found: Problem[] = [];
  for (const plan of plans) found.push(...(await harmToPlan(repository, plan, staged)));
  for (const plan of gone) found.push(...(await harmWithoutPlan(repository, plan, staged)));
  return found;
}

async function harmToPlan(repository: Repository, plan: string, staged: ReadonlySet<string>): Promise<Problem[]> {
  const rollout = await readRollout(join(repository.root, plan), { git: true, repository, staged: true });
  if ("problems" in rollout) {
    // It may govern a file of that name.
    const isConcerned = staged.has(plan) || [...staged].some((path) => rollout.planText.includes(basename(path)));
    return isConcerned ? [...rollout.problems] : [];
  }
  return harmTo(rollout, repository, staged);
}

async function harmWithoutPlan(repository: Repository, plan: string, staged: ReadonlySet<string>): Promise<Problem[]> {
  const [head] = await parents(repository);
  if (head === undefined) return [];
  const rollout = await readRollout(join(repository.root, plan), { git: true, repository, staged: true, planOf: head });
  const isRetired = "problems" in rollout || rollout.sources.size === 0;
  return isRetired ? [] : harmTo(rollout, repository, staged);
}

async function harmTo(rollout: Rollout, repository: Repository, staged: ReadonlySet<string>): Promise<Problem[]> {
  const governed = await Promise.all(Object.values(rollout.plan.files).map(({ path }) => repository.resolve(path)));
  if (!governed.some(({ inRepository }) => staged.has(inRepository))) return [];
  const [first = [], ...others] = await Promise.all(
    (await parents(repository)).map((parent) => harmSince(rollout, repository, parent)),
  );
  return first.filter((harm) => others.every((list) => list.some((other) => keyOf(other) === keyOf(harm))));
}

function keyOf({ code, data }: Problem): string {
  return `${code} ${"parameter" in data ? data.parameter : ""}`;
}

async function harmSince(rollout: Rollout, repository: Repository, commit: string): Promise<Problem[]> {
  return harmOf(reassess(rollout, { sources: await sourcesAt(repository, commit, rollout.plan) }), rollout);
}

/** Those of the commit that is about to be made; none of a repository's first. */
async function parents(repository: Repository): Promise<string[]> {
  const { head } = await repository.state([]);
  if (head === undefined) return [];
  const merged = (await bytesOf(join(repository.gitDir, "MERGE_HEAD")))?.toString("latin1") ?? "";
  return [head, ...merged.split("\n").filter((line) => line !== "")];
}
