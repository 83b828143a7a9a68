// Compares a metric with its own value in an earlier window.
import { atLeastSuccesses } from "../statistics/counts";
import type { Direction } from "../statistics/evidence";
import { type Interval, ratioInterval } from "../statistics/intervals";
import { invert } from "../statistics/invert";
import { differenceOf, type Estimate, estimateInterval, estimateTail } from "../statistics/student";
import type { Comparable, ComparedMetric, MeasuredMetric } from "./family";
import { finite, finiteEnds } from "./results";

/** What two values tell of the ratio of the true ones. */
interface Answers {
  tailAt(multiple: number, direction: Direction): number;
  intervalAt(level: number): Interval | undefined;
}

/** The two are of the same condition. */
export function compare(own: MeasuredMetric, earlier: MeasuredMetric): ComparedMetric {
  const [value, before] = [own.reading.value, earlier.reading.value];
  const ratio = value !== undefined && before !== undefined && before > 0 ? finite(value / before) : undefined;
  const answers = own.comparable && earlier.comparable && answersOf(own.comparable, earlier.comparable);
  return {
    own: own.reading,
    earlier: earlier.reading,
    ratio,
    // Of a loss, only "as much as then" means anything.
    tailAt: (multiple, direction) =>
      ratio === undefined && multiple !== 1 ? undefined : finite(answers?.tailAt(multiple, direction)),
    intervalAt: (level) => (ratio === undefined ? undefined : finiteEnds(answers?.intervalAt(level))),
  };
}

function answersOf(own: Comparable, earlier: Comparable): Answers | undefined {
  if (own.by === "count") return earlier.by === "count" ? ofCounts(own, earlier) : undefined;
  if (earlier.by === "count" || own.by !== earlier.by) return undefined;
  return (own.by === "logarithm" ? ofLogarithms : ofEstimates)(own.estimate, earlier.estimate);
}

type Count = Extract<Comparable, { by: "count" }>;

/** Given the events of both windows, those of the one are binomial. */
function ofCounts(own: Count, earlier: Count): Answers {
  const dispersion = Math.max(own.dispersion, earlier.dispersion);
  const [count, before] = [own.count / dispersion, earlier.count / dispersion];
  return {
    tailAt: (multiple, direction) => {
      const chance = (multiple * own.hours) / (multiple * own.hours + earlier.hours);
      return direction === "above"
        ? atLeastSuccesses(count, count + before, chance)
        : atLeastSuccesses(before, count + before, 1 - chance);
    },
    intervalAt: (level) => ratioInterval(count, before, own.count / own.hours / (earlier.count / earlier.hours), level),
  };
}

function ofLogarithms(own: Estimate, earlier: Estimate): Answers {
  const difference = differenceOf(own, earlier, 1);
  return {
    tailAt: (multiple, direction) => estimateTail(difference, Math.log(multiple), direction),
    intervalAt: (level) => {
      const [low, high] = estimateInterval(difference, level);
      return [Math.exp(low), Math.exp(high)];
    },
  };
}

function ofEstimates(own: Estimate, earlier: Estimate): Answers {
  const tailAt = (multiple: number, direction: Direction) =>
    estimateTail(differenceOf(own, earlier, multiple), 0, direction);
  return { tailAt, intervalAt: (level) => ratioBetween(tailAt, own.value / earlier.value, (1 - level) / 2) };
}

/** No ratio this large is told from any other. */
const LARGEST_RATIO = 1e6;

/** All positive ratios that neither tail speaks against; undefined where they have no end (Fieller 1954). */
function ratioBetween(tailAt: Answers["tailAt"], ratio: number, tail: number): Interval | undefined {
  if (!(ratio > 0) || tailAt(0, "above") > tail || tailAt(LARGEST_RATIO, "below") > tail) return undefined;
  return [
    invert((multiple) => tailAt(multiple, "above"), tail, 0, ratio),
    invert((multiple) => -tailAt(multiple, "below"), -tail, ratio, LARGEST_RATIO),
  ];
}
