// Reads a CSV file of trades, part by part.
import type { EvidenceSource } from "../../../plan/plan";
import type { EvidenceReader, Sink, Unreadable } from "../../report";
import type { Origin } from "../../trade";
import { byteOrderMark, decodeUtf8, joined } from "../records/bytes";
import { type Layout, layoutOf, missingFields } from "../records/fields";
import { RecordFile, tradeOf } from "../records/trade";
import { Cells } from "./cells";
import { afterLine, type RowSpan, rowAt, startsWithLineBreak } from "./rows";

/**
 * Commas, semicolons, tabs or bars; quotes, byte order mark, any line breaks. The first row names the columns. A last row
 * without a line break waits, and is told as unreadable, where its last value is a number or a time: it may be cut.
 */
export function csvReader(source: EvidenceSource, file: number, sink: Sink): EvidenceReader {
  return new CsvReader(source, file, sink);
}

/** What the header says of all rows. */
interface Table {
  readonly cells: Cells;
  readonly names: readonly string[];
  readonly layout: Layout;
  /** Whether the last column is one of words, or of nothing that is used. */
  readonly endsInWord: boolean;
}

const delimiters = [",", ";", "\t", "|"];
/** In bytes. A longer row is none: a quote was opened and never closed. */
const longestRow = 1 << 16;
/** What has no line end for so long is no table. */
const hopeless = 64 << 20;
const lineFeed = Uint8Array.of(0x0a);

class CsvReader implements EvidenceReader {
  readonly #source: EvidenceSource;
  readonly #records: RecordFile;
  readonly #file: number;
  readonly #sink: Sink;
  /** What was pushed and is no whole row yet, and where it stands in the file. */
  #rest = new Uint8Array();
  #at = 0;
  #table: Table | "refused" | undefined;
  /** The rest of a line that is too long is dropped. */
  #isSkipping = false;
  #skipped = 0;
  #toldOf = -1;

  constructor(source: EvidenceSource, file: number, sink: Sink) {
    this.#source = source;
    this.#records = new RecordFile(source);
    this.#file = file;
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    if (this.#table === "refused") return;
    this.#rest = joined([this.#rest, bytes]);
    if (this.#isSkipping) this.#skipLine();
    this.#read();
    while (this.#rest.length > longestRow) this.#giveUpLine("too-long");
  }

  end(): void {
    if (this.#table === "refused") return;
    this.#read(true);
    // Whole lines wait only in a quote that was never closed.
    while (afterLine(this.#rest, 0) !== undefined) this.#giveUpLine("not-csv");
    if (this.#rest.length === 0 || this.#toldOf === this.#at || this.#readLast()) return;
    this.#tell(0, "not-csv");
    this.#toldOf = this.#at;
  }

  get isHopeless(): boolean {
    return this.#table === "refused" || this.#skipped > hopeless;
  }

  /** A row that was told although it may be cut would be told again. */
  get canGoOn(): boolean {
    return this.#rest.length === 0 && !this.#isSkipping;
  }

  /** Reads all rows that are whole. */
  #read(isEnd = false): void {
    const bytes = this.#rest;
    let at = this.#afterHeader(bytes, isEnd);
    const table = this.#table;
    if (table === undefined || table === "refused") return;
    const delimiter = table.cells.delimiter.charCodeAt(0);
    let group: RowSpan[] = [];
    for (let row = rowAt(bytes, at, delimiter, isEnd); row; row = rowAt(bytes, at, delimiter, isEnd)) {
      at = row.end;
      const isWhole = row.width === table.cells.width && !row.isMalformed;
      if (!isWhole || row.lineBreak !== group[0]?.lineBreak) {
        this.#readGroup(bytes, group, table);
        group = [];
      }
      if (isWhole) group.push(row);
      else if (!row.isEmpty) this.#tell(row.start, "not-csv");
    }
    this.#readGroup(bytes, group, table);
    this.#drop(at);
  }

  /** Reads a last row without its line break, if a cut would only have taken the end of a word. */
  #readLast(): boolean {
    const table = this.#table;
    if (table === undefined || table === "refused" || !table.endsInWord) return false;
    const bytes = joined([this.#rest, lineFeed]);
    const row = rowAt(bytes, 0, table.cells.delimiter.charCodeAt(0), true);
    if (row?.end !== bytes.length || row.width !== table.cells.width || row.isMalformed) return false;
    this.#readGroup(bytes, [row], table);
    // What may still come of it is of no use any more.
    this.#isSkipping = true;
    this.#drop(this.#rest.length);
    return true;
  }

  /** Where the rows of data begin. Reads the header, if that has not been done. */
  #afterHeader(bytes: Uint8Array, isEnd: boolean): number {
    if (this.#table !== undefined) return 0;
    const start = this.#at === 0 ? byteOrderMark(bytes) : 0;
    const header = headerAt(bytes, start, isEnd);
    if (!header) return 0;
    const { row, delimiter } = header;
    const cells = new Cells(delimiter, row.width);
    const [names = []] = cells.of(decodeUtf8(bytes.subarray(row.start, row.end)), row.lineBreak);
    const layout = layoutOf(names, this.#source.fields);
    const flaw = flawOf(names, layout);
    const [lastField] = [...layout.columns].find(([, index]) => index === row.width - 1) ?? [];
    const endsInWord = lastField === undefined || lastField === "reason" || lastField === "side";
    this.#table = flaw ? "refused" : { cells, names, layout, endsInWord };
    if (!flaw) return row.end;
    this.#sink({ kind: "unreadable", origin: this.#origin(row.start), ...flaw });
    this.#rest = new Uint8Array();
    return 0;
  }

  /** Reads rows that stand together, have the same line break and the right number of fields. */
  #readGroup(bytes: Uint8Array, rows: readonly RowSpan[], { cells, layout, names }: Table): void {
    const [first, last] = [rows[0], rows.at(-1)];
    if (!first || !last) return;
    const records = cells.of(decodeUtf8(bytes.subarray(first.start, last.end)), first.lineBreak);
    for (let index = 0; index < rows.length; index++) {
      const { start } = rows[index] ?? first;
      const values = records[index] ?? [];
      const trade = tradeOf(values, layout, this.#origin(start), this.#records);
      if (trade) this.#sink(trade);
      // Where files are put together, the header stands between the rows again.
      else if (values.some((value, column) => value !== names[column])) this.#tell(start, "no-time");
    }
  }

  /** Says that the first line of what waits can't be read, and goes on after it. */
  #giveUpLine(why: Unreadable["why"]): void {
    if (!startsWithLineBreak(this.#rest)) this.#tell(0, why);
    this.#isSkipping = true;
    this.#skipLine();
    this.#read();
  }

  #skipLine(): void {
    const after = afterLine(this.#rest, 0);
    this.#isSkipping = after === undefined;
    this.#skipped = after === undefined ? this.#skipped + this.#rest.length : 0;
    this.#drop(after ?? this.#rest.length);
  }

  /** Forgets the first bytes of what waits. */
  #drop(count: number): void {
    this.#rest = this.#rest.slice(count);
    this.#at += count;
  }

  #tell(index: number, why: Unreadable["why"]): void {
    this.#sink({ kind: "unreadable", origin: this.#origin(index), why });
  }

  #origin(index: number): Origin {
    return { file: this.#file, offset: this.#at + index };
  }
}

/** The first row that is not empty, with the delimiter that gives it the most fields. */
function headerAt(bytes: Uint8Array, start: number, isEnd: boolean): { row: RowSpan; delimiter: string } | undefined {
  const readings = delimiters.flatMap((delimiter) => {
    const row = rowAt(bytes, start, delimiter.charCodeAt(0), isEnd);
    return row ? { row, delimiter } : [];
  });
  const [widest] = readings.toSorted((a, b) => b.row.width - a.row.width);
  return widest?.row.isEmpty ? headerAt(bytes, widest.row.end, isEnd) : widest;
}

/** Why nothing under a header can be read. */
function flawOf(
  names: readonly string[],
  layout: Layout,
): Pick<Unreadable, "why" | "missing" | "clashing"> | undefined {
  if (names.some((name) => name.includes("\0"))) return { why: "not-text" };
  const missing = missingFields(layout);
  return missing.length > 0 ? { why: "other-schema", missing, clashing: layout.clashing } : undefined;
}
