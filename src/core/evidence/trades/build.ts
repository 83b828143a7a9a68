// Makes one trade of all its records.
import type { EvidenceSettings } from "../../plan/plan";
import type { Instant, ReportedResult, Trade, TradeReport } from "../trade";
import type { Telling } from "./identity";
import { containedLeverage } from "./leverage";
import { type Money, moneyOf } from "./net";
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
  const trade = made(records, repeated, surroundings);
  const copies = repeated.map((record) => made([record], [], surroundings, true));
  return [trade, ...copies].filter((each) => each !== undefined);
}

function made(
  records: readonly TradeReport[],
  repeated: readonly TradeReport[],
  surroundings: Surroundings,
  isRepeated = false,
): Made | undefined {
  const whole = taken(records);
  const { side, origin } = whole;
  const opened = whole.opened ?? whole.closed;
  if (side === undefined || opened === undefined) return undefined;
  // A quantity that is worked out of the reported result proves nothing of it: the result stays a reported one.
  const money = moneyIn(whole, records, surroundings);
  const quantity = sizeOf(whole);
  const equity = isPositive(whole.equity) ? whole.equity : surroundings.equityAt(opened);
  const sized = { ...whole, ...defined("quantity", quantity), ...defined("equity", equity) };
  const trade: Trade = {
    ...asTold(sized),
    side,
    ...defined("symbol", whole.owner?.symbol),
    opened,
    quantity: quantity ?? 0,
    entry: isPositive(whole.entry) ? whole.entry : 0,
    ...defined("leverage", containedLeverage(sized, surroundings.settings.leverage)),
    ...money,
    reported: records.flatMap(reportedResult),
    origin,
  };
  return { trade, whole, records, repeated, isRepeated };
}

function moneyIn(whole: TradeReport, records: readonly TradeReport[], { settings, unitOf }: Surroundings): Money {
  if (whole.stage === "open" || whole.stage === "entry") return {};
  const teller = whole.share === undefined ? undefined : records.find(({ share }) => share === whole.share);
  return moneyOf(whole, records, settings, teller && unitOf(teller.origin.file));
}

/** Of each member what the richest record has that has it. */
function taken([richest, ...others]: readonly TradeReport[]): TradeReport {
  if (others.length === 0) return richest as TradeReport;
  const records = [richest as TradeReport, ...others];
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

/** The members that a trade has as its records tell them. */
const told = ["closed", "exit", "equity", "positionShare", "reason", "reasonText", "probability"] as const;
/** What a record says of a result. */
const results = ["net", "gross", "share"] as const;

function asTold(whole: TradeReport): Pick<Trade, (typeof told)[number]> {
  return chosen(whole, told);
}

function reportedResult(record: TradeReport): ReportedResult[] {
  if (results.every((name) => record[name] === undefined)) return [];
  return [{ source: record.origin, ...chosen(record, results) }];
}

function chosen<Name extends keyof TradeReport>(record: TradeReport, names: readonly Name[]): Pick<TradeReport, Name> {
  const members: Partial<Record<Name, unknown>> = {};
  for (const name of names) if (record[name] !== undefined) members[name] = record[name];
  return members as Pick<TradeReport, Name>;
}

function defined<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [_ in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [_ in Name]?: Value };
}
