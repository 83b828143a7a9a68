// Decodes a document that declares no encoding, such as Markdown: UTF-8, UTF-16, or what Korean Windows writes.
import { anyDeclaredEncoding } from "../../core/source";
import { type Codec, codecFor, startOf } from "./encoding";

export interface DocumentText {
  /** Without the byte order mark, line ends as they are. */
  readonly text: string;
  readonly encoding: string;
}

const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Tries the byte order mark, then UTF-8, then the encoding that the first two lines declare, then CP949. Undefined where
 * none of them fits, and for bytes that are no text.
 */
export function decodeDocument(bytes: Buffer): DocumentText | undefined {
  const decoded = decodeMarked(bytes) ?? decodeUnmarked(bytes);
  return decoded?.text.includes("\0") ? undefined : decoded;
}

function decodeMarked(bytes: Buffer): DocumentText | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16("utf-16le", bytes);
  if (first === 0xfe && second === 0xff) return decodeUtf16("utf-16be", bytes);
  return undefined;
}

function decodeUtf16(encoding: string, bytes: Buffer): DocumentText | undefined {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return undefined;
  }
}

function decodeUnmarked(bytes: Buffer): DocumentText | undefined {
  const start = bytes.subarray(0, 3).equals(utf8Mark) ? 3 : 0;
  const utf8 = decodeWith(codecFor("utf-8"), bytes.subarray(start));
  if (utf8 || start > 0) return utf8;
  const declared = anyDeclaredEncoding(startOf(bytes));
  const codec = declared === undefined ? undefined : codecFor(declared);
  if (codec) return decodeWith(codec, bytes);
  return looksKorean(bytes) ? decodeWith(codecFor("cp949"), bytes) : undefined;
}

function decodeWith(codec: Codec | undefined, bytes: Buffer): DocumentText | undefined {
  const text = codec?.decode(bytes);
  return codec && text !== undefined ? { text, encoding: codec.name } : undefined;
}

/**
 * Whether at least half of the two-byte characters are of EUC-KR, as in any Korean text: CP949 takes the quotation marks
 * of Western Windows for rare syllables, all of them outside of EUC-KR.
 */
function looksKorean(bytes: Buffer): boolean {
  let common = 0;
  let rare = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[++at] ?? 0;
    if (lead > 0xa0 && trail > 0xa0) common++;
    else rare++;
  }
  return common >= rare;
}
