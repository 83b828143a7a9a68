// The result of a trade in money: by its prices where they are known, else as it was reported.
import type { EvidenceSettings } from "../../plan/plan";
import type { Trade, TradeReport } from "../trade";
import { credibleCosts, reportedCosts } from "./costs";
import { grossByPrices, isPriced } from "./prices";
import { resultByShare, type ShareUnit } from "./share-unit";

export type Money = Pick<Trade, "gross" | "costs" | "net" | "netBy">;

/**
 * The money of a closed trade. `whole` is its records taken together, `records` each of them, the richest first; `unit` is
 * that of the share in `whole`, where it is known.
 */
export function moneyOf(
  whole: TradeReport,
  records: readonly TradeReport[],
  settings: EvidenceSettings,
  unit: ShareUnit | undefined,
): Money {
  if (!isPriced(whole)) return reportedMoney(whole, settings, unit);
  const gross = grossByPrices(whole);
  const costs = credibleCosts(records, whole, settings);
  if (costs !== undefined) return finite({ gross, costs, net: gross - costs, netBy: "prices" });
  return finite({ ...reportedMoney(whole, settings, unit), gross });
}

function reportedMoney(whole: TradeReport, settings: EvidenceSettings, unit: ShareUnit | undefined): Money {
  const byShare = unit && resultByShare(whole, unit, settings);
  const gross = whole.gross ?? (unit?.net === false ? byShare : undefined);
  const costs = reportedCosts(whole);
  const net =
    whole.net ??
    (gross !== undefined && costs !== undefined ? gross - costs : undefined) ??
    (unit?.net === true ? byShare : undefined);
  return finite({
    ...(gross !== undefined && { gross }),
    ...(costs !== undefined && { costs }),
    ...(net !== undefined && { net, netBy: "reported" }),
  });
}

/** Numbers that are each finite may have a product that is not. */
function finite(money: Money): Money {
  const areFinite = [money.gross, money.costs, money.net].every(
    (value) => value === undefined || Number.isFinite(value),
  );
  return areFinite ? money : {};
}
