// The order of records in which everything is worked out, so that the order of reading decides nothing.
import type { TradeReport } from "../trade";

/** By time; at the same time by file and place. */
export function inOrder(reports: readonly TradeReport[]): TradeReport[] {
  return [...reports].sort((a, b) => timeOf(a) - timeOf(b) || byOrigin(a, b));
}

export function byOrigin(
  { origin: a }: Pick<TradeReport, "origin">,
  { origin: b }: Pick<TradeReport, "origin">,
): number {
  return a.file - b.file || a.offset - b.offset;
}

function timeOf({ opened, closed }: TradeReport): number {
  return opened ?? closed ?? 0;
}
