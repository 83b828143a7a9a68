// The incomplete beta function and its quantiles.
import { lnGamma, nonzero, stirlingRest } from "./gamma";
import { invert } from "./invert";

/** ln B(a, b). The logarithms of a large parameter nearly cancel, so that it has a formula of its own. */
export function lnBeta(a: number, b: number): number {
  if (b < a) return lnBeta(b, a);
  if (b < 10) return lnGamma(a) + lnGamma(b) - lnGamma(a + b);
  const quotient = (b - 0.5) * Math.log1p(-a / (a + b)) - a * Math.log(a + b) + a;
  return lnGamma(a) + quotient + stirlingRest(b) - stirlingRest(a + b);
}

/** The regularized incomplete beta function I_x(a, b), for a and b > 0. */
export function betaInc(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x > (a + 1) / (a + b + 2) ? 1 - partBelow(1 - x, b, a) : partBelow(x, a, b);
}

/** I_x(a, b) where x is below the middle: there the fraction converges fast. */
function partBelow(x: number, a: number, b: number): number {
  const scale = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - lnBeta(a, b)) / a;
  return scale === 0 ? 0 : scale * fraction(x, a, b);
}

/** Lentz's continued fraction. */
function fraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1));
  let product = d;
  for (let m = 1; m < 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d);
    c = nonzero(1 + even / c);
    product *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d);
    c = nonzero(1 + odd / c);
    product *= d * c;
    // Also where it is no number.
    if (!(Math.abs(d * c - 1) >= 1e-15)) break;
  }
  return product;
}

/** The x at which I_x(a, b) is `probability`. */
export function betaQuantile(probability: number, a: number, b: number): number {
  return invert((x) => betaInc(x, a, b), probability, 0, 1);
}
