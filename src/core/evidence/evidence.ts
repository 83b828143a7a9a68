// What all sources together say of the bot: what the gates judge.
import type { Json } from "../json";
import type { Finding } from "../problem";
import type { SymbolPrices } from "./prices";
import type { Instant, Trade } from "./trade";

/** A file that was read. */
export interface EvidenceFile {
  /** As the plan would spell it: relative to the repository's root where it is inside. */
  readonly path: string;
  /** The index of its source in the plan. */
  readonly source: number;
  /** In bytes, as far as it was read. */
  readonly size: number;
  readonly modified: Instant;
  /** SHA-256 of what was read, hexadecimal; absent where nobody asked for it, and where the file can't be read. */
  readonly hash?: string;
  /** The newest instant that one of its records has. */
  readonly newest?: Instant;
  /** How many records could be used, and how many not. */
  readonly records: number;
  readonly unreadable: number;
}

/** A run of the bot, from one start to the next. */
export interface BotProcess {
  /** Absent where only its existence is known. */
  readonly started?: Instant;
  /** Its own name for itself. */
  readonly name?: string;
  /** The values that it says it runs with, by parameter of the plan. */
  readonly values?: Readonly<Record<string, Json>>;
  /** The tag of the checkpoint whose values it runs; absent where there was none before its start. */
  readonly checkpoint?: string;
  /** Whether its own values say so, or only its start does; "unknown" where its values are those of no checkpoint. */
  readonly attribution: "confirmed" | "assumed" | "unknown";
}

/** One parameter's value: what the running process has, what the source has, and the plan's target, as texts. */
export interface RunningValue {
  readonly parameter: string;
  readonly running?: string;
  /** Whether the process reports it, reports it as adapted by itself, or it is what the source had when the process started. */
  readonly by: "reported" | "adapted" | "assumed" | "unknown";
  readonly source?: string;
  readonly target: string;
}

/** A balance that moved at `at` without a trade. */
export interface BalanceReset {
  readonly at: Instant;
  readonly before: number;
  readonly after: number;
}

export interface Candle {
  /** The beginning of its slot. */
  readonly at: Instant;
  readonly signal: boolean;
}

export interface BotError {
  readonly at: Instant;
  readonly cause: string;
  readonly text: string;
}

export interface Evidence {
  readonly files: readonly EvidenceFile[];
  /** In the order of their opening. Older ones than the rollout may be dropped; `dropped` says how many. */
  readonly trades: readonly Trade[];
  readonly dropped: number;
  /** How many trades there are since the first checkpoint. */
  readonly known: number;
  /** The times in which the bot is known to have run, ascending and apart. */
  readonly observed: readonly Span[];
  /** One for each slot in which the bot evaluated a candle, ascending. */
  readonly candles: readonly Candle[];
  /** Those that the plan does not call harmless, ascending. */
  readonly errors: readonly BotError[];
  readonly balances: readonly { readonly at: Instant; readonly equity: number }[];
  /** Where the balance jumped without a trade: a deposit or a withdrawal, ascending. */
  readonly resets: readonly BalanceReset[];
  /** The market's prices, as the bot reported them. They may go on after the moment that is judged. */
  readonly prices: readonly SymbolPrices[];
  /** Ascending by their start. */
  readonly processes: readonly BotProcess[];
  /** Of the newest process. */
  readonly running: readonly RunningValue[];
  /** Why nothing that needs all of the evidence may be judged, where it must not be. */
  readonly faults: readonly EvidenceFault[];
  readonly findings: readonly Finding[];
  /** The newest instant of all, not later than the moment that is judged. */
  readonly newest?: Instant;
}

/** Of a bot that left nothing behind. */
export const emptyEvidence: Evidence = {
  files: [],
  trades: [],
  dropped: 0,
  known: 0,
  observed: [],
  candles: [],
  errors: [],
  balances: [],
  resets: [],
  prices: [],
  processes: [],
  running: [],
  faults: [],
  findings: [],
};

/** From `from` up to and without `to`. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** What makes a verdict on some metrics, or on all, an error. */
export interface EvidenceFault {
  readonly why: "unreadable" | "stale" | "contradiction" | "unpaired" | "no-source";
  /** Whether only what has to do with money is concerned. */
  readonly money: boolean;
  /** Whether only facts are concerned, and with `money` both: one record more or less decides on them, and hardly on a tendency. */
  readonly facts?: true;
  /** Since when; absent: always. */
  readonly at?: Instant;
  /** Until when; absent: for good. A trade's fault concerns the windows that it is in, not those that come later. */
  readonly until?: Instant;
}
