// Finds the checkpoints that a rebase or another branch left behind, and what took their place.
import type { Checkpoint, Ledger } from "./ledger";

/** The checkpoint that counts and that took the place of the one called `tag`, if one did. */
export function replacementOf({ checkpoints }: Ledger, tag: string): Checkpoint | undefined {
  return checkpoints.find(({ replaces }) => replaces?.includes(tag));
}

/** The checkpoints that HEAD does not reach and whose place no other one took, oldest first. */
export function leftBehind({ checkpoints, left }: Ledger): readonly Checkpoint[] {
  const replaced = new Set(checkpoints.flatMap(({ replaces = [] }) => replaces));
  return left.filter(({ tag }) => !replaced.has(tag));
}

/**
 * The newest of the checkpoints `left` behind whose phases the values show, though the ledger does not have them in effect:
 * what a rebase, a squash or an amended commit keeps of it.
 */
export function returned(
  left: readonly Checkpoint[],
  inEffect: readonly number[],
  reached: readonly number[],
): Checkpoint | undefined {
  if (reached.join() === inEffect.join()) return undefined;
  const same = left.findLast(({ phases }) => phases.join() === reached.join());
  const part = ({ phases }: Checkpoint) =>
    phases.every((id) => reached.includes(id)) && phases.some((id) => !inEffect.includes(id));
  return same ?? left.findLast(part);
}
