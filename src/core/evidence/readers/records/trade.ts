// Reads what the values of a record say of a trade, by the same rules for logs, states and tables.
import type { EvidenceSource, OwnerField } from "../../../plan/plan";
import type { Foreign } from "../../report";
import type { ExitReason, Instant, Origin, TradeReport } from "../../trade";
import { instantOf, zoneOffset } from "../time";
import { exitReasonOf, idOf, isPlaceholder, numberOf, probabilityIn, sideOf, stageOf } from "../words";
import type { Layout, Step, TradeField } from "./fields";
import { Owners } from "./owners";

/** What the records of one file have in common. */
export class RecordFile {
  readonly source: TradeReport["source"];
  /** Of times without a zone, in ms. */
  readonly offset: number;
  readonly owners: Owners;
  readonly #reasons = new Map<string, Reason>();

  constructor(source: EvidenceSource) {
    this.source = source.kind;
    this.offset = zoneOffset(source.utcOffset);
    this.owners = new Owners(source);
  }

  /** What a reason says. A file has few reasons, and often a million trades. */
  reasonOf(text: string): Reason {
    const known = this.#reasons.get(text);
    if (known) return known;
    const copy = copied(text.slice(0, longestReason));
    const reason = exitReasonOf(copy);
    const probability = reason === "model" ? probabilityIn(copy) : undefined;
    const read = { reason, text: copy, ...(probability !== undefined && { probability }) };
    if (this.#reasons.size < mostReasons) this.#reasons.set(copy, read);
    return read;
  }
}

interface Reason {
  readonly reason: ExitReason;
  readonly text: string;
  readonly probability?: number;
}

const mostReasons = 1000;
const longestReason = 500;

/** The trade that the values of a record tell of; that it is another bot's; undefined where no time says when it was opened. */
export function tradeOf(
  values: readonly unknown[],
  { steps, owners, side }: Layout,
  origin: Origin,
  file: RecordFile,
): TradeReport | Foreign | undefined {
  const owned = owners.length === 0 ? undefined : file.owners.of(valuesAt(values, owners));
  if (owned?.isForeign) return { kind: "foreign" };
  const draft: TradeDraft = { report: { kind: "trade", origin, source: file.source, stage: "open" } };
  if (owned) draft.report.owner = owned.owner;
  if (side !== undefined) draft.report.side = side;
  putFields(draft, values, steps, file);
  return draft.report.opened === undefined ? undefined : finished(draft);
}

function valuesAt(values: readonly unknown[], steps: readonly Step<OwnerField>[]) {
  const named: Partial<Record<OwnerField, unknown>> = {};
  for (const { field, index } of steps) named[field] = values[index];
  return named;
}

/** Puts into `draft` what the values say, and which of them can't be used. */
export function putFields(
  draft: TradeDraft,
  values: readonly unknown[],
  steps: readonly Step[],
  file: RecordFile,
): void {
  let unusable: string[] | undefined;
  for (const { field, index } of steps) {
    const value = values[index];
    if (!isPlaceholder(value) && !put[field](draft, value, file)) unusable = [...(unusable ?? []), field];
  }
  if (unusable) draft.report.unusable = unusable;
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A report that is being put together, with what it does not keep. */
export interface TradeDraft {
  readonly report: Writable<TradeReport>;
  status?: "open" | "closed";
  entryFee?: number;
  exitFee?: number;
}

/** Puts a value where it belongs; false where it can't be used. */
type Put = (draft: TradeDraft, value: unknown, file: RecordFile) => boolean;

/** A `Put` for what `read` reads. */
function putting<Value>(
  read: (value: unknown, file: RecordFile) => Value | undefined,
  assign: (draft: TradeDraft, value: Value) => void,
): Put {
  return (draft, value, file) => {
    const usable = read(value, file);
    if (usable === undefined) return false;
    assign(draft, usable);
    return true;
  };
}

type NumberKey = Exclude<
  TradeField & keyof TradeReport,
  "id" | "side" | "opened" | "closed" | "reason" | "manual" | "synced"
>;

function number(key: NumberKey, read: (value: unknown) => number | undefined): Put {
  return putting(read, ({ report }, value) => {
    report[key] = value;
  });
}

function numberWhere(isPossible: (number: number) => boolean): (value: unknown) => number | undefined {
  return (value) => {
    const read = numberOf(value);
    return read !== undefined && isPossible(read) ? read : undefined;
  };
}

const positive = numberWhere((value) => value > 0);
const notNegative = numberWhere((value) => value >= 0);
const share = numberWhere((value) => value >= 0 && value <= 1);

function mark(key: "manual" | "synced"): Put {
  return ({ report }, value) => {
    if (value === true || /^(?:true|1|yes)$/i.test(String(value))) report[key] = true;
    return true;
  };
}

const put: Readonly<Record<TradeField, Put>> = {
  id: ({ report }, value) => {
    const id = idOf(value);
    if (value === "EXISTING_FROM_EXCHANGE") report.synced = true;
    // Shorter ones count the rows of a file.
    if (id !== undefined && id.length >= shortestId) report.id = copied(id);
    return true;
  },
  side: putting(sideOf, ({ report }, value) => {
    report.side = value;
  }),
  status: putting(stageOf, (draft, value) => {
    draft.status = value;
  }),
  opened: putting(timeOf, ({ report }, value) => {
    report.opened = value;
  }),
  closed: putting(timeOf, ({ report }, value) => {
    report.closed = value;
  }),
  quantity: number("quantity", notNegative),
  entry: number("entry", positive),
  exit: number("exit", positive),
  leverage: number("leverage", positive),
  equity: number("equity", positive),
  positionShare: number("positionShare", share),
  // A bot that writes 0 does not know its costs.
  costs: putting(numberOf, ({ report }, value) => {
    if (value !== 0) report.costs = value;
  }),
  gross: number("gross", numberOf),
  net: number("net", numberOf),
  share: number("share", numberOf),
  reason: putting(reasonOf, ({ report }, { reason, text, probability }) => {
    report.reason = reason;
    report.reasonText = text;
    if (probability !== undefined) report.probability = { ...report.probability, exit: probability };
  }),
  entryProbability: putting(share, ({ report }, value) => {
    report.probability = { ...report.probability, entry: value };
  }),
  exitProbability: putting(share, ({ report }, value) => {
    report.probability = { ...report.probability, exit: value };
  }),
  entryFee: putting(numberOf, (draft, value) => {
    draft.entryFee = value;
  }),
  exitFee: putting(numberOf, (draft, value) => {
    draft.exitFee = value;
  }),
  // As freqtrade tells the side.
  isShort: ({ report }, value) => {
    const isShort = truthOf(value);
    if (isShort !== undefined) report.side ??= isShort ? "short" : "long";
    return isShort !== undefined;
  },
  manual: mark("manual"),
  synced: mark("synced"),
};

function truthOf(value: unknown): boolean | undefined {
  const [, yes, no] = /^\s*(?:(true|1)|(false|0))\s*$/i.exec(String(value)) ?? [];
  return yes !== undefined || (no === undefined ? undefined : false);
}

const shortestId = 6;

/** A text of its own: a part of a text would keep the whole of it in memory. */
function copied(part: string): string {
  return ` ${part}`.slice(1);
}

function timeOf(value: unknown, { offset }: RecordFile): Instant | undefined {
  return instantOf(value, offset);
}

function reasonOf(value: unknown, file: RecordFile): Reason | undefined {
  return typeof value === "string" ? file.reasonOf(value) : undefined;
}

/** What only all values together tell: whether the trade is closed, and the sum of its fees where both are known. */
function finished({ report, status, entryFee, exitFee }: TradeDraft): TradeReport {
  const wasLeft = report.closed !== undefined || report.exit !== undefined;
  report.stage = status ?? (wasLeft ? "closed" : "open");
  if (report.costs === undefined && entryFee && exitFee) report.costs = entryFee + exitFee;
  return report;
}
