// Knows what structured logs call the members of a record, and what the types of their records mean.
import { isObject, type Json, type JsonObject } from "../../../json";
import type { EvidenceField, EvidenceSource } from "../../../plan/plan";
import { numberOf } from "../words";
import { memberOf } from "./layout";

export type FieldNames = EvidenceSource["fields"];

/** What a plan can name, and what is found by its usual names alone. */
export type LogField = EvidenceField | "signal" | "direction" | "balance" | "quote" | "error";

/** What a record says: nothing but that the bot lives, the evaluation of a candle, the account's balance, or anything else. */
export function kindOf(type: string): "quiet" | "signal" | "balance" | "other" {
  if (/^(?:model|market|risk|heartbeat|health|tick|price|candle)s?$/i.test(type)) return "quiet";
  if (/^signals?$/i.test(type)) return "signal";
  return /^(?:performance|balance|account|equity)$/i.test(type) ? "balance" : "other";
}

/** The level of an error, by name or as the number that pino and bunyan give it. */
export function isErrorLevel(level: string): boolean {
  return /^\s*(?:err(?:or)?|exception|crit(?:ical)?|fatal|severe|panic|alert|emerg(?:ency)?|5\d|60)\s*$/i.test(level);
}

/** The fields of one record, by the names that the plan gives them, or else by the first usual one that the record has. */
export class LogFields {
  readonly #record: JsonObject;
  readonly #names: FieldNames;
  /** What is special to the record: the member of that name, or the record itself where there is none. */
  readonly #details: JsonObject;
  readonly #detailsName: string | undefined;

  constructor(record: JsonObject, names: FieldNames) {
    this.#record = record;
    this.#names = names;
    this.#detailsName = detailsNames.find((name) => isObject(record[name]));
    const details = this.#detailsName === undefined ? record : record[this.#detailsName];
    this.#details = isObject(details) ? details : record;
  }

  value(field: LogField): Json | undefined {
    const given = this.#given(field);
    if (given !== undefined) return memberOf(this.#record, given);
    const name = this.#usualName(field);
    return name === undefined ? undefined : this.#holder(field)[name];
  }

  /** The dotted path of a field; undefined where the record does not have it. */
  path(field: LogField): string | undefined {
    const given = this.#given(field);
    if (given !== undefined) return given;
    const name = this.#usualName(field);
    const isInside = this.#holder(field) !== this.#record;
    return name !== undefined && isInside ? `${this.#detailsName}.${name}` : name;
  }

  /** The dotted paths of the members that would count in the place of what the record has for the field. */
  rivals(field: LogField): string[] {
    if (this.#given(field) !== undefined) return [];
    const names = usualNames[field] ?? [];
    const inside = (details: string) => names.map((name) => `${details}.${name}`);
    if (field in owners) return before(this.path(field), [...names, ...detailsNames.flatMap(inside)]);
    if (field in envelope) return before(this.path(field), names);
    const places = this.#detailsName === undefined ? names : inside(this.#detailsName);
    return [...before(this.path(field), places), ...before(this.#detailsName, detailsNames)];
  }

  /** A text or a number as text; empty where it is neither. */
  text(field: LogField): string {
    const value = this.value(field);
    return typeof value === "string" || typeof value === "number" ? String(value) : "";
  }

  /** Logs give the size of a position in percent where its name says so. */
  positionShare(): number | undefined {
    const size = numberOf(this.value("positionShare"));
    if (size === undefined) return undefined;
    return /pct|percent/i.test(this.path("positionShare") ?? "") ? size / 100 : size;
  }

  #given(field: LogField): string | undefined {
    return this.#names?.[field as EvidenceField];
  }

  #usualName(field: LogField): string | undefined {
    const holder = this.#holder(field);
    return usualNames[field]?.find((name) => Object.hasOwn(holder, name));
  }

  /** Whose a record is, its envelope says or its details do. */
  #holder(field: LogField): JsonObject {
    if (field in owners)
      return owners[field]?.some((name) => Object.hasOwn(this.#record, name)) ? this.#record : this.#details;
    return field in envelope ? this.#record : this.#details;
  }
}

/** The names that come before that one; all of them where there is none. */
function before(name: string | undefined, names: readonly string[]): string[] {
  return name === undefined ? [...names] : names.slice(0, names.indexOf(name));
}

const detailsNames = ["data", "payload", "extra", "details", "fields", "context"];

const envelope: Readonly<Partial<Record<LogField, readonly string[]>>> = {
  time: ["timestamp", "time", "ts", "@timestamp", "datetime", "asctime", "at"],
  process: ["session_id", "session", "run_id", "process_id", "pid"],
  level: ["level", "levelname", "severity", "log.level"],
  type: ["event_type", "event", "type", "kind", "category"],
  message: ["message", "msg", "text"],
};

const owners: Readonly<Partial<Record<LogField, readonly string[]>>> = {
  symbol: ["symbol", "pair", "instrument", "inst_id", "instId", "ticker"],
  strategy: ["strategy", "strategy_name", "strategy_id"],
  account: ["account", "account_id", "account_name", "sub_account", "subaccount"],
  bot: ["bot", "bot_id", "bot_name", "instance", "instance_id"],
};

const usualNames: Readonly<Partial<Record<LogField, readonly string[]>>> = {
  ...envelope,
  ...owners,
  signal: ["signal_type"],
  direction: ["direction", "side"],
  balance: ["current_capital", "current_balance", "equity", "balance"],
  price: ["mark_price", "current_price", "last_price"],
  // Of the market where nothing else is traded in the same record: an order has a price of its own.
  quote: ["price"],
  error: ["error_message", "error", "exception"],
  id: ["order_id", "trade_id", "id"],
  side: ["side", "position_side", "direction"],
  status: ["type", "action", "status", "event"],
  quantity: ["quantity", "qty", "amount", "size"],
  entry: ["entry_price", "open_price"],
  exit: ["exit_price", "close_price"],
  leverage: ["leverage"],
  equity: ["equity", "balance", "account_balance"],
  positionShare: ["position_size_pct", "position_pct"],
  costs: ["transaction_costs", "transaction_cost", "total_costs", "fees", "fee", "commission"],
  gross: ["pnl_usd_gross", "gross_pnl", "pnl_gross"],
  net: ["pnl_usd_net", "net_pnl", "pnl_net", "net_pnl_usd"],
  share: ["pnl_pct", "pnl_percent", "return_pct"],
  reason: ["exit_reason", "close_reason", "reason"],
  entryProbability: ["signal_probability", "entry_probability", "probability"],
  exitProbability: ["exit_probability", "exit_prob"],
};
