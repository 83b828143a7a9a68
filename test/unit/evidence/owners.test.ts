// Records of several bots, strategies, accounts or symbols in one source: never taken for one bot's.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { logReader } from "../../../src/core/evidence/readers/log/reader";
import { tradesReader } from "../../../src/core/evidence/readers/trades-reader";
import type { Report } from "../../../src/core/evidence/report";
import { pairUp } from "../../../src/core/evidence/trades/pairing";
import type { EvidenceSource } from "../../../src/core/plan/plan";
import { at, beats, dataOf, entry, evidenceOf, exit, log, settings, trade } from "../../support/evidence";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** What a log of one record a minute since 10:00 tells, each with the members that `membersOf` gives. */
function readLog(count: number, membersOf: (i: number) => object, source: EvidenceSource = log): Report[] {
  const reports: Report[] = [];
  const reader = logReader(source, 0, (report) => reports.push(report), latin1);
  for (let i = 0; i < count; i++) {
    const timestamp = new Date(at("10:00") + i * 60_000).toISOString();
    const line = { timestamp, session_id: "1", level: "INFO", event_type: "MARKET", message: "", ...membersOf(i) };
    reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
  }
  return reports;
}

function readTrades(source: EvidenceSource, ...rows: string[]): Report[] {
  const reports: Report[] = [];
  const reader = tradesReader(source, 0, (report) => reports.push(report));
  reader.push(Buffer.from(`${rows.join("\n")}\n`));
  reader.end();
  return reports;
}

function judged(source: EvidenceSource, reports: readonly Report[], now = at("12:00")) {
  return evidenceOf([{ source, reports }], { at: now, settings: { ...settings, sources: [source] } });
}

const csv: EvidenceSource = { kind: "trades", path: "trades.csv" };
const header = "symbol,entry_time,exit_time,side,quantity,entry_price,exit_price";
const btc = "BTC/USDT:USDT,2025-10-15 01:00,2025-10-15 02:00,LONG,1,100,110";
const eth = "ETH/USDT:USDT,2025-10-15 01:10,2025-10-15 01:50,LONG,1,100,90";

describe("a source with the records of several", () => {
  it("strategies in lines that are only signs of life is judged for nothing, and says whose they are", () => {
    const evidence = judged(
      log,
      readLog(60, (i) => ({ strategy: i % 10 === 9 ? "other" : "전략 4" })),
    );
    assert.deepEqual(dataOf(evidence, "owners-mixed"), [
      { path: log.path, field: "strategy", owners: 2, names: ["전략 4", "other"] },
    ]);
    assert.deepEqual(
      evidence.faults.filter(({ why }) => why === "contradiction"),
      [{ why: "contradiction", money: false, at: at("10:09"), until: at("10:58") }],
    );
  });

  it("strategies, one after the other, concerns no window that begins after the first one", () => {
    const { faults } = judged(
      log,
      readLog(60, (i) => ({ strategy: i < 30 ? "v3" : "v4" })),
    );
    assert.deepEqual(
      faults.filter(({ why }) => why === "contradiction"),
      [{ why: "contradiction", money: false, at: at("10:30"), until: at("10:29") }],
    );
  });

  it("symbols in a list of trades is judged for nothing", () => {
    const evidence = judged(csv, readTrades(csv, header, btc, eth));
    assert.equal(dataOf(evidence, "owners-mixed")[0]?.field, "symbol");
    assert.ok(evidence.faults.some(({ why, money }) => why === "contradiction" && !money));
  });

  it("symbols that only differ in their spelling is one's", () => {
    const rows = [btc, btc.replace("BTC/USDT:USDT", "btc-usdt").replaceAll("-15", "-14")];
    assert.deepEqual(dataOf(judged(csv, readTrades(csv, header, ...rows)), "owners-mixed"), []);
  });

  it("counts those that the plan names alone", () => {
    for (const symbol of ["BTCUSDT", "BTC*", "*c/u*"]) {
      const source: EvidenceSource = { ...csv, where: { symbol } };
      const evidence = judged(source, readTrades(source, header, btc, eth));
      assert.deepEqual(
        evidence.trades.map((each) => each.symbol),
        ["BTC/USDT:USDT"],
        symbol,
      );
      assert.deepEqual(dataOf(evidence, "owners-mixed"), []);
    }
    const source: EvidenceSource = { ...log, where: { strategy: "v4" } };
    const lines = readLog(60, (i) => ({ strategy: i < 30 ? "v4" : "other" }), source);
    assert.deepEqual(judged(source, lines).observed, [{ from: at("10:00"), to: at("10:29") }]);
  });

  it("counts all of them where the plan says so", () => {
    const source: EvidenceSource = { ...csv, where: { symbol: "*" } };
    const evidence = judged(source, readTrades(source, header, btc, eth));
    assert.equal(evidence.trades.length, 2);
    assert.deepEqual(dataOf(evidence, "owners-mixed"), []);
  });

  it("none of which is what the plan names is judged for nothing", () => {
    const source: EvidenceSource = { ...csv, where: { symbol: "BTCUSD" } };
    const evidence = judged(source, readTrades(source, header, btc, eth));
    assert.deepEqual(dataOf(evidence, "where-unmatched"), [{ path: csv.path, wanted: 'symbol "BTCUSD"', records: 2 }]);
    assert.ok(evidence.faults.some(({ why, money }) => why === "no-source" && !money));
  });

  it("positions that one bot would hardly hold at once can't be told apart, unless the plan says that they can", () => {
    const of = (opened: string, closed: string, quantity: number, leverage = 4) =>
      trade(0, { source: "log", opened: at(opened), closed: at(closed), quantity, leverage });
    const overlapping = [of("10:00", "11:00", 0.5), of("10:30", "11:30", 0.8)];
    const evidence = judged(log, overlapping);
    assert.deepEqual(dataOf(evidence, "positions-overlap"), [
      { path: log.path, overlaps: 1, first: at("10:00"), second: at("10:30"), sizes: [0.5, 0.8] },
    ]);
    const fault = { why: "contradiction", money: true, at: at("10:30"), until: at("11:00") };
    assert.deepEqual(evidence.faults, [fault]);
    const levered = [of("10:00", "11:00", 0.5), of("10:30", "11:30", 0.5, 10)];
    assert.equal(dataOf(judged(log, levered), "positions-overlap").length, 1);
    const declared = judged({ ...log, where: { bot: "*" } }, overlapping);
    const apart = [of("10:00", "11:00", 0.5), of("10:59:30", "11:30", 0.8), of("12:00", "13:00", 1)];
    const alike = [of("10:00", "11:00", 0.5), of("10:30", "11:30", 0.5)];
    for (const fine of [declared, judged(log, apart), judged(log, alike), judged(csv, overlapping)])
      assert.deepEqual(dataOf(fine, "positions-overlap"), []);
  });

  it("processes that write by turns is judged for nothing meanwhile; one that takes over is no other bot", () => {
    const turns = [...beats("10:00", "11:00", "a"), ...beats("10:30", "11:30", "b")];
    const evidence = judged(log, turns);
    const span = { from: at("10:30"), to: at("11:00") };
    assert.deepEqual(dataOf(evidence, "processes-overlap"), [
      { path: log.path, overlaps: 1, names: ["a", "b"], ...span },
    ]);
    assert.deepEqual(evidence.faults, [{ why: "contradiction", money: false, at: span.from, until: span.to }]);
    const handover = [...beats("10:00", "11:00", "a"), ...beats("10:55", "11:30", "b")];
    assert.deepEqual(dataOf(judged(log, handover), "processes-overlap"), []);
  });
});

describe("an entry", () => {
  it("is never joined with the exit of another symbol, strategy or account", () => {
    for (const field of ["symbol", "strategy", "account"] as const) {
      const [one, other] = [{ [field]: "AAAA" }, { [field]: "BBBB" }];
      assert.equal(pairUp([entry(0, { owner: one }), exit(0, { owner: other })]).length, 2, field);
      assert.equal(pairUp([entry(0, { owner: one }), exit(0, { owner: one })]).length, 1, field);
    }
  });

  it("of another symbol is another trade, in whatever file", () => {
    const of = (symbol: string) => ({ source: log, reports: [trade(0, { owner: { symbol } })] });
    const other = (symbol: string) => ({ source: log, reports: [trade(1, { owner: { symbol } })], path: "2.jsonl" });
    assert.equal(evidenceOf([of("BTC-USDT"), other("ETH-USDT")]).trades.length, 2);
    assert.equal(evidenceOf([of("BTC-USDT"), other("BTC")]).trades.length, 1);
  });
});
