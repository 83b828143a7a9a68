// What is kept of one file's reports: trades, and what happened beside them in folded form.
import { canonical } from "../../json";
import { candleMinutesOf, type EvidenceSettings } from "../../plan/plan";
import type { BotError } from "../evidence";
import { type Owner, plainName } from "../owner";
import { isRecord, type SourceKind } from "../readers/kind";
import { sourceKinds } from "../readers/kinds";
import type { BotEvent, Report, Unreadable } from "../report";
import type { Instant, TradeReport } from "../trade";
import { BrokenRecords } from "./broken-records";
import { HeardTimes } from "./heard-times";
import { mostKept, NewestList } from "./newest-list";
import { Prices } from "./prices";
import { SparseBits } from "./sparse-bits";

export const minute = 60_000;

/** Where there are more, they are not one bot's anyway. */
const mostOwners = 1000;

/** No bot trades more symbols; past that, what their price is nobody is told. */
const mostSymbols = 100;

type Start = Extract<BotEvent, { kind: "start" }>;
export type Configuration = Extract<BotEvent, { kind: "configuration" }>;
export type Balance = Extract<BotEvent, { kind: "balance" }>;

export type Totals = Extract<BotEvent, { kind: "totals" }>;

/** A state that had fewer trades than when it was read before. */
export interface Shrink {
  readonly before: number;
  readonly after: number;
}

/** When an owner of records is heard of first and last. */
export interface Heard {
  readonly owner: Owner;
  from: Instant;
  to: Instant;
}

export class FileRecords {
  readonly source: number;
  readonly kind: SourceKind;
  readonly starts = new NewestList<Start>(({ at }) => at);
  readonly configurations = new NewestList<Configuration>(({ at }) => at);
  readonly balances = new NewestList<Balance>(({ at }) => at);
  readonly totals = new NewestList<Totals>(({ at }) => at);
  readonly errors = new NewestList<BotError>(({ at }) => at);
  /** When the bot left its records. */
  readonly heard = new HeardTimes();
  /** The slots in which it evaluated a candle, counted from the epoch, and those of them with a signal. */
  readonly candles = new SparseBits();
  readonly signals = new SparseBits();
  /** The market's prices by the symbol that their records name, as it is told apart; "" where they name none. */
  readonly prices = new Map<string, Prices>();
  /** Processes by their own names, and when each is first heard of. */
  readonly processes = new Map<string, Instant>();
  /** When each is last heard of, by the minute. */
  readonly lastHeardOf = new Map<string, Instant>();
  /** Those whose records they are, by their names, and when each is heard of first and last. */
  readonly owners = new Map<string, Heard>();
  /** Records of others than the plan's `where` names. */
  foreign = 0;
  /** Records that can't be used, in whole or in a value of theirs. */
  unusable = 0;
  /** Whether a part of the file was not even looked at. */
  isGivenUp = false;
  /** Of these, the rows of a list or a state that are trades of a time that nobody knows. */
  timeless = 0;
  records = 0;
  /** The places of records that may be trades and can't be read. */
  broken: BrokenRecords;

  readonly #settings: EvidenceSettings;
  readonly #slot: number;
  readonly #trades: NewestList<TradeReport>;
  /** Trades of earlier readings of a state, by what they are told apart with. */
  readonly #earlier = new Map<string, TradeReport>();
  #lastConfiguration = "";
  /** Of what was heard last and kept. */
  #lastMinute = Number.NaN;
  #lastProcess: string | undefined;
  #lastHeard = Number.NaN;
  #lastOwner: Heard | undefined;
  #countBefore = 0;
  #shrink: Shrink | undefined;

  /** `since`: trades from then on are all kept. */
  constructor(settings: EvidenceSettings, source: number, since?: Instant) {
    this.source = source;
    this.kind = sourceKinds[settings.sources[source]?.kind ?? "log"];
    this.broken = new BrokenRecords(this.kind.everyRecordBeats);
    this.#settings = settings;
    this.#slot = slotLength(settings);
    this.#trades = new NewestList(timeOfTrade, since);
  }

  take(report: Report): void {
    if (report.kind === "foreign") {
      this.foreign += 1;
      return;
    }
    if (report.kind === "unreadable" || isRecord(report, this.kind)) this.records += 1;
    if (report.kind === "unreadable") this.#takeUnreadable(report);
    else if (report.kind === "trade") this.#takeTrade(report);
    else this.#takeEvent(report);
  }

  /** A state is read again: a sample of the same bot at another time, which does not unsay the earlier ones. */
  beginReading(): void {
    const current = this.#trades.items;
    this.#shrink = this.shrink;
    if (current.length > 0) this.#countBefore = current.length;
    for (const [key, trade] of byKey(current)) this.#earlier.set(key, trade);
    // In the order of insertion, the first is the one that was read longest ago.
    for (const key of this.#earlier.keys()) {
      if (this.#earlier.size <= mostKept) break;
      this.#earlier.delete(key);
    }
    this.#trades.clear();
    this.unusable = 0;
    this.timeless = 0;
    this.foreign = 0;
    this.isGivenUp = false;
    this.broken = new BrokenRecords(this.kind.everyRecordBeats);
    this.records = 0;
  }

  /** In no order. */
  get trades(): readonly TradeReport[] {
    const current = this.#trades.items;
    if (this.#earlier.size === 0) return current;
    const known = byKey(current);
    const gone = [...this.#earlier].filter(([key]) => !known.has(key)).map(([, trade]) => trade);
    return [...current, ...gone.map(withoutEnd)];
  }

  get dropped(): number {
    return this.#trades.dropped;
  }

  /** The newest time that a state had fewer trades than before; a state that could not be read has none to compare. */
  get shrink(): Shrink | undefined {
    const after = this.#trades.items.length;
    const isComplete = this.records > 0 && this.unusable === 0;
    return isComplete && after < this.#countBefore ? { before: this.#countBefore, after } : this.#shrink;
  }

  #takeUnreadable({ why, origin, isIdle }: Unreadable): void {
    this.unusable += 1;
    if (why === "no-time" && !this.kind.everyRecordBeats) this.timeless += 1;
    else if (why === "given-up") this.isGivenUp = true;
    else if (!isIdle && why !== "no-file") this.broken.add(origin.offset);
  }

  #takeTrade(trade: TradeReport): void {
    if (trade.unusable && trade.unusable.length > 0) this.unusable += 1;
    const [begins, ends] = [trade.opened ?? trade.closed, trade.closed ?? trade.opened];
    if (begins !== undefined && ends !== undefined && !this.kind.everyRecordBeats) this.broken.pass(begins, ends);
    this.#trades.push(trade);
    if (trade.manual || trade.synced) return;
    const at = trade.closed ?? trade.opened;
    if (trade.owner && at !== undefined) this.#hearOf(trade.owner, trade.opened ?? at, at);
    if (trade.opened !== undefined) this.#hear(trade.opened, trade.process);
    if (trade.closed !== undefined) this.#hear(trade.closed, undefined);
  }

  #takeEvent(event: BotEvent): void {
    if (event.kind === "beat") this.broken.pass(event.at, event.at);
    if ((event.kind === "beat" || event.kind === "candle") && event.owner)
      this.#hearOf(event.owner, event.at, event.at);
    this.#hear(event.at, "process" in event ? event.process : undefined);
    if (event.kind === "start") this.starts.push(event);
    else if (event.kind === "configuration") this.#takeConfiguration(event);
    else if (event.kind === "balance") this.balances.push(event);
    else if (event.kind === "totals") this.totals.push(event);
    else if (event.kind === "candle") this.#takeCandle(event.at, event.signal);
    else if (event.kind === "price") this.#takePrice(event);
    else if (event.kind === "error" && !this.#isHarmless(event.text)) {
      this.errors.push({ at: event.at, cause: event.cause, text: event.text });
    }
  }

  /** A state tells its configuration at each reading: only what changed is kept. */
  #takeConfiguration(configuration: Configuration): void {
    const { process, started, values } = configuration;
    const told = JSON.stringify([process, started, canonical(values)]);
    if (told === this.#lastConfiguration) return;
    this.#lastConfiguration = told;
    this.configurations.push(configuration);
  }

  #hear(at: Instant, process: string | undefined): void {
    this.heard.add(at);
    const time = Math.floor(at / minute);
    // Nearly all of a log's records are of the minute and the process of the one before.
    if (time === this.#lastMinute && process === this.#lastProcess && at >= this.#lastHeard) return;
    this.#lastMinute = time;
    this.#lastProcess = process;
    this.#lastHeard = at;
    if (process === undefined) return;
    const first = this.processes.get(process);
    if (first === undefined && this.processes.size >= mostKept) {
      const oldest = this.processes.keys().next().value ?? "";
      this.processes.delete(oldest);
      this.lastHeardOf.delete(oldest);
    }
    this.lastHeardOf.set(process, Math.max(at, this.lastHeardOf.get(process) ?? at));
    if (first === undefined || at < first) this.processes.set(process, at);
  }

  #hearOf(owner: Owner, from: Instant, to: Instant): void {
    const last = this.#lastOwner;
    const heard = last?.owner === owner ? last : this.#heardOf(owner, from, to);
    if (from < heard.from) heard.from = from;
    if (to > heard.to) heard.to = to;
    this.#lastOwner = heard;
  }

  #heardOf(owner: Owner, from: Instant, to: Instant): Heard {
    const key = canonical(owner);
    const heard = this.owners.get(key) ?? { owner, from, to };
    if (this.owners.size < mostOwners) this.owners.set(key, heard);
    return heard;
  }

  /** The bot may look at a candle again: its last word counts. */
  #takeCandle(at: Instant, signal: boolean): void {
    const slot = Math.floor(at / this.#slot);
    this.candles.add(slot);
    if (signal) this.signals.add(slot);
    else this.signals.delete(slot);
  }

  #takePrice({ at, price, owner }: Extract<BotEvent, { kind: "price" }>): void {
    const symbol = owner?.symbol === undefined ? "" : plainName("symbol", owner.symbol);
    const known = this.prices.get(symbol);
    const prices = known ?? new Prices();
    prices.add(at, price);
    if (!known && this.prices.size < mostSymbols) this.prices.set(symbol, prices);
  }

  #isHarmless(text: string): boolean {
    return this.#settings.harmlessErrors?.some((harmless) => harmless !== "" && text.includes(harmless)) ?? false;
  }
}

/** The length of a candle, in ms. */
export function slotLength(settings: EvidenceSettings): number {
  return candleMinutesOf(settings) * minute;
}

/** A trade that was open, and that the state does not have any more: all that is left of it is its entry. */
function withoutEnd(trade: TradeReport): TradeReport {
  return trade.stage === "open" ? { ...trade, stage: "entry" } : trade;
}

function timeOfTrade({ opened, closed }: TradeReport): Instant {
  return opened ?? closed ?? Number.NEGATIVE_INFINITY;
}

/** By a key that is the same in two readings of one state, whatever has become of the trade in between. */
function byKey(trades: readonly TradeReport[]): Map<string, TradeReport> {
  const keyed = new Map<string, TradeReport>();
  for (const trade of trades) {
    const { id, side, opened, quantity } = trade;
    let copy = 0;
    while (keyed.has(JSON.stringify([id, side, opened, quantity, copy]))) copy += 1;
    keyed.set(JSON.stringify([id, side, opened, quantity, copy]), trade);
  }
  return keyed;
}
