// Makes one trade of all its records.
import type { EvidenceSettings } from "../../plan/plan";
import type { Instant, ReportedResult, Trade, TradeReport } from "../trade";
import type { Telling } from "./identity";
import { containedLeverage } from "./leverage";
import { moneyOf } from "./net";
import { isPositive, quantityByResult } from "./prices";
import type { ShareUnit } from "./share-unit";

/** What else is known when a trade is put together. */
export interface Surroundings {
  readonly settings: EvidenceSettings;
  /** The unit of the shares in a file. */
  unitOf(file: number): ShareUnit | undefined;
  /** The account's equity as it was last told before. */
  equityAt(at: Instant): number | undefined;
}

/** A trade with the records that it was made of. */
export interface Made {
  readonly trade: Trade;
  readonly whole: TradeReport;
  readonly records: readonly TradeReport[];
  /** What its files say of it once more. */
  readonly repeated: readonly TradeReport[];
  /** Whether it only stands for one of those. */
  readonly isRepeated: boolean;
}

/** The trade, and one more for each time that a file repeats it; none where no record tells its side or a time. */
export function tradesOf({ records, repeated }: Telling, surroundings: Surroundings): Made[] {
  const trade = made(records, surroundings);
  const copies = repeated.map((record) => made([record], surroundings));
  const all = [
    trade && { ...trade, repeated, isRepeated: false },
    ...copies.map((copy) => copy && { ...copy, repeated: [], isRepeated: true }),
  ];
  return all.filter((each) => each !== undefined);
}

function made(
  records: readonly TradeReport[],
  surroundings: Surroundings,
): Omit<Made, "repeated" | "isRepeated"> | undefined {
  const whole = taken(records);
  const { side, origin } = whole;
  const opened = whole.opened ?? whole.closed;
  if (side === undefined || opened === undefined) return undefined;
  const { settings } = surroundings;
  const quantity = sizeOf(whole);
  const equity = isPositive(whole.equity) ? whole.equity : surroundings.equityAt(opened);
  const sized = { ...whole, ...(quantity !== undefined && { quantity }), ...(equity !== undefined && { equity }) };
  const isOpen = whole.stage === "open" || whole.stage === "entry";
  const leverage = containedLeverage(sized, settings.leverage);
  // A quantity that was worked out of the reported result proves nothing of it.
  const isSized = isPositive(whole.quantity);
  const money = isOpen ? {} : moneyOf(isSized ? whole : withoutExit(sized), records, settings, unitOf(whole));
  const trade: Trade = {
    ...optional(whole),
    side,
    opened,
    quantity: quantity ?? 0,
    entry: isPositive(whole.entry) ? whole.entry : 0,
    ...(leverage !== undefined && { leverage }),
    ...(equity !== undefined && { equity }),
    ...money,
    reported: records.flatMap(reportedResult),
    origin,
  };
  return { trade, whole, records };

  function unitOf({ share }: TradeReport): ShareUnit | undefined {
    const teller = share === undefined ? undefined : records.find((record) => record.share === share);
    return teller && surroundings.unitOf(teller.origin.file);
  }
}

/** Of each member what the richest record has that has it. */
function taken(records: readonly TradeReport[]): TradeReport {
  const { manual: _, synced: __, ...whole }: TradeReport = Object.assign({}, ...[...records].reverse());
  const probability = Object.assign({}, ...records.map((record) => record.probability).reverse());
  // One record of the bot's own proves that the trade is.
  return {
    ...whole,
    ...(Object.keys(probability).length > 0 && { probability }),
    ...(records.every(({ manual }) => manual) && { manual: true as const }),
    ...(records.every(({ synced }) => synced) && { synced: true as const }),
  };
}

function sizeOf(whole: TradeReport): number | undefined {
  return isPositive(whole.quantity) ? whole.quantity : quantityByResult(whole);
}

function withoutExit({ exit: _, ...record }: TradeReport): TradeReport {
  return record;
}

/** The members that a trade has as its records have them. */
function optional({ closed, exit, positionShare, reason, reasonText, probability }: TradeReport) {
  return {
    ...(closed !== undefined && { closed }),
    ...(isPositive(exit) && { exit }),
    ...(positionShare !== undefined && { positionShare }),
    ...(reason !== undefined && { reason }),
    ...(reasonText !== undefined && { reasonText }),
    ...(probability !== undefined && { probability }),
  };
}

function reportedResult({ origin, net, gross, share }: TradeReport): ReportedResult[] {
  if (net === undefined && gross === undefined && share === undefined) return [];
  const told = {
    ...(net !== undefined && { net }),
    ...(gross !== undefined && { gross }),
    ...(share !== undefined && { share }),
  };
  return [{ source: origin, ...told }];
}
