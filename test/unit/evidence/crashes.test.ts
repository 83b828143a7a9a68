// What a crash leaves in a log: levels of any spelling, and the traceback that Python prints between the records.
import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { logReader } from "../../../src/core/evidence/readers/log/reader";
import type { Report } from "../../../src/core/evidence/report";
import { log } from "../../support/evidence";

const record = (level: string) =>
  `${JSON.stringify({ timestamp: "2025-10-15T10:00:00", level, event_type: "SYSTEM", message: "went wrong" })}\n`;
const traceback = `Traceback (most recent call last):
  File "bot.py", line 3, in <module>
    1 / 0
    ~~^~~
`;

/** All but the signs of life that `text` tells, in parts of so many characters. */
function told(text: string, size = text.length): Report[] {
  const reports: Report[] = [];
  const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
  const reader = logReader(log, 0, (report) => reports.push(report), latin1);
  for (let at = 0; at < text.length; at += size) reader.push(Buffer.from(text.slice(at, at + size)));
  reader.end();
  return reports.filter(({ kind }) => kind !== "beat");
}

const errors = (reports: readonly Report[]) =>
  reports.map((report) => (report.kind === "error" ? [report.at, report.text] : report.kind));

describe("a crash in a log", () => {
  const at = Date.parse("2025-10-15T10:00:00+09:00");

  it("is an error at the time of the record before it, however the log is cut", () => {
    const text = `${record("INFO")}${traceback}ZeroDivisionError: division by zero\n${record("INFO")}`;
    for (const size of [1, 7, text.length]) {
      assert.deepEqual(errors(told(text, size)), [[at, "ZeroDivisionError: division by zero"]]);
    }
  });

  it("that came of another one is both", () => {
    const between = "\nDuring handling of the above exception, another exception occurred:\n\n";
    const text = `${record("INFO")}${traceback}KeyError: 'a'\n${between}${traceback}ValueError\n`;
    assert.deepEqual(errors(told(text)), [
      [at, "KeyError: 'a'"],
      [at, "ValueError"],
    ]);
  });

  it("that a person made is none", () => {
    assert.deepEqual(told(`${record("INFO")}${traceback}KeyboardInterrupt\n`), []);
  });

  it("before any record has no time, so that its lines can't be read", () => {
    assert.deepEqual(errors(told(`${traceback}ValueError\n`)), Array(5).fill("unreadable"));
  });

  it("has many levels", () => {
    for (const level of ["EXCEPTION", " Fatal ", "critical", "SEVERE", "Error"]) {
      assert.deepEqual(errors(told(record(level))), [[at, "went wrong"]], level);
    }
    assert.deepEqual(told(record("WARNING")), []);
  });
});
