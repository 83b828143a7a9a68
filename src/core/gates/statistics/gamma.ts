// The gamma function's logarithm, its incomplete integrals, and the quantiles that follow from them.
import { invert } from "./invert";

const PRECISION = 1e-16;
const TINY = 1e-300;
const MOST_TERMS = 1_000_000;

/** ln Γ(x) for x > 0. */
export function lnGamma(x: number): number {
  let [shifted, product] = [x, 1];
  for (; shifted < 10; shifted++) product *= shifted;
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI);
  return stirling + stirlingRest(shifted) - Math.log(product);
}

/** What Stirling's formula leaves out, for x of 10 and more. */
export function stirlingRest(x: number): number {
  const square = x * x;
  const terms =
    1 / 12 -
    (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square;
  return terms / x;
}

/** ln of x^a·e^(−x) / Γ(a + 1). Near its peak both factors are huge and cancel, so that a large `a` has a formula of its own. */
function lnPeak(a: number, x: number): number {
  if (a < 10) return a * Math.log(x) - x - lnGamma(a + 1);
  const distance = (x - a) / a;
  return a * (Math.log1p(distance) - distance) - 0.5 * Math.log(2 * Math.PI * a) - stirlingRest(a);
}

/** The regularized lower incomplete gamma function P(a, x), for a > 0. */
export function gammaP(a: number, x: number): number {
  if (x <= 0) return 0;
  return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
}

/** The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact in its own tail. */
export function gammaQ(a: number, x: number): number {
  if (x <= 0) return 1;
  return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
}

function lowerSeries(a: number, x: number): number {
  let [term, sum] = [1, 1];
  for (let n = 1; n < MOST_TERMS && term > sum * PRECISION; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(lnPeak(a, x));
}

/** Lentz's continued fraction. */
function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / nonzero(numerator * d + b);
    c = nonzero(b + numerator / c);
    fraction *= d * c;
    // Also where it is no number.
    if (!(Math.abs(d * c - 1) >= PRECISION * 10)) break;
  }
  return fraction * a * Math.exp(lnPeak(a, x));
}

/** Lentz's method divides by its terms. */
export function nonzero(term: number): number {
  return Math.abs(term) < TINY ? TINY : term;
}

/** The x at which P(a, x) is `probability`. */
export function gammaQuantile(probability: number, a: number): number {
  let high = a + 1;
  while (gammaP(a, high) < probability) high *= 2;
  return invert((x) => gammaP(a, x), probability, 0, high);
}

/** The z below which a standard normal value lies with `probability`. */
export function normalQuantile(probability: number): number {
  const tail = Math.min(probability, 1 - probability);
  const distance = invert((z) => -gammaQ(0.5, (z * z) / 2) / 2, -tail, 0, 40);
  return probability < 0.5 ? -distance : distance;
}
