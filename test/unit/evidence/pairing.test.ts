// Entries and exits of a log, logOf, which share no id, and those without the other.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Report } from "../../../src/core/evidence/report";
import { pairUp } from "../../../src/core/evidence/trades/pairing";
import { at, candle, dataOf, entry, evidenceOf, exit, list, logOf, nets, state, trade } from "../../support/evidence";

describe("an entry and its exit", () => {
  it("are joined by side, quantity and price, the exit's quantity rounded", () => {
    const entered = entry(0, { quantity: 0.63897086, opened: at("20:20:11") });
    const left = exit(0, { quantity: 0.6389, closed: at("16 00:15:10"), reason: "stop-loss", net: -889.05 });
    const [joined, ...others] = pairUp([left, entered]);
    assert.deepEqual(others, []);
    assert.deepEqual(
      [joined?.stage, joined?.quantity, joined?.opened, joined?.closed, joined?.reason],
      ["closed", 0.63897086, at("20:20:11"), at("16 00:15:10"), "stop-loss"],
    );
  });

  it("of two alike: the exit is of the newer one", () => {
    const paired = pairUp([
      entry(0, { opened: at("10:00") }),
      entry(0, { opened: at("12:00") }),
      exit(0, { closed: at("13:00") }),
    ]);
    assert.deepEqual(
      paired.map(({ stage, opened }) => [stage, opened]),
      [
        ["closed", at("12:00")],
        ["entry", at("10:00")],
      ],
    );
  });

  it("never in the wrong order", () => {
    assert.equal(pairUp([exit(0, { closed: at("09:00") }), entry(0)]).length, 2);
  });

  it("are joined across the files of a rotated log", () => {
    const files = [logOf(entry(0)), { ...logOf(exit(1)), path: "logs/2.jsonl" }];
    assert.deepEqual(nets(evidenceOf(files).trades), [500 - 0.0006 * 0.5 * 201_000]);
  });

  it("count once where the log is written twice", () => {
    const { trades } = evidenceOf([logOf(entry(0), entry(0), exit(0), exit(0))]);
    assert.deepEqual(
      trades.map(({ leftOut, closed }) => [leftOut, closed]),
      [
        [undefined, at("11:00")],
        ["duplicate", at("11:00")],
      ],
    );
  });

  it("of many that never close, do not cost the square of their number", () => {
    const entries = Array.from({ length: 30_000 }, (_, i) => entry(0, { opened: at("10:00") + i, entry: 1000 + i }));
    const exits = Array.from({ length: 30_000 }, (_, i) => exit(0, { closed: at("16 10:00") + i, entry: 1 }));
    assert.equal(pairUp([...entries, ...exits]).length, 60_000);
  });
});

describe("an entry without an exit", () => {
  const entered = entry(0, { opened: at("10:02") });
  const unpaired = (...reports: Report[]) => evidenceOf([logOf(...reports)], { at: at("11:01") });

  it("is open while nothing says otherwise", () => {
    const { trades, faults } = unpaired(entered, candle("10:00"), candle("10:55"));
    assert.deepEqual(
      trades.map(({ leftOut }) => leftOut),
      ["open"],
    );
    assert.deepEqual(faults, []);
  });

  it("is missing its exit once the bot has looked at two candles, which it does only while flat", () => {
    const { faults, trades } = unpaired(entered, candle("10:00"), candle("10:35"), candle("10:40"));
    assert.deepEqual(
      trades.map(({ closed, leftOut }) => [closed, leftOut]),
      [[at("10:40"), "no-price"]],
    );
    assert.deepEqual(faults, [{ why: "unpaired", money: true, at: at("10:02"), until: at("10:40") }]);
  });

  it("is missing its exit once the next trade is opened", () => {
    const next = { quantity: 0.7, opened: at("11:00") };
    const evidence = unpaired(entered, entry(0, next));
    assert.deepEqual(dataOf(evidence, "trade-unpaired"), [
      { trades: 1, side: "long", opened: at("10:02"), quantity: 0.5, entry: 100_000, flat: at("11:00") },
    ]);
  });

  it("is open beside the next trade where the bot is known to hold two", () => {
    const two = [
      trade(0, { source: "log", opened: at("08:00"), closed: at("09:00") }),
      trade(0, { source: "log", opened: at("08:30"), closed: at("09:30"), side: "short" }),
    ];
    assert.deepEqual(unpaired(...two, entered, entry(0, { quantity: 0.7, opened: at("11:00") })).faults, []);
  });

  it("is closed where another source has the exit", () => {
    const other = { source: list, reports: [trade(1, { opened: at("10:02:05") })] };
    const { faults, trades } = evidenceOf([logOf(entered, candle("11:05"), candle("11:10")), other], {
      at: at("11:59"),
    });
    assert.deepEqual(faults, []);
    assert.equal(trades.length, 1);
  });

  it("is open where a state says so", () => {
    const open = trade(1, { source: "state", stage: "open", opened: at("10:02"), closed: undefined, exit: undefined });
    const files = [logOf(entered, candle("10:35"), candle("10:40")), { source: state, reports: [open] }];
    assert.deepEqual(evidenceOf(files, { at: at("11:00") }).faults, []);
  });
});

describe("an exit without an entry", () => {
  it("has its money and no process: nobody knows when it was opened", () => {
    const { trades } = evidenceOf([logOf(exit(0))]);
    assert.deepEqual(
      trades.map(({ leftOut, net, process, opened }) => [leftOut, net, process, opened]),
      [["unattributed", 500 - 0.0006 * 0.5 * 201_000, undefined, at("11:00")]],
    );
  });
});
