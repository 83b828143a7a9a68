// Finds which names of a file are which fields of a trade, in the layouts that bots, backtests and exchanges write.
import type { EvidenceField, EvidenceSource } from "../../../plan/plan";

/** What a record can say of a trade: the plan's fields, and marks that a plan need not name. */
export type TradeField =
  | Exclude<EvidenceField, "trades" | "time" | "level" | "type" | "message" | "process">
  | "entryFee"
  | "exitFee"
  | "manual"
  | "synced";

export interface Step {
  readonly field: TradeField;
  readonly index: number;
}

/** The index of each field's name among the names of the file. */
export interface Layout {
  readonly columns: ReadonlyMap<TradeField, number>;
  /** The same as a list, for those who go through it a million times. */
  readonly steps: readonly Step[];
  /** Names that claim one and the same field: none of them is used. */
  readonly clashing: readonly string[];
}

/**
 * Names without case and separators. Those of one text have the same rank, and two of them in one file clash; the first
 * rank that is found counts. A bare "pnl" or "profit" is none: it is money in some files and a share in others.
 */
const names: Readonly<Record<TradeField, readonly string[]>> = {
  id: ["orderid entryorderid openorderid", "positionid tradeid"],
  side: ["side positionside tradeside", "direction positiontype tradetype", "position type signal"],
  status: ["status tradestatus"],
  opened: [
    "entrytime entrytimestamp entrydatetime opentime opentimestamp opendatetime openedat enteredat",
    "entrydate opendate entryts opents timeopen",
  ],
  closed: [
    "exittime exittimestamp exitdatetime closetime closetimestamp closedatetime closedat exitedat",
    "exitdate closedate exitts closets timeclose",
  ],
  quantity: ["quantity qty", "contracts positionquantity", "size amount"],
  entry: ["entryprice openprice entryrate openrate avgentryprice", "priceentry priceopen"],
  exit: ["exitprice closeprice exitrate closerate avgexitprice", "priceexit priceclose"],
  leverage: ["leverage"],
  equity: ["balanceatentry equityatentry entrybalance entryequity balancebefore equitybefore capitalbefore"],
  positionShare: ["positionsizepct positionpct positionsizefraction positionshare", "sizepct"],
  costs: [
    "transactioncost transactioncosts totalfee totalfees totalcost totalcosts totalcommission",
    "commissionusd feeusd feesusd costusd",
    "commission commissions fee fees cost costs tradingfee tradingfees",
  ],
  gross: ["pnlusdgross grosspnlusd grosspnl pnlgross grossprofit profitgross"],
  net: ["pnlusdnet netpnlusd netpnl pnlnet netprofit netprofitusd profitnet"],
  share: [
    "pnlpct pnlpercent pnlpercentage profitpct profitpercent profitratio returnpct returnpercent",
    "netpnlpct pnlpctnet",
    "leveragedpnlpct",
  ],
  reason: ["exitreason closereason sellreason", "exittype closetype", "reason"],
  entryProbability: ["entryprobability entryprob signalprobability", "probability entryconfidence", "confidence"],
  exitProbability: ["exitprobability exitprob exitconfidence"],
  entryFee: ["entryfee openfee entrycommission"],
  exitFee: ["exitfee closefee exitcommission"],
  manual: ["manualtrade manual ismanual"],
  synced: ["syncedfromexchange synced"],
};

/** Money that a trade made, said with no word of its costs. */
const result = ["pnlusd profitusd profitabs realizedpnl realizedpnlusd"];

const tradeFields = Object.keys(names) as TradeField[];

/** The fields among a file's names. What the plan names by hand is taken, if the file has it, and nothing else for that field. */
export function layoutOf(found: readonly string[], byHand: EvidenceSource["fields"] = {}): Layout {
  const given: Readonly<Partial<Record<string, string>>> = byHand;
  const taken = new Set(Object.values(given));
  const free = found.map((name) => (taken.has(name) ? "" : plain(name)));
  const columns = new Map<TradeField, number>();
  const clashing: string[] = [];
  const find = (field: TradeField, ranks: readonly string[]): void => {
    const name = given[field];
    const indices = name === undefined ? ranked(free, ranks) : indicesOf(found, (other) => other === name);
    const [index] = indices;
    if (indices.length > 1) clashing.push(...indices.map((claimant) => found[claimant] ?? ""));
    else if (index !== undefined) columns.set(field, index);
  };
  for (const field of tradeFields) find(field, names[field]);
  // With its costs or a net result beside it, a result is taken to be without them: a trade never looks better than it was.
  if (!columns.has("gross") && (columns.has("net") || columns.has("costs"))) find("gross", result);
  else if (!columns.has("net")) find("net", result);
  return { columns, steps: [...columns].map(([field, index]) => ({ field, index })), clashing };
}

/** What a list of trades lacks: when, which side, and some word of the result. */
export function missingFields({ columns }: Layout): EvidenceField[] {
  const needed: EvidenceField[] = ["side", "opened", "closed"];
  const hasResult = (["exit", "net", "gross", "share"] as const).some((field) => columns.has(field));
  return [...needed.filter((field) => !columns.has(field as TradeField)), ...(hasResult ? [] : ["net" as const])];
}

function ranked(free: readonly string[], ranks: readonly string[]): number[] {
  for (const rank of ranks) {
    const aliases = rank.split(" ");
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
