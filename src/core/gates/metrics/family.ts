// What every metric tells of itself, whatever its family: its value, and what can be said of the true one.
import type { LeftOut } from "../../evidence/trade";
import type { MeasuredCriterion } from "../../plan/plan";
import type { Direction } from "../statistics/evidence";
import type { Interval } from "../statistics/intervals";
import type { Estimate } from "../statistics/student";
import type { Reading } from "../verdict";

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
  /** What the value can't be computed without, and nothing tells. */
  readonly needs?: Reading["needs"];
  /** How many of the trades that count have no value, by what they lack. */
  readonly lacking?: Readonly<Partial<Record<LeftOut, number>>>;
}
