// Finds out what a file means by a result as a share: a fraction or a percentage, leveraged or not, before or after costs.
import type { EvidenceSettings } from "../../plan/plan";
import type { TradeReport } from "../trade";
import { credibleCosts } from "./costs";
import { grossByPrices, isPriced } from "./prices";

/** How a share of a file is read: `share / scale` is the result as a fraction of the position. */
export interface ShareUnit {
  readonly percent: boolean;
  readonly leveraged: boolean;
  readonly net: boolean;
}

/** So much of a file's rows must agree with one reading of it. */
const needed = 0.9;
/** Shares are written with four decimals at least. */
const rounding = 6e-5;
const tolerance = 1e-3;

const units: readonly ShareUnit[] = [true, false].flatMap((percent) =>
  [false, true].flatMap((leveraged) => [false, true].map((net) => ({ percent, leveraged, net }))),
);

/**
 * The one unit that reconciles the shares of a file with its prices in at least nine of ten rows; undefined where none or
 * several do, or where there is nothing to reconcile.
 */
export function shareUnit(rows: readonly TradeReport[], settings: EvidenceSettings): ShareUnit | undefined {
  const known = rows.filter((row) => row.share !== undefined && isPriced(row) && row.entry !== row.exit);
  if (known.length === 0) return undefined;
  const fitting = units.filter((unit) => {
    const fits = known.filter((row) => fitsRow(row, unit, settings)).length;
    return fits >= needed * known.length;
  });
  return fitting.length === 1 ? fitting[0] : undefined;
}

/** The result of a row in money, out of its share; undefined where something that this needs is not known. */
export function resultByShare(
  { share, quantity, entry, leverage }: TradeReport,
  unit: ShareUnit,
  settings: EvidenceSettings,
): number | undefined {
  const scale = scaleOf(unit, leverage ?? settings.leverage);
  if (share === undefined || quantity === undefined || entry === undefined || scale === undefined) return undefined;
  return (share / scale) * quantity * entry;
}

function fitsRow(row: TradeReport, unit: ShareUnit, settings: EvidenceSettings): boolean {
  const scale = scaleOf(unit, row.leverage ?? settings.leverage);
  if (scale === undefined || !isPriced(row) || row.share === undefined) return false;
  const costs = unit.net ? credibleCosts([row], row, settings) : 0;
  if (costs === undefined) return false;
  const expected = (scale * (grossByPrices(row) - costs)) / (row.quantity * row.entry);
  return Math.abs(row.share - expected) <= Math.max(rounding, tolerance * Math.abs(expected));
}

/** Undefined where it would take a leverage that is not known, or makes no difference. */
function scaleOf({ percent, leveraged }: ShareUnit, leverage: number | undefined): number | undefined {
  if (leveraged && (leverage === undefined || leverage === 1)) return undefined;
  return (percent ? 100 : 1) * (leveraged ? (leverage as number) : 1);
}
