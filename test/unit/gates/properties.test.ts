// What holds of a gate whatever the evidence: it never throws, never passes without data, and never looks ahead.
import assert from "node:assert/strict";
import fc from "fast-check";
import type { Evidence } from "../../../src/core/evidence/evidence";
import type { LeftOut, Trade } from "../../../src/core/evidence/trade";
import { metrics } from "../../../src/core/gates/metrics/metrics";
import type { GateResult } from "../../../src/core/gates/verdict";
import type { MeasuredCriterion, Phase } from "../../../src/core/plan/plan";
import type { Metric } from "../../../src/core/plan/schema-names";
import {
  apply1,
  checkpoint,
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  phaseWith,
  planWith,
  run1,
  started,
  trade,
  trades,
  winRate,
} from "../../support/gates";

const absurd = fc.constantFrom(0, -0, 1, -1, 1e-320, 1e300, -1e300, Number.NaN, Infinity, -Infinity, 2 ** 53);
const anyNumber = fc.oneof(absurd, fc.double({ min: -1000, max: 1000 }));
const anyInstant = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: -10, max: 80 }).map((hours) => started + hours * HOUR) },
  { weight: 1, arbitrary: absurd },
);

const anyTrade: fc.Arbitrary<Trade> = fc.record(
  {
    side: fc.constantFrom("long" as const, "short" as const),
    opened: anyInstant,
    closed: anyInstant,
    quantity: anyNumber,
    entry: anyNumber,
    exit: anyNumber,
    leverage: anyNumber,
    equity: anyNumber,
    positionShare: anyNumber,
    costs: anyNumber,
    gross: anyNumber,
    net: anyNumber,
    reason: fc.constantFrom("model" as const, "stop-loss" as const, "max-hold" as const),
    checkpoint: fc.constantFrom(apply1.tag, apply1.tag, "phasegate/bot/0002-apply-2"),
    leftOut: fc.constantFrom<LeftOut[]>("open", "manual", "no-price"),
    reported: fc.constant([]),
    origin: fc.constant({ file: 0, offset: 0 }),
  },
  { requiredKeys: ["side", "opened", "quantity", "entry", "reported", "origin"], noNullPrototype: true },
);

const anyEvidence: fc.Arbitrary<Evidence> = fc
  .record(
    {
      trades: fc.array(anyTrade, { maxLength: 40 }),
      observed: fc.array(fc.record({ from: anyInstant, to: anyInstant }), { maxLength: 3 }),
      candles: fc.array(fc.record({ at: anyInstant, signal: fc.boolean() }), { maxLength: 30 }),
      errors: fc.array(fc.record({ at: anyInstant, cause: fc.string(), text: fc.string() }), { maxLength: 3 }),
      balances: fc.array(fc.record({ at: anyInstant, equity: anyNumber }), { maxLength: 3 }),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((parts) => evidence(60, parts));

const names = Object.keys(metrics) as Metric[];
const anyCondition: fc.Arbitrary<MeasuredCriterion> = fc
  .record(
    {
      metric: fc.constantFrom(...names),
      compare: fc.constantFrom("<" as const, "<=" as const, ">" as const, ">=" as const, "between" as const),
      limit: fc.double({ min: -2, max: 2, noNaN: true }),
      trades: fc.constantFrom({ side: "short" as const }, { first: 2 }, { exit: "model" as const }),
      minimumTrades: fc.integer({ min: 1, max: 9 }),
      confidence: fc.constantFrom(0.9, 0.95),
      worst: fc.double({ min: -2, max: 2, noNaN: true }),
      against: fc.constantFrom(0),
      scale: fc.constantFrom("trade" as const, "week" as const, "year" as const),
    },
    { requiredKeys: ["metric", "compare", "limit"], noNullPrototype: true },
  )
  .map(({ limit, ...parts }) =>
    criterion({ ...parts, threshold: parts.compare === "between" ? [limit, limit + 0.5] : limit }),
  );

const anyPhase: fc.Arbitrary<Phase> = fc
  .record({
    criteria: fc.array(anyCondition, { minLength: 1, maxLength: 3 }),
    rollback: fc.array(anyCondition, { maxLength: 2 }),
    window: fc.constantFrom({ hours: 6 }, { trades: 3 }, { hours: 6, trades: 3 }),
    expected: fc.array(
      fc.record({ text: fc.constant(""), metric: fc.constantFrom(...names), value: fc.double({ min: -2, max: 2 }) }),
      { maxLength: 2 },
    ),
  })
  .map(({ criteria, rollback, ...parts }) =>
    phaseWith({
      ...parts,
      criteria: criteria.map((each, index) => ({ ...each, id: `criterion-${index}` })),
      rollback: rollback.map((each, index) => ({ ...each, id: `trigger-${index}` })),
    }),
  );

/** Fails on a number in the result that is not finite. */
function assertFinite(result: GateResult): void {
  JSON.stringify(result, (name, value) => {
    if (typeof value === "number") assert.ok(Number.isFinite(value), `${name}: ${value}`);
    return value;
  });
}

const signAll = (phase: Phase) => phase.criteria.map(({ id }) => ({ criterion: id, note: "as it is" }));

describe("whatever the evidence, a gate", () => {
  it("never throws, and says no number that is not finite", () => {
    fc.assert(
      fc.property(anyPhase, anyEvidence, anyInstant, (phase, found, at) => {
        fc.pre(Number.isFinite(at));
        assertFinite(judge(phase, found, { at, signatures: signAll(phase) }));
      }),
      { numRuns: 600, seed: 1 },
    );
  });

  it("never passes where nothing was seen, read or measured, whoever signs", () => {
    const nothing: Evidence[] = [
      evidence(60, { files: [] }),
      evidence(60, { observed: [] }),
      evidence(60, { processes: [] }),
      evidence(60, { observed: [{ from: started, to: started + 5 * HOUR }] }),
      evidence(60, { faults: [{ why: "unreadable", money: false }] }),
    ];
    fc.assert(
      fc.property(anyPhase, anyEvidence, (phase, found) => {
        for (const { files, observed, processes, faults } of nothing) {
          const parts = { ...found, files, observed, processes, faults };
          const at = started + 60 * HOUR;
          assert.notEqual(judge(phase, parts, { at, signatures: signAll(phase) }).outcome, "pass");
        }
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it("never passes a tendency on values that are no numbers", () => {
    const broken = trades(Array(30).fill(Number.NaN)).map((each) => ({ ...each, gross: NaN, exit: NaN, entry: NaN }));
    for (const metric of names.filter((name) => metrics[name].hasBasis)) {
      for (const compare of ["<", ">"] as const) {
        for (const threshold of [-1, 0.5, 1e9]) {
          const phase = phaseWith({ criteria: [criterion({ metric, compare, threshold, scale: "trade" })] });
          const result = judge(phase, evidence(60, { trades: broken }), { signatures: signAll(phase) });
          assert.notEqual(result.outcome, "pass", `${metric} ${compare} ${threshold}`);
        }
      }
    }
  });

  it("does not know what comes later", () => {
    fc.assert(
      fc.property(anyPhase, anyEvidence, fc.integer({ min: 1, max: 59 }), (phase, found, hours) => {
        const at = started + hours * HOUR + 1;
        const known = {
          ...found,
          trades: found.trades.filter(({ opened }) => !(opened > at)).map((each) => asOf(each, at)),
          observed: found.observed
            .filter(({ from }) => !(from > at))
            .map(({ from, to }) => ({ from, to: Math.min(to, at) })),
          candles: found.candles.filter((each) => !(each.at > at)),
          errors: found.errors.filter((each) => !(each.at > at)),
          balances: found.balances.filter((each) => !(each.at > at)),
        };
        const next = checkpoint(2, "apply-2", at + 1);
        const later = { ...run1, next, validated: checkpoint(3, "validate-1", at + 1) };
        assert.deepEqual(judge(phase, found, { at, run: later }), judge(phase, known, { at }));
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  it("says at each look of a growing log what a replay of that moment says later", () => {
    const outcome = fc.boolean().map((won) => (won ? 0.5 : -0.5));
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 62, maxLength: 70 }), (results) => {
        const phase = phaseWith({ rollback: [lowWinRate], expected: [{ text: "", metric: "winRate", value: 0.831 }] });
        const plan = planWith([phase]);
        const all = trades(results);
        const later = evidence(150, { trades: all });
        for (const look of judge(phase, later, { plan }).window.reached) {
          const hours = (look.at - started) / HOUR;
          const then = evidence(hours, { trades: all.filter(({ closed = 0 }) => closed <= look.at) });
          const result = judge(phase, then, { plan, at: look.at });
          assert.deepEqual(result, judge(phase, later, { plan, at: look.at }));
          assert.deepEqual(result.window.reached.at(-1), look);
        }
      }),
      { numRuns: 60, seed: 4 },
    );
  });

  it("is never turned into a pass of a win rate by one more loss", () => {
    const phase = phaseWith({ window: { hours: 60 }, criteria: [{ ...winRate, threshold: 0.6, worst: 0.4 }] });
    const outcome = fc.double().map((chance) => (Math.abs(chance) % 1 < 0.3 ? -0.5 : 0.5));
    fc.assert(
      fc.property(fc.array(outcome, { minLength: 1, maxLength: 26 }), fc.nat({ max: 59 }), (results, hour) => {
        const all = trades(results);
        const before = judge(phase, evidence(60, { trades: all })).outcome;
        const after = judge(phase, evidence(60, { trades: [...all, trade(started + hour * HOUR - 1, -0.5)] })).outcome;
        assert.ok(before === "pass" || after !== "pass", `${results} and a loss at ${hour}`);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

/** A trade as it was known at `at`. */
function asOf(each: Trade, at: number): Trade {
  const { closed, exit: _exit, net: _net, gross: _gross, costs: _costs, netBy: _by, reason: _reason, ...open } = each;
  return closed !== undefined && closed > at ? open : each;
}
