// Tests of the reader of CSV trades: against CPython's csv module, in parts of any size, and on broken files.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "mocha";
import { csvReader } from "../../../../src/core/evidence/readers/csv/reader";
import type { Report, Unreadable } from "../../../../src/core/evidence/report";
import type { TradeReport } from "../../../../src/core/evidence/trade";
import type { EvidenceSource } from "../../../../src/core/plan/plan";
import { Oracle } from "../../../support/oracle";
import { randomFrom } from "../../../support/random";
import { mutated, numbersIn, reportsOf } from "../../../support/readers";

const header = "entry_time,exit_time,side,entry_price,exit_price,net_pnl_usd,exit_reason";
const row = "2025-07-09 11:40:00,2025-07-09 13:05:00,LONG,109009.1,109691.6,199.79,ML_EXIT";
const names = header.split(",");

function read(file: string | Uint8Array, source: Partial<EvidenceSource> = {}, sizes?: () => number): Report[] {
  return reportsOf((sink) => csvReader({ kind: "trades", path: "trades.csv", ...source }, 3, sink), file, sizes);
}

function trades(reports: readonly Report[]): TradeReport[] {
  return reports.filter((report) => report.kind === "trade");
}

function unreadable(reports: readonly Report[]): Unreadable[] {
  return reports.filter((report) => report.kind === "unreadable");
}

describe("a CSV file of trades", () => {
  it("gives each row as a trade, with where it stands", () => {
    const [trade, ...others] = read(`${header}\n${row}\n`, { utcOffset: "+09:00" });
    assert.deepEqual(others, []);
    assert.deepEqual(trade, {
      kind: "trade",
      origin: { file: 3, offset: header.length + 1 },
      source: "trades",
      stage: "closed",
      side: "long",
      opened: Date.UTC(2025, 6, 9, 2, 40),
      closed: Date.UTC(2025, 6, 9, 4, 5),
      entry: 109009.1,
      exit: 109691.6,
      net: 199.79,
      reason: "model",
      reasonText: "ML_EXIT",
    });
  });

  it("without a side has the one that the plan says of all rows, unless it has a column of that name", () => {
    const file = "entry_time,exit_time,exit_price,long\n2025-07-09,2025-07-10,1,SELL\n";
    assert.deepEqual(unreadable(read(file))[0]?.missing, ["side"]);
    assert.equal(trades(read(file, { fields: { side: "short" } }))[0]?.side, "short");
    assert.equal(trades(read(file, { fields: { side: "long" } }))[0]?.side, "short");
    assert.deepEqual(unreadable(read(file, { fields: { side: "sideways" } }))[0]?.missing, ["side"]);
  });

  it("of freqtrade has its side in is_short", () => {
    const rows = ["True", "False", "1", "0", ""].map((isShort) => `2025-07-09,2025-07-10,1.5,BTC/USDT,${isShort}`);
    const read5 = trades(read(`open_date,close_date,close_rate,pair,is_short\n${rows.join("\n")}\n`));
    assert.deepEqual(
      read5.map(({ side }) => side),
      ["short", "long", "short", "long", undefined],
    );
    assert.deepEqual(read5[0]?.owner, { symbol: "BTC/USDT" });
  });

  it("leaves a percentage and a fraction as they stand, and says nothing of a cost of 0", () => {
    const file = `entry_time,exit_time,side,pnl_pct,fee\n2025-07-09,2025-07-10,1,2.5,0\n2025-07-09,2025-07-10,-1,-0.025,0.5\n`;
    const [first, second] = trades(read(file));
    assert.deepEqual([first?.share, first?.costs, first?.side], [2.5, undefined, "long"]);
    assert.deepEqual([second?.share, second?.costs, second?.side], [-0.025, 0.5, "short"]);
  });

  it("has no value where a row has a placeholder, and names what it can't use", () => {
    const rows = ["None,,N/A,null", "NaN,1e400,-5,inf", "0x10,1_000,12 %,true"].map(
      (values) => `2025-07-09,2025-07-10,LONG,${values}`,
    );
    const [none, infinite, odd] = trades(
      read(`opened_at,closed_at,side,net_pnl,entry_price,quantity,exit_price\n${rows.join("\n")}\n`),
    );
    assert.equal(none?.unusable, undefined);
    for (const trade of [infinite, odd]) {
      assert.deepEqual([...(trade?.unusable ?? [])].sort(), ["entry", "exit", "net", "quantity"]);
      assert.deepEqual(
        numbersIn(trade).filter((number) => !Number.isFinite(number)),
        [],
      );
    }
  });

  it("tells of a row without a time, and goes on", () => {
    const reports = read(`${header}\n${row.replace("2025-07-09 11:40:00", "NaT")}\n${row}\n`);
    assert.deepEqual(unreadable(reports), [
      { kind: "unreadable", origin: { file: 3, offset: header.length + 1 }, why: "no-time" },
    ]);
    assert.equal(trades(reports).length, 1);
  });

  it("does not take a header that stands there again for a trade", () => {
    const reports = read(`${header}\n${row}\n${header}\n${row}\n`);
    assert.deepEqual(
      reports.map(({ kind }) => kind),
      ["trade", "trade"],
    );
  });

  it("tells of each row with too few fields or too many, and of no other", () => {
    const lines = [header, row, `${row},1`, row, "2025-07-09,x", row, "", '"a" b,c,d,e,f,g,h', row];
    const reports = read(lines.map((line) => `${line}\r\n`).join(""));
    assert.equal(trades(reports).length, 4);
    const places = unreadable(reports).map(({ why, origin }) => [why, origin.offset]);
    const startOf = (line: number): number => lines.slice(0, line).join("\r\n").length + 2;
    assert.deepEqual(
      places,
      [2, 4, 7].map((line) => ["not-csv", startOf(line)]),
    );
  });

  /** What is told when a file ends in the middle of its last row, and again when the rest has come. */
  function inTwo(columns: string, file: string, cut: number): [Report[], Report[]] {
    const reports: Report[] = [];
    const reader = csvReader({ kind: "trades", path: "trades.csv" }, 0, (report) => reports.push(report));
    reader.push(Buffer.from(`${columns}\n${file.slice(0, -cut)}`));
    reader.end();
    reader.end();
    const before = [...reports];
    reader.push(Buffer.from(`${file.slice(-cut)}\n${file}\n`));
    reader.end();
    return [before, reports.slice(before.length)];
  }

  it("lets a last row wait where its last number may be cut", () => {
    const [before, afterwards] = inTwo("entry_time,exit_time,side,net_pnl", "2025-07-09,2025-07-10,LONG,-199.79", 4);
    assert.deepEqual(before, [{ kind: "unreadable", origin: { file: 0, offset: 34 }, why: "not-csv" }]);
    assert.deepEqual(
      trades(afterwards).map(({ net }) => net),
      [-199.79, -199.79],
    );
  });

  it("reads a last row whose line break is missing, once, where only a word may be cut", () => {
    const [before, afterwards] = inTwo(header, row, 2);
    assert.deepEqual(
      trades(before).map(({ net, reason }) => [net, reason]),
      [[199.79, "model"]],
    );
    assert.deepEqual([trades(afterwards).length, unreadable(afterwards)], [1, []]);
    assert.deepEqual(
      read(`${header}\n${row}\n${row}`).map(({ kind }) => kind),
      ["trade", "trade"],
    );
    assert.deepEqual(
      unreadable(read(`${header}\n${row}\n${row.slice(0, -9)}`)).map(({ why }) => why),
      ["not-csv"],
    );
  });

  it("of another schema is told once, with what is missing", () => {
    const [report, ...others] = read(`signal_weight,win_rate\n${"1,2\n".repeat(1000)}`);
    assert.deepEqual(others, []);
    assert.deepEqual(report, {
      kind: "unreadable",
      origin: { file: 3, offset: 0 },
      why: "other-schema",
      missing: ["side", "opened", "closed", "net"],
      clashing: [],
    });
  });

  it("whose columns clash is told with their names, and read where the plan names one", () => {
    const file = `entry_time,Entry Time,exit_time,side,pnl_pct\n2025-07-09,2025-07-08,2025-07-10,SHORT,0.01\n`;
    const [clash] = unreadable(read(file));
    assert.deepEqual([clash?.missing, clash?.clashing], [["opened"], ["entry_time", "Entry Time"]]);
    assert.equal(trades(read(file, { fields: { opened: "Entry Time" } }))[0]?.opened, Date.UTC(2025, 6, 8));
  });

  it("that is none is told", () => {
    assert.deepEqual(read(""), []);
    assert.deepEqual(read("\n\n"), []);
    assert.equal(unreadable(read(Buffer.from(`${header}\n${row}\n`, "utf16le")))[0]?.why, "not-text");
    assert.equal(unreadable(read(Buffer.alloc(300_000, "\0\r\n")))[0]?.why, "not-text");
    assert.equal(unreadable(read(Buffer.alloc(300_000, "x")))[0]?.why, "too-long");
  });

  it("loses only one row to a quote that is never closed", () => {
    const bad = row.replace("ML_EXIT", '"ML_EXIT');
    const reports = read(`${header}\n${row}\n${bad}\n${`${row}\n`.repeat(3000)}`);
    assert.equal(trades(reports).length, 3001);
    assert.equal(unreadable(reports).length, 1);
    assert.equal(unreadable(reports)[0]?.origin.offset, header.length + row.length + 2);
    const short = read(`${header}\n${row}\n${bad}\n${`${row}\n`.repeat(30)}`);
    assert.deepEqual([trades(short).length, unreadable(short).map(({ why }) => why)], [31, ["not-csv"]]);
  });

  it("keeps nothing of the parts that it was given", () => {
    const file = `${header}\n${`${row}\n`.repeat(500)}`;
    const bytes = trades(read(file, {}, () => 1000));
    assert.ok(
      bytes.every(({ reasonText, side, entry }) => reasonText === "ML_EXIT" && side === "long" && entry === 109009.1),
    );
  });
});

describe("hostile CSV files", () => {
  const python = new Oracle<{ path: string; delimiter: string }, string[][]>("csv-rows.py");
  const folder = mkdtempSync(join(tmpdir(), "csv-"));
  after(() => {
    python.close();
    rmSync(folder, { recursive: true });
  });

  for (let seed = 1; seed <= 40; seed++) {
    it(`are read as CPython reads them, in parts of any size (seed ${seed})`, async () => {
      const random = randomFrom(seed);
      const { text, delimiter } = hostile(random);
      const path = join(folder, `${seed}.csv`);
      writeFileSync(path, text);
      const rows = await python.ask({ path, delimiter });
      const whole = read(text);
      const expected = rows.slice(1).filter((fields) => fields.length === names.length);
      assert.deepEqual(
        trades(whole).map(({ reasonText }) => reasonText ?? ""),
        expected.map((fields) => fields[6]),
      );
      assert.deepEqual(
        trades(whole).map(({ net }) => net),
        expected.map((fields) => Number(fields[5])),
      );
      assert.deepEqual(
        trades(whole).map(({ side }) => side),
        expected.map((fields) => (fields[2] === "LONG" ? "long" : "short")),
      );
      const broken = rows.slice(1).filter((fields) => fields.length !== names.length && fields.length > 0);
      assert.equal(unreadable(whole).length, broken.length);
      // Each trade begins where its row does: its number stands in the time of its entry.
      for (const { origin, opened } of trades(whole)) {
        const time = new Date(opened ?? 0).toISOString().slice(0, 19);
        assert.match(
          Buffer.from(text).subarray(origin.offset).toString().slice(0, 21),
          new RegExp(`^"?${time.replace("T", ".")}`),
        );
      }
      for (const most of [1, 2, 7, 4000]) {
        assert.deepEqual(
          read(text, {}, () => 1 + Math.floor(random() * most)),
          whole,
        );
      }
    });
  }

  it("never make the reader throw or find a number that is none", () => {
    const random = randomFrom(7);
    for (let round = 0; round < 400; round++) {
      const file = mutated(Buffer.from(hostile(random).text), random);
      for (const report of read(file, {}, () => 1 + Math.floor(random() * 300))) {
        assert.ok(numbersIn(report).every(Number.isFinite), JSON.stringify(report));
        assert.ok("origin" in report && report.origin.offset >= 0 && report.origin.offset <= file.length);
      }
    }
  });
});

/** A file whose rows are trades, some of them with too many fields or too few, in one of many dialects. */
function hostile(random: () => number): { text: string; delimiter: string } {
  const pick = <T>(...values: [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  const delimiter = pick(",", ";", "\t", "|");
  const lineBreak = pick(
    () => "\n",
    () => "\r\n",
    () => "\r",
    () => pick("\n", "\r\n"),
  );
  const quotes = pick(0, 0.1, 1);
  const quoted = (text: string): string =>
    random() < quotes || /["\r\n,;\t|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const reason = (): string =>
    pick(
      "ML_EXIT",
      "Max Holding",
      "",
      "손절 🛑",
      "a, b; c | d",
      'say "no"',
      "two\nlines",
      "carriage\rreturn",
      '""',
      "é́",
      "x".repeat(90),
    );
  const line = (index: number): string => {
    const time = new Date(Date.UTC(2025, 0, 1) + index * 60_000)
      .toISOString()
      .slice(0, 19)
      .replace("T", pick(" ", "T"));
    const net = pick("1.5", "-0", "1e-7", "-17.25", "123456789012.5");
    const fields = [time, "2025-12-31", pick("LONG", "SHORT"), "1", "2", net, reason()].map(quoted);
    const broken = pick(0, 0, 0, 0, 0, 0, 0, 0, 1, 2);
    const count = broken === 0 ? 7 : broken === 1 ? 1 + Math.floor(random() * 6) : 8;
    return [...fields, "extra"].slice(0, count).join(delimiter);
  };
  const lines = Array.from({ length: 60 }, (_, index) => pick(line(index), line(index), line(index), ""));
  const text = [names.join(delimiter), ...lines].map((text) => `${text}${lineBreak()}`).join("");
  return { text: `${pick("", "\ufeff")}${text}`, delimiter };
}
