// Finds which names of a file are which fields of a trade, in the layouts that bots, backtests and exchanges write.
import type { EvidenceField, EvidenceSource, OwnerField, Side } from "../../../plan/plan";
import { ownerFields } from "../../owner";
import { sideOf } from "../words";

/** What a record can say of a trade: the plan's fields, and marks that a plan need not name. */
export type TradeField =
  | Exclude<EvidenceField, "trades" | "time" | "level" | "type" | "message" | "process" | "price" | OwnerField>
  | "entryFee"
  | "exitFee"
  | "isShort"
  | "manual"
  | "synced";

export interface Step<Field extends string = TradeField> {
  readonly field: Field;
  readonly index: number;
}

/** The index of each field's name among the names of the file. */
export interface Layout {
  readonly columns: ReadonlyMap<TradeField, number>;
  /** The same as a list, for those who go through it a million times. */
  readonly steps: readonly Step[];
  /** Of all records, where the plan says it instead of a name: `"side": "long"`. */
  readonly side?: Side;
  /** Of what tells whose a record is. */
  readonly owners: readonly Step<OwnerField>[];
  /** Names that claim one and the same field: none of them is used. */
  readonly clashing: readonly string[];
}

/**
 * Names without case and separators. Those of one list have the same rank, and two of them in one file clash; the first
 * rank that is found counts. A bare "pnl" or "profit" is none: it is money in some files and a share in others.
 */
const names: Readonly<Record<TradeField, readonly (readonly string[])[]>> = {
  id: ["orderid entryorderid openorderid".split(" "), "positionid tradeid".split(" ")],
  side: [
    "side positionside tradeside".split(" "),
    "direction positiontype tradetype".split(" "),
    "position type signal".split(" "),
  ],
  isShort: [["isshort"]],
  status: ["status tradestatus".split(" ")],
  opened: [
    "entrytime entrytimestamp entrydatetime opentime opentimestamp opendatetime openedat enteredat".split(" "),
    "entrydate opendate entryts opents timeopen".split(" "),
  ],
  closed: [
    "exittime exittimestamp exitdatetime closetime closetimestamp closedatetime closedat exitedat".split(" "),
    "exitdate closedate exitts closets timeclose".split(" "),
  ],
  quantity: ["quantity qty".split(" "), "contracts positionquantity".split(" "), "size amount".split(" ")],
  entry: ["entryprice openprice entryrate openrate avgentryprice".split(" "), "priceentry priceopen".split(" ")],
  exit: ["exitprice closeprice exitrate closerate avgexitprice".split(" "), "priceexit priceclose".split(" ")],
  leverage: [["leverage"]],
  equity: ["balanceatentry equityatentry entrybalance entryequity balancebefore equitybefore capitalbefore".split(" ")],
  positionShare: ["positionsizepct positionpct positionsizefraction positionshare".split(" "), ["sizepct"]],
  costs: [
    "transactioncost transactioncosts totalfee totalfees totalcost totalcosts totalcommission".split(" "),
    "commissionusd feeusd feesusd costusd".split(" "),
    "commission commissions fee fees cost costs tradingfee tradingfees".split(" "),
  ],
  gross: ["pnlusdgross grosspnlusd grosspnl pnlgross grossprofit profitgross".split(" ")],
  net: ["pnlusdnet netpnlusd netpnl pnlnet netprofit netprofitusd profitnet".split(" ")],
  share: [
    "pnlpct pnlpercent pnlpercentage profitpct profitpercent profitratio returnpct returnpercent".split(" "),
    "netpnlpct pnlpctnet".split(" "),
    ["leveragedpnlpct"],
  ],
  reason: ["exitreason closereason sellreason".split(" "), "exittype closetype".split(" "), ["reason"]],
  entryProbability: [
    "entryprobability entryprob signalprobability".split(" "),
    "probability entryconfidence".split(" "),
    ["confidence"],
  ],
  exitProbability: ["exitprobability exitprob exitconfidence".split(" ")],
  entryFee: ["entryfee openfee entrycommission".split(" ")],
  exitFee: ["exitfee closefee exitcommission".split(" ")],
  manual: ["manualtrade manual ismanual".split(" ")],
  synced: ["syncedfromexchange synced".split(" ")],
};

/** What files call those whose records they are. */
const ownerNames: Readonly<Record<OwnerField, readonly (readonly string[])[]>> = {
  symbol: [["symbol"], ["pair", "tradingpair"], ["instrument", "instid", "instrumentid"], ["ticker"], ["market"]],
  strategy: [["strategy"], ["strategyname"], ["strategyid"]],
  account: [["account"], ["accountid"], ["accountname"], ["subaccount"], ["subaccountid"]],
  bot: [["bot"], ["botid"], ["botname"], ["instance"], ["instanceid"]],
};

/** Money that a trade made, said with no word of its costs. */
const result = ["pnlusd profitusd profitabs realizedpnl realizedpnlusd".split(" ")];

const tradeFields = Object.keys(names) as TradeField[];

/** The fields among a file's names. What the plan names by hand is taken, if the file has it, and nothing else for that field. */
export function layoutOf(found: readonly string[], byHand: EvidenceSource["fields"] = {}): Layout {
  const given: Readonly<Partial<Record<string, string>>> = byHand;
  const { side: sideByHand } = byHand;
  const taken = new Set(Object.values(given));
  const free = found.map((name) => (taken.has(name) ? "" : plain(name)));
  const columns = new Map<TradeField, number>();
  const clashing: string[] = [];
  const claimants = (field: string, ranks: readonly (readonly string[])[]): number[] => {
    const name = given[field];
    return name === undefined ? ranked(free, ranks) : indicesOf(found, (other) => other === name);
  };
  const find = (field: TradeField, ranks: readonly (readonly string[])[]): void => {
    const indices = claimants(field, ranks);
    const [index] = indices;
    if (indices.length > 1) clashing.push(...indices.map((claimant) => found[claimant] ?? ""));
    else if (index !== undefined) columns.set(field, index);
  };
  for (const field of tradeFields) find(field, names[field]);
  // With its costs or a net result beside it, a result is taken to be without them: a trade never looks better than it was.
  if (!columns.has("gross") && (columns.has("net") || columns.has("costs"))) find("gross", result);
  else if (!columns.has("net")) find("net", result);
  const owners = ownerFields.flatMap((field) =>
    claimants(field, ownerNames[field])
      .slice(0, 1)
      .map((index) => ({ field, index })),
  );
  const side = columns.has("side") ? undefined : sideOf(sideByHand);
  const steps = [...columns].map(([field, index]) => ({ field, index }));
  return { columns, steps, owners, clashing, ...(side !== undefined && { side }) };
}

/** What a list of trades lacks: when, which side, and some word of the result. */
export function missingFields(layout: Layout): EvidenceField[] {
  const { columns } = layout;
  const hasResult = (["exit", "net", "gross", "share"] as const).some((field) => columns.has(field));
  return [
    ...missingOfEntry(layout),
    ...(columns.has("closed") ? [] : ["closed" as const]),
    ...(hasResult ? [] : ["net" as const]),
  ];
}

/** What a trade lacks, open or closed: which side, and when. */
export function missingOfEntry({ columns, side }: Layout): ("side" | "opened")[] {
  const tellsSide = side !== undefined || columns.has("side") || columns.has("isShort");
  return [...(tellsSide ? [] : ["side" as const]), ...(columns.has("opened") ? [] : ["opened" as const])];
}

function ranked(free: readonly string[], ranks: readonly (readonly string[])[]): number[] {
  for (const aliases of ranks) {
    const indices = indicesOf(free, (name) => aliases.includes(name));
    if (indices.length > 0) return indices;
  }
  return [];
}

function indicesOf(list: readonly string[], matches: (name: string) => boolean): number[] {
  return list.flatMap((name, index) => (matches(name) ? [index] : []));
}

/** "Entry Time", "entryTime" and "entry_time" are one name; "PnL (%)" is "pnl_pct". */
function plain(name: string): string {
  return name
    .slice(0, 60)
    .toLowerCase()
    .replaceAll("%", "pct")
    .replaceAll("$", "usd")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}
