// Reads a source file as text, and puts edits into its bytes.
import { problem, UserError } from "../../core/problem";
import { foreignnessOf, languageNames, languageOf } from "../../core/source";
import { applyEdits, type TextEdit } from "../../core/text";
import { type Codec, codecFor, startOf } from "./encoding";
import { isMissing } from "./errors";
import { readProblem, readRegularFile } from "./read-file";

/** A source file as it is on disk. */
export interface TextFile {
  /** As the plan spells it, relative to the repository's root. */
  readonly path: string;
  readonly bytes: Buffer;
  /** Decoded, without the byte order mark, line ends as they are. */
  readonly text: string;
  /** The name as the file declares it, in lower case; `utf-8` where it declares none. */
  readonly encoding: string;
  readonly bom: boolean;
}

const utf8Bom = Buffer.from([0xef, 0xbb, 0xbf]);

/** Decodes a source: byte order mark, then what its language has it declare, else UTF-8. UserError: file-undecodable. */
export function decodeText(path: string, bytes: Buffer): TextFile {
  const bom = bytes.subarray(0, 3).equals(utf8Bom);
  const encoding = languageOf(path).declaredEncoding(startOf(bytes)) ?? "utf-8";
  const codec = codecFor(encoding);
  const text = codec && !(bom && codec.name !== "utf-8") ? codec.decode(bytes.subarray(bom ? 3 : 0)) : undefined;
  if (text === undefined) throw new UserError(problem("file-undecodable", { path, encoding }));
  return { path, bytes, text, encoding, bom };
}

/** The file, where its name and its text are those of a source. UserError: file-foreign. */
export function requireSource(file: TextFile): TextFile {
  const foreignness = foreignnessOf(file.path, file.text);
  if (!foreignness) return file;
  throw new UserError(problem("file-foreign", { path: file.path, languages: [...languageNames], ...foreignness }));
}

/** Reads and decodes a file. UserError: file-missing, file-unreadable, file-undecodable. */
export async function readTextFile(absolute: string, path: string): Promise<TextFile> {
  try {
    return decodeText(path, await readRegularFile(absolute));
  } catch (error) {
    throw isMissing(error) ? new UserError(problem("file-missing", { path })) : readProblem(path, error);
  }
}

/**
 * The file's bytes with `edits` (in UTF-16 units of `file.text`) put in, and not one byte more changed.
 * UserError: file-unencodable where a legacy encoding would have to write more than ASCII.
 */
export function spliceText(file: TextFile, edits: readonly TextEdit[]): Buffer {
  const codec = codecFor(file.encoding);
  if (!codec) throw new RangeError(`not decoded by decodeText: ${file.encoding}`);
  const start = file.bom ? 3 : 0;
  const offsets = codec.offsets(file.bytes.subarray(start), file.text, boundaries(edits));
  const parts: Buffer[] = [];
  let from = 0;
  for (const { range, newText } of [...edits].sort((a, b) => a.range.start - b.range.start)) {
    const [begin, end] = [offsets.get(range.start), offsets.get(range.end)];
    if (begin === undefined || end === undefined || start + begin < from) throw new RangeError("edits overlap or miss");
    parts.push(file.bytes.subarray(from, start + begin), encoded(file, codec, newText));
    from = start + end;
  }
  const bytes = Buffer.concat([...parts, file.bytes.subarray(from)]);
  if (codec.decode(bytes.subarray(start)) !== applyEdits(file.text, edits)) throw new Error("the splice went wrong");
  return bytes;
}

function boundaries(edits: readonly TextEdit[]): number[] {
  return [...new Set(edits.flatMap(({ range }) => [range.start, range.end]))].sort((a, b) => a - b);
}

function encoded(file: TextFile, codec: Codec, text: string): Buffer {
  const bytes = codec.encode(text);
  if (bytes) return bytes;
  throw new UserError(problem("file-unencodable", { path: file.path, encoding: file.encoding, text }));
}
