// Tests of how JSON is read: against CPython's json module, with what it writes that is no JSON, and lists in parts.
import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import { JsonRecord, type JsonValue, parseDocument } from "../../../../src/core/evidence/readers/documents/document";
import { tradesReader } from "../../../../src/core/evidence/readers/trades-reader";
import type { Report } from "../../../../src/core/evidence/report";
import type { EvidenceSource } from "../../../../src/core/plan/plan";
import { Oracle } from "../../../support/oracle";
import { randomFrom } from "../../../support/random";
import { mutated, numbersIn, reportsOf } from "../../../support/readers";

type Tagged = readonly [kind: string, value: unknown];

/** As the oracle tells values. */
function tagged(value: JsonValue): Tagged {
  if (value === null) return ["NoneType", null];
  if (typeof value === "boolean") return ["bool", value];
  if (typeof value === "string") return ["str", value];
  if (typeof value === "number") return ["number", value];
  if (value instanceof JsonRecord)
    return ["record", [...value.members].map(([name, member]) => [name, tagged(member)])];
  return ["list", value.map(tagged)];
}

/** Numbers as they are: Python and JavaScript write them differently. */
function withNumbers([kind, value]: Tagged): Tagged {
  if (kind === "number") return [kind, Number(String(value).replace("inf", "Infinity")) + 0];
  if (kind === "list") return [kind, (value as Tagged[]).map(withNumbers)];
  if (kind === "record")
    return [kind, (value as [string, Tagged][]).map(([name, member]) => [name, withNumbers(member)])];
  return [kind, value];
}

const trade = '{"side": "LONG", "entry_time": "2025-10-15T17:30:15", "exit_time": "2025-10-15T17:40:13", "net_pnl": 1}';

function read(file: string | Uint8Array, source: Partial<EvidenceSource> = {}, sizes?: () => number): Report[] {
  return reportsOf((sink) => tradesReader({ kind: "trades", path: "trades.json", ...source }, 0, sink), file, sizes);
}

function told(reports: readonly Report[]): unknown[] {
  return reports.map((report) => (report.kind === "unreadable" ? report.why : report.kind));
}

describe("a JSON document", () => {
  const python = new Oracle<{ text: string }, { value?: Tagged; refused?: true }>("json-values.py");
  after(() => python.close());

  for (let seed = 1; seed <= 25; seed++) {
    it(`is read, or refused, as CPython does it (seed ${seed})`, async () => {
      const random = randomFrom(seed);
      for (let round = 0; round < 40; round++) {
        const whole = document(random, 4);
        const text = round % 2 === 0 ? whole : Buffer.from(mutated(Buffer.from(whole), random)).toString();
        const { value, refused } = await python.ask({ text });
        const own = parseDocument(Buffer.from(text));
        if (refused) assert.ok("why" in own, text);
        else {
          assert.ok("value" in own, text);
          assert.deepEqual(withNumbers(tagged(own.value)), withNumbers(value ?? ["", 0]), text);
        }
      }
    });
  }

  it("knows where its objects begin, in bytes", () => {
    const text = '\ufeff {"손절 🛑": [1, {"a": {}}]}';
    const document = parseDocument(Buffer.from(text));
    assert.ok("value" in document && document.value instanceof JsonRecord);
    const list = document.value.members.get("손절 🛑") as readonly JsonValue[];
    const inner = list[1] as JsonRecord;
    const places = [document.value.offset, inner.offset, (inner.members.get("a") as JsonRecord).offset];
    const opening = [...Buffer.from(text)].flatMap((byte, index) => (byte === 0x7b ? [index] : []));
    assert.deepEqual(places, opening);
  });

  it("keeps all digits of an id, and the names that every object has", () => {
    const document = parseDocument(Buffer.from('{"__proto__": {"side": 1}, "constructor": 1978810701331828736}'));
    assert.ok("value" in document && document.value instanceof JsonRecord);
    assert.deepEqual([...document.value.members.keys()], ["__proto__", "constructor"]);
    assert.equal(document.value.members.get("constructor"), "1978810701331828736");
    assert.equal(({} as { side?: unknown }).side, undefined);
  });

  it("that is too deep is told, however deep it is", () => {
    for (const text of ["[".repeat(1e6), '{"a":'.repeat(1e6), `${"[".repeat(100)}${"]".repeat(100)}`]) {
      assert.deepEqual(parseDocument(Buffer.from(text)), { why: "too-deep" });
    }
    assert.ok("value" in parseDocument(Buffer.from(`${"[".repeat(60)}${"]".repeat(60)}`)));
  });

  it("is read in time that grows with it", () => {
    for (const text of [
      `"${"\\".repeat(1e6)}`,
      `["${"\\\\".repeat(5e5)}"]`,
      "-".repeat(1e6),
      " ".repeat(1e6),
      `[${"0,".repeat(1e5)}`,
    ]) {
      parseDocument(Buffer.from(text));
    }
  });

  it("is no text with a zero byte in it", () => {
    assert.deepEqual(parseDocument(Buffer.from("[]", "utf16le")), { why: "not-text" });
  });
});

describe("a JSON file of trades", () => {
  it("is a list of them, each with its place", () => {
    const file = ` [${trade} ,\n ${trade}]\n`;
    const reports = read(file);
    assert.deepEqual(told(reports), ["trade", "trade"]);
    assert.deepEqual(
      reports.map((report) => "origin" in report && report.origin.offset),
      [file.indexOf("{"), file.lastIndexOf("{")],
    );
  });

  it("is a document that has the list where states have it, or where the plan says", () => {
    assert.deepEqual(told(read(`{"trades": [${trade}]}`)), ["trade"]);
    assert.deepEqual(told(read(`{"result": {"all": [${trade}]}}`, { fields: { trades: "result.all" } })), ["trade"]);
    assert.deepEqual(told(read(`{"result": [${trade}]}`)), ["other-schema"]);
    assert.deepEqual(told(read(`{"trades": [${trade}], "timestamp": "2025-10-15", "current_balance": 7}`)), ["trade"]);
  });

  it("may have its fields deeper, by hand", () => {
    const nested = '{"data": {"dir": "SELL", "t.in": "2025-10-15"}, "data.dir": "BUY"}';
    const fields = { side: "data.dir", opened: "t_in" };
    assert.deepEqual(told(read(`[${nested}]`, { fields })), ["other-schema"]);
    const [report] = read(`[${nested.replace("t.in", "t_in")}]`, { fields: { ...fields, opened: "data.t_in" } });
    // A name that itself has a dot comes first.
    assert.ok(report?.kind === "trade" && report.side === "long" && report.stage === "open");
  });

  it("has values that can't be used where Python wrote NaN", () => {
    const [report] = read(
      `[${trade.replace('"net_pnl": 1', '"net_pnl": NaN, "entry_price": -Infinity, "quantity": 1e400, "exit_price": [1]')}]`,
    );
    assert.ok(report?.kind === "trade");
    assert.deepEqual([...(report.unusable ?? [])].sort(), ["entry", "exit", "net", "quantity"]);
  });

  it("goes on after an element that is no trade", () => {
    const elements = [
      trade,
      "5",
      "null",
      "[]",
      "{}",
      '{"side": 1',
      trade,
      "{bad}",
      '"a, ] b"',
      trade.replace("2025", "25"),
      trade,
    ];
    assert.deepEqual(told(read(`[${elements.slice(0, 5).join(",")},${elements.slice(6).join(",")}]`)), [
      "trade",
      ...["other-schema", "other-schema", "other-schema", "other-schema"],
      ...["trade", "not-json", "other-schema", "no-time", "trade"],
    ]);
    assert.deepEqual(told(read(`[${elements[5]}, ${trade}]`)).slice(-1), ["not-json"]);
  });

  it("that is not whole is told, after what is", () => {
    assert.deepEqual(told(read(`[${trade}, ${trade.slice(0, 50)}`)), ["trade", "not-json"]);
    assert.deepEqual(told(read(`[${trade}`)), ["not-json"]);
    assert.deepEqual(told(read(`[${trade}] []`)), ["trade", "not-json"]);
    assert.deepEqual(told(read(`[${trade},]`)), ["trade", "not-json"]);
    assert.deepEqual(told(read(`{"trades": [${trade}`)), ["not-json"]);
    assert.deepEqual(told(read("[]")), []);
    assert.deepEqual(told(read(`[ \n ]`)), []);
    assert.deepEqual(told(read("")), []);
  });

  it("is told of an element that has no end", () => {
    assert.deepEqual(told(read(`[${trade}, "${"x".repeat(3e6)}", ${trade}]`, {}, () => 65_536)), [
      "trade",
      "too-long",
      "trade",
    ]);
  });

  it("says the same in parts of any size, and never throws", () => {
    const random = randomFrom(11);
    for (let round = 0; round < 300; round++) {
      const start = random() < 0.7 ? "[" : '{"trades": [';
      const file = Buffer.from(
        `${random() < 0.2 ? "\ufeff" : ""}${start}${[trade, trade, document(random, 3), trade].join(", ")}]`,
      );
      const bytes = random() < 0.3 ? file : mutated(file, random);
      const whole = read(bytes);
      assert.ok(numbersIn(whole).every(Number.isFinite), JSON.stringify(whole));
      assert.deepEqual(
        read(bytes, {}, () => 1 + Math.floor(random() * 20)),
        whole,
      );
    }
  });
});

/** A document as Python writes it, with what it should not. */
function document(random: () => number, levels: number): string {
  const pick = <T>(...values: [T, ...T[]]): T => values[Math.floor(random() * values.length)] ?? values[0];
  const name = (): string => pick('"a"', '"b"', '"__proto__"', '"손"', '"a\\u0062"', '"side"', '""');
  const scalar = (): string =>
    pick(
      "NaN",
      "Infinity",
      "-Infinity",
      "null",
      "true",
      "1e400",
      "-0.0",
      "1E-7",
      "12345678901234567890",
      "0.1",
      "-17",
    ).concat("");
  const text = (): string =>
    pick('"x"', '"\\ud83d"', '"🛑"', '"\\"\\\\"', '"\\n"', '"NaN, Infinity"', '"\u007f"', '"[{"');
  if (levels === 0) return random() < 0.5 ? scalar() : text();
  const inside = Array.from({ length: Math.floor(random() * 4) }, () => document(random, levels - 1));
  const space = pick("", " ", "\n\t");
  return pick(
    `[${space}${inside.join(`${space},${space}`)}]`,
    `{${inside.map((value) => `${name()}${space}:${space}${value}`).join(",")}${space}}`,
    scalar(),
  );
}
