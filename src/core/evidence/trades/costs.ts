// What a trade cost: as it was reported where that can be believed, else by the plan's fee rate.
import type { EvidenceSettings } from "../../plan/plan";
import type { TradeReport } from "../trade";
import { feesAtRate, type Priced } from "./prices";

/** Makers pay a third of what takers pay, and funding comes on top; what is further off is not the trade's cost. */
const mostOff = 5;

/**
 * Fees and funding of a trade out of its records: the first reported costs that are not further off the plan's fee rate
 * than by five times, such as 0 is; else those by the rate. Without a rate the first reported ones, and undefined where
 * none are reported.
 */
export function credibleCosts(
  records: readonly TradeReport[],
  prices: Priced,
  { feeRate }: EvidenceSettings,
): number | undefined {
  const reported = records.map(reportedCosts).filter((costs) => costs !== undefined && costs >= 0) as number[];
  if (feeRate === undefined) return reported[0];
  const expected = feesAtRate(feeRate, prices);
  return reported.find((costs) => costs <= mostOff * expected && costs >= expected / mostOff) ?? expected;
}

/** As a record says it, or as its results before and after costs tell. */
export function reportedCosts({ costs, gross, net }: TradeReport): number | undefined {
  if (costs !== undefined) return costs;
  return gross === undefined || net === undefined ? undefined : gross - net;
}
