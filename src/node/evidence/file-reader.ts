// Reads one file of evidence, as often as it is asked, and tells the collector what it says.
import type { BigIntStats } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import type { EvidenceCollector } from "../../core/evidence/collector";
import type { EvidenceFile } from "../../core/evidence/evidence";
import { isRecord, type SourceKind } from "../../core/evidence/readers/kind";
import { sourceKinds } from "../../core/evidence/readers/kinds";
import type { EvidenceReader, Report, Sink, Unreadable } from "../../core/evidence/report";
import type { EvidenceSource } from "../../core/plan/plan";
import { hasGrown, hashAt, hasSameBytes, isUnchanged, openRegular, type Position, readOn } from "./growing-file";

/** Where a file is found, and what it is in the evidence. */
export interface EvidencePlace {
  readonly absolute: string;
  /** As the evidence names it. */
  readonly path: string;
  /** In the order of reading. */
  readonly number: number;
  /** The index of its source in the plan. */
  readonly source: number;
}

/** A sample that was written so long ago, in ms, is not being written. */
const settled = 2000;
const pause = 50;
const mostTries = 4;

export class EvidenceFileReader {
  readonly kind: SourceKind;
  readonly #place: EvidencePlace;
  readonly #source: EvidenceSource;
  readonly #collector: EvidenceCollector;
  readonly #isHashed: boolean;
  #reader: EvidenceReader | undefined;
  #position: Position | undefined;
  #tally: Tally;

  constructor(place: EvidencePlace, source: EvidenceSource, collector: EvidenceCollector, isHashed: boolean) {
    this.#place = place;
    this.#source = source;
    this.#collector = collector;
    this.kind = sourceKinds[source.kind];
    // What may have been written anew is told by its hash.
    this.#isHashed = isHashed || this.kind.written === "rewritten";
    this.#tally = new Tally(this.kind);
  }

  /** Reads what is new: of a log or a CSV that has grown its new lines, of anything else the whole. A file that can't be read is told as that. */
  async read(): Promise<void> {
    try {
      const handle = await openRegular(this.#place.absolute);
      await this.#readOpen(handle).finally(() => handle.close());
    } catch {
      this.#begin();
      this.#take(this.#unreadable("no-file", 0));
    }
  }

  /** The file as it was last read. */
  get file(): EvidenceFile {
    const { path, source } = this.#place;
    const position = this.#position;
    const hash = position && hashAt(position);
    return {
      path,
      source,
      size: position?.size ?? 0,
      // A clock that is ahead makes no file of the future.
      modified: position ? Math.min(Number(position.modified / nanoseconds), Date.now()) : 0,
      ...(hash !== undefined && { hash }),
      ...this.#tally.counts,
    };
  }

  async #readOpen(handle: FileHandle): Promise<void> {
    const stats = await handle.stat({ bigint: true });
    const before = this.#position;
    if (before && isUnchanged(stats, before)) return;
    if (this.kind.written === "sampled") return this.#readSample(handle);
    const goesOn = before !== undefined && (await this.#goesOn(handle, stats, before));
    const reader = (goesOn ? this.#reader : undefined) ?? this.#begin();
    this.#position = await readOn(handle, stats, goesOn ? before : undefined, this.#isHashed, reader);
    this.#end(reader, stats);
  }

  #end(reader: EvidenceReader, { size }: BigIntStats): void {
    reader.end();
    const at = this.#position?.size ?? 0;
    if (reader.isHopeless && at < size) this.#take(this.#unreadable("given-up", at));
  }

  #unreadable(why: Unreadable["why"], offset: number): Unreadable {
    return { kind: "unreadable", origin: { file: this.#place.number, offset }, why };
  }

  /** What is not only added to may be written anew with another result in an old row. */
  async #goesOn(handle: FileHandle, stats: BigIntStats, before: Position): Promise<boolean> {
    if (!this.#reader?.canGoOn || !(await hasGrown(handle, stats, before))) return false;
    return this.kind.written === "appended" || (await hasSameBytes(handle, before));
  }

  /** The bot rewrites it in place, and may be doing so: then it is read again a little later. */
  async #readSample(handle: FileHandle): Promise<void> {
    for (let tries = 1; ; tries++) {
      const stats = await handle.stat({ bigint: true });
      const reports: Report[] = [];
      const reader = this.#newReader((report) => reports.push(report));
      const position = await readOn(handle, stats, undefined, this.#isHashed, reader);
      reader.end();
      const isTorn = reports.length === 0 || reports.some(({ kind }) => kind === "unreadable");
      const isSettled = Date.now() - Number(stats.mtimeMs) > settled;
      if (isTorn && !isSettled && tries < mostTries) {
        await setTimeout(pause);
        continue;
      }
      this.#begin();
      this.#position = position;
      for (const report of reports) this.#take(report);
      return;
    }
  }

  /** What was read before does not count any more. */
  #begin(): EvidenceReader {
    this.#collector.replaced(this.#place.number);
    this.#tally = new Tally(this.kind);
    this.#position = undefined;
    this.#reader = this.#newReader((report) => this.#take(report));
    return this.#reader;
  }

  #newReader(sink: Sink): EvidenceReader {
    return this.kind.read(this.#source, this.#place.number, sink, latin1);
  }

  #take(report: Report): void {
    this.#collector.take(this.#place.number, this.#place.source, report);
    this.#tally.take(report);
  }
}

const nanoseconds = 1_000_000n;

/** What the records of a file come to. */
class Tally {
  readonly #kind: SourceKind;
  #records = 0;
  #unreadable = 0;
  #newest = Number.NEGATIVE_INFINITY;

  constructor(kind: SourceKind) {
    this.#kind = kind;
  }

  take(report: Report): void {
    if (report.kind === "unreadable") this.#unreadable += 1;
    if (report.kind === "unreadable" || report.kind === "foreign") return;
    if (isRecord(report, this.#kind)) this.#records += 1;
    const at = report.kind === "trade" ? (report.closed ?? report.opened) : report.at;
    if (at !== undefined && at > this.#newest) this.#newest = at;
  }

  get counts(): Pick<EvidenceFile, "records" | "unreadable" | "newest"> {
    const newest = this.#newest;
    return { records: this.#records, unreadable: this.#unreadable, ...(Number.isFinite(newest) && { newest }) };
  }
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}
