import { deepEqual, equal, ok } from "node:assert/strict";
import { longestLine } from "../../../src/core/evidence/readers/log/lines";
import { logReader } from "../../../src/core/evidence/readers/log/reader";
import type { Report } from "../../../src/core/evidence/report";
import type { EvidenceSource } from "../../../src/core/plan/plan";
import {
  entry,
  exit,
  failed,
  logLine,
  logText,
  model,
  performance,
  pythonJson,
  session,
  signal,
  started,
} from "../../support/bot-log";
import { randomFrom } from "../../support/random";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** What a reader tells of `parts`, one after the other, and of the end. */
function read(parts: readonly (string | Uint8Array)[], fields?: EvidenceSource["fields"]): Report[] {
  const reports: Report[] = [];
  const source: EvidenceSource = { kind: "log", path: "bot.jsonl", utcOffset: "+09:00", ...(fields && { fields }) };
  const reader = logReader(source, 3, (report) => reports.push(report), latin1);
  for (const part of parts) reader.push(typeof part === "string" ? Buffer.from(part) : part);
  reader.end();
  return reports;
}

function withoutBeats(reports: readonly Report[]): Report[] {
  return reports.filter(({ kind }) => kind !== "beat");
}

const whole = [
  started("2025-10-15T04:07:26"),
  model("2025-10-15T04:07:29.501535"),
  signal("2025-10-15T04:12:50.429846", "NONE"),
  model("2025-10-15T04:15:00.1"),
  signal("2025-10-15T04:17:50.429846", "LONG"),
  entry("2025-10-15T04:17:51"),
  failed("2025-10-15T04:20:00", "Error in update cycle: no candle 17 of order 1978380395906863104"),
  performance("2025-10-15T04:25:00", 102356.82),
  model("2025-10-15T04:26:00"),
  exit("2025-10-15T04:27:51"),
  performance("2025-10-15T04:28:00", 102289.12),
  signal("2025-10-15T04:32:50.429846", "SHORT"),
  signal("2025-10-15T04:32:51", "SHORT", "EXIT"),
];

const minute = (n: number) => Date.UTC(2025, 9, 14, 19, n);

describe("reading a structured log", () => {
  it("tells trades, candles, errors, balances, starts and signs of life", () => {
    const text = logText(whole);
    const offsets = whole.map((_, i) => logText(whole.slice(0, i)).length);
    const reports = read([text]);
    deepEqual(
      reports.filter(({ kind }) => kind === "beat").map((beat) => "at" in beat && beat.at),
      whole.map(({ timestamp }) => Math.floor(Date.parse(`${timestamp}+09:00`))),
    );
    const owner = { strategy: "Dynamic_4Model" };
    const [start, quiet, long, opened, error, first, closed, second, short, ...more] = withoutBeats(reports).filter(
      ({ kind }) => kind !== "price",
    );
    const prices = reports.filter(({ kind }) => kind === "price");
    deepEqual(prices[0], { kind: "price", at: minute(12) + 50_429, price: 113044.2, owner });
    deepEqual(start, { kind: "start", at: minute(7) + 26_000, process: session, origin: { file: 3, offset: 0 } });
    deepEqual(quiet, { kind: "candle", at: minute(12) + 50_429, signal: false, owner });
    deepEqual(long, { kind: "candle", at: minute(17) + 50_429, signal: true, owner });
    deepEqual(opened, {
      kind: "trade",
      origin: { file: 3, offset: offsets[5] },
      source: "log",
      stage: "entry",
      opened: minute(17) + 51_000,
      process: session,
      side: "long",
      quantity: 0.64782886,
      entry: 113189.5,
      leverage: 4,
      positionShare: 71.54 / 100,
      probability: { entry: 0.7657 },
      owner,
    });
    const message = "Error: UPDATE_CYCLE_ERROR: Error in update cycle: no candle 17 of order 1978380395906863104";
    deepEqual(error, {
      kind: "error",
      at: minute(20),
      cause: "Error: UPDATE_CYCLE_ERROR: Error in update cycle: no candle # of order #",
      text: message,
      origin: { file: 3, offset: offsets[6] },
    });
    deepEqual(first, { kind: "balance", at: minute(25), equity: 102356.82, origin: { file: 3, offset: offsets[7] } });
    deepEqual(closed, {
      kind: "trade",
      origin: { file: 3, offset: offsets[9] },
      source: "log",
      stage: "exit",
      closed: minute(27) + 51_000,
      process: session,
      id: "1978380395906863104",
      side: "long",
      quantity: 0.64782886,
      entry: 113189.5,
      exit: 113229.4,
      gross: -62.16,
      net: -150.17,
      share: 0.0353,
      costs: 88.01,
      reason: "model",
      reasonText: "ML Exit (LONG model, prob=0.716)",
      probability: { exit: 0.716 },
      owner,
    });
    deepEqual(second, { kind: "balance", at: minute(28), equity: 102289.12, origin: { file: 3, offset: offsets[10] } });
    deepEqual(short, { kind: "candle", at: minute(32) + 50_429, signal: true, owner });
    deepEqual(more, []);
  });

  it("tells the same of records with another order of members, other spacing and other characters", () => {
    const expected = withoutOrigins(read([logText(whole)]));
    const spellings: Record<string, (record: object) => string> = {
      compact: (record) => JSON.stringify(record),
      wide: (record) => pythonJson(record).replace(/^\{/, "  { ").replace(/\}$/, " } "),
      "carriage returns": (record) => `${pythonJson(record)}\r`,
      reversed: (record) => pythonJson(Object.fromEntries(Object.entries(record).reverse())),
      "type first": (record) => pythonJson({ event_type: "", ...record, level: Reflect.get(record, "level") }),
      "UTF-8": (record) => JSON.stringify({ host: "전략 → 4", ...record }),
      "escapes in the head": (record) => pythonJson({ host: 'a "b\\', ...record }),
    };
    for (const [spelling, write] of Object.entries(spellings)) {
      const text = whole.map((line) => `${write(line)}\n`).join("");
      deepEqual(withoutOrigins(read([text])), expected, spelling);
      // Once a layout is known, records of another one are not taken for it.
      const mixed = whole.flatMap((line) => [pythonJson(line), write(line)]).map((line) => `${line}\n`);
      deepEqual(
        withoutOrigins(read([mixed.join("")])),
        expected.flatMap(twiceEach(expected)),
        `mixed with ${spelling}`,
      );
    }
  });

  it("tells the same however the bytes are cut", () => {
    const random = randomFrom(5);
    const text = logText([...whole, ...whole]).replaceAll("Dynamic", "동적");
    const lines = [...text.split("\n"), "not json", "\u0000\u0001", "[1]", "{}"];
    const bytes = Buffer.concat([
      Buffer.from(lines.join("\n")),
      Buffer.from([10, 0xff, 0xfe, 10]),
      Buffer.alloc(longestLine + 1, "x"),
      Buffer.from(`\n${pythonJson(model("2025-10-15T05:00:00"))}`),
    ]);
    const expected = read([bytes]);
    ok(expected.some((report) => report.kind === "unreadable" && report.why === "too-long"));
    for (let round = 0; round < 60; round++) {
      const most = 10 ** (2.5 + random() * 3);
      const parts: Uint8Array[] = [];
      for (let at = 0; at < bytes.length; ) {
        const end = at + 1 + Math.floor(random() * most);
        parts.push(bytes.subarray(at, end));
        at = end;
      }
      deepEqual(read(parts), expected);
    }
  });

  it("waits for the rest of a half-written line", () => {
    const reports: Report[] = [];
    const reader = logReader({ kind: "log", path: "bot.jsonl" }, 0, (report) => reports.push(report), latin1);
    const line = Buffer.from(pythonJson(entry("2025-10-15T04:17:51")));
    for (let cut = 0; cut < line.length - 1; cut++) {
      reader.push(line.subarray(cut, cut + 1));
      reader.end();
    }
    deepEqual(reports, []);
    reader.push(line.subarray(line.length - 1));
    reader.end();
    equal(withoutBeats(reports).length, 1);
    reader.push(Buffer.from(`\n${pythonJson(exit("2025-10-15T04:27:51"))}\n`));
    const [first, second] = withoutBeats(reports);
    deepEqual(
      [first, second].map((report) => report && "origin" in report && report.origin.offset),
      [0, line.length + 1],
    );
  });

  it("finds the record behind a line that was torn by a crash", () => {
    const lines = [started("2025-10-15T04:00:00"), model("2025-10-15T04:01:00"), model("2025-10-15T04:02:00")];
    const torn = pythonJson(model("2025-10-15T04:03:00"));
    const next = pythonJson(entry("2025-10-15T04:17:51"));
    for (let cut = 1; cut < torn.length; cut++) {
      const reports = read([`${logText(lines)}${torn.slice(0, cut)}${next}\n`]);
      deepEqual(
        reports.slice(-1).map((report) => report.kind === "unreadable" && report.why),
        ["not-json"],
        `cut at ${cut}`,
      );
    }
  });

  it("knows which of what it can't read may be a trade or an error", () => {
    const good = pythonJson(entry("2025-10-15T04:07:29"));
    const isIdle = (line: string) => {
      const [report] = read([`${line}\n`]);
      return report?.kind === "unreadable" && report.isIdle === true;
    };
    for (let cut = 1; cut < good.length; cut++) {
      equal(isIdle(good.slice(0, cut)), false, good.slice(0, cut));
      if (cut > 1) equal(isIdle(good.slice(-cut)), false, good.slice(-cut));
    }
    for (const record of ['{"event_type": "TRADE", "data": {"type": "EXIT"}}', '{"level": "ERROR"}', "\u0000"]) {
      equal(isIdle(record), false, record);
    }
    const warning = "/usr/lib/python3/dist-packages/pandas/core/frame.py:12: FutureWarning: append is deprecated";
    for (const text of [warning, "  df = df.append(row)", "17", "[1, 2]", '{"event": "heartbeat"}', "=".repeat(40)]) {
      equal(isIdle(text), true, text);
    }
  });

  it("tells what it can't read, and goes on", () => {
    const good = pythonJson(model("2025-10-15T04:07:29"));
    const cases: [line: string | Buffer, why: string][] = [
      ["{", "not-json"],
      [good.slice(0, -2), "not-json"],
      [good.slice(1), "not-json"],
      ["\u0000".repeat(50), "not-json"],
      [Buffer.from([0xc3, 0x28]), "not-text"],
      [Buffer.from([0xed, 0xa0, 0x80]), "not-text"],
      ["17", "other-schema"],
      ["null", "other-schema"],
      ['["timestamp"]', "other-schema"],
      ["{}", "other-schema"],
      ['{"open": 1, "close": 2}', "other-schema"],
      ['{"timestamp": null}', "no-time"],
      ['{"timestamp": NaN}', "no-time"],
      ['{"timestamp": 1e400}', "no-time"],
      [pythonJson(model("2025-13-15T04:07:29")), "no-time"],
      [`{"timestamp": "2025-10-15", "a": ${"[".repeat(10_000)}`, "not-json"],
    ];
    for (const [line, why] of cases) {
      const reports = read([`${good}\n`, line, `\n${good}\n`]);
      deepEqual(
        reports.map((report) => (report.kind === "unreadable" ? [report.why, report.origin.offset] : report.kind)),
        ["beat", [why, good.length + 1], "beat"],
        String(line).slice(0, 60),
      );
    }
    deepEqual(
      read([`\n\r\n   \n${good}\n\n`]).map(({ kind }) => kind),
      ["beat"],
    );
    deepEqual(
      read([`\ufeff${good}\n`]).map(({ kind }) => kind),
      ["beat"],
    );
    deepEqual(
      read([`${good}\n${"[".repeat(100_000)}${"]".repeat(100_000)}\n`]).map(({ kind }) => kind),
      ["beat", "unreadable"],
    );
  });

  it("has no value for what is no finite number, and names the field", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true, [1], { a: 1 }, "12,5"]) {
      const [trade] = withoutBeats(read([logText([exit("2025-10-15T04:27:51", { pnl_usd_net: value })])]));
      ok(trade?.kind === "trade");
      equal(trade.net, undefined);
      deepEqual(trade.unusable, ["net"]);
      equal(trade.exit, 113229.4);
    }
    const text = logText([exit("2025-10-15T04:27:51")]).replace("113229.4", "1e400");
    const [trade] = withoutBeats(read([text]));
    ok(trade?.kind === "trade");
    deepEqual([trade.exit, trade.unusable], [undefined, ["exit"]]);
  });

  it("takes no placeholder and no count for an id, and keeps all digits of a long one", () => {
    for (const [id, expected] of [
      ['"None"', undefined],
      ["null", undefined],
      ['""', undefined],
      ['"N/A"', undefined],
      ['"EXISTING_FROM_EXCHANGE"', undefined],
      ["1978380395906863104", "1978380395906863104"],
      ['"1978380395906863105"', "1978380395906863105"],
      ["17", undefined],
    ] as const) {
      const text = logText([exit("2025-10-15T04:27:51")]).replace('"1978380395906863104"', id);
      const [trade] = withoutBeats(read([text]));
      ok(trade?.kind === "trade");
      equal(trade.id, expected, id);
    }
  });

  it("reads other envelopes by the names that a plan gives them", () => {
    const record = {
      meta: { when: 1760517015096, run: 7 },
      what: "position.opened",
      sev: "info",
      fill: { dir: "sell", amount: "1.5", px: "100.25", portion: 0.3 },
    };
    const fields: EvidenceSource["fields"] = {
      time: "meta.when",
      process: "meta.run",
      type: "what",
      level: "sev",
      side: "fill.dir",
      quantity: "fill.amount",
      entry: "fill.px",
      positionShare: "fill.portion",
    };
    const trade = withoutBeats(read([`${JSON.stringify(record)}\n`], fields));
    deepEqual(trade, [
      {
        kind: "trade",
        origin: { file: 3, offset: 0 },
        source: "log",
        stage: "entry",
        opened: 1760517015096,
        process: "7",
        side: "short",
        quantity: 1.5,
        entry: 100.25,
        positionShare: 0.3,
      },
    ]);
    const pino = { level: 50, time: 1760517015096, pid: 12, msg: "socket 17 closed", type: "net" };
    const [error] = withoutBeats(read([`${JSON.stringify(pino)}\n`]));
    ok(error?.kind === "error");
    deepEqual([error.at, error.cause], [1760517015096, "socket # closed"]);
  });

  it("misses no error, no start and no trade among records that it does not parse", () => {
    const random = randomFrom(11);
    const makers = [
      model,
      model,
      (at: string) => logLine("MARKET", at, { price: 1 + random(), volume: 2 }, { level: "DEBUG" }),
      (at: string) => logLine("MARKET", at, { symbol: "BTCUSDT", price: 1 + random() }, { level: "DEBUG" }),
      (at: string) => logLine("HEARTBEAT", at, random() < 0.5 ? {} : { entry_price: 4, mark_price: random() * 9 }),
      (at: string) => logLine("HEARTBEAT", at, { position: { mark_price: 4 }, last_price: "7.5", price: "NaN" }),
      (at: string) =>
        logLine("TICK", at, {
          price: [0, -1, Number.POSITIVE_INFINITY, "1e400", "x", null, true][Math.floor(random() * 7)],
        }),
      (at: string) => logLine("ORDER", at, { price: 3, current_price: random() < 0.5 ? 5 : null }),
      (at: string) => logLine("MARKET", at, { price: 1 }, { level: "CRITICAL", message: "feed lost" }),
      (at: string) => signal(at, random() < 0.5 ? "NONE" : "LONG"),
      (at: string) => performance(at, random() * 1e5),
      (at: string) => started(at, `session ${Math.floor(random() * 5)}`),
      (at: string) => failed(at, "no candle"),
      (at: string) => entry(at),
      (at: string) => exit(at),
    ];
    const lines = Array.from({ length: 2000 }, (_, i) => {
      const at = new Date(minute(0) + i * 1000).toISOString().replace("Z", "");
      return (makers[Math.floor(random() * makers.length)] ?? model)(at);
    });
    // A reader that is new to each line parses it.
    const parsed = lines.flatMap((line) => read([logText([line])]));
    deepEqual(withoutOrigins(read([logText(lines)])), withoutOrigins(parsed));
  });

  it("takes no head for one that it knows, but is written otherwise", () => {
    const random = randomFrom(7);
    const pick = <T>(items: ArrayLike<T>): T => items[Math.floor(random() * items.length)] as T;
    const numbered = (time: string) => ({
      time,
      level: "info",
      event: "tick",
      pid: pick([1, 12, 123, 1234]),
      data: {},
    });
    const makers = [model, (at: string) => signal(at, "NONE"), (at: string) => performance(at, 17), entry, numbered];
    const mutations: ((line: string, at: number, end: number) => string)[] = [
      (line, at) => line.slice(0, at) + pick('0123456789aEX"{}[]:, \\-.TZ') + line.slice(at + 1),
      (line, at) => line.slice(0, at) + line.slice(at + 1),
      (line, at) => line.slice(0, at) + line.slice(at, at + 2) + line.slice(at),
      (line, at, end) => line.slice(0, at) + line.slice(at + Math.floor(random() * (end - at))),
    ];
    let reports: Report[] = [];
    const source: EvidenceSource = { kind: "log", path: "bot.jsonl", utcOffset: "+09:00" };
    for (const kinds of [makers.slice(0, 4), makers.slice(4)]) {
      const reader = logReader(source, 3, (report) => reports.push(report), latin1);
      for (let round = 0; round < 3000; round++) {
        const time = new Date(minute(0) + round * 1000).toISOString().slice(0, pick([19, 23]));
        const line = pythonJson(pick(kinds)(time));
        // Behind the last member that is needed, nothing is looked at.
        const end = line.indexOf('", "message"');
        const mutated = end === -1 || random() < 0.5 ? line : pick(mutations)(line, Math.floor(random() * end), end);
        reports = [];
        reader.push(Buffer.from(`${mutated}\n`));
        deepEqual(withoutOrigins(reports), withoutOrigins(read([`${mutated}\n`])), mutated);
      }
    }
  });

  it("does not throw, whatever the bytes", () => {
    const random = randomFrom(2);
    const text = Buffer.from(logText([...whole, ...whole]));
    for (let round = 0; round < 1000; round++) {
      const bytes = Buffer.from(text);
      for (let changes = 1 + random() * 20; changes > 0; changes--) {
        const at = Math.floor(random() * bytes.length);
        const length = random() < 0.3 ? Math.floor(random() * 200) : 1;
        if (random() < 0.5) bytes.subarray(at, at + length).fill(Math.floor(random() * 256));
        else bytes.copy(bytes, at, Math.floor(random() * bytes.length), bytes.length);
      }
      for (const report of read([bytes.subarray(0, Math.floor(random() * bytes.length))])) {
        const numbers = Object.values(report).filter((value) => typeof value === "number");
        ok(numbers.every(Number.isFinite), JSON.stringify(report));
      }
    }
  });
});

function withoutOrigins(reports: readonly Report[]): object[] {
  return reports.map((report) => ({ ...report, origin: undefined }));
}

/** Each record's reports again after themselves: a record begins with its beat. */
function twiceEach(reports: readonly object[]): (report: object, index: number) => object[] {
  return (_, index) => {
    if (Reflect.get(reports[index] ?? {}, "kind") !== "beat") return [];
    let end = index + 1;
    while (end < reports.length && Reflect.get(reports[end] ?? {}, "kind") !== "beat") end++;
    const record = reports.slice(index, end);
    return [...record, ...record];
  };
}
