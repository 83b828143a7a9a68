// Counts the trades that are known, so that those of which no file tells any more are missed.
import type { Instant, Trade } from "./trade";

/** How many trades had begun by `at`, of those that were there, open or closed, at `since` or later. It grows with what the files tell, whatever becomes of a trade. */
export function knownTrades(trades: readonly Trade[], since: Instant, at: Instant): number {
  return trades.filter(({ opened, closed = opened, leftOut }) => {
    const last = closed <= at ? closed : opened;
    return leftOut !== "duplicate" && opened <= at && last >= since;
  }).length;
}
