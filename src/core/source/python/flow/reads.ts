// Finds the expressions that are a governed value itself: its name with its owner and its path.
import type { Range } from "../../../text";
import type { SymbolPath } from "../../types";
import { linesWith, type TokenLine } from "../names/token-lines";
import { usesOf } from "../names/uses";
import type { ParsedText } from "../parsed-text";
import { shiftOf } from "../tree/tree";
import { keyMeans } from "./trail";

/** `self.config.STOP`, `CONFIG["stop"]`: each whole expression, in the order of the text. */
export function readsOf(parsed: ParsedText, scope: string, { name, steps }: SymbolPath): Range[] {
  const uses = new Set(usesOf(parsed, scope, name).map(({ range }) => range.start));
  return parsed.tree.chunks.flatMap((chunk, index) => {
    if (!chunk.text.includes(name)) return [];
    const shift = chunk.origin + shiftOf(parsed.tree, index);
    return linesWith(chunk, name).flatMap((line) =>
      line.placesOf(name).flatMap((at) => {
        const { start = 0, end = 0 } = line.tokens[at] ?? {};
        if (!uses.has(parsed.place({ start: start + shift, end: end + shift }).start)) return [];
        const last = endOf(line, at, steps);
        const first = line.tokens[line.dottedStart(at)];
        if (last === undefined || !first) return [];
        return [parsed.place({ start: first.start + shift, end: (line.tokens[last - 1]?.end ?? 0) + shift })];
      }),
    );
  });
}

/** The token after the path that begins behind the name at `at`; undefined where another path does. */
function endOf(line: TokenLine, at: number, steps: SymbolPath["steps"]): number | undefined {
  let end = at + 1;
  for (const { type, key } of steps) {
    const close = line.text(end) === "[" ? line.partner.get(end) : undefined;
    if (type !== "item" || close === undefined) return undefined;
    if (keyMeans(line, end + 1, close, [{ type, key }]) !== "yes") return undefined;
    end = close + 1;
  }
  return end;
}
