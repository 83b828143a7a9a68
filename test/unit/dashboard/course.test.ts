// The columns behind the dashboard's charts: what the account made of each trade, and what it leaves out.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { courseOf } from "../../../src/core/dashboard/course";
import { signalRates } from "../../../src/core/dashboard/signal-rates";
import type { Evidence } from "../../../src/core/evidence/evidence";
import type { Trade } from "../../../src/core/evidence/trade";
import type { GateFacts } from "../../../src/core/gates/gate-of-phase";
import { measureAll } from "../../../src/core/gates/measurements";
import { apply1, evidence, HOUR, phaseWith, planWith, started, trade, trades } from "../../support/gates";

const at = started + 100 * HOUR;

function facts(parts: Partial<Evidence>, moment = at): GateFacts {
  const ledger = { checkpoints: [apply1], unreached: [], unreadable: [] };
  return { plan: planWith([phaseWith({})]), ledger, evidence: evidence(100, parts), at: moment };
}

const course = (parts: Partial<Evidence>, moment = at) => courseOf(facts(parts, moment));
const list = (column: ArrayLike<number>): number[] => Array.from(column, (value) => Math.round(value * 1e6) / 1e6);

/** A trade whose result no source tells. */
function unknownResult({ net, netBy, gross, exit, ...rest }: Trade): Trade {
  return rest as Trade;
}

/** Still open. */
function open(trade: Trade): Trade {
  const { closed, ...rest } = unknownResult(trade);
  return rest as Trade;
}

const price = (value: number, instant: number) => [
  { series: { length: 1, instant: () => instant, price: () => value } },
];

describe("the course of the account", () => {
  it("adds each known result to what it began with, and measures how far it is below its highest", () => {
    const { trades: columns, start, unknown } = course({ trades: trades([100, -55, 0, -45, 200]) });
    assert.equal(start, 1000);
    assert.equal(unknown, 0);
    assert.deepEqual(list(columns.equity), [1100, 1045, 1045, 1000, 1200]);
    assert.deepEqual(list(columns.drawdown), [0, 0.05, 0.05, 0.090909, 0]);
  });

  it("has the greatest drawdown that the metric of the gates has, deposits taken out by both", () => {
    const resets = [{ at: started + 3 * HOUR, before: 1000, after: 3000 }];
    const found = { trades: trades([100, -50, 20, -300, 80]), resets };
    const columns = course(found).trades;
    const { value } = measureAll(evidence(100, found), at).metrics.maxDrawdown;
    assert.ok(value !== undefined && value > 0.05, String(value));
    assert.equal(course(found).resets, 1);
    assert.equal(Math.max(...columns.drawdown), value);
  });

  it("adds results up from nothing, and measures drawdown in money, where no source tells the equity", () => {
    const bare = trades([-10, 30, -5]).map(({ equity, ...rest }): Trade => rest);
    const { trades: columns, start } = course({ trades: bare });
    assert.equal(start, undefined);
    assert.deepEqual(list(columns.equity), [-10, 20, 15]);
    assert.deepEqual(list(columns.drawdown), [10, 0, 5]);
  });

  it("counts a trade without a known result, and lets it change nothing", () => {
    const [first, second, third] = trades([10, 20, 30]) as [Trade, Trade, Trade];
    const { trades: columns, unknown } = course({ trades: [first, unknownResult(second), third] });
    assert.equal(unknown, 1);
    assert.deepEqual(list(columns.equity), [1010, 1010, 1040]);
    assert.ok(Number.isNaN(columns.net[1]));
  });

  it("is in the order of the exits", () => {
    const [long, short] = [trade(started, 5, { closed: started + 9 * HOUR }), trade(started + HOUR, 7)];
    assert.deepEqual(list(course({ trades: [long, short] }).trades.net), [7, 5]);
  });

  it("knows nothing that came after the moment that is judged", () => {
    const { trades: columns } = course({ trades: trades([10, 20, 30]) }, started + 4 * HOUR);
    assert.deepEqual(list(columns.net), [10, 20]);
  });

  it("marks what is open to its newest price, and says when that was", () => {
    const held = open(trade(started + 90 * HOUR, 0));
    const told = at - 60_000;
    const marked = course({ trades: [...trades([10]), held], prices: price(103, told) }).open;
    assert.deepEqual(marked, { n: 1, unpriced: 0, opened: held.opened, marked: { at: told, equity: 1013 } });
  });

  it("gives what is open no worth where its price is not known, or is an old one", () => {
    const held = open(trade(started + 90 * HOUR, 0));
    for (const prices of [[], price(103, started + 91 * HOUR)]) {
      assert.deepEqual(course({ trades: [held], prices }).open, { n: 1, unpriced: 1, opened: held.opened });
    }
  });

  it("is empty where there is nothing", () => {
    const { trades: columns, open: held, bands } = course({ processes: [] });
    assert.equal(columns.closed.length, 0);
    assert.equal(held, undefined);
    assert.deepEqual(bands, []);
  });
});

describe("the signal rate", () => {
  it("is the share of the candles of each slot", () => {
    const candle = (minutes: number, signal: boolean) => ({ at: started + minutes * 60_000, signal });
    const {
      at: middles,
      rate,
      candles,
      slotHours,
    } = signalRates([candle(0, true), candle(5, false), candle(10, false), candle(15, false), candle(120, true)]);
    assert.equal(slotHours, 1);
    assert.deepEqual([...middles], [started + HOUR / 2, started + 2.5 * HOUR]);
    assert.deepEqual([...rate], [0.25, 1]);
    assert.deepEqual([...candles], [4, 1]);
  });

  it("has no more slots than can be told apart, however long the bot ran", () => {
    for (const days of [1, 9, 39, 41, 239, 1500]) {
      const candles = Array.from({ length: days * 24 }, (_, hour) => ({
        at: started + hour * HOUR,
        signal: hour % 2 === 0,
      }));
      const { rate } = signalRates(candles);
      assert.ok(rate.length <= 242, `${days} days: ${rate.length}`);
    }
  });

  it("of no candle is none", () => assert.equal(signalRates([]).rate.length, 0));
});
