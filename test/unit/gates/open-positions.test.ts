// Tests of what an open position does to a gate: it is marked to the price that the bot told, or said not to be counted.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { SymbolPrices } from "../../../src/core/evidence/prices";
import { Prices } from "../../../src/core/evidence/records/prices";
import type { Instant, Trade } from "../../../src/core/evidence/trade";
import type { MeasuredCriterion } from "../../../src/core/plan/plan";
import { describeVerdict } from "../../../src/messages/gates/verdicts";
import {
  criterion,
  evidence,
  HOUR,
  judge,
  lowWinRate,
  MINUTE,
  phaseWith,
  planWith,
  started,
  trade,
  trades,
  verdictOf,
  wins,
} from "../../support/gates";

/** Prices at minutes after the entry of `open`. */
function quotes(...told: readonly (readonly [minutes: number, price: number])[]): readonly SymbolPrices[] {
  const series = new Prices();
  for (const [minutes, price] of told) series.add(opened + minutes * MINUTE, price);
  return [{ series }];
}

const opened = started + 41 * HOUR;
const { closed: _, exit: _exit, net: _net, gross: _gross, costs: _costs, ...whileOpen } = trade(opened, 0);
/** A long position of 1 at 100, open since, in an account of 1,000. */
const open: Trade = { ...whileOpen, leftOut: "open" };
/** Won 10 in 20 trades; the account had 1,000 before. */
const earlier = trades(wins(20, 20));
const at = opened + 30 * MINUTE;

const loss = criterion({ metric: "netProfit", id: "loss", compare: "<", threshold: -5 });
const largest = criterion({ metric: "largestLoss", id: "largest", compare: ">", threshold: 0.1 });
const drawdown = criterion({ metric: "maxDrawdown", id: "drawdown", compare: ">", threshold: 0.015 });

function gate(
  rollback: readonly MeasuredCriterion[],
  told: readonly SymbolPrices[],
  moment: Instant = at,
  held = open,
) {
  const phase = phaseWith({ window: { trades: 40 }, criteria: [], rollback });
  const balances = [{ at: started, equity: 1000 }];
  return judge(phase, evidence(60, { trades: [...earlier, held], prices: told, balances }), { at: moment });
}

describe("an open position that the bot tells the price of", () => {
  it("fires the triggers over losses at the first price that is beyond them, and they stay fired", () => {
    // After 10 minutes −4, after 20 −15.5: with the 10 that were won −5.5; 15.5 % of the position; 15.5 of 1,010 in all.
    const told = quotes([10, 96], [20, 84.5], [25, 99]);
    const now = gate([loss, largest, drawdown], told);
    for (const id of ["loss", "largest", "drawdown"]) {
      const { outcome, at: since, reading } = verdictOf(now, id);
      assert.deepEqual([id, outcome, since], [id, { is: "fail", how: "trigger" }, opened + 20 * MINUTE]);
      assert.deepEqual(reading?.open?.mark, { price: 84.5, at: opened + 20 * MINUTE });
    }
    const values = ["loss", "largest", "drawdown"].map((id) => verdictOf(now, id).reading?.open?.value?.toFixed(4));
    assert.deepEqual(values, ["-5.5000", "0.1550", (15.5 / 1010).toFixed(4)]);
    assert.equal(now.outcome, "fail");
    const before = gate([loss, largest, drawdown], told, opened + 15 * MINUTE);
    assert.deepEqual(verdictOf(before, "loss").outcome, { is: "quiet" });
    // What became of it later plays no part.
    const recovered = { ...trade(opened, 3), closed: opened + 28 * MINUTE };
    const later = gate([loss, largest, drawdown], told, at, recovered);
    assert.equal(verdictOf(later, "loss").at, opened + 20 * MINUTE);
    assert.equal(verdictOf(later, "largest").reading?.open?.value?.toFixed(4), "0.1550");
  });

  it("says with which price it fired, and of a quiet trigger what it would be and since when that is known", () => {
    const told = quotes([10, 96], [20, 84.5]);
    const say = (moment: Instant) =>
      describeVerdict(verdictOf(gate([loss], told, moment), "loss"), { role: "trigger" });
    assert.match(
      say(at),
      /; with the open position at the last price \(84\.5, told at 2025-10-17 06:20 UTC\) it is −5\.50: the trigger < −5\.00.* has fired \(since 2025-10-17 06:20 UTC\)\. Roll back\./,
    );
    assert.match(say(opened + 15 * MINUTE), /\(96, told at 2025-10-17 06:10 UTC\) it is 6\.00\./);
  });

  it("is told where it would bring a share beyond its trigger, which no single price decides", () => {
    const losing = trades([...wins(15, 20)]);
    const phase = phaseWith({ criteria: [], window: { trades: 40 }, rollback: [lowWinRate] });
    const at96 = evidence(60, { trades: [...losing, open], prices: quotes([20, 96]) });
    const { outcome } = verdictOf(judge(phase, at96, { at }), "low");
    // 15 of 20 is 75 %; one more loss makes it 15 of 21. Its return on the position is money, so it is marked.
    assert.deepEqual(outcome, { is: "inconclusive", why: "open-position" });
    const winning = evidence(60, { trades: [...losing, open], prices: quotes([20, 104]) });
    assert.deepEqual(verdictOf(judge(phase, winning, { at }), "low").outcome, { is: "quiet" });
  });

  it("leaves what is about the first trades open until they are closed, and says so", () => {
    const first = { ...loss, trades: { first: 21 } };
    assert.deepEqual(verdictOf(gate([first], quotes([20, 84])), "loss").outcome, {
      is: "inconclusive",
      why: "open-position",
    });
  });

  it("keeps a fact that passed at its look from passing unsigned where it would miss its threshold now", () => {
    const profit = criterion({ metric: "netProfit", compare: ">", threshold: 0 });
    const phase = phaseWith({ window: { trades: 20 }, criteria: [profit] });
    const found = evidence(60, { trades: [...earlier, open], prices: quotes([20, 84]) });
    const verdict = verdictOf(judge(phase, found, { at }), "netProfit");
    assert.deepEqual(verdict.outcome, { is: "inconclusive", why: "warning" });
    assert.equal(verdict.now?.open?.value, -6);
  });

  it("warns where it has lost more than twice the running stop", () => {
    const stop = { file: "bot", symbol: "STOP_LOSS", unit: "fraction", baseline: 0.02, target: 0.02, why: "" };
    const phase = phaseWith({ window: { trades: 20 }, parameters: ["STOP_LOSS"] });
    const warned = (price: number) =>
      judge(phase, evidence(60, { trades: [...earlier, open], prices: quotes([20, price]) }), {
        at,
        plan: planWith([phase], { parameters: { STOP_LOSS: stop } }),
      }).warnings;
    assert.deepEqual(warned(96), []);
    assert.deepEqual(warned(95), [{ kind: "held-beyond-stop", parameter: "STOP_LOSS", stop: 0.02, most: 0.05 }]);
  });
});

describe("an open position whose price is not known", () => {
  const unknown = { is: "inconclusive", why: "open-position" } as const;

  it("is said not to be counted, and leaves a trigger over a loss undecided until a person signs", () => {
    const result = gate([loss, largest, drawdown], []);
    for (const id of ["loss", "largest", "drawdown"]) assert.deepEqual(verdictOf(result, id).outcome, unknown);
    assert.deepEqual(verdictOf(result, "loss").reading?.open, { n: 1, unpriced: 1 });
    assert.match(
      describeVerdict(verdictOf(result, "loss"), { role: "trigger" }),
      /It does not count the open position: no price/,
    );
    const phase = phaseWith({ criteria: [], rollback: [loss], window: { trades: 40 } });
    const signatures = [{ criterion: "loss", note: "seen at the exchange" }];
    const signed = judge(phase, evidence(60, { trades: [...earlier, open] }), { at, signatures });
    assert.deepEqual(verdictOf(signed, "loss").outcome, { is: "quiet" });
  });

  const told = [
    ["from before its entry", quotes([-5, 84])],
    ["too old", quotes([20, 99]), opened + 81 * MINUTE],
    ["that of something else", quotes([20, 30])],
    ["of another symbol", [{ ...quotes([20, 99])[0], symbol: "ETHUSDT" }], at, { ...open, symbol: "BTCUSDT" }],
  ] as const;
  for (const [what, prices, moment, held] of told) {
    it(`is not marked to a price that is ${what}`, () => {
      const result = gate([loss], prices as readonly SymbolPrices[], moment, held);
      assert.deepEqual(verdictOf(result, "loss").outcome, unknown);
    });
  }

  it("is marked to that of its own symbol where there are several", () => {
    const [btc, eth] = [quotes([20, 84])[0], quotes([25, 101])[0]];
    const prices = [
      { ...btc, symbol: "BTCUSDT" },
      { ...eth, symbol: "ETHUSDT" },
    ] as readonly SymbolPrices[];
    const result = gate([loss], prices, at, { ...open, symbol: "BTC/USDT:USDT" });
    assert.deepEqual(verdictOf(result, "loss").outcome, { is: "fail", how: "trigger" });
  });
});

describe("the prices of a file", () => {
  it("are the first of each minute, in whatever order they come, and bounded", () => {
    const series = new Prices();
    for (const [second, price] of [
      [130, 3],
      [10, 1.5],
      [70, 2],
      [50, 9],
      [5, 1],
      [125, 4],
    ] as const)
      series.add(second * 1000, price);
    const all = Array.from({ length: series.length }, (_, i) => [series.instant(i) / 1000, series.price(i)]);
    assert.deepEqual(all, [
      [5, 1],
      [70, 2],
      [125, 4],
    ]);
    const long = new Prices();
    for (let i = 0; i < 1_100_000; i++) long.add(i * MINUTE, i);
    assert.ok(long.length <= 1 << 20);
    assert.equal(long.price(long.length - 1), 1_099_999);
  });
});
