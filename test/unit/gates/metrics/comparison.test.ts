// Holds a comparison of two windows against exact sums, published examples, and windows that are the same but for luck.
import assert from "node:assert/strict";
import { compare } from "../../../../src/core/gates/metrics/comparison";
import type { Comparable, MeasuredMetric } from "../../../../src/core/gates/metrics/family";
import { measure } from "../../../../src/core/gates/metrics/measure";
import { differenceOf, estimateInterval, tTail } from "../../../../src/core/gates/statistics/student";
import { runPython } from "../../../support/oracle";
import { sampleOf } from "../../../support/sample";

function measured(value: number | undefined, comparable?: Comparable): MeasuredMetric {
  const untold = () => undefined;
  return {
    reading: { ...(value !== undefined && { value }), n: 10, level: 0.9, leftOut: {} },
    tailAt: untold,
    largestEvidence: untold,
    intervalAt: untold,
    sequenceAt: untold,
    ...(comparable && { comparable }),
  };
}

const counted = (count: number, hours: number, dispersion = 1) =>
  measured(count / hours, { by: "count", count, hours, dispersion });
const estimated = (value: number, error: number, freedom: number) =>
  measured(value, { by: "estimate", estimate: { value, error, freedom } });

function near(actual: number | undefined, expected: number, error: number): void {
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= error, `${actual} instead of ${expected}`);
}

describe("a comparison with an earlier window", () => {
  it("of rates is the exact binomial one", () => {
    const [tail] = JSON.parse(
      runPython(`
import json, math
from fractions import Fraction
chance = Fraction(3, 2) * 48 / (Fraction(3, 2) * 48 + 24)
print(json.dumps([float(sum(math.comb(21, k) * chance**k * (1 - chance)**(21 - k) for k in range(16, 22)))]))`),
    ) as [number];
    const compared = compare(counted(16, 48), counted(5, 24));
    near(compared.ratio, 1.6, 1e-12);
    near(compared.tailAt(1.5, "above"), tail, 1e-12);
    const [low = 0, high = 0] = compared.intervalAt(0.9) ?? [];
    near(compared.tailAt(low, "above"), 0.05, 1e-9);
    near(compared.tailAt(high, "below"), 0.05, 1e-9);
  });

  it("of rates tells as much as so many independent trades", () => {
    const clustered = compare(counted(32, 48, 2), counted(10, 24));
    near(clustered.tailAt(1.5, "above"), compare(counted(16, 48), counted(5, 24)).tailAt(1.5, "above") ?? 0, 1e-12);
  });

  it("of means is Welch's", () => {
    // Welch 1947's test on the two samples of R's own help, `sleep`: t = −1.8608, df = 17.776, p = 0.07939.
    const [own, earlier] = [
      { value: 0.75, error: 1.78901 / Math.sqrt(10), freedom: 9 },
      { value: 2.33, error: 2.002249 / Math.sqrt(10), freedom: 9 },
    ];
    const difference = differenceOf(own, earlier, 1);
    near(difference.freedom, 17.776, 1e-3);
    near(2 * tTail(-difference.value / difference.error, difference.freedom), 0.07939, 1e-5);
    const [low, high] = estimateInterval(difference, 0.95);
    near(low, -3.3654832, 1e-5);
    near(high, 0.2054832, 1e-5);
    const compared = compare(estimated(0.75, own.error, 9), estimated(2.33, earlier.error, 9));
    near(compared.tailAt(1, "below"), 0.07939 / 2, 1e-5);
  });

  it("has the ratios in its interval that neither tail speaks against", () => {
    const compared = compare(estimated(0.05, 0.01, 19), estimated(0.03, 0.005, 9));
    const [low = 0, high = 0] = compared.intervalAt(0.9) ?? [];
    assert.ok(low < 5 / 3 && high > 5 / 3);
    near(compared.tailAt(low, "above"), 0.05, 1e-9);
    near(compared.tailAt(high, "below"), 0.05, 1e-9);
  });

  it("has no interval where the earlier value may be nothing", () => {
    assert.equal(compare(estimated(0.05, 0.01, 19), estimated(0.03, 0.03, 9)).intervalAt(0.9), undefined);
  });

  it("says no multiple of a loss, only as much as then", () => {
    const compared = compare(estimated(0.05, 0.01, 19), estimated(-0.01, 0.005, 9));
    assert.equal(compared.ratio, undefined);
    assert.equal(compared.tailAt(1.3, "above"), undefined);
    assert.ok((compared.tailAt(1, "above") ?? 1) < 0.001);
  });

  it("says nothing where one has no value", () => {
    for (const [own, earlier] of [
      [measured(undefined), counted(5, 24)],
      [counted(5, 24), measured(undefined)],
      [measured(0.5), measured(0.4)],
    ] as const) {
      const compared = compare(own, earlier);
      assert.equal(compared.tailAt(1, "above"), undefined);
      assert.equal(compared.intervalAt(0.9), undefined);
    }
    assert.equal(compare(counted(0, 24), counted(0, 24)).ratio, undefined);
  });

  it("finds one in twenty of windows that are alike to be better than 19 of 20", () => {
    for (const metric of ["tradesPerWeek", "winRate", "sharpeRatio", "returnPerWeek", "averageHoldingHours"] as const) {
      let [seldom, rounds] = [0, 300];
      for (let seed = 0; seed < rounds; seed++) {
        const windows = [2 * seed, 2 * seed + 1].map((one) => {
          const sample = sampleOf("usual", 25, one);
          return measure({ metric }, { ...sample, designEffect: 1, dispersion: 1 });
        });
        const [own, earlier] = windows as [MeasuredMetric, MeasuredMetric];
        if ((compare(own, earlier).tailAt(1, "above") ?? 1) <= 0.05) seldom++;
      }
      const spread = 3 * Math.sqrt((0.05 * 0.95) / rounds);
      assert.ok(seldom / rounds <= 0.05 + spread, `${metric}: ${seldom} of ${rounds}`);
    }
  });
});
