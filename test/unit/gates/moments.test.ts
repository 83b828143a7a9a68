// Holds sums, moments and correlations against CPython's fractions, also of values that nearly cancel.
import assert from "node:assert/strict";
import {
  clustering,
  designEffectOf,
  dispersionOf,
  lagOneCorrelation,
} from "../../../src/core/gates/statistics/clusters";
import { deviationOf, kurtosisOf, momentsOf, skewnessOf, sum } from "../../../src/core/gates/statistics/moments";
import { sharpeOf, sharpeScale } from "../../../src/core/gates/statistics/sharpe";
import { runPython } from "../../support/oracle";
import { randomFrom } from "../../support/random";

const random = randomFrom(42);
const series: readonly (readonly number[])[] = [
  Array.from({ length: 50 }, () => random() - 0.4),
  Array.from({ length: 200 }, () => 1e6 + random()),
  Array.from({ length: 80 }, (_, index) => (random() - 0.5) * 10 ** ((index % 17) - 8)),
  Array.from({ length: 100 }, (_, index) => Math.floor(index / 10) % 2),
  [3, 5],
];

interface Exact {
  readonly sum: number;
  readonly mean: number;
  readonly deviation: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly correlation: number;
}

function near(actual: number | undefined, expected: number, error = 1e-9): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= error * Math.max(1, Math.abs(expected)),
    `${actual}, ${expected}`,
  );
}

describe("moments", () => {
  it("are CPython's exact ones", () => {
    const answers = JSON.parse(
      runPython(`
import json, math
from fractions import Fraction
def exact(values):
    values = [Fraction(value) for value in values]
    n = len(values)
    mean = sum(values) / n
    power = lambda k: sum((value - mean) ** k for value in values) / n
    products = sum((a - mean) * (b - mean) for a, b in zip(values, values[1:]))
    return {"sum": float(sum(values)), "mean": float(mean), "deviation": math.sqrt(power(2) * n / (n - 1)),
            "skewness": float(power(3)) / float(power(2)) ** 1.5, "kurtosis": float(power(4) / power(2) ** 2),
            "correlation": float(products / power(2) / n)}
print(json.dumps([exact(values) for values in ${JSON.stringify(series)}]))`),
    ) as Exact[];
    for (const [index, values] of series.entries()) {
      const exact = answers[index] as Exact;
      const moments = momentsOf(values);
      assert.equal(sum(values), exact.sum);
      near(moments.mean, exact.mean, 1e-13);
      near(deviationOf(moments), exact.deviation);
      near(skewnessOf(moments), exact.skewness, 1e-7);
      near(kurtosisOf(moments), exact.kurtosis, 1e-7);
      near(lagOneCorrelation(values), exact.correlation);
    }
  });

  it("lose nothing of small terms beside large ones", () => assert.equal(sum([1, 1e100, 1, -1e100]), 2));

  it("have no spread where values differ by rounding alone, where there is one, or none", () => {
    for (const values of [[], [5], [0.1 + 0.2, 0.3], [7, 7, 7], [0, 0], [1e200, -1e200]]) {
      assert.equal(deviationOf(momentsOf(values)), undefined, `${values}`);
      assert.equal(sharpeOf(momentsOf(values)), undefined, `${values}`);
    }
  });
});

describe("results in clusters", () => {
  const blocks = Array.from({ length: 60 }, (_, index) => Number(Math.floor(index / 6) % 2 === 0));

  it("tell less, by (1 + r) / (1 - r)", () => {
    const r = lagOneCorrelation(blocks) ?? 0;
    assert.ok(r > 0.6);
    near(designEffectOf(blocks), (1 + r) / (1 - r));
    assert.equal(clustering(blocks), r);
  });

  it("are none where it may be chance, where there are few, and where they alternate", () => {
    assert.equal(designEffectOf(blocks.slice(0, 29)), 1);
    assert.equal(designEffectOf(Array.from({ length: 60 }, (_, index) => index % 2)), 1);
    assert.equal(designEffectOf(Array.from({ length: 60 }, () => 1)), 1);
  });

  it("have a dispersion once fourteen days tell of it, at least 1", () => {
    assert.equal(dispersionOf([]), 2);
    assert.equal(dispersionOf([9, 0, 0]), 2);
    assert.equal(dispersionOf(Array.from({ length: 20 }, () => 0)), 2);
    assert.equal(dispersionOf(Array.from({ length: 20 }, () => 5)), 1);
    near(dispersionOf([...Array(7).fill(0), ...Array(7).fill(10)]), (14 * 25) / 13 / 5);
  });
});

describe("a Sharpe ratio over a longer time", () => {
  it("grows with the root of the count where results are independent", () => near(sharpeScale(52, 0), Math.sqrt(52)));

  it("grows as Lo (2002) sums it up where neighbours have a correlation", () => {
    for (const [count, r] of [
      [12, 0.3],
      [52, 0.6],
      [2, 0.1],
    ] as const) {
      let lasting = 0;
      for (let distance = 1; distance < count; distance++) lasting += (count - distance) * r ** distance;
      near(sharpeScale(count, r), count / Math.sqrt(count + 2 * lasting));
    }
  });
});
