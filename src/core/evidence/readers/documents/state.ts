// Reads a bot's state, or any other document that has a list of trades.
import type { Json } from "../../../json";
import type { EvidenceSource } from "../../../plan/plan";
import { isSecretName } from "../../../source";
import type { Owner } from "../../owner";
import type { BotEvent, Sink } from "../../report";
import type { Instant, TradeReport } from "../../trade";
import { instantOf, zoneOffset } from "../time";
import { numberOf } from "../words";
import { JsonRecord, type JsonValue } from "./document";
import { type JsonTrades, memberAt } from "./trades";

/** Tells what a document says of the bot and its trades. */
export function readState(
  document: JsonValue,
  trades: JsonTrades,
  source: EvidenceSource,
  file: number,
  sink: Sink,
): void {
  const owned = document instanceof JsonRecord ? trades.ownedBy(document) : undefined;
  if (owned?.isForeign) {
    sink({ kind: "foreign" });
    return;
  }
  const lists = tradeLists(document, source);
  const held = lists.flat().flatMap((value) => {
    const trade = trades.read(value, 0);
    return value instanceof JsonRecord && trade?.stage === "open" ? [{ record: value, trade }] : [];
  });
  if (!(document instanceof JsonRecord)) {
    if (lists.length === 0) trades.tell(0, "other-schema", ["trades"]);
    return;
  }
  const state = new State(document, source, file);
  if (lists.length === 0 && (source.kind === "trades" || state.at === undefined)) {
    trades.tell(document.offset, "other-schema", ["trades"]);
    return;
  }
  if (source.kind !== "state") return;
  for (const event of state.events(owned?.owner)) sink(event);
  if (state.at !== undefined) for (const price of pricesIn(document, held, source, state.at, owned?.owner)) sink(price);
}

/** Where states have their trades: all of them, as they disagree with one another. */
const listNames = ["trades", "trading_history", "trade_history", "closed_trades", "open_trades", "positions"];

function tradeLists(document: JsonValue, { fields }: EvidenceSource): (readonly JsonValue[])[] {
  if (!(document instanceof JsonRecord)) return isList(document) ? [document] : [];
  const names = fields?.trades === undefined ? listNames : [fields.trades];
  const lists = names.map((name) => memberAt(document, name)).filter(isList);
  const position = document.members.get("position");
  return position instanceof JsonRecord && position.members.size > 0 ? [...lists, [position]] : lists;
}

type Price = Extract<BotEvent, { kind: "price" }>;

/** A trade that is open, and the object that tells of it. */
interface Held {
  readonly record: JsonRecord;
  readonly trade: TradeReport;
}

/** What states call the market's price. */
const priceNames = ["mark_price", "markPrice", "current_price", "currentPrice", "last_price", "lastPrice"];
/** Results of open positions that are money whatever the bot: a bare "unrealized_pnl" is a share in some. */
const unrealizedNames = ["unrealized_pnl_usd", "unrealized_pnl_usdt", "unrealizedPnl", "unRealizedProfit"];

/** The market's price at the time of a state: as it tells it, or as the result of an open position has it. */
function* pricesIn(
  document: JsonRecord,
  held: readonly Held[],
  { fields }: EvidenceSource,
  at: Instant,
  owner: Owner | undefined,
): Iterable<Price> {
  const names = fields?.price === undefined ? priceNames : [fields.price];
  const own = firstNumber(document, names);
  if (own !== undefined && own > 0) yield { kind: "price", at, price: own, ...(owner && { owner }) };
  for (const { record, trade } of held) {
    const price = firstNumber(record, names) ?? priceByResult(trade, firstNumber(record, unrealizedNames));
    const ownerOfTrade = trade.owner ?? owner;
    if (price !== undefined && price > 0 && Number.isFinite(price))
      yield { kind: "price", at, price, ...(ownerOfTrade && { owner: ownerOfTrade }) };
  }
}

function firstNumber(record: JsonRecord, names: readonly string[]): number | undefined {
  return names.map((name) => numberOf(memberAt(record, name))).find((number) => number !== undefined);
}

/** The price at which a position comes to this result before costs. */
function priceByResult({ side, entry, quantity }: TradeReport, gross: number | undefined): number | undefined {
  if (gross === undefined || side === undefined || entry === undefined || !quantity) return undefined;
  return entry + (side === "long" ? gross : -gross) / quantity;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What a state says beside its trades. */
class State {
  readonly #members: JsonRecord;
  readonly #offset: number;
  readonly #file: number;
  /** When it was written. */
  readonly at: Instant | undefined;

  constructor(document: JsonRecord, source: EvidenceSource, file: number) {
    this.#members = document;
    this.#offset = zoneOffset(source.utcOffset);
    this.#file = file;
    this.at = this.#time(document, source.fields?.time ?? "timestamp");
  }

  events(owner: Owner | undefined): BotEvent[] {
    const { at } = this;
    return [...this.#start(), ...this.#balances(), ...(at === undefined ? [] : this.#present(at, owner))];
  }

  /** What is so at the time of the state. */
  *#present(at: Instant, owner: Owner | undefined): Iterable<BotEvent> {
    const values = this.#members.members.get("configuration");
    const [started] = this.#start();
    if (values instanceof JsonRecord) {
      const origin = { file: this.#file, offset: values.offset };
      const process = started && { started: started.at };
      yield { kind: "configuration", at, ...process, values: Object.fromEntries(settings(values)), origin };
    }
    const equity = numberOf(this.#members.members.get("current_balance"));
    if (equity !== undefined) yield { kind: "balance", at, equity, origin: this.#origin(this.#members) };
    yield* totalsIn(this.#members, at);
    yield { kind: "beat", at, ...(owner && { owner }) };
  }

  #start(): BotEvent[] {
    const at = this.#time(this.#members, "session_start");
    return at === undefined ? [] : [{ kind: "start", at, origin: this.#origin(this.#members) }];
  }

  /** Those to which the bot was set by its exchange. */
  *#balances(): Iterable<BotEvent> {
    const log = this.#members.members.get("reconciliation_log");
    for (const entry of isList(log) ? log : []) {
      if (!(entry instanceof JsonRecord)) continue;
      const at = this.#time(entry, "timestamp");
      const equity = numberOf(entry.members.get("balance"));
      if (at !== undefined && equity !== undefined) yield { kind: "balance", at, equity, origin: this.#origin(entry) };
    }
  }

  #time(record: JsonRecord, name: string): Instant | undefined {
    return instantOf(memberAt(record, name), this.#offset);
  }

  #origin({ offset }: JsonRecord): { file: number; offset: number } {
    return { file: this.#file, offset };
  }
}

/** Where a state keeps its totals, beside itself, and what it calls them. */
const totalsPlaces = ["stats", "statistics", "performance", "performance_metrics", "summary", "metrics"];
const totalsNames = {
  trades: ["total_trades", "trades_count", "trade_count", "num_trades"],
  closed: ["closed_trades", "completed_trades"],
  wins: ["wins", "winning_trades", "win_count"],
  net: ["total_pnl_usd", "total_net_pnl", "total_pnl", "realized_pnl", "total_profit"],
} as const;

/** Each place by itself: they may be of different times. */
function* totalsIn(document: JsonRecord, at: Instant): Iterable<Extract<BotEvent, { kind: "totals" }>> {
  for (const place of [document, ...totalsPlaces.map((name) => document.members.get(name))]) {
    if (!(place instanceof JsonRecord)) continue;
    const found = Object.entries(totalsNames).flatMap(([total, names]) => {
      const [value] = names.map((name) => numberOf(place.members.get(name))).filter((number) => number !== undefined);
      return value === undefined ? [] : [[total, value]];
    });
    if (found.length > 0) yield { kind: "totals", at, ...Object.fromEntries(found) };
  }
}

/** The values of a configuration, nested ones under names with dots; without secrets and what is no JSON. */
function* settings(record: JsonRecord, prefix = ""): Iterable<[name: string, value: Json]> {
  for (const [name, value] of record.members) {
    if (isSecretName(name)) continue;
    if (value instanceof JsonRecord) yield* settings(value, `${prefix}${name}.`);
    else {
      const json = jsonOf(value);
      if (json !== undefined) yield [`${prefix}${name}`, json];
    }
  }
}

/** Undefined where a number in it is not finite, or a list holds objects. */
function jsonOf(value: JsonValue): Json | undefined {
  if (value instanceof JsonRecord) return undefined;
  if (!isList(value)) return typeof value === "number" && !Number.isFinite(value) ? undefined : value;
  const elements = value.map(jsonOf);
  return elements.every((element) => element !== undefined) ? elements : undefined;
}
