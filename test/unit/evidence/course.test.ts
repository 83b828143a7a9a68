// What happened beside the trades: coverage, candles, errors, balances; and what was not yet known at an earlier moment.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Report } from "../../../src/core/evidence/report";
import {
  at,
  balance,
  beat,
  beats,
  candle,
  dataOf,
  evidenceOf,
  failure,
  logOf,
  settings,
  start,
  state,
  trade,
} from "../../support/evidence";

describe("the time in which the bot ran", () => {
  it("has the night out of it in which it left no record", () => {
    const evidence = evidenceOf([logOf(...beats("04:01", "07:46"), ...beats("20:11", "16 00:31"))]);
    assert.deepEqual(evidence.observed, [
      { from: at("04:01"), to: at("07:46") },
      { from: at("20:11"), to: at("16 00:31") },
    ]);
    assert.deepEqual(dataOf(evidence, "evidence-gaps"), [{ gaps: 1, from: at("07:46"), to: at("20:11") }]);
  });

  it("goes on over a pause of 15 minutes, and not over one of 16", () => {
    const spans = (time: string) => evidenceOf([logOf(...beats("10:00", "11:00"), ...beats(time, "12:00"))]).observed;
    assert.equal(spans("11:15").length, 1);
    assert.equal(spans("11:16").length, 2);
  });

  it("goes on over three times what is usual for a bot that speaks once an hour, in bursts", () => {
    const hours = ["10:00", "11:00", "12:00", "15:00", "16:00", "19:01", "20:00"];
    const bursts = hours.flatMap((time) => [0, 400, 900].map((ms) => beat({ at: at(time) + ms })));
    assert.deepEqual(evidenceOf([logOf(...bursts)]).observed, [
      { from: at("10:00"), to: at("16:00:00.900") },
      { from: at("19:01"), to: at("20:00:00.900") },
    ]);
  });

  it("is that of all files together", () => {
    const files = [logOf(...beats("10:00", "11:00")), { ...logOf(...beats("11:05", "12:00")), path: "2" }];
    assert.deepEqual(evidenceOf(files).observed, [{ from: at("10:00"), to: at("12:00") }]);
  });

  it("does not come from trades that are not the bot's", () => {
    const reports = [trade(0, { manual: true }), trade(0, { synced: true, opened: at("10:05") })];
    assert.deepEqual(evidenceOf([{ source: state, reports }]).observed, []);
  });
});

describe("candles", () => {
  it("are one for each slot, its last word", () => {
    const { candles } = evidenceOf([logOf(candle("10:00:08", true), candle("10:04:59"), candle("10:05:01", true))]);
    assert.deepEqual(candles, [
      { at: at("10:00"), signal: false },
      { at: at("10:05"), signal: true },
    ]);
  });

  it("have the plan's length", () => {
    const used = { ...settings, candleMinutes: 60 };
    const { candles } = evidenceOf([logOf(candle("10:00:08"), candle("10:59"))], { settings: used });
    assert.deepEqual(candles, [{ at: at("10:00"), signal: false }]);
  });

  it("do not count before they are over, so that a later look finds the same", () => {
    const files = [logOf(candle("10:00:08", true), candle("10:04:59"))];
    assert.deepEqual(evidenceOf(files, { at: at("10:04") }).candles, []);
    assert.equal(evidenceOf(files, { at: at("10:05") }).candles.length, 1);
  });
});

describe("errors", () => {
  const timeout = { cause: "Read timed out after # s", text: "Read timed out after 10 s" };

  it("that the plan calls harmless are none", () => {
    const used = { ...settings, harmlessErrors: ["", "timed out"] };
    const reports = [
      failure(0, { at: at("10:00"), ...timeout }),
      failure(0, { at: at("10:01"), cause: "x", text: "x" }),
    ];
    assert.deepEqual(evidenceOf([logOf(...reports)], { settings: used }).errors, [
      { at: at("10:01"), cause: "x", text: "x" },
    ]);
  });

  it("of one cause within a minute are one", () => {
    const reports = ["10:00:01", "10:00:09", "10:01:00"].map((time) => failure(0, { at: at(time), ...timeout }));
    assert.deepEqual(
      evidenceOf([logOf(...reports, ...reports)]).errors.map((error) => error.at),
      [at("10:00:01"), at("10:01:00")],
    );
  });
});

describe("the balance", () => {
  const balances = (...pairs: [string, number][]) =>
    pairs.map(([time, equity]) => balance(0, { at: at(time), equity }));
  const jumps = (...reports: Report[]) => dataOf(evidenceOf([logOf(...reports)]), "balance-reset");

  it("that jumps without a trade is a deposit or a reset, the largest named", () => {
    assert.deepEqual(jumps(...balances(["10:00", 100_000], ["10:05", 311], ["10:10", 315], ["10:15", 315.1])), [
      { jumps: 2, at: at("10:05"), before: 100_000, after: 311 },
    ]);
  });

  it("that moves by other than the trades came to is told with both numbers, where no position is open", () => {
    const differences = (...reports: Report[]) => dataOf(evidenceOf([logOf(...reports)]), "balance-differs");
    // 0.5 from 100,000 to 101,000: 500 before costs of 0.06 % a side of 100,500.
    const won = trade(0, { source: "log", opened: at("10:01"), closed: at("10:20") });
    const net = 500 - 0.0006 * 0.5 * 201_000;
    const told = (after: number) =>
      differences(won, ...balances(["10:00", 100_000], ["10:10", 99_000], ["10:30", after]));
    assert.deepEqual(told(100_000 + net), []);
    assert.deepEqual(told(100_000 + net - 90), []);
    const [found] = told(100_000);
    assert.deepEqual(
      { ...found, net: Math.round(found?.net ?? 0) },
      {
        spans: 1,
        from: at("10:00"),
        to: at("10:30"),
        moved: 0,
        net: Math.round(net),
      },
    );
  });

  it("may move by a trade, up to a minute after it", () => {
    const traded = trade(0, { source: "log", opened: at("10:01"), closed: at("10:04:30") });
    assert.deepEqual(jumps(traded, ...balances(["10:00", 100_000], ["10:05", 98_000])), []);
    assert.equal(
      jumps(traded, ...balances(["10:00", 100_000], ["10:05", 98_000], ["10:10", 96_000], ["10:15", 94_000])).length,
      1,
    );
  });

  it("moves by funding without a word", () => {
    assert.deepEqual(jumps(...balances(["10:00", 100_000], ["10:05", 99_100])), []);
  });
});

describe("starts in a row", () => {
  it("are a finding from five within an hour on, the worst hour named", () => {
    const starts = (...times: string[]) => times.map((time) => start(0, { at: at(time), process: time }));
    const calm = starts("04:01", "04:20", "04:40", "04:55", "05:02");
    assert.deepEqual(dataOf(evidenceOf([logOf(...calm)]), "restarts-in-a-row"), []);
    const storm = starts("03:01", "04:01", "04:04", "04:07", "04:10", "04:12", "05:12");
    assert.deepEqual(dataOf(evidenceOf([logOf(...storm)]), "restarts-in-a-row"), [
      { starts: 5, from: at("04:01"), to: at("04:12") },
    ]);
  });
});

describe("at an earlier moment", () => {
  const reports = [
    start(0, { at: at("09:00"), process: "a" }),
    trade(0, { source: "log", reason: "model", net: 430 }),
    trade(0, { source: "log", opened: at("12:00"), closed: at("13:00") }),
    failure(0, { at: at("12:30"), cause: "x", text: "x" }),
    balance(0, { at: at("11:30"), equity: 100_000 }),
    start(0, { at: at("12:40"), process: "b" }),
  ];

  it("what came later is not known, and a trade that was closed later is open", () => {
    const evidence = evidenceOf([logOf(...reports)], { at: at("10:30") });
    const [open, ...others] = evidence.trades;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [open?.leftOut, open?.closed, open?.exit, open?.net, open?.reason, open?.reported],
      ["open", undefined, undefined, undefined, undefined, []],
    );
    assert.deepEqual([evidence.errors, evidence.balances], [[], []]);
    assert.deepEqual(
      evidence.processes.map(({ name }) => name),
      ["a"],
    );
    assert.equal(evidence.newest, at("10:00"));
  });

  it("is the same whether later records are there or not", () => {
    const moment = at("11:45");
    const known = reports.filter(
      (report) => ("at" in report ? report.at : "closed" in report ? (report.closed ?? 0) : 0) <= moment,
    );
    const now = evidenceOf([logOf(...known)], { at: moment });
    const then = evidenceOf([logOf(...reports)], { at: moment });
    assert.deepEqual({ ...then, files: [] }, { ...now, files: [] });
  });
});
