// What can be said of a phase before it starts: the shapes of a forecast.
import type { Criterion } from "../../plan/plan";
import type { Note } from "../../problem";
import type { Interval } from "../statistics/intervals";

/** What a phase's window can decide, worked out from the plan's own figures alone. It is no verdict. */
export interface Forecast {
  readonly phase: number;
  /** The trades a week that the plan expects, where it says so. */
  readonly tradesPerWeek?: number;
  /** The planned looks, the end of the window first. */
  readonly looks: readonly Look[];
  /** The chance that the window's hours bring its trades, for each dispersion that is reckoned with. */
  readonly enough: readonly EnoughTrades[];
  readonly criteria: readonly CriterionForecast[];
  readonly triggers: readonly TriggerForecast[];
  /** Absent where chance fires no trigger. */
  readonly falseAlarm?: FalseAlarm;
  /** `window-too-short`, `cannot-pass`, `cannot-tell` and `contradiction`, with what would do instead. */
  readonly findings: readonly Note[];
}

export interface EnoughTrades {
  readonly dispersion: number;
  readonly chance: number;
}

export interface Look {
  /** Counted from 1. */
  readonly look: number;
  /** The trades that all chances at this look are worked out for. */
  readonly trades?: number;
  readonly hours?: readonly LookHours[];
}

/** When a look is reached, in hours in which the bot runs. */
export interface LookHours {
  readonly dispersion: number;
  readonly mean: number;
  /** In 9 of 10 cases it is reached within so many. */
  readonly within90: number;
}

/** How often chance alone fires one of a phase's triggers, on a bot that is no worse than they allow. */
export interface FalseAlarm {
  /** Those that chance can fire: over tendencies. */
  readonly triggers: number;
  /** The sum of what each may take over a whole rollout, from 0 to 1; the true chance is seldom near it. */
  readonly atMost: number;
}

export interface CriterionForecast {
  readonly criterion: Criterion;
  readonly outlook: Chances | Fact | Judgement | Unknown;
}

export interface TriggerForecast {
  readonly criterion: Criterion;
  readonly outlook: Fires | Fact | Judgement | Unknown;
}

/** How often a gate passes a criterion, each as a chance from 0 to 1. */
export interface Chances {
  readonly is: "chances";
  readonly promise: number;
  readonly floor: number;
  /** Where the floor comes from: the rollback trigger of the same metric, `worst`, or the threshold itself. */
  readonly floorBy: "trigger" | "worst" | "threshold";
  /** What the value is measured on at the first look: how many of the trades or candles count, on average. */
  readonly measuredOn: number;
  readonly counting: "trades" | "candles";
  /** The 90 % interval that the value as promised would carry at the first look. */
  readonly interval: Interval;
  readonly asPromised: Outcomes;
  readonly atFloor: Outcomes;
}

/** At the first look; `passByLast` is the chance to have passed by the last one, absent where it is not worked out. */
export interface Outcomes {
  readonly pass: number;
  /** Meets the threshold, but a bot at the floor would too often: a person has to sign. */
  readonly weak: number;
  /** Misses the threshold, and is looked at again. */
  readonly short: number;
  /** Too few trades that count. */
  readonly few: number;
  /** The rollback trigger of the same metric fired before. */
  readonly fired: number;
  readonly passByLast?: number;
}

/** How often a trigger fires although the bot is as promised. */
export interface Fires {
  readonly is: "fires";
  readonly promise: number;
  readonly byFirst: number;
  /** Absent where it is not worked out: at most 1 in 20. */
  readonly byLast?: number;
}

/** Compared as it happens. `chance` is that of a count which the plan's figures tell. */
export interface Fact {
  readonly is: "fact";
  readonly chance?: { readonly byFirst: number; readonly byLast: number };
}

/** For a person to confirm. */
export interface Judgement {
  readonly is: "judgement";
}

export interface Unknown {
  readonly is: "unknown";
  readonly why: UnknownReason;
}

/** Why nothing can be told in advance. */
export type UnknownReason =
  /** No record tells the metric: which signals proved right. */
  | "not-recorded"
  /** The plan names no value that is expected. */
  | "no-promise"
  /** What it expects of a share is no share: 83.1 for 0.831. */
  | "no-share"
  /** It does not say how many trades a week to expect, or how long they last. */
  | "no-rate"
  /** It does not say how much the metric varies from trade to trade. */
  | "no-spread"
  /** It does not say what to expect of the phase that is compared with. */
  | "no-comparison"
  /** The condition counts in a way that is not worked out. */
  | "selection"
  /** With so few trades there is nothing to compare. */
  | "too-few"
  /** There are too many trades for an exact sum. */
  | "too-many";
