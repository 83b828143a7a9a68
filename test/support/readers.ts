// Helps to test the readers of evidence: files that are pushed in parts, and what a reader tells of them.
import type { EvidenceReader, Report, Sink } from "../../src/core/evidence/report";

/** What a reader tells of a file that is pushed in parts; `sizes` gives the size of the next part. */
export function reportsOf(
  reader: (sink: Sink) => EvidenceReader,
  file: string | Uint8Array,
  sizes: () => number = () => Number.POSITIVE_INFINITY,
): Report[] {
  const bytes = Buffer.from(file);
  const reports: Report[] = [];
  const reading = reader((report) => reports.push(report));
  for (let at = 0; at < bytes.length; ) {
    // A Buffer, as files are read into: its `slice` copies nothing. It is overwritten afterwards by what follows.
    const part = Buffer.from(bytes.subarray(at, at + Math.max(1, sizes())));
    reading.push(part);
    at += part.length;
    part.fill(0x21);
  }
  reading.end();
  return reports;
}

/** Bytes like `bytes`, with some of them changed, left out or doubled. */
export function mutated(bytes: Uint8Array, random: () => number): Uint8Array {
  const copy = [...bytes];
  const likely = [0, 10, 13, 34, 44, 59, 91, 92, 93, 123, 125, 0xef, 0xff];
  for (let count = 1 + random() * 8; count > 0; count--) {
    const at = Math.floor(random() * copy.length);
    const byte = random() < 0.7 ? (likely[Math.floor(random() * likely.length)] ?? 0) : Math.floor(random() * 256);
    copy.splice(at, Math.floor(random() * 3), ...(random() < 0.7 ? [byte] : []));
  }
  return Uint8Array.from(copy);
}

/** Every number that is anywhere in a value. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
