// Finds quantities that have the leverage in them for some trades and not for others.
import { type Finding, problem } from "../../problem";
import type { Trade } from "../trade";
import { isSameRatio, positionRatio } from "../trades/leverage";

/** `trades` in the order of their opening. */
export function quantityFindings(trades: readonly Trade[], pathOf: (file: number) => string): Finding[] {
  const ratios = trades.flatMap((trade) => {
    const ratio = trade.leftOut === "duplicate" ? undefined : positionRatio(trade);
    return ratio === undefined ? [] : [{ at: trade.opened, ratio, path: pathOf(trade.origin.file) }];
  });
  const [first, ...others] = ratios;
  const changed = first && others.find(({ ratio }) => !isSameRatio(ratio, first.ratio));
  return changed
    ? [problem("quantity-changed", { path: changed.path, from: first.ratio, to: changed.ratio, at: changed.at })]
    : [];
}
