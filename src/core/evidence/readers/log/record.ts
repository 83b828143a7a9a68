// Tells what one record of a structured log says.
import type { Owner } from "../../owner";
import type { Report, Sink } from "../../report";
import type { Instant, Origin, TradeReport } from "../../trade";
import type { Step } from "../records/fields";
import { putFields, type RecordFile, type TradeDraft } from "../records/trade";
import { numberOf, sideOf } from "../words";
import { isErrorLevel, kindOf, type LogFields } from "./fields";

/** A record whose time is known. */
export interface LogRecord {
  readonly fields: LogFields;
  readonly at: Instant;
  readonly process?: string;
  readonly origin: Origin;
  /** What it has in common with the other records of its file. */
  readonly file: RecordFile;
}

/** Tells everything that a record says; first that the bot lives. */
export function tellRecord(record: LogRecord, sink: Sink): void {
  const { fields, at, process, file } = record;
  const writer = file.owners.of(writerOf(fields));
  if (writer?.isForeign) {
    sink({ kind: "foreign" });
    return;
  }
  sink({ kind: "beat", at, ...(process !== undefined && { process }), ...(writer && { owner: writer.owner }) });
  if (isErrorLevel(fields.text("level"))) sink(errorOf(record));
  const kind = kindOf(fields.text("type"));
  const report = tellers[kind](record);
  if (report) sink(report);
  const price = report?.kind === "trade" ? undefined : priceOf(record, kind);
  if (price) sink(price);
}

/** The field that tells the market's price in a record of that kind; undefined where none does. */
export function priceField(fields: LogFields, kind: ReturnType<typeof kindOf>): "price" | "quote" | undefined {
  if (fields.value("price") !== undefined) return "price";
  return (kind === "quiet" || kind === "signal") && fields.value("quote") !== undefined ? "quote" : undefined;
}

export type PriceReport = Extract<Report, { kind: "price" }>;

export function priceReport(at: Instant, value: unknown, owner: Owner | undefined): PriceReport | undefined {
  const price = numberOf(value);
  return price !== undefined && price > 0 ? { kind: "price", at, price, ...(owner && { owner }) } : undefined;
}

function priceOf(record: LogRecord, kind: ReturnType<typeof kindOf>): PriceReport | undefined {
  const field = priceField(record.fields, kind);
  const owner = field && ownerOf(record);
  return field === undefined || owner === "foreign"
    ? undefined
    : priceReport(record.at, record.fields.value(field), owner?.owner);
}

/** Who wrote a record. Its symbol may be one that the bot only looks at. */
function writerOf(fields: LogFields) {
  return { strategy: fields.value("strategy"), account: fields.value("account"), bot: fields.value("bot") };
}

/** Whose trade or candle it is; "foreign" where the plan counts others. */
function ownerOf({ fields, file }: LogRecord): { readonly owner?: Owner } | "foreign" {
  const owned = file.owners.of({ ...writerOf(fields), symbol: fields.value("symbol") });
  return owned?.isForeign ? "foreign" : owned ? { owner: owned.owner } : {};
}

type Candle = Extract<Report, { kind: "candle" }>;
type Teller = (record: LogRecord) => Report | undefined;

const tellers: Readonly<Record<ReturnType<typeof kindOf>, Teller>> = {
  quiet: () => undefined,
  signal: (record) => {
    const { fields, at } = record;
    return ownedBy(record, candleOf(at, fields.value("signal"), fields.value("direction")));
  },
  balance: ({ fields, at, origin }) => {
    const equity = numberOf(fields.value("balance"));
    return equity === undefined ? undefined : { kind: "balance", at, equity, origin };
  },
  other: (record) => ownedBy(record, tradeOf(record)) ?? startOf(record),
};

function ownedBy(record: LogRecord, report: TradeReport | Candle | undefined): Report | undefined {
  const owner = report && ownerOf(record);
  return owner === "foreign" ? { kind: "foreign" } : report && { ...report, ...owner };
}

/** The evaluation of an entry is that of a candle; one of an exit is made while there is a position. */
export function candleOf(at: Instant, signal: unknown, direction: unknown): Candle | undefined {
  const isEntry = signal === undefined || (typeof signal === "string" && /^entry$/i.test(signal));
  return isEntry && direction !== undefined
    ? { kind: "candle", at, signal: sideOf(direction) !== undefined }
    : undefined;
}

const longestText = 500;

function errorOf({ fields, at, origin }: LogRecord): Report {
  const [message, detail] = [fields.text("message"), fields.value("error")];
  const isNew = typeof detail === "string" && !message.includes(detail);
  return errorReport(isNew ? `${message}: ${detail}` : message, at, origin);
}

export function errorReport(message: string, at: Instant, origin: Origin): Report {
  const text = message.slice(0, longestText);
  return { kind: "error", at, cause: causeOf(text), text, origin };
}

/** What errors of one cause share: the text, with "#" for each number and id. */
function causeOf(text: string): string {
  return text.replace(/\b(?:0x)?(?=[a-f-]*\d)[\da-f]{8,}(?:-[\da-f]{4,})*\b|[+-]?\d+(?:[.,:]\d+)*/gi, "#");
}

/** What a log says of a trade beside its time and its stage. */
const tradeFields = [
  "id",
  "side",
  "quantity",
  "entry",
  "exit",
  "leverage",
  "equity",
  "positionShare",
  "costs",
  "gross",
  "net",
  "share",
  "reason",
  "entryProbability",
  "exitProbability",
] as const;
const exitSteps: readonly Step[] = tradeFields.map((field, index) => ({ field, index }));
/** Why a bot entered is no reason for its exit. */
const entrySteps = exitSteps.filter(({ field }) => field !== "reason");

function tradeOf({ fields, at, process, origin, file }: LogRecord): TradeReport | undefined {
  const stage = stageOf(fields);
  if (stage === undefined) return undefined;
  const draft: TradeDraft = {
    report: {
      kind: "trade",
      origin,
      source: file.source,
      stage,
      ...(stage === "entry" ? { opened: at } : { closed: at }),
      ...(process !== undefined && { process }),
    },
  };
  const values = tradeFields.map((field) => (field === "positionShare" ? fields.positionShare() : fields.value(field)));
  putFields(draft, values, stage === "entry" ? entrySteps : exitSteps, file);
  return draft.report;
}

/** The first of the texts that tells whether a trade began or ended: a message does so with the word before its colon. */
function stageOf(fields: LogFields): "entry" | "exit" | undefined {
  const word = /^\s*(\w+)\s*:/.exec(fields.text("message"))?.[1] ?? "";
  for (const text of [fields.value("status"), fields.text("type"), word]) {
    if (typeof text !== "string") continue;
    if (/^(?:(?:trade|position)[ _.-]?)?(?:entry|enter|entered|open|opened)$/i.test(text)) return "entry";
    if (/^(?:(?:trade|position)[ _.-]?)?(?:exit|exited|close|closed)$/i.test(text)) return "exit";
  }
  return undefined;
}

/** Whether a record tells of no trade and of no error. */
export function isIdle(fields: LogFields): boolean {
  return stageOf(fields) === undefined && !isErrorLevel(fields.text("level"));
}

function startOf({ fields, at, process, origin }: LogRecord): Report | undefined {
  const [type, message] = [fields.text("type"), fields.text("message")];
  const isStart =
    /^(?:session|bot|process)?[ _.-]?start(?:ed|up)?$/i.test(type) ||
    (/^(?:system|session|lifecycle|bot)$/i.test(type) &&
      /\b(?:session|bot|process|trading|strategy) started\b/i.test(message));
  return isStart ? { kind: "start", at, ...(process !== undefined && { process }), origin } : undefined;
}
