// What an estimate with its standard error tells at a planned look.
import { type Estimate, estimateInterval, estimateTail } from "../statistics/student";
import type { Statistic } from "./family";

/** An interval of fewer results would say more of their distribution than is known. */
const FEWEST_DEGREES = 4;

/** The answers of an estimate; none where it has no error to reckon with. */
export function answersOf(estimate: Estimate): Partial<Statistic> {
  if (!(estimate.error > 0 && estimate.freedom > 0)) return {};
  return {
    comparable: { by: "estimate", estimate },
    tailAt: (value, direction) => estimateTail(estimate, value, direction),
    intervalAt: (level) => (estimate.freedom < FEWEST_DEGREES ? undefined : estimateInterval(estimate, level)),
  };
}

/** The answers where it is the value's logarithm that is estimated. */
export function answersOfLogarithm(estimate: Estimate): Partial<Statistic> {
  const { tailAt, intervalAt } = answersOf(estimate);
  if (!tailAt || !intervalAt) return {};
  return {
    comparable: { by: "logarithm", estimate },
    tailAt: (value, direction) => (value > 0 ? tailAt(Math.log(value), direction) : undefined),
    intervalAt: (level) => {
      const [low, high] = intervalAt(level) ?? [];
      return low === undefined || high === undefined ? undefined : [Math.exp(low), Math.exp(high)];
    },
  };
}

/** An estimate and its error in another unit. */
export function scaledBy({ value, error, freedom }: Estimate, factor: number): Estimate {
  return { value: value * factor, error: error * factor, freedom };
}
