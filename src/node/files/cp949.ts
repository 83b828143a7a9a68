// Decodes CP949, the encoding of Korean Windows, which Node knows only a part of.
/**
 * CP949, which Korean Windows writes and Python reads, and EUC-KR, which is a part of it. Node decodes that part alone: it
 * takes the rest for control characters. The rest is regular: the Hangul syllables that EUC-KR leaves out, in Unicode's
 * order, in the codes that it leaves free.
 */
export function decodeCp949(bytes: Buffer): string | undefined {
  const characters = table();
  let text = "";
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i] ?? 0;
    const character = lead < 0x80 ? String.fromCharCode(lead) : characters.get((lead << 8) | (bytes[i + 1] ?? 0));
    if (character === undefined) return undefined;
    text += character;
    i += lead < 0x80 ? 1 : 2;
  }
  return text;
}

let made: ReadonlyMap<number, string> | undefined;

/** Two bytes → their one character. */
function table(): ReadonlyMap<number, string> {
  if (!made) {
    const plain = eucKr();
    made = new Map([...plain, ...extension(new Set(plain.values()))]);
  }
  return made;
}

function eucKr(): Map<number, string> {
  const decoder = new TextDecoder("euc-kr");
  // Two signs of 1998, which Node does not know yet; and it knows private characters, which Python does not.
  const found = new Map([
    [0xa2e6, "€"],
    [0xa2e7, "®"],
  ]);
  for (let lead = 0xa1; lead <= 0xfe; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const text = decoder.decode(Uint8Array.of(lead, trail));
      if (/^[^\ue000-\uf8ff\ufffd]$/.test(text)) found.set((lead << 8) | trail, text);
    }
  }
  return found;
}

function* extension(known: ReadonlySet<string>): Generator<[number, string]> {
  const codes = freeCodes();
  for (let point = 0xac00; point <= 0xd7a3; point++) {
    const syllable = String.fromCharCode(point);
    if (known.has(syllable)) continue;
    const { value } = codes.next();
    if (value !== undefined) yield [value, syllable];
  }
}

/** Beside the letters, the bytes above them that EUC-KR has no use for after this lead. */
function* freeCodes(): Generator<number, undefined> {
  for (let lead = 0x81; lead <= 0xc6; lead++) {
    const last = lead <= 0xa0 ? 0xfe : 0xa0;
    for (const [from, to] of [
      [0x41, 0x5a],
      [0x61, 0x7a],
      [0x81, last],
    ] as const) {
      for (let trail = from; trail <= to; trail++) yield (lead << 8) | trail;
    }
  }
  return undefined;
}
