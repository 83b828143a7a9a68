// Writes texts as single words of a trailer, and reads them back.

const bareToken = /^[\w.+/-]+$/;

/** The source of a pattern for one word, as a group. */
export const anyToken = String.raw`([\w.+/-]+|"(?:[^"\\]|\\.)*")`;

const pairForm = new RegExp(`^${anyToken} ${anyToken}$`);

/** The text as one word: as it is, or as a JSON string. */
export function formatToken(text: string): string {
  return bareToken.test(text) ? text : JSON.stringify(text);
}

/** The text of one word; undefined where it is none. */
export function parseToken(text: string): string | undefined {
  if (bareToken.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of two words. */
export function parsePair(text: string): readonly [string, string] | undefined {
  const [first, second] = pairForm.exec(text)?.slice(1).map(parseToken) ?? [];
  return first === undefined || second === undefined ? undefined : [first, second];
}
