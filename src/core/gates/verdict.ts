// What a gate says: of each condition, and of the phase as a whole.
import type { Mark } from "../evidence/prices";
import type { Instant, LeftOut } from "../evidence/trade";
import type { Basis, Criterion, Scale } from "../plan/plan";
import type { Interval } from "./statistics/intervals";

/** A metric as it was measured. */
export interface Reading {
  /** Absent where it is not defined: no trade that counts, no loser, no spread. Always finite. */
  readonly value?: number;
  /** How many trades, candles or events it rests on. */
  readonly n: number;
  /** At `level`; absent where the metric has none. */
  readonly interval?: Interval;
  readonly level: number;
  /** Of metrics that have one. */
  readonly basis?: Basis;
  readonly scale?: Scale;
  /** Of a share: how many trades in a row tell as much as one that is independent of the others; absent for 1. */
  readonly designEffect?: number;
  /**
   * What the value can't be computed without, and no source tells. `signals`: more trades were opened than candles with a
   * signal are on record. `values`: some of the trades that count lack what it is computed from, so that it is that of the rest.
   * `labels` would say which signals proved right.
   */
  readonly needs?: "equity" | "signals" | "values" | "labels";
  /** Of a return a week, over more than a week: the same where every result is earned on those before. */
  readonly compounded?: number;
  /** Of what is counted in money, while a position is open that it does not count. */
  readonly open?: OpenPositions;
  /** Trades of the window that do not count, by their reason; none where it is not trades that are counted. */
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
}

/** The open positions that a value leaves out, and what it would be with them. */
export interface OpenPositions {
  readonly n: number;
  /** Of how many no price is known since their entry that is not stale: what they are worth nobody can tell. */
  readonly unpriced: number;
  /** The price of the newest mark, and when the bot told it; absent where there is none. */
  readonly mark?: Mark;
  /** The value with all of them at their marks; absent where one has none, and where it is not defined. */
  readonly value?: number;
}

export type Outcome =
  | { readonly is: "pass"; readonly how: "fact" | "met" | "shown" | "signed" }
  | { readonly is: "fail"; readonly how: "fact" | "shown" | "not-met" | "trigger" }
  /** `missing`: how many more trades or hours the next look needs. */
  | { readonly is: "inconclusive"; readonly why: InconclusiveReason; readonly missing?: number }
  | { readonly is: "error"; readonly why: ErrorReason }
  /** A trigger that has not fired; a success criterion is never quiet. */
  | { readonly is: "quiet" };

export type InconclusiveReason =
  /** The window is open: nothing is decided between looks. */
  | "open"
  /** Too few trades that count, also at the last look. */
  | "few"
  /** Meets the threshold, but a bot at the floor does so too often. */
  | "weak"
  /** Misses the threshold at a look that is not the last. */
  | "short"
  /** The bot is not known to have run, or ran with changing values, for too much of the window. */
  | "coverage"
  /** A judgement that nobody signed yet. */
  | "unsigned"
  /** A trigger's value lies beyond its threshold, which may be chance; a position is open for far too long; or a pass would be none now. */
  | "warning"
  /** The open position, at its mark, would turn it round; or what that is worth nobody can tell. */
  | "open-position"
  /** The value is not defined: a ratio without a loser, a spread of one trade. */
  | "undefined";

export type ErrorReason =
  | "no-source"
  | "unreadable"
  | "stale"
  | "contradiction"
  | "cancelled"
  | "plan-changed"
  | "unpaired";

/** What is said of one success criterion or rollback trigger. */
export interface Verdict {
  readonly criterion: Criterion;
  readonly outcome: Outcome;
  /** Absent for a judgement. */
  readonly reading?: Reading;
  /** What the value is compared with: the plan's threshold, or that many times the earlier phase's value. */
  readonly threshold?: number | readonly [number, number];
  readonly promise?: number;
  readonly floor?: number;
  /** The chance that a bot at the floor does as well, exact for so many trades. */
  readonly tail?: number;
  /** ln of the largest evidence so far, against a bot at the floor and against one as promised. */
  readonly evidence?: { readonly floor?: number; readonly promise?: number };
  /** The value that an earlier phase had, where the condition compares with it. */
  readonly against?: Reading & { readonly phase: number };
  /** Where it compares two windows between which the market was another one. */
  readonly market?: MarketDifference;
  /** The phase before, whose trades count too, since this phase leaves the metric as it is. */
  readonly pooled?: number;
  /** The look at which it is judged, from 1; 0 before the first. */
  readonly look: number;
  /**
   * Since when a trigger has fired, or a limit is broken. The numbers of a sum and of a tendency, which may have come back
   * since, are those of then.
   */
  readonly at?: Instant;
  readonly signature?: Signature;
  /** Of a pass at an earlier look: the value as of now, where it has come to miss the threshold. */
  readonly now?: Reading;
}

/** How the market of a window and of the earlier one that it is compared with differ: each member only where it does. */
export interface MarketDifference {
  /** The share of the observed time that lies on a weekend. */
  readonly weekend?: readonly [own: number, earlier: number];
  /** The realised volatility of the price over a day, as a fraction. */
  readonly volatility?: readonly [own: number, earlier: number];
}

/** What a person has to look at before a gate passes. */
export type Warning =
  /** A position is open for far longer than the bot ever let one run until its time was up. */
  | { readonly kind: "overdue" }
  /** So many trades lost more on the price than the running stop allows; both are fractions. */
  | {
      readonly kind: "loss-beyond-stop";
      readonly parameter: string;
      readonly stop: number;
      readonly n: number;
      readonly most: number;
    }
  /** An open position has lost more than twice what the running stop allows; both are fractions of the price. */
  | { readonly kind: "held-beyond-stop"; readonly parameter: string; readonly stop: number; readonly most: number }
  /** The model ended so many trades at a probability near 0. */
  | { readonly kind: "unlikely-exit"; readonly n: number; readonly least: number };

/** A person's word on a condition: a judgement, or what the evidence could not settle. */
export interface Signature {
  /** The condition's id. */
  readonly criterion: string;
  readonly note: string;
  /** "Name <mail>" and ISO 8601 with its offset; absent while it is asked for. */
  readonly who?: string;
  readonly when?: string;
}

/** A look that was reached: fixed by the data, so that a later replay finds the same. */
export interface ReachedLook {
  /** From 1. */
  readonly look: number;
  readonly at: Instant;
}

/** The monitoring window of a phase as far as it has come. */
export interface WindowState {
  /** The start of the first process that runs the phase's values; absent while there is none. */
  readonly from?: Instant;
  /** When a later checkpoint ended it, if one did. */
  readonly ended?: Instant;
  /** Hours in which the bot is known to have run, up to the moment that is judged. */
  readonly hours: number;
  /** The share of the window's time in which it is known to have run. */
  readonly coverage: number;
  /** Closed trades that count. */
  readonly trades: number;
  readonly leftOut: Readonly<Partial<Record<LeftOut, number>>>;
  /** The looks that were reached, in order, and how many there are in all. */
  readonly reached: readonly ReachedLook[];
  readonly looks: number;
}

/** The gate of one phase at one moment. */
export interface GateResult {
  readonly phase: number;
  readonly at: Instant;
  /** The look that decided, 0 before the first. */
  readonly look: number;
  readonly outcome: "pass" | "fail" | "inconclusive" | "error";
  /** The ids of the conditions that decided it, and how each did. */
  readonly why: readonly { readonly criterion: string; readonly outcome: Outcome }[];
  readonly criteria: readonly Verdict[];
  readonly triggers: readonly Verdict[];
  readonly signatures: readonly Signature[];
  readonly window: WindowState;
  /** As of now; none once the phase is validated. */
  readonly warnings: readonly Warning[];
  /** Of the look, where there was one. */
  readonly since?: SinceLook;
}

/** When a look was, and what came after it. */
export interface SinceLook {
  readonly at: Instant;
  /** Closed trades, a person's too. */
  readonly trades: number;
  /** Their result after costs; absent where there are none, or that of one is not known. */
  readonly net?: number;
}
