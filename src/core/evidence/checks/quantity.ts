// Finds a file in which the quantity had the leverage in it at one time, and not at another.
import { groupBy } from "../../group-by";
import { type Finding, problem } from "../../problem";
import type { Trade } from "../trade";
import { isSameRatio, positionRatio } from "../trades/leverage";

/** `trades` in the order of their opening. */
export function quantityFindings(trades: readonly Trade[], pathOf: (file: number) => string): Finding[] {
  const byFile = groupBy(trades, ({ origin }) => origin.file);
  return [...byFile].flatMap(([file, ofFile]) => {
    const ratios = ofFile.flatMap((trade) => {
      const ratio = positionRatio(trade);
      return ratio === undefined ? [] : [{ at: trade.opened, ratio }];
    });
    const [first, ...others] = ratios;
    const changed = first && others.find(({ ratio }) => !isSameRatio(ratio, first.ratio));
    if (!changed) return [];
    return [problem("quantity-changed", { path: pathOf(file), from: first.ratio, to: changed.ratio, at: changed.at })];
  });
}
