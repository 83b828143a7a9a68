// Holds every metric against CPython's fractions, and what is said of the true value against integrals done by hand.
import assert from "node:assert/strict";
import type { Condition, MeasuredMetric } from "../../../../src/core/gates/metrics/family";
import { measure } from "../../../../src/core/gates/metrics/measure";
import type { Sample } from "../../../../src/core/gates/metrics/sample";
import { type Metric, metrics } from "../../../../src/core/plan/metric";
import type { TradeSelection } from "../../../../src/core/plan/plan";
import { Oracle } from "../../../support/oracle";
import { type Character, characters, sampleOf } from "../../../support/sample";

interface Request {
  readonly condition: Condition;
  readonly sample: Sample;
  /** The true value that chances and evidence are asked for. */
  readonly at: number;
  readonly chances: boolean;
  readonly evidence: boolean;
}

interface Answer {
  readonly value?: number;
  readonly n: number;
  readonly interval?: readonly [number, number];
  readonly above?: number;
  readonly below?: number;
  readonly evidence?: { readonly above: number; readonly below: number };
}

const selections: readonly (TradeSelection | undefined)[] = [
  undefined,
  { side: "short" },
  { exit: "model" },
  { first: 2 },
  { side: "long", first: 5 },
];
const sizes = [0, 1, 2, 3, 7, 40];
/** Integrals take their time: those of the other characters differ in nothing that matters to them. */
const chancy: ReadonlySet<Character> = new Set(["usual", "bare"]);
const names = Object.keys(metrics) as Metric[];

/** The conditions over a metric that differ in what they count, and in nothing that the metric does not have. */
function conditionsOf(metric: Metric): Condition[] {
  const scaled = metric === "sharpeRatio" || metric === "volatility";
  const bases = metrics[metric].hasBasis ? (["net", "gross"] as const) : [undefined];
  const scales = scaled ? (["trade", "week", "year"] as const) : [undefined];
  return selections.flatMap((trades) =>
    bases.flatMap((basis) =>
      scales.map((scale) => ({ metric, ...(trades && { trades }), ...(basis && { basis }), ...(scale && { scale }) })),
    ),
  );
}

function near(actual: number | undefined, expected: number | undefined, error: number, what: string): void {
  if (actual === undefined || expected === undefined) assert.equal(actual, expected, what);
  else
    assert.ok(
      Math.abs(actual - expected) <= error * Math.max(1, Math.abs(expected)),
      `${what}: ${actual}, ${expected}`,
    );
}

/** A true value that is neither sure nor absurd where `value` was measured. */
function questionOf(metric: Metric, value: number | undefined): number {
  if (value === undefined) return 0.5;
  return metrics[metric].values === "share" ? 0.1 + 0.8 * value : value === 0 ? 0.01 : value * 0.8;
}

function agree(measured: MeasuredMetric, answer: Answer, { at, chances, evidence }: Request, what: string): void {
  const { reading } = measured;
  assert.equal(reading.n, answer.n, what);
  near(reading.value, answer.value, 1e-9, what);
  if (!chances) return;
  for (const end of [0, 1] as const) near(reading.interval?.[end], answer.interval?.[end], 1e-6, `${what} interval`);
  near(measured.tailAt(at, "above"), answer.above, 1e-7, `${what} above ${at}`);
  near(measured.tailAt(at, "below"), answer.below, 1e-7, `${what} below ${at}`);
  if (!evidence || answer.evidence === undefined) return;
  near(measured.largestEvidence(at, "above"), answer.evidence.above, 1e-6, `${what} evidence above ${at}`);
  near(measured.largestEvidence(at, "below"), answer.evidence.below, 1e-6, `${what} evidence below ${at}`);
}

describe("the metrics of a window", () => {
  let oracle: Oracle<Request, Answer>;
  before(() => {
    oracle = new Oracle("metrics.py");
  });
  after(() => oracle.close());

  for (const metric of names) {
    it(`are CPython's: ${metric}`, async () => {
      for (const [index, character] of characters.entries()) {
        for (const n of sizes) {
          const sample = sampleOf(character, n, 1000 * index + n);
          const conditions = n === 7 || n === 40 ? conditionsOf(metric) : conditionsOf(metric).slice(0, 1);
          for (const [place, condition] of conditions.entries()) {
            const measured = measure(condition, sample);
            const at = questionOf(metric, measured.reading.value);
            const chances = place === 0 && chancy.has(character);
            const request = { condition, sample, at, chances, evidence: chances && n <= 7 };
            const what = JSON.stringify([character, n, condition]);
            agree(measured, await oracle.ask(request), request, what);
          }
        }
      }
    });
  }
});
