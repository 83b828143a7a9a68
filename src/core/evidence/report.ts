// What readers tell of a file, record by record, and what a reader is.
import type { Json } from "../json";
import type { EvidenceField } from "../plan/plan";
import type { Owner } from "./owner";
import type { Instant, Origin, TradeReport } from "./trade";

/** What the bot did, beside its trades. */
export type BotEvent =
  /** A process began. `process` is its own name for itself (a session id), `values` the configuration that it reports. */
  | { readonly kind: "start"; readonly at: Instant; readonly process?: string; readonly origin: Origin }
  /** A sign of life. */
  | { readonly kind: "beat"; readonly at: Instant; readonly process?: string; readonly owner?: Owner }
  /** A candle that the bot evaluated; it does so only while it has no position. */
  | { readonly kind: "candle"; readonly at: Instant; readonly signal: boolean; readonly owner?: Owner }
  /** The market's price, as the bot knew it. */
  | { readonly kind: "price"; readonly at: Instant; readonly price: number; readonly owner?: Owner }
  /** `cause` is the same for errors that have the same cause: the message without its numbers. */
  | {
      readonly kind: "error";
      readonly at: Instant;
      readonly cause: string;
      readonly text: string;
      readonly origin: Origin;
    }
  /** What a state itself says that its trades come to: how many there were, how many of them closed and won, and their net. */
  | {
      readonly kind: "totals";
      readonly at: Instant;
      readonly trades?: number;
      readonly closed?: number;
      readonly wins?: number;
      readonly net?: number;
    }
  | { readonly kind: "balance"; readonly at: Instant; readonly equity: number; readonly origin: Origin }
  /** The values that a process says it runs with, by the names that it gives them. */
  | {
      readonly kind: "configuration";
      readonly at: Instant;
      readonly process?: string;
      readonly started?: Instant;
      readonly values: Readonly<Record<string, Json>>;
      readonly origin: Origin;
    };

/** A record, or a part of a file, that can't be read; "no-file" is the whole of what is a pipe, a device, or locked, "given-up" all that follows. */
export interface Unreadable {
  readonly kind: "unreadable";
  readonly origin: Origin;
  readonly why:
    | "not-json"
    | "not-text"
    | "not-csv"
    | "other-schema"
    | "no-time"
    | "too-long"
    | "too-deep"
    | "no-file"
    | "given-up";
  /** Whether it plainly tells of no trade and of no error: words of another program between the records of a log. */
  readonly isIdle?: true;
  /** Of another schema: the fields that nothing in the file is. */
  readonly missing?: readonly EvidenceField[];
  /** Of another schema: the names in the file that claim to be one and the same field. */
  readonly clashing?: readonly string[];
}

/** A record whose owner is not the one that the plan's `where` names. */
export interface Foreign {
  readonly kind: "foreign";
}

/** What a reader tells, in the order of the file. */
export type Report = TradeReport | BotEvent | Unreadable | Foreign;

export type Sink = (report: Report) => void;

/**
 * Reads one file, part by part. Never throws. A record that is cut off at the end of what was pushed waits for the rest.
 */
export interface EvidenceReader {
  /** The next bytes of the file, lent for the call: the next ones may come in the same memory. */
  push(bytes: Uint8Array): void;
  /** There is nothing more for now. A log's half-written last line still waits; of anything else it is told as unreadable. */
  end(): void;
  /** Whether what is pushed after `end` makes the same of the file as one reading of all of it. */
  readonly canGoOn?: boolean;
  /** Whether nothing that follows can be of use: a record that goes on for so long is none. What follows need not be pushed. */
  readonly isHopeless?: boolean;
}
