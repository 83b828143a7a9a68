// Holds the special functions against scipy's values, against CPython's exact fractions, and against their own laws.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { betaInc, betaQuantile } from "../../../src/core/gates/statistics/beta";
import { atLeastSuccesses, atLeastTrades, hoursUntil } from "../../../src/core/gates/statistics/counts";
import { gammaP, gammaQ, gammaQuantile, lnGamma, normalQuantile } from "../../../src/core/gates/statistics/gamma";
import { tQuantile } from "../../../src/core/gates/statistics/student";
import { runPython } from "../../support/oracle";

type Row = readonly [name: string, argument: number, first: number, second: number, value: number];

interface Function {
  readonly calculate: (argument: number, first: number, second: number) => number;
  /** The largest error: of values above 1 in relation to them. */
  readonly error: number;
}

const functions: Readonly<Record<string, Function>> = {
  beta: { calculate: betaQuantile, error: 3e-11 },
  gamma: { calculate: gammaQuantile, error: 7e-13 },
  t: { calculate: tQuantile, error: 1e-12 },
  norm: { calculate: normalQuantile, error: 7e-13 },
  betainc: { calculate: betaInc, error: 2e-13 },
  gammaincP: { calculate: (x, a) => gammaP(a, x), error: 2e-13 },
  gammaincQ: { calculate: (x, a) => gammaQ(a, x), error: 2e-13 },
  gammaln: { calculate: lnGamma, error: 1e-14 },
};

describe("the special functions", () => {
  const { rows } = JSON.parse(readFileSync("test/fixtures/scipy-values.json", "utf8")) as { rows: Row[] };

  it("are all of those that there are values for", () =>
    assert.deepEqual([...new Set(rows.map(([name]) => name))].sort(), Object.keys(functions).sort()));

  for (const [name, { calculate, error }] of Object.entries(functions)) {
    it(`have scipy's values: ${name}`, () => {
      for (const [row, argument, first, second, expected] of rows) {
        if (row !== name) continue;
        const value = calculate(argument, first, second);
        const allowed = error * Math.max(1, Math.abs(expected));
        assert.ok(Math.abs(value - expected) <= allowed, `${name} ${[argument, first, second]}: ${value}, ${expected}`);
      }
    });
  }

  const size = fc.double({ min: 0.05, max: 5000, noNaN: true });
  /** As of counts: with less, a quantile may be nearer to 1 than a double can tell. */
  const whole = fc.double({ min: 1, max: 5000, noNaN: true });
  const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });

  it("complement each other", () => {
    fc.assert(
      fc.property(size, size, (a, x) => {
        assert.ok(Math.abs(gammaP(a, x) + gammaQ(a, x) - 1) < 1e-12);
      }),
    );
    fc.assert(
      fc.property(size, size, probability, (a, b, x) => {
        assert.ok(Math.abs(betaInc(x, a, b) + betaInc(1 - x, b, a) - 1) < 1e-9);
      }),
    );
  });

  it("never fall where they should rise", () => {
    fc.assert(
      fc.property(size, size, probability, probability, (a, b, x, y) => {
        const [low, high] = [Math.min(x, y), Math.max(x, y)];
        assert.ok(betaInc(low, a, b) <= betaInc(high, a, b) + 1e-12);
        assert.ok(gammaP(a, low * a * 2) <= gammaP(a, high * a * 2) + 1e-12);
      }),
    );
  });

  it("are undone by their quantiles", () => {
    fc.assert(
      fc.property(whole, whole, probability, (a, b, p) => {
        assert.ok(Math.abs(betaInc(betaQuantile(p, a, b), a, b) - p) < 1e-9);
        assert.ok(Math.abs(gammaP(a, gammaQuantile(p, a)) - p) < 1e-10);
      }),
    );
  });
});

describe("the chances of counts", () => {
  it("are CPython's exact binomial sums", () => {
    const cases = [
      [17, 20, 0.75],
      [2, 2, 0.5],
      [1, 124, 0.101],
      [40, 60, 0.831],
      [170, 200, 0.89],
    ] as const;
    const sums = JSON.parse(
      runPython(`
import json, math
from fractions import Fraction
def tail(k, n, p):
    p = Fraction(p)
    return sum(math.comb(n, i) * p**i * (1 - p)**(n - i) for i in range(k, n + 1))
print(json.dumps([float(tail(k, n, p)) for k, n, p in ${JSON.stringify(cases)}]))`),
    ) as number[];
    for (const [index, [successes, trials, chance]] of cases.entries()) {
      assert.ok(Math.abs(atLeastSuccesses(successes, trials, chance) - (sums[index] ?? 0)) < 1e-12);
    }
  });

  it("are CPython's exact sums for trades in clusters, and for those without", () => {
    const cases = [
      [3, 6, 2],
      [10, 24, 4],
      [50, 168, 2],
      [20, 48, 1],
    ] as const;
    const perHour = 37.3 / 168;
    // A negative binomial's probabilities by their recurrence; a Poisson distribution is its limit.
    const sums = JSON.parse(
      runPython(`
import json
from decimal import Decimal, getcontext
getcontext().prec = 60
def fewer(n, hours, dispersion):
    mean = Decimal(${perHour}) * hours
    d = Decimal(dispersion)
    term = (-mean).exp() if dispersion == 1 else (1 / d) ** (mean / (d - 1))
    total = Decimal(0)
    for k in range(n):
        total += term
        term *= mean / (k + 1) if dispersion == 1 else (mean / (d - 1) + k) / (k + 1) * (1 - 1 / d)
    return total
print(json.dumps([float(1 - fewer(*case)) for case in ${JSON.stringify(cases)}]))`),
    ) as number[];
    for (const [index, [trades, hours, dispersion]] of cases.entries()) {
      assert.ok(Math.abs(atLeastTrades(trades, hours, { perHour, dispersion }) - (sums[index] ?? 0)) < 1e-12);
    }
  });

  it("tell the hours that a chance takes", () => {
    for (const dispersion of [1, 2, 4]) {
      const arrivals = { perHour: 0.2, dispersion };
      assert.ok(Math.abs(atLeastTrades(7, hoursUntil(7, 0.9, arrivals), arrivals) - 0.9) < 1e-12);
    }
  });
});
