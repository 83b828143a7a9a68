// Finds the checkpoints that a rebase or another branch left behind, and what took their place.
import type { Checkpoint, Ledger } from "./ledger";

/** The checkpoint that took the place of the one called `tag`, among those that count. */
export function replacementOf({ checkpoints }: Ledger, tag: string): Checkpoint | undefined {
  return checkpoints.find(({ replaces }) => replaces?.includes(tag));
}

/** The checkpoints that HEAD does not reach and that no checkpoint replaced, oldest first. */
export function leftBehind({ checkpoints, unreached }: Ledger): readonly Checkpoint[] {
  const replaced = new Set(checkpoints.flatMap(({ replaces = [] }) => replaces));
  return unreached.filter(({ tag }) => !replaced.has(tag));
}

/**
 * The newest checkpoint of `left` whose values are in the code though its phases are not in effect: a rebase, a squash or an
 * amended commit kept its values. `inEffect` and `atTarget` are phases, ascending: those of the ledger, and those whose values
 * are all in the code.
 */
export function checkpointOfCurrentValues(
  left: readonly Checkpoint[],
  inEffect: readonly number[],
  atTarget: readonly number[],
): Checkpoint | undefined {
  if (atTarget.join() === inEffect.join()) return undefined;
  const same = left.findLast(({ phases }) => phases.join() === atTarget.join());
  const part = ({ phases }: Checkpoint) =>
    phases.every((id) => atTarget.includes(id)) && phases.some((id) => !inEffect.includes(id));
  return same ?? left.findLast(part);
}
