import type { Ledger } from "../core/ledger/ledger";
import { type Problem, problem, UserError } from "../core/problem";
import type { Repository } from "./git/repository";
import { type Rollout, readRollout } from "./rollout";
import { type Healing, heal } from "./seal/heal";
import { differing, textsIn } from "./seal/verify";

/** A rollout with all that a checkpoint needs. */
export interface Whole {
  readonly rollout: Rollout;
  readonly repository: Repository;
  readonly ledger: Ledger;
}

/** The rollout from disk, after a seal that was cut off has been brought to its end. */
export async function readWhole(planFile: string): Promise<Whole & { readonly healed: readonly Problem[] }> {
  const first = await readUsable(planFile);
  const { plan } = first.rollout.values;
  const healing = await heal(first.repository, {
    plan: plan.id,
    paths: Object.values(plan.files).map(({ path }) => path),
    verify: ({ changes }, path, bytes, before) => {
      const expected = before ? textsIn(plan, path, before) : new Map<string, string>();
      for (const { parameter, after } of changes) expected.set(parameter, after);
      return differing(plan, expected, path, bytes);
    },
  });
  if (healing.status === "whole") return { ...first, healed: [] };
  if (healing.status === "locked" || healing.status === "refused") throw new UserError(healing.problem);
  return { ...(await readUsable(planFile)), healed: toldOf(healing) };
}

/** What a person is told of a seal that was cut off and is whole now. */
function toldOf(healing: Healing): Problem[] {
  switch (healing.status) {
    case "tagged": {
      const { commit, tag } = healing.checkpoint;
      return [problem("checkpoint-untagged", { commit, tag }, { severity: "info" })];
    }
    case "restored":
      return [problem("write-undone", { paths: [...healing.paths] }, { severity: "info" })];
    case "passed-over":
      return [healing.problem];
    default:
      return [];
  }
}

async function readUsable(planFile: string): Promise<Whole> {
  const rollout = await readRollout(planFile, { git: true });
  if ("problems" in rollout) throw new UserError(...rollout.problems);
  const { repository, withoutLedger, assessment } = rollout;
  const { ledger } = assessment;
  if (!repository || !ledger) throw new UserError(...(withoutLedger ? [withoutLedger] : []));
  return { rollout, repository, ledger };
}
