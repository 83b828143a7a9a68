// Tells what keeps a text from being the path that a plan may name.
import type { PathFlaw, PathForm } from "../problem";

/** What each form forbids. Evidence may lie outside the repository, and `*` stands for any characters in its path. */
const forbidden: Readonly<Record<PathForm, { character: RegExp; start: RegExp; part: RegExp; device?: RegExp }>> = {
  path: { character: /[\\\p{Cc}]/u, start: /^(?:\/|[a-z]:)/i, part: /(?<=^|\/)(?:\.{1,2}|\.git)(?=\/|$)/i },
  "evidence-path": {
    // A colon only after a drive's letter.
    character: /[\\?"<>|\p{Cc}]|(?<!^[A-Za-z]):|:(?!\/)/u,
    start: /^[-~]/,
    part: /(?<=^|\/)(?:\.|\.git|\.\.$)(?=\/|$)/i,
    device: /^\/(?:dev|proc|sys)(?=\/|$)|(?<=^|\/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.[^/]*)?(?=\/|$)/i,
  },
};

/** What is wrong with a text that the schema's pattern for `form` refuses. */
export function pathFlaw(text: string, form: PathForm): PathFlaw {
  if (text === "") return { kind: "empty" };
  const { character, start, part, device } = forbidden[form];
  const find = (pattern: RegExp): string | undefined => pattern.exec(text)?.[0];
  const badCharacter = find(character);
  if (badCharacter !== undefined) return { kind: "character", character: badCharacter };
  const badStart = find(start);
  if (badStart !== undefined) return { kind: "start", character: badStart };
  const badPart = find(part);
  if (badPart !== undefined) return { kind: "part", part: badPart };
  const badDevice = device && find(device);
  return badDevice === undefined ? { kind: "empty-part" } : { kind: "device", device: badDevice };
}
