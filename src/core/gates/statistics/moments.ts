// Sums and moments of a sample, in one pass.

/** A sum without the rounding errors of many small and large terms (Neumaier 1974). */
export function sum(values: Iterable<number>): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** A mean and the sums of the 2nd to 4th powers of the distances from it. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
}

export const noMoments: Moments = { n: 0, mean: 0, m2: 0, m3: 0, m4: 0 };

export function momentsOf(values: Iterable<number>): Moments {
  let moments = noMoments;
  for (const value of values) moments = withValue(moments, value);
  return moments;
}

/** The moments after one more value (Pébay 2008, equations 1.6 and 3.1 for a single value). */
export function withValue({ n: before, mean, m2, m3, m4 }: Moments, value: number): Moments {
  const n = before + 1;
  const distance = value - mean;
  const step = distance / n;
  const square = step * step;
  const term = distance * step * before;
  return {
    n,
    mean: mean + step,
    m2: m2 + term,
    m3: m3 + term * step * (n - 2) - 3 * step * m2,
    m4: m4 + term * square * (n * n - 3 * n + 3) + 6 * square * m2 - 4 * step * m3,
  };
}

/** What differs less than this in relation to its mean, differs by rounding. */
const ROUNDING = 1e-12;

/** The standard deviation of the distribution behind the sample; undefined where all values are the same, or one alone. */
export function deviationOf({ n, mean, m2 }: Moments): number | undefined {
  const deviation = Math.sqrt(m2 / (n - 1));
  return n > 1 && deviation > Math.abs(mean) * ROUNDING && Number.isFinite(deviation) ? deviation : undefined;
}

/** The third standardized moment; 0 for a symmetric sample. */
export function skewnessOf({ n, m2, m3 }: Moments): number {
  return (Math.sqrt(n) * m3) / m2 ** 1.5;
}

/** The fourth standardized moment; 3 for a normal distribution. */
export function kurtosisOf({ n, m2, m4 }: Moments): number {
  return (n * m4) / (m2 * m2);
}
