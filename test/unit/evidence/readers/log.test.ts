// A log is read the same whether its records are parsed or not: what is known of earlier ones changes nothing.
import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { logReader } from "../../../../src/core/evidence/readers/log/reader";
import type { Report } from "../../../../src/core/evidence/report";
import { pythonJson, session } from "../../../support/bot-log";

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

/** What one reader tells of `text`, of which it gets `size` bytes at once, always in the same memory. */
function read(text: string, size: number): Report[] {
  const reports: Report[] = [];
  const reader = logReader({ kind: "log", path: "bot.jsonl" }, 0, (report) => reports.push(report), latin1);
  const bytes = Buffer.from(text);
  const memory = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    const count = bytes.copy(memory, 0, at, at + size);
    reader.push(memory.subarray(0, count));
    memory.fill("#");
  }
  reader.end();
  return reports;
}

/** Each line by a reader that knows no other: it parses all. */
function parsed(lines: readonly string[]): Report[] {
  let offset = 0;
  return lines.flatMap((line) => {
    const start = offset;
    offset += Buffer.byteLength(line);
    return read(line, 1 << 16).map((report) =>
      "origin" in report ? { ...report, origin: { ...report.origin, offset: start + report.origin.offset } } : report,
    );
  });
}

const type = fc.constantFrom(
  "MODEL",
  "MARKET",
  "SIGNAL",
  "PERFORMANCE",
  "RISK",
  "TRADE",
  "SYSTEM",
  "5",
  "price",
  "model",
);
const level = fc.constantFrom<string | number>("INFO", "DEBUG", "ERROR", "error", "Critical", 30, 50, 60, "INFO ");
const name = fc.constantFrom(
  ...["price", "current_price", "event_type", "level", "timestamp", "signal_type", "direction", "current_capital"],
  ...["side", "symbol", "message", "data", "type", "a.b", 'quo"te', "back\\slash", "가격", "{", "}"],
);
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom("ENTRY", "NONE", "LONG", "EXIT", "", '"price"', '{"timestamp"', "\\", "}", "가", "1.50", "null"),
  fc.constantFrom(0, -1, 1.5, 112931.7, 1e21, 1e19, 0.1, 5e-324, true, false, null, [], [{ price: 1 }]),
  fc.double(),
);
const details = fc.oneof(
  fc.record({
    signal_type: fc.constantFrom("ENTRY", "EXIT"),
    direction: fc.constantFrom("NONE", "LONG", "SHORT"),
    price: fc.double({ noNaN: true }),
  }),
  fc.record({
    price: fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom("112.5", "x")),
    symbol: fc.constantFrom("BTC", "ETH"),
  }),
  fc.record({ timestamp: fc.constant("2025-10-15 00:00:00"), current_capital: fc.oneof(fc.integer(), fc.double()) }),
  fc.dictionary(name, fc.oneof(value, fc.dictionary(name, value, { maxKeys: 3 })), { maxKeys: 5 }),
);
const time = fc
  .record({
    minute: fc.integer({ min: 0, max: 59 }),
    end: fc.constantFrom("", ".5", ".429846", "Z", "+09:00", " ", "x"),
  })
  .map(({ minute, end }) => `2025-10-15T04:${String(minute).padStart(2, "0")}:01${end}`);

const record = fc
  .record({
    timestamp: fc.oneof({ weight: 9, arbitrary: time }, { weight: 1, arbitrary: value }),
    session_id: fc.constantFrom(session, session, "another"),
    strategy: fc.constantFrom("Dynamic_4Model", "Dynamic_4Model", "가"),
    level: fc.oneof({ weight: 3, arbitrary: fc.constant("INFO") }, { weight: 1, arbitrary: level }),
    event_type: type,
    message: fc.constantFrom("", "ENTRY: LONG", "Trading session started", 'a "price" of {1}', "\\", "가\n"),
    data: details,
  })
  .chain(({ data, ...head }) =>
    fc.constantFrom(
      pythonJson({ ...head, data }),
      JSON.stringify({ ...head, data }),
      pythonJson({ ...head, extra: data }),
      pythonJson({ data, ...head }),
      pythonJson({ price: 5, ...head, data }),
      pythonJson({ ...head, ...data }),
    ),
  );

/** A record in which a member stands once more, or by another of its names, with a space or an escape in it. */
const again = fc
  .record({
    text: record,
    name: fc.constantFrom(
      ...["timestamp", "session_id", "level", "event_type", "strategy", "time", "session", "type", "data", "extra"],
      ...["signal_type", "direction", "current_capital", "price", "current_price", "symbol", "pair", "bot", "message"],
    ),
    written: fc.oneof(type, time, level, value, details),
    spelled: fc.constantFrom("plain", "plain", "spaced", "escaped"),
    isInside: fc.boolean(),
  })
  .map(({ text, name, written, spelled, isInside }) => {
    const escaped = `\\u${name.charCodeAt(0).toString(16).padStart(4, "0")}${name.slice(1)}`;
    const member = `"${spelled === "escaped" ? escaped : name}"${spelled === "spaced" ? " " : ""}: ${JSON.stringify(written)}`;
    const end = isInside && text.endsWith("}}") ? "}}" : "}";
    return `${text.slice(0, -end.length)}, ${member}${end}`;
  });

/** Half of a record and the next one behind it, as after a crash. */
const torn = fc
  .tuple(record, fc.nat(), record)
  .map(([first, cut, second]) => first.slice(0, cut % first.length) + second);
const noRecord = fc.constantFrom("", "not json", "[1]", "{}", "\0\0", "5", '{"timestamp": "2025-10-15T04:00:00"');
const line = fc
  .oneof(
    { weight: 9, arbitrary: record },
    { weight: 3, arbitrary: again },
    { weight: 1, arbitrary: torn },
    { weight: 1, arbitrary: noRecord },
  )
  .chain((text) => fc.constantFrom(`${text}\n`, `${text}\n`, `${text}\n`, `${text}\r\n`));

describe("the lines of a log", () => {
  it("are read as a parser reads each of them, however they are written and cut", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 5000 }), (lines, size) => {
        deepEqual(read(lines.join(""), size), parsed(lines));
      }),
      { seed: 1, numRuns: 400 },
    );
  });

  it("are read as a parser reads each of them where nearly all are alike", () => {
    fc.assert(
      fc.property(
        record,
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 5000 }),
        (usual, others, size) => {
          const lines = others.flatMap((other) => [`${usual}\n`, `${usual}\n`, other]);
          deepEqual(read(lines.join(""), size), parsed(lines));
        },
      ),
      { seed: 1, numRuns: 400 },
    );
  });
});
