// Reads a file of trades as what its first character says it is: a JSON list, a JSON document, or CSV.
import type { EvidenceSource } from "../../plan/plan";
import type { EvidenceReader, Sink } from "../report";
import { csvReader } from "./csv/reader";
import { documentReader, listReader } from "./documents/reader";
import type { SourceKind } from "./kind";
import { openingBrace, openingBracket } from "./marks";
import { firstSign, joined } from "./records/bytes";

export const trades: SourceKind = { read: tradesReader, written: "rewritten", everyRecordBeats: false, rank: 0 };

export function tradesReader(source: EvidenceSource, file: number, sink: Sink): EvidenceReader {
  return new TradesReader(source, file, sink);
}

/** In bytes. What has so much white space at its beginning is no JSON. */
const longestSpace = 1 << 16;
/** A byte order mark may be cut before so many bytes. */
const fewest = 4;

class TradesReader implements EvidenceReader {
  readonly #source: EvidenceSource;
  readonly #file: number;
  readonly #sink: Sink;
  /** What was pushed before anything told the format. */
  #start = new Uint8Array();
  #reader: EvidenceReader | undefined;

  constructor(source: EvidenceSource, file: number, sink: Sink) {
    this.#source = source;
    this.#file = file;
    this.#sink = sink;
  }

  push(bytes: Uint8Array): void {
    if (this.#reader) {
      this.#reader.push(bytes);
      return;
    }
    this.#start = joined([this.#start, bytes]);
    const isTold = this.#start.length >= fewest && firstSign(this.#start) !== -1;
    if (isTold || this.#start.length > longestSpace) this.#begin();
  }

  end(): void {
    if (!this.#reader && this.#start.length === 0) return;
    this.#begin().end();
  }

  get canGoOn(): boolean {
    return this.#reader?.canGoOn ?? false;
  }

  get isHopeless(): boolean {
    return this.#reader?.isHopeless ?? false;
  }

  #begin(): EvidenceReader {
    if (this.#reader) return this.#reader;
    const start = this.#start;
    const first = firstSign(start);
    const isList = start[first] === openingBracket;
    this.#reader = isList ? this.#listReader(first + 1) : this.#wholeReader(start[first]);
    this.#reader.push(isList ? start.subarray(first + 1) : start);
    this.#start = new Uint8Array();
    return this.#reader;
  }

  #listReader(offset: number): EvidenceReader {
    return listReader(this.#source, this.#file, this.#sink, offset);
  }

  #wholeReader(sign: number | undefined): EvidenceReader {
    const reader = sign === openingBrace ? documentReader : csvReader;
    return reader(this.#source, this.#file, this.#sink);
  }
}
