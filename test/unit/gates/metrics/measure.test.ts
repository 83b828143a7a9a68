// Holds every metric against CPython's fractions, and what is said of the true value against integrals done by hand.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Trade } from "../../../../src/core/evidence/trade";
import { compare } from "../../../../src/core/gates/metrics/comparison";
import type { Condition, MeasuredMetric } from "../../../../src/core/gates/metrics/family";
import { measure } from "../../../../src/core/gates/metrics/measure";
import { metrics } from "../../../../src/core/gates/metrics/metrics";
import type { Sample } from "../../../../src/core/gates/metrics/sample";
import { ENOUGH_EVIDENCE } from "../../../../src/core/gates/statistics/evidence";
import type { TradeSelection } from "../../../../src/core/plan/plan";
import type { Metric } from "../../../../src/core/plan/schema-names";
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

describe("what is measured", () => {
  const nasty = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 1e-8, 1e8, 1e308, -1e308, 5e-324, Number.NaN, Number.POSITIVE_INFINITY),
  );
  const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined });

  /** Trades whose figures are whatever a file may hold. */
  const trades = fc.array(
    fc.record({
      side: fc.constantFrom("long", "short"),
      opened: fc.integer({ min: 0, max: 1e7 }),
      closed: fc.integer({ min: 0, max: 1e7 }),
      quantity: nasty,
      entry: nasty,
      leverage: maybe(nasty),
      equity: maybe(nasty),
      net: maybe(nasty),
      gross: maybe(nasty),
    }),
    { maxLength: 40 },
  );

  it("is never a number that is none, nor beyond all bounds, whatever the figures", () => {
    const property = fc.property(trades, nasty, nasty, fc.boolean(), (figures, at, startEquity, endedByTrade) => {
      const sorted = figures.sort((a, b) => a.closed - b.closed) as unknown as Trade[];
      const sample = { ...sampleOf("usual", 0, 1), trades: sorted, account: sorted, startEquity, endedByTrade };
      for (const condition of names.flatMap((metric) => conditionsOf(metric).slice(0, 2))) {
        const { reading, ...questions } = measure(condition, sample);
        const told = [reading.value, ...(reading.interval ?? [])];
        for (const direction of ["above", "below"] as const) {
          told.push(questions.tailAt(at, direction), questions.largestEvidence(at, direction));
        }
        told.push(...(questions.sequenceAt?.(0.9) ?? []));
        const compared = compare({ reading, ...questions }, measure(condition, sampleOf("usual", 12, 3)));
        told.push(compared.ratio, compared.tailAt(at, "above"), ...(compared.intervalAt(0.9) ?? []));
        for (const number of told) {
          assert.ok(number === undefined || Number.isFinite(number), `${JSON.stringify(condition)} ${told}`);
        }
      }
    });
    fc.assert(property, { numRuns: 25 });
  });

  it("does not exist without a loser, without a spread, of one trade, or of none", () => {
    const valueIn = (metric: Metric, sample: Sample) => measure({ metric }, sample).reading.value;
    assert.equal(valueIn("profitFactor", sampleOf("winners", 20, 1)), undefined);
    assert.equal(valueIn("averageLoss", sampleOf("winners", 20, 1)), undefined);
    assert.equal(valueIn("sharpeRatio", sampleOf("alike", 20, 1)), undefined);
    assert.equal(valueIn("volatility", sampleOf("alike", 20, 1)), undefined);
    assert.equal(valueIn("sharpeRatio", sampleOf("usual", 1, 1)), undefined);
    assert.equal(valueIn("profitFactor", sampleOf("losers", 20, 1)), 0);
    assert.equal(valueIn("precision", sampleOf("usual", 20, 1)), undefined);
    const none = sampleOf("usual", 0, 1);
    for (const metric of ["winRate", "tradeShare", "signalRate", "averageWin", "largestLoss", "maxDrawdown"] as const) {
      assert.equal(valueIn(metric, none), undefined, metric);
    }
    assert.equal(valueIn("tradesPerWeek", { ...none, observed: [] }), undefined);
    assert.equal(valueIn("tradesPerWeek", none), 0);
  });

  it("counts a manual trade in what the account lost, and nowhere else", () => {
    const sample = sampleOf("winners", 10, 5);
    const manual = { ...(sample.trades[9] as Trade), net: -9000, gross: -9000, leftOut: "manual" as const };
    const felt = { ...sample, account: [...sample.trades, manual] };
    const valueIn = (metric: Metric) => measure({ metric }, felt).reading.value ?? 0;
    assert.ok(valueIn("netProfit") < 0);
    assert.ok(valueIn("maxDrawdown") > 0.08);
    assert.ok(valueIn("largestLoss") > 0);
    assert.equal(valueIn("winRate"), 1);
    assert.equal(valueIn("trades"), 10);
  });

  it("knows no leverage in what a trade returns on its position", () => {
    const sample = sampleOf("usual", 30, 2);
    const levered = { ...sample, trades: sample.trades.map((trade) => ({ ...trade, leverage: 10 })) };
    for (const metric of ["averageWin", "averageLoss", "largestLoss"] as const) {
      assert.deepEqual(measure({ metric }, levered).reading, measure({ metric }, sample).reading);
    }
  });

  it("says how many trades it leaves out for want of a result", () => {
    const { reading } = measure({ metric: "winRate" }, sampleOf("bare", 40, 1));
    assert.equal(reading.n, 30);
    assert.equal(reading.leftOut["no-price"], 10);
  });

  it("says its basis and its scale where it has them", () => {
    const sample = sampleOf("usual", 30, 2);
    const { reading } = measure({ metric: "sharpeRatio", basis: "gross", scale: "week" }, sample);
    assert.deepEqual([reading.basis, reading.scale], ["gross", "week"]);
    const trades = measure({ metric: "trades" }, sample).reading;
    assert.ok(!("basis" in trades) && !("scale" in trades));
  });

  it("has evidence of a gain or a loss a week, and of no other return", () => {
    const bad = measure({ metric: "returnPerWeek" }, sampleOf("losers", 40, 1));
    assert.ok((bad.largestEvidence(0, "below") ?? 0) > ENOUGH_EVIDENCE);
    assert.equal(bad.largestEvidence(0, "above"), 0);
    assert.equal(bad.largestEvidence(0.1, "below"), undefined);
  });
});
