// Reads a rollout that a checkpoint can be sealed in, after it healed a seal that was cut off.
import { requireLedger } from "../core/assessment/assess";
import type { Ledger } from "../core/ledger/ledger";
import { type Problem, problem, UserError } from "../core/problem";
import type { Repository } from "./git/repository";
import { type Rollout, readUsableRollout } from "./rollout";
import { type Healing, heal } from "./seal/heal";
import { textsIn, valuesProblem } from "./seal/verify";

/** A rollout with all that a checkpoint needs. */
export interface SealableRollout {
  readonly rollout: Rollout;
  readonly repository: Repository;
  readonly ledger: Ledger;
}

/** The rollout from disk, after a seal that was cut off has been brought to its end. */
export async function readSealableRollout(
  planFile: string,
): Promise<SealableRollout & { readonly healed: readonly Problem[] }> {
  const first = await readUsable(planFile);
  const { plan } = first.rollout;
  const healing = await heal(first.repository, {
    plan: plan.id,
    paths: Object.values(plan.files).map(({ path }) => path),
    verify: ({ changes }, path, bytes, before) => {
      const expected = before ? textsIn(plan, path, before) : new Map<string, string>();
      for (const { parameter, after } of changes) expected.set(parameter, after);
      return valuesProblem(plan, expected, path, bytes);
    },
  });
  if (healing.status === "clean") return { ...first, healed: [] };
  if (healing.status === "locked" || healing.status === "refused") throw new UserError(healing.problem);
  return { ...(await readUsable(planFile)), healed: healingNotes(healing) };
}

/** What a person is told of a seal that was cut off and has been brought to its end. */
function healingNotes(healing: Healing): Problem[] {
  switch (healing.status) {
    case "tagged": {
      const { commit, tag } = healing.checkpoint;
      return [problem("checkpoint-untagged", { commit, tag })];
    }
    case "restored":
      return [problem("write-undone", { paths: [...healing.paths] })];
    case "passed-over":
      return [...healing.problems];
    default:
      return [];
  }
}

async function readUsable(planFile: string): Promise<SealableRollout> {
  const rollout = await readUsableRollout(planFile, { git: true });
  const ledger = requireLedger(rollout);
  const { repository } = rollout;
  if (!repository) throw new Error("a ledger, but no repository that it was read from");
  return { rollout, repository, ledger };
}
