// Tests of how a bot's state is read, in the shapes that bots write: their trades, the start, the configuration, balances.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { documentReader } from "../../../../src/core/evidence/readers/documents/reader";
import type { Report } from "../../../../src/core/evidence/report";
import type { TradeReport } from "../../../../src/core/evidence/trade";
import type { EvidenceSource } from "../../../../src/core/plan/plan";
import { randomFrom } from "../../../support/random";
import { mutated, numbersIn, reportsOf } from "../../../support/readers";

/** The first schema: an open trade stands among the others, and has nothing of an exit. */
const first = {
  initial_balance: 100625.8141,
  current_balance: 100496.37,
  trades: [
    {
      entry_time: "2025-10-16T21:10:18.812890",
      order_id: null,
      side: "SHORT",
      entry_price: 111577.2,
      quantity: 2.3202,
      position_size_pct: 0.6433,
      position_value: 64740.19,
      probability: 0.5856,
      sizing_factors: { signal: 0.07, combined: 0.48 },
      status: "CLOSED",
      exit_time: "2025-10-16T22:10:10.618781",
      exit_price: 111189.3,
      exit_reason: "ML Exit ENHANCED (SHORT, prob=0.709>=0.7)",
      close_order_id: "1978810701331828736",
      pnl_pct: 0.0034765,
      pnl_usd_gross: 900.02,
      transaction_cost: 310.12,
      pnl_usd_net: 589.9,
    },
    {
      entry_time: "2025-10-16T22:20:00",
      order_id: "1978810701331828799",
      side: "LONG",
      entry_price: 111000,
      quantity: 0.5,
      status: "OPEN",
    },
  ],
  trades_count: 2,
  closed_trades: 1,
  session_start: "2025-10-16T20:57:51.923270",
  timestamp: "2025-10-16T22:30:00",
  latest_signals: { entry: { long_threshold: 0.7 } },
};

/** The second schema: the open trade stands apart; trades of a person and of the exchange are among the bot's. */
const second = {
  session_start: "2025-10-22T02:08:57",
  initial_balance: 100000,
  current_balance: 311.25,
  timestamp: "2025-10-22T20:24:59.710402",
  position: {
    status: "OPEN",
    side: "LONG",
    entry_time: "2025-10-22T17:55:59",
    entry_candle_time: null,
    entry_price: 107879.6,
    quantity: 0.0665,
    order_id: "EXISTING_FROM_EXCHANGE",
    synced_from_exchange: true,
  },
  trades: [
    {
      order_id: "1979072106936352768",
      side: "BUY",
      entry_price: 107788.46,
      exit_price: 106346.15,
      quantity: 0.0104,
      entry_time: "2025-10-17T15:28:54",
      close_time: "2025-10-17T16:08:41",
      pnl_usd: -15.2792,
      total_fee: 1.113633,
      pnl_usd_net: -16.392833,
      status: "CLOSED",
      exit_reason: "Reconciled from exchange",
      exchange_reconciled: true,
      manual_trade: true,
    },
    {
      status: "CLOSED",
      side: "LONG",
      entry_time: "2025-10-22T05:20:51",
      entry_candle_time: "2025-10-21 20:20:00",
      entry_price: 110694.3,
      entry_fee: 0.0,
      exit_fee: 0,
      quantity: 0.0732,
      order_id: "1980731025916116992",
      exit_time: "2025-10-22T07:35:50",
      exit_price: 108711.38,
      hold_candles: -400,
      pnl_usd: -145.3,
      pnl_usd_net: -147.33,
      exit_reason: "Stop Loss Triggered (estimated from stored SL price)",
      close_order_id: "N/A",
    },
  ],
  trading_history: [
    { side: "SHORT", entry_time: "2025-10-20T10:00:00", exit_time: "2025-10-20T11:00:00", pnl_usd_net: 1 },
  ],
  closed_trades: 4,
  ledger: [],
  stats: { total_trades: 1 },
  reconciliation_log: [
    { timestamp: "2025-10-22T02:08:57", event: "exchange_sync_reset", balance: 4843.41, previous_balance: 100000 },
    { timestamp: "?", balance: 1 },
    { timestamp: "2025-10-22T03:00:00", balance: "unknown" },
    7,
  ],
  configuration: { long_threshold: 0.65, leverage: 4, exit: { strategy: "COMBINED", levels: [1, 2] }, api_key: "abc" },
};

function read(state: unknown, source: Partial<EvidenceSource> = {}): Report[] {
  const text = typeof state === "string" ? state : JSON.stringify(state, null, 2);
  const reader = { kind: "state", path: "state.json", utcOffset: "+09:00", ...source } as const;
  return reportsOf((sink) => documentReader(reader, 1, sink), text);
}

function trades(reports: readonly Report[]): TradeReport[] {
  return reports.filter((report) => report.kind === "trade");
}

function at(time: string): number {
  return Date.parse(`${time}+09:00`);
}

describe("the state of a bot", () => {
  it("tells of its trades, open ones among them", () => {
    const [closed, open, ...others] = trades(read(first));
    assert.deepEqual(others, []);
    const { origin, ...members } = closed ?? { origin: undefined };
    assert.equal(origin?.offset, JSON.stringify(first, null, 2).indexOf('{\n      "entry_time"'));
    assert.deepEqual(members, {
      kind: "trade",
      source: "state",
      stage: "closed",
      side: "short",
      opened: at("2025-10-16T21:10:18.812"),
      closed: at("2025-10-16T22:10:10.618"),
      quantity: 2.3202,
      entry: 111577.2,
      exit: 111189.3,
      positionShare: 0.6433,
      costs: 310.12,
      gross: 900.02,
      net: 589.9,
      share: 0.0034765,
      reason: "model",
      reasonText: "ML Exit ENHANCED (SHORT, prob=0.709>=0.7)",
      probability: { entry: 0.5856, exit: 0.709 },
    });
    assert.deepEqual([open?.stage, open?.id, open?.closed], ["open", "1978810701331828799", undefined]);
  });

  it("tells of what a person and the exchange did, as that", () => {
    const [manual, stopped, history, position, ...others] = trades(read(second));
    assert.deepEqual(others, []);
    assert.deepEqual(
      [manual?.manual, manual?.side, manual?.closed, manual?.reason, manual?.costs],
      [true, "long", at("2025-10-17T16:08:41"), "exchange", 1.113633],
    );
    assert.deepEqual(
      [stopped?.gross, stopped?.net, stopped?.reason, stopped?.manual],
      [-145.3, -147.33, "stop-loss", undefined],
    );
    // Fees of 0 are those that the bot does not know.
    assert.equal(stopped?.costs, undefined);
    assert.deepEqual([history?.side, history?.net], ["short", 1]);
    assert.deepEqual([position?.stage, position?.synced, position?.id], ["open", true, undefined]);
  });

  it("tells when its process began, what it runs with, and that it lives", () => {
    const events = read(second).filter(({ kind }) => kind !== "trade");
    const text = JSON.stringify(second, null, 2);
    const now = at("2025-10-22T20:24:59.710");
    const started = at("2025-10-22T02:08:57");
    assert.deepEqual(events, [
      { kind: "start", at: started, origin: { file: 1, offset: 0 } },
      {
        kind: "balance",
        at: started,
        equity: 4843.41,
        origin: { file: 1, offset: text.indexOf('{\n      "timestamp"') },
      },
      {
        kind: "configuration",
        at: now,
        started,
        // Without the key, which nobody may see.
        values: { long_threshold: 0.65, leverage: 4, "exit.strategy": "COMBINED", "exit.levels": [1, 2] },
        origin: { file: 1, offset: text.indexOf('{\n    "long_threshold"') },
      },
      { kind: "balance", at: now, equity: 311.25, origin: { file: 1, offset: 0 } },
      { kind: "totals", at: now, closed: 4 },
      { kind: "totals", at: now, trades: 1 },
      { kind: "beat", at: now },
    ]);
    assert.deepEqual(
      read(first).flatMap(({ kind }) => (kind === "trade" ? [] : [kind])),
      ["start", "balance", "totals", "beat"],
    );
  });

  it("is read with the plan's names, where it has others", () => {
    const state = { when: "2025-10-15T10:00:00", all: { done: [{ dir: 1, t0: "2025-10-15T09:00:00" }] } };
    const reports = read(state, { fields: { trades: "all.done", side: "dir", opened: "t0", time: "when" } });
    assert.deepEqual(
      reports.map(({ kind }) => kind),
      ["trade", "beat"],
    );
    assert.deepEqual(
      read(state).map((report) => "why" in report && report.why),
      ["other-schema"],
    );
  });

  it("has no value where Python wrote what is no number, and is read for the rest", () => {
    const text = JSON.stringify(second)
      .replace('"long_threshold":0.65', '"long_threshold":NaN')
      .replace("311.25", "Infinity");
    const reports = read(text.replace("-16.392833", "-1e400"));
    assert.deepEqual(trades(reports)[0]?.unusable, ["net"]);
    assert.ok(numbersIn(reports).every(Number.isFinite));
    assert.ok(reports.every((report) => report.kind !== "configuration" || !("long_threshold" in report.values)));
    assert.equal(reports.filter(({ kind }) => kind === "balance").length, 1);
  });

  it("is told, and nothing else, where it is cut, empty or another file", () => {
    const whole = JSON.stringify(first);
    for (const size of [0, 1, 100, whole.length - 1]) {
      assert.deepEqual(
        read(whole.slice(0, size)).map((report) => "why" in report && report.why),
        ["not-json"],
      );
    }
    for (const other of ["{}", '{"trades": null}', "5", "null", '"trades"']) {
      assert.deepEqual(
        read(other).map((report) => "why" in report && report.why),
        ["other-schema"],
        other,
      );
    }
    assert.deepEqual(read("[]"), []);
    // A restart empties the list; the bot lives.
    assert.deepEqual(
      read({ ...first, trades: [] }).map(({ kind }) => kind),
      ["start", "balance", "totals", "beat"],
    );
  });

  it("may have trades of which nobody knows what they are", () => {
    const state = {
      trades: [{ a: 1 }, 5, { side: "LONG", entry_time: "soon" }, { side: "?", entry_time: "2025-10-15" }],
    };
    const reports = read(state);
    assert.deepEqual(
      reports.map((report) => ("why" in report ? report.why : report.kind)),
      [...["other-schema", "other-schema", "no-time"], "trade"],
    );
    assert.deepEqual(trades(reports)[0]?.unusable, ["side"]);
  });

  it("never makes the reader throw, whatever happened to it", () => {
    const random = randomFrom(3);
    for (let round = 0; round < 500; round++) {
      const bytes = mutated(Buffer.from(JSON.stringify(round % 2 === 0 ? first : second)), random);
      const reports = reportsOf((sink) => documentReader({ kind: "state", path: "s" }, 0, sink), bytes);
      assert.ok(numbersIn(reports).every(Number.isFinite), JSON.stringify(reports));
    }
  });
});

describe("the market's price in a state", () => {
  const at = Date.parse("2025-10-16T22:30:00+09:00");
  const prices = (state: object, source: Partial<EvidenceSource> = {}) =>
    read(JSON.stringify({ timestamp: "2025-10-16T22:30:00", trades: [], ...state }), source).filter(
      ({ kind }) => kind === "price",
    );
  const position = { status: "OPEN", side: "SHORT", entry_time: "2025-10-16T22:20:00", entry_price: 100, quantity: 2 };

  it("is what it says of itself or of an open trade, or what that trade's result in money has it", () => {
    assert.deepEqual(prices({ current_price: 101.5 }), [{ kind: "price", at, price: 101.5 }]);
    const marked = { ...position, mark_price: "99", symbol: "BTCUSDT" };
    assert.deepEqual(prices({ position: marked }), [{ kind: "price", at, price: 99, owner: { symbol: "BTCUSDT" } }]);
    // Two were sold at 100; 6 have been lost: the price is 103.
    assert.deepEqual(prices({ position: { ...position, unrealized_pnl_usd: -6 } }), [
      { kind: "price", at, price: 103 },
    ]);
    assert.deepEqual(prices({ now: 7 }, { fields: { price: "now" } }), [{ kind: "price", at, price: 7 }]);
  });

  it("is not a closed trade's, no result whose unit is not told, and no number that is none", () => {
    const closed = { ...position, status: "CLOSED", exit_time: "2025-10-16T22:25:00", exit_price: 99, mark_price: 98 };
    assert.deepEqual(prices({ trades: [closed] }), []);
    assert.deepEqual(prices({ position: { ...position, unrealized_pnl: -6 } }), []);
    for (const price of ["NaN", 0, -3, null, {}, "1e400"]) assert.deepEqual(prices({ current_price: price }), []);
  });
});
