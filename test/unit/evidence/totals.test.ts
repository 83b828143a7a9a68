// What a state says that its trades come to, against the trades that were read.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { documentReader } from "../../../src/core/evidence/readers/documents/reader";
import type { Report } from "../../../src/core/evidence/report";
import { at, dataOf, evidenceOf, list, settings, state, trade } from "../../support/evidence";

const row = (hour: number, net: number, rest: object = {}) => ({
  entry_time: `2025-10-15T${hour}:00:00`,
  exit_time: `2025-10-15T${hour}:30:00`,
  side: "LONG",
  quantity: 1,
  entry_price: 100,
  exit_price: 100 + net,
  pnl_usd_net: net,
  status: "CLOSED",
  ...rest,
});

function stateOf(totals: object): Report[] {
  const reports: Report[] = [];
  const reader = documentReader(state, 0, (report) => reports.push(report));
  const document = { trades: [row(10, 5), row(11, 7), row(12, -4)], timestamp: "2025-10-15T13:00:00", ...totals };
  reader.push(Buffer.from(JSON.stringify(document)));
  reader.end();
  return reports;
}

function judged(totals: object, ...others: Report[]) {
  const told = [
    { source: state, reports: stateOf(totals) },
    { source: list, reports: others },
  ];
  const { findings, faults } = evidenceOf(told, {
    at: at("13:30"),
    settings: { sources: [state, list], feeRate: settings.feeRate ?? 0 },
  });
  const of = (code: "totals-worse" | "totals-better") =>
    dataOf({ findings }, code).map(({ of, told, read }) => [of, told, read]);
  return { worse: of("totals-worse"), better: of("totals-better"), faults };
}

describe("a state's own totals", () => {
  const until = at("13:00");

  it("that its trades come to are nothing to tell", () => {
    const { worse, better, faults } = judged({ stats: { total_trades: 3, wins: 2, total_pnl_usd: 8.4 } });
    assert.deepEqual([worse, better, faults], [[], [], []]);
  });

  it("of more trades than were read keep everything from being judged", () => {
    for (const totals of [{ trades_count: 5 }, { closed_trades: 5 }, { performance: { total_trades: 5 } }]) {
      const { worse, faults } = judged(totals);
      assert.deepEqual(
        worse.map(([, ...numbers]) => numbers),
        [[5, 3]],
      );
      assert.deepEqual(faults, [{ why: "contradiction", money: false, until }]);
    }
  });

  it("of more trades than it has, all of which another source has, are nothing to tell", () => {
    const others = [7, 8].map((hour) => trade(1, { opened: at(`0${hour}:00`), closed: at(`0${hour}:30`) }));
    assert.deepEqual(judged({ trades_count: 5 }, ...others).faults, []);
  });

  it("of a lower result or of fewer wins keep money from being judged, both numbers told", () => {
    const { worse, faults } = judged({ stats: { total_trades: 3, wins: 1, total_pnl_usd: -900 } });
    assert.deepEqual(worse, [
      ["net", -900, 8],
      ["wins", 1, 2],
    ]);
    assert.deepEqual(faults, Array(2).fill({ why: "contradiction", money: true, until }));
  });

  it("that are better are told, and those of another number of trades are not compared", () => {
    const { better, faults } = judged({ stats: { total_trades: 3, wins: 3, total_pnl_usd: 90 } });
    assert.deepEqual(better, [
      ["net", 90, 8],
      ["wins", 3, 2],
    ]);
    assert.deepEqual(faults, []);
    assert.deepEqual(judged({ stats: { total_trades: 1, wins: 0, total_pnl_usd: -49 } }).faults, []);
  });
});
