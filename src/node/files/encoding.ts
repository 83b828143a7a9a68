// Decodes a text by the name of its encoding, and tells where in the bytes a place of the text is.
import { decodeCp949 } from "./cp949";

/** One encoding: how bytes become text, and where in the bytes a place of the text is. */
export interface Codec {
  readonly name: string;
  /** Undefined where the bytes are not of this encoding. */
  decode(bytes: Buffer): string | undefined;
  /** Undefined where the text can't be written for certain. */
  encode(text: string): Buffer | undefined;
  /** The byte offsets of `places`, which are ascending UTF-16 offsets into `text`, the decoded `bytes`. */
  offsets(bytes: Buffer, text: string, places: readonly number[]): Map<number, number>;
}

/** The start of a file as Latin-1, which is where a source declares its encoding. */
export function startOf(bytes: Buffer): string {
  return bytes.subarray(0, 4096).toString("latin1");
}

/** The codec for the name of an encoding, in any of its spellings; undefined where it is unknown or not one to write a source in. */
export function codecFor(encoding: string): Codec | undefined {
  const name = encoding.replaceAll("_", "-");
  if (/^(utf-?8(-sig)?|u8|cp65001)(-.*)?$/.test(name)) return utf8;
  if (/^(us-)?ascii$|^646$/.test(name)) return ascii;
  if (/^(latin-?1|iso-?8859-1|iso-latin-1|l1|cp819)(-.*)?$/.test(name)) return latin1;
  if (/^(euc-?kr|korean|ksc5601|(cp|ms)?949|uhc)$/.test(name)) return cp949;
  const label = labels.get(name) ?? pageLabel(name);
  return label === undefined ? undefined : legacy(label);
}

const utf8: Codec = {
  name: "utf-8",
  decode: (bytes) => decodeWith("utf-8", bytes),
  encode: (text) => Buffer.from(text),
  offsets(_bytes, text, places) {
    const offsets = new Map<number, number>();
    let [at, byte] = [0, 0];
    for (const place of places) {
      if (place > text.length || /^[\udc00-\udfff]/.test(text.charAt(place)))
        throw new RangeError(`no place: ${place}`);
      byte += Buffer.byteLength(text.slice(at, place));
      at = place;
      offsets.set(place, byte);
    }
    return offsets;
  },
};

/** One byte, one UTF-16 unit. */
const singleByte = {
  encode: asciiOnly,
  offsets: (_bytes: Buffer, _text: string, places: readonly number[]) => new Map(places.map((place) => [place, place])),
};

const ascii: Codec = {
  ...singleByte,
  name: "ascii",
  decode: (bytes) => (bytes.every((byte) => byte < 0x80) ? bytes.toString("latin1") : undefined),
};

/** Python's latin-1 is the first 256 code points; the web's is another encoding, so TextDecoder won't do. */
const latin1: Codec = { ...singleByte, name: "latin-1", decode: (bytes) => bytes.toString("latin1") };

const cp949: Codec = {
  name: "cp949",
  decode: decodeCp949,
  encode: asciiOnly,
  offsets: (bytes, _text, places) => walk(bytes, places, (at) => [(bytes[at] ?? 0) < 0x80 ? 1 : 2, 1]),
};

/** Python's names for the encodings that Node knows by another one. All of them hold ASCII as it is. */
const labels = new Map<string, string>([
  ...["shift-jis", "shiftjis", "sjis", "s-jis", "cp932", "932", "ms932"].map((name) => [name, "shift_jis"] as const),
  ...["euc-jp", "eucjp", "ujis"].map((name) => [name, "euc-jp"] as const),
  ...["gbk", "cp936", "936", "ms936", "gb2312", "euc-cn", "chinese"].map((name) => [name, "gbk"] as const),
  ["gb18030", "gb18030"],
  ...["big5", "big5-tw"].map((name) => [name, "big5"] as const),
  ...["koi8-r", "koi8-u"].map((name) => [name, name] as const),
  ["cp866", "ibm866"],
  ["mac-roman", "macintosh"],
]);

function pageLabel(name: string): string | undefined {
  const windows = /^(?:cp|windows-)(125[0-8])$/.exec(name)?.[1];
  if (windows !== undefined) return `windows-${windows}`;
  const iso = /^iso-?8859-([2-9]|1[03-6])$/.exec(name)?.[1];
  return iso === undefined ? undefined : `iso-8859-${iso}`;
}

function legacy(label: string): Codec {
  return {
    name: label,
    decode: (bytes) => decodeWith(label, bytes),
    encode: asciiOnly,
    offsets: (bytes, _text, places) => walk(bytes, places, stepper(label, bytes)),
  };
}

/** How many bytes the character at a byte offset has, and how many UTF-16 units it is. */
type Step = (at: number) => readonly [bytes: number, units: number];

/** Feeds the decoder until it yields a character: only it knows how many bytes it has. */
function stepper(label: string, bytes: Buffer): Step {
  const decoder = new TextDecoder(label, { fatal: true });
  return (start) => {
    if ((bytes[start] ?? 0) < 0x80) return [1, 1];
    for (let end = start + 1; end <= bytes.length; end++) {
      const { length } = decoder.decode(bytes.subarray(end - 1, end), { stream: true });
      if (length > 0) return [end - start, length];
    }
    return [bytes.length - start, 0];
  };
}

function walk(bytes: Buffer, places: readonly number[], step: Step): Map<number, number> {
  const offsets = new Map<number, number>();
  let [byte, unit] = [0, 0];
  for (const place of places) {
    while (unit < place && byte < bytes.length) {
      const [more, units] = step(byte);
      byte += more;
      unit += units;
    }
    if (unit !== place) throw new RangeError(`no place: ${place}`);
    offsets.set(place, byte);
  }
  return offsets;
}

function asciiOnly(text: string): Buffer | undefined {
  const bytes = Buffer.from(text);
  return bytes.every((byte) => byte < 0x80) ? bytes : undefined;
}

function decodeWith(label: string, bytes: Buffer): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
