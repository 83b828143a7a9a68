// How far a standard deviation may be from the true one, whatever the distribution: by leaving out one value after another.
import { momentsOf } from "./moments";

/**
 * What each value says of the logarithm of the standard deviation: their mean is its estimate, and their scatter its error
 * (Miller 1968). That of chi-square holds for normal values alone, and those of trades have heavy tails. Not finite where all
 * other values are the same.
 */
export function deviationLogarithms(values: readonly number[]): number[] {
  const { n, mean, m2 } = momentsOf(values);
  const all = Math.log(m2 / (n - 1)) / 2;
  return values.map((value) => {
    const others = (m2 - (n / (n - 1)) * (value - mean) ** 2) / (n - 2);
    return n * all - ((n - 1) * Math.log(others)) / 2;
  });
}
