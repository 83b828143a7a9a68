// Repairs lines that were UTF-8 and were read as Mac Roman.
/** What Mac Roman shows for the bytes 0x80 to 0xff. */
const MAC_ROMAN =
  "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

const BYTES = new Map([...MAC_ROMAN].map((character, index) => [character, 0x80 + index]));

/** The text, and which of its lines (from 1) had been UTF-8 read as Mac Roman. */
export interface RepairedText {
  readonly text: string;
  readonly lines: readonly number[];
}

/**
 * Reads lines that were decoded wrongly as what they once were. A line is taken for damaged only when all of it is Mac
 * Roman and its bytes are valid UTF-8, which a line that was decoded rightly practically never is.
 */
export function repairMojibake(text: string): RepairedText {
  const lines: number[] = [];
  const repaired = text.split("\n").map((line, index) => {
    const original = decodedAgain(line);
    if (original === undefined) return line;
    lines.push(index + 1);
    return original;
  });
  return { text: repaired.join("\n"), lines };
}

function decodedAgain(line: string): string | undefined {
  let escaped = "";
  let damaged = false;
  for (const character of line) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 0x80 ? code : BYTES.get(character);
    if (byte === undefined) return undefined;
    damaged ||= byte >= 0x80;
    escaped += `%${byte.toString(16).padStart(2, "0")}`;
  }
  if (!damaged) return undefined;
  try {
    return decodeURIComponent(escaped);
  } catch {
    return undefined;
  }
}
