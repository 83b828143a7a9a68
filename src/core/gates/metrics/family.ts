// What a metric declares, and what it tells of a window: its value, and what can be said of the true one.
import type { LeftOut } from "../../evidence/trade";
import type { MeasuredCriterion } from "../../plan/plan";
import type { Direction } from "../statistics/evidence";
import type { Interval } from "../statistics/intervals";
import type { Estimate } from "../statistics/student";
import type { Reading } from "../verdict";
import type { Sample } from "./sample";

/** What a metric is for those who write, read, forecast and judge it, and how it is measured. */
export interface MetricDeclaration {
  /** Of its values, as plans spell it. */
  readonly unit: string;
  /** `share`: from 0 to 1. `positive`: never negative; a loss too is written as a positive number. */
  readonly values: "share" | "positive" | "any";
  /** A fact is compared as it is; a tendency needs enough trades for its statistics. */
  readonly kind: "fact" | "tendency";
  /** Whether it is either net or gross: fees and funding change it. */
  readonly hasBasis: boolean;
  /** Whether it is that of single trades, or scaled to a longer time. */
  readonly hasScale?: true;
  /** Whether no source that there is tells its value. */
  readonly isUnrecorded?: true;
  /** What the value rests on: the `n` of a reading is a number of these. */
  readonly counts: "trades" | "candles" | "errors";
  /** Whether that nothing happened is a value too, as long as the bot ran. */
  readonly isCount?: true;
  /**
   * What its chances are worked out from before a phase starts: as a share of the trades that a condition selects, of all
   * trades or of candles, as a rate against an earlier phase's; absent where the plan's figures don't tell them.
   */
  readonly forecast?: "selected-trades" | "all-trades" | "candles" | "rate";
  readonly measure: (condition: Condition, sample: Sample) => Statistic;
}

/** The metrics of one family, by the names that plans give them. */
export type MetricDeclarations = Readonly<Record<string, MetricDeclaration>>;

/** What is measured: of which trades, and how it is counted. A criterion or an expectation says it. */
export type Condition = Pick<MeasuredCriterion, "metric" | "trades" | "basis" | "scale">;

/** What a value is compared with another window's by. */
export type Comparable =
  /** The difference of two estimates, on the plain scale or that of their logarithms. */
  | { readonly by: "estimate" | "logarithm"; readonly estimate: Estimate }
  /** The part that a window has in the events of both. */
  | { readonly by: "count"; readonly count: number; readonly hours: number; readonly dispersion: number };

/** A metric of one window. Every number is finite; undefined is what can't be told of it. */
export interface MeasuredMetric {
  readonly reading: Reading;
  /**
   * The chance of a measured value at least as far `direction` as this one, where the true one is `value`. It holds for a
   * fixed number of trades: at a planned look.
   */
  tailAt(value: number, direction: Direction): number | undefined;
  /**
   * ln of the largest evidence after any of the window's trades that the true value lies on that side of `value`. 0 where
   * nothing speaks for it; undefined where the metric has no evidence that may be looked at all the time.
   */
  largestEvidence(value: number, direction: Direction): number | undefined;
  /** Has the true value in it with the chance `level`, at one planned look. */
  intervalAt(level: number): Interval | undefined;
  /**
   * Has the true value in it with the chance `level`, however often one looks; undefined as long as it has no bounds. Absent
   * where the metric has none, or no value.
   */
  readonly sequenceAt?: (level: number) => Interval | undefined;
  /** Absent where it can't be told from that of another window. */
  readonly comparable?: Comparable;
}

/** A metric of one window, as a multiple of its own value in an earlier one. */
export interface ComparedMetric {
  readonly own: Reading;
  readonly earlier: Reading;
  /** Own value over the earlier one; undefined unless the earlier one is above 0. */
  readonly ratio: number | undefined;
  /** The chance of values at least as far apart in that direction, where the true one is `multiple` times the earlier one. */
  tailAt(multiple: number, direction: Direction): number | undefined;
  /** Has the true ratio in it with the chance `level`, at one planned look. */
  intervalAt(level: number): Interval | undefined;
}

/** What a family works out of a sample: a value, and answers to as many of the questions as it can. */
export interface Statistic extends Partial<Omit<MeasuredMetric, "reading">> {
  readonly value: number | undefined;
  readonly n: number;
  readonly designEffect?: number;
  readonly compounded?: number;
  /** What the value can't be computed without, and nothing tells. */
  readonly needs?: Reading["needs"];
  /** How many of the trades that count have no value, by what they lack. */
  readonly lacking?: Readonly<Partial<Record<LeftOut, number>>>;
}
