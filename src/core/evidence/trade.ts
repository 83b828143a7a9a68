// The types of a trade: as the gates see it, and as one record of one file tells it.
import type { ExitKind, Side } from "../plan/plan";
import type { SourceKindName } from "../plan/schema-names";
import type { Owner } from "./owner";

/** Milliseconds since the epoch, UTC. */
export type Instant = number;

export type ExitReason = ExitKind | "manual" | "exchange" | "other";

/** Where a record stands: the number of its file, which counts from 0 in the order of reading, and its first byte. */
export interface Origin {
  readonly file: number;
  readonly offset: number;
}

/** The probabilities that the bot's model gave, from 0 to 1. */
export interface Probability {
  readonly entry?: number;
  readonly exit?: number;
}

/**
 * What one record says of one trade. A member is absent where the record does not say it, says it with a placeholder
 * ("None"), or with a value that is no finite number. Times are instants, money is in the account's currency.
 */
export interface TradeReport {
  readonly kind: "trade";
  readonly origin: Origin;
  readonly source: SourceKindName;
  /** Whether the record tells of the entry alone, of the exit, of a trade that is open, or of a whole one. */
  readonly stage: "entry" | "exit" | "open" | "closed";
  /** The exchange's id of the order that opened it. */
  readonly id?: string;
  readonly side?: Side;
  readonly opened?: Instant;
  readonly closed?: Instant;
  readonly quantity?: number;
  readonly entry?: number;
  readonly exit?: number;
  readonly leverage?: number;
  /** At the entry. */
  readonly equity?: number;
  /** The size of the position as a fraction of the equity. */
  readonly positionShare?: number;
  readonly costs?: number;
  readonly gross?: number;
  readonly net?: number;
  /** The result as a share, in whatever unit the file has: a fraction or a percentage, leveraged or not. */
  readonly share?: number;
  readonly reason?: ExitReason;
  readonly reasonText?: string;
  readonly probability?: Probability;
  /** The process that the record names, by its own name: a session id. */
  readonly process?: string;
  /** One object for all records of one owner in a file. */
  readonly owner?: Owner;
  readonly manual?: true;
  readonly synced?: true;
  /** Fields that the record has, with a value that can't be used: NaN, 1e400, another type. */
  readonly unusable?: readonly string[];
}

/** Why a trade does not count in the window of a phase. */
export type LeftOut =
  | "open"
  /** Opened before the window. */
  | "before"
  /** Opened by a process of an earlier checkpoint, closed in the window. */
  | "straddles"
  | "manual"
  | "synced"
  | "duplicate"
  | "no-size"
  | "no-price"
  | "impossible-time"
  | "unattributed";

/** What one source reported of a trade's result, as it stands there. */
export interface ReportedResult {
  readonly source: Origin;
  readonly net?: number;
  readonly gross?: number;
  readonly share?: number;
}

/** A trade as the gates see it: all records of it taken together. */
export interface Trade {
  readonly side: Side;
  /** As its records spell it; absent where none does. */
  readonly symbol?: string;
  readonly opened: Instant;
  /** Absent while it is open. */
  readonly closed?: Instant;
  readonly quantity: number;
  readonly entry: number;
  readonly exit?: number;
  readonly leverage?: number;
  readonly equity?: number;
  readonly positionShare?: number;
  /** Fees and funding. */
  readonly costs?: number;
  /** Before costs, from prices where both are known. */
  readonly gross?: number;
  readonly net?: number;
  /** What `net` rests on: prices × quantity − costs, or what the bot reported. */
  readonly netBy?: "prices" | "reported";
  readonly reported: readonly ReportedResult[];
  readonly reason?: ExitReason;
  readonly reasonText?: string;
  readonly probability?: Probability;
  /** The process that opened it: an index into `Evidence.processes`. */
  readonly process?: number;
  /** The tag of the checkpoint whose values that process was started with; absent before the first, and where unknown. */
  readonly checkpoint?: string;
  readonly leftOut?: LeftOut;
  readonly origin: Origin;
}
