// Text as Korean Windows writes it: the decoder's own table, turned round.
import { decodeCp949 } from "../../src/node/files/cp949";

let table: ReadonlyMap<string, Buffer> | undefined;

/** The bytes of `text` in CP949. Throws for a character that it does not have. */
export function inCp949(text: string): Buffer {
  table ??= madeTable();
  return Buffer.concat(
    [...text].map((character) => {
      const bytes = character < "\x80" ? Buffer.from(character) : table?.get(character);
      if (!bytes) throw new RangeError(`not in CP949: ${character}`);
      return bytes;
    }),
  );
}

function madeTable(): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      const bytes = Buffer.from([lead, trail]);
      const character = decodeCp949(bytes);
      if (character !== undefined && !found.has(character)) found.set(character, bytes);
    }
  }
  return found;
}
