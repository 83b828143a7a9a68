// Reads JSON files: a state or any other document as a whole, a list of trades part by part.
import type { EvidenceSource } from "../../../plan/plan";
import type { EvidenceReader, Sink } from "../../report";
import type { SourceKind } from "../kind";
import { copyOf, joined } from "../records/bytes";
import { parseDocument } from "./document";
import { JsonList } from "./list";
import { readState } from "./state";
import { JsonTrades } from "./trades";

/** Of a document, in bytes. */
const largest = 64 << 20;

export const state: SourceKind = { read: documentReader, written: "sampled", everyRecordBeats: false, rank: 1 };

/** Reads a state, or a document that has a list of trades. It is told of when it ends, and every time that it ends. */
export function documentReader(source: EvidenceSource, file: number, sink: Sink): EvidenceReader {
  const trades = new JsonTrades(source, file, sink);
  let parts: Uint8Array[] = [];
  let size = 0;
  return {
    get isHopeless() {
      return size > largest;
    },
    push(bytes) {
      size += bytes.length;
      if (size > largest) parts = [];
      else parts.push(copyOf(bytes));
    },
    end() {
      const document = size > largest ? { why: "too-long" as const } : parseDocument(joined(parts));
      if ("why" in document) trades.tell(0, document.why);
      else readState(document.value, trades, source, file, sink);
    },
  };
}

/** Reads a list of trades whose bracket is the byte before `offset`; what is pushed begins there. */
export function listReader(source: EvidenceSource, file: number, sink: Sink, offset: number): EvidenceReader {
  const trades = new JsonTrades(source, file, sink);
  return new JsonList(offset, {
    element(bytes, at) {
      const document = parseDocument(bytes);
      if ("why" in document) trades.tell(at, document.why);
      else trades.read(document.value, at);
    },
    flaw: (at, why) => trades.tell(at, why),
  });
}
