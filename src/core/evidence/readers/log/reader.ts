// Reads structured logs: one JSON record in each line. Records that say nothing but that the bot lives are not parsed.
import { isObject } from "../../../json";
import type { EvidenceSource } from "../../../plan/plan";
import type { EvidenceReader, Sink, Unreadable } from "../../report";
import type { Instant } from "../../trade";
import { parseJson } from "../json";
import type { Latin1, SourceKind } from "../kind";
import { lineFeed } from "../marks";
import { RecordFile } from "../records/trade";
import { instantOf } from "../time";
import { type FieldNames, LogFields } from "./fields";
import { LineSplitter, type LineTaker, longestLine, utf8Of } from "./lines";
import { QuickReader } from "./quick-reader";
import { errorReport, isIdle, tellRecord } from "./record";
import { Traceback } from "./traceback";

export const log: SourceKind = { read: logReader, written: "appended", everyRecordBeats: true, rank: 2 };

/** Reads the log that is number `file`, and tells `sink` what it says. A half-written last line waits for the rest. */
export function logReader(source: EvidenceSource, file: number, sink: Sink, latin1: Latin1): EvidenceReader {
  const reader = new LogReader(source, file, sink, latin1);
  const lines = new LineSplitter(reader);
  return {
    canGoOn: true,
    get isHopeless() {
      return lines.isHopeless;
    },
    push: (bytes) => lines.push(bytes),
    end() {
      // A record that is whole but for its line feed will not become another one.
      const { line, offset } = lines.waiting;
      if (reader.readWhole(latin1(line), offset)) lines.dropWaiting();
    },
  };
}

class LogReader implements LineTaker {
  readonly #fields: FieldNames;
  readonly #zone: number;
  readonly #file: number;
  readonly #sink: Sink;
  readonly #latin1: Latin1;
  readonly #records: RecordFile;
  readonly #quick: QuickReader;
  readonly #traceback = new Traceback();
  /** Of the last record that has a time. */
  #lastAt: Instant | undefined;

  constructor(source: EvidenceSource, file: number, sink: Sink, latin1: Latin1) {
    this.#latin1 = latin1;
    this.#fields = source.fields;
    this.#records = new RecordFile(source);
    this.#zone = this.#records.offset;
    this.#file = file;
    this.#sink = (report) => {
      if (report.kind === "beat") this.#lastAt = report.at;
      sink(report);
    };
    this.#quick = new QuickReader(this.#records, file, this.#sink, source.fields);
  }

  take(bytes: Uint8Array, offset: number): void {
    for (let start = 0; start < bytes.length; ) {
      const end = bytes.indexOf(lineFeed, start);
      if (end - start > longestLine) this.skip(offset + start);
      else if (!this.#quick.read({ bytes, start, end, offset: offset + start }))
        this.#read(this.#latin1(bytes.subarray(start, end)), offset + start);
      start = end + 1;
    }
  }

  skip(offset: number): void {
    this.#refuse(offset, "too-long");
  }

  /** Whether `line` is a whole record, which is then told. */
  readWhole(line: string, offset: number): boolean {
    const isWhole = isObject(parseJson(utf8Of(line) ?? ""));
    if (isWhole) this.#read(line, offset);
    return isWhole;
  }

  #read(line: string, offset: number): void {
    const isFirst = offset === 0 && line.startsWith(byteOrderMark);
    const flaw = this.#tell(isFirst ? line.slice(byteOrderMark.length) : line, offset);
    if (flaw) this.#refuse(offset, flaw.why, flaw.isIdle);
  }

  /** What is wrong with the line; undefined where it is told, or is blank. */
  #tell(line: string, offset: number): Flaw | undefined {
    const text = utf8Of(line);
    if (text === undefined) return { why: "not-text" };
    if (text.trim() === "") return undefined;
    const record = parseJson(text);
    if (record === undefined) {
      return this.#tellTraceback(text, offset) ? undefined : { why: "not-json", isIdle: !isTorn(text) };
    }
    if (!isObject(record)) return { why: "other-schema", isIdle: true };
    const fields = new LogFields(record, this.#fields);
    const time = fields.value("time");
    const at = instantOf(time, this.#zone);
    if (at === undefined) return { why: time === undefined ? "other-schema" : "no-time", isIdle: isIdle(fields) };
    this.#quick.learn(record, fields);
    const process = fields.text("process");
    const origin = { file: this.#file, offset };
    tellRecord({ fields, at, origin, file: this.#records, ...(process !== "" && { process }) }, this.#sink);
    return undefined;
  }

  /** Whether the line is of a traceback. What it ends with is an error, at the time of the record before it. */
  #tellTraceback(line: string, offset: number): boolean {
    const part = this.#traceback.take(line);
    if (!part || this.#lastAt === undefined) return false;
    if (part.error !== undefined) this.#sink(errorReport(part.error, this.#lastAt, { file: this.#file, offset }));
    return true;
  }

  #refuse(offset: number, why: Unreadable["why"], isIdle = false): void {
    this.#sink({ kind: "unreadable", origin: { file: this.#file, offset }, why, ...(isIdle && { isIdle }) });
  }
}

interface Flaw {
  readonly why: Unreadable["why"];
  readonly isIdle?: boolean;
}

/** Whether a text has marks of a JSON record, of which it is a part then: other programs print warnings into a log, too. */
function isTorn(text: string): boolean {
  const trimmed = text.trim();
  if (/^[{}]/.test(trimmed) || trimmed.endsWith("}") || /[\0\ufffd]/.test(trimmed)) return true;
  return trimmed.includes('"') && /[:{}]/.test(trimmed);
}

/** The bytes of U+FEFF in UTF-8. */
const byteOrderMark = "\xef\xbb\xbf";
