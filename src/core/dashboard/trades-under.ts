// Counts the trades that the bot made since a checkpoint brought a value.
import type { Evidence } from "../evidence/evidence";
import type { LeftOut } from "../evidence/trade";
import type { Checkpoint } from "../ledger/ledger";

/** Trades that the bot opened, by what is known of the values that it ran then. */
export interface TradesUnder {
  /** Under those of the checkpoint, or of a later one. */
  readonly known: number;
  /** Since the checkpoint, under values that nobody can tell. */
  readonly unknown: number;
}

/** What is no trade of the bot's own, or no second one. */
const notItsOwn: readonly LeftOut[] = ["manual", "duplicate", "impossible-time"];

/** The trades under a value that `since` brought, and that no later one of `checkpoints` has changed. */
export function tradesUnder(
  { trades }: Pick<Evidence, "trades">,
  checkpoints: readonly Checkpoint[],
  since: Checkpoint,
): TradesUnder {
  const tags = new Set(checkpoints.filter(({ n }) => n >= since.n).map(({ tag }) => tag));
  const own = trades.filter(({ leftOut }) => leftOut === undefined || !notItsOwn.includes(leftOut));
  return {
    known: own.filter(({ checkpoint }) => checkpoint !== undefined && tags.has(checkpoint)).length,
    unknown: own.filter(({ checkpoint, opened }) => checkpoint === undefined && opened >= since.at).length,
  };
}
