// What a kind of source declares: how its files are read, and what follows from how the bot writes them.
import type { EvidenceSource } from "../../plan/plan";
import type { EvidenceReader, Report, Sink } from "../report";

export interface SourceKind {
  /** Reads the file that is number `file`, and tells `sink` what it says. */
  readonly read: (source: EvidenceSource, file: number, sink: Sink, latin1: Latin1) => EvidenceReader;
  /**
   * How the bot writes such a file: `appended` if it only adds to it; `rewritten` if what was read before does not count once it
   * has changed; `sampled` if it writes it anew again and again, so that each reading is a sample of the same bot and still counts.
   */
  readonly written: "appended" | "rewritten" | "sampled";
  /** Whether every record is a sign of life, whatever else it says. Of any other kind, a record without a time may be a trade. */
  readonly everyRecordBeats: boolean;
  /** Where kinds tell of the same trade, the lowest rank is taken first. */
  readonly rank: number;
}

/** Bytes as text, one character for each, U+0000 to U+00FF: what stands at an index stands at that byte. */
export type Latin1 = (bytes: Uint8Array) => string;

/** Whether a report counts as a record of its file: a line of a log may make several, one of which is its sign of life. */
export function isRecord(report: Report, { everyRecordBeats }: SourceKind): boolean {
  return everyRecordBeats ? report.kind === "beat" : report.kind !== "unreadable";
}
