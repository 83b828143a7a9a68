// A language that nobody speaks: English in letters with marks, so that every word without them was not translated.
import type { Translations } from "./translations";

/** The name by which the command line and VS Code find its files. */
export const pseudoLanguage = "qps";

const marked = new Map(
  [..."àƀçđéƒĝħîĵķļɱñöþqŕšţûṽŵẋýžÀƁÇĐÉƑĜĦÎĴĶĻṀÑÖÞQŔŠŢÛṼŴẊÝŽ"].map((letter, index) => [
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ".charAt(index),
    letter,
  ]),
);

/** What stays as it is in every language. */
const same =
  /\{\d+\}|`[^`]*`|"(?:git|phasegate|--[a-z]+) [^"]*"|"[a-z][\w:.-]*"|(?<![\w-])--?[a-z][a-z-]*|\]\([^)]*\)|https?:\/\/\S+|\$\([a-z-]+\)|<[^<>]*>|[\w./*~-]*[\w*~]?[./][\w./*-]+|\w+_\w+|[a-z]+[A-Z]\w*|\b[A-Z]{2,}\b/g;

export function pseudo(english: string): string {
  let at = 0;
  let text = "";
  for (const { index, 0: kept } of [...english.matchAll(same)]) {
    text += inMarks(english.slice(at, index)) + kept;
    at = index + kept.length;
  }
  return text + inMarks(english.slice(at));
}

function inMarks(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => marked.get(letter) ?? letter);
}

export function pseudoTranslations(english: Iterable<string>): Translations {
  return Object.fromEntries([...english].map((text) => [text, pseudo(text)]));
}

/** A line of the bot, whatever its values are and whichever side of a difference it stands on. */
export function withoutValues(line: string): string {
  return line
    .replace(/^[ +-]/, "")
    .replace(/[\d.]+/g, "0")
    .replace(/\s+/g, " ")
    .trim();
}

/** The words of English in a text that was to speak the pseudo-language; `names` are words of none. */
export function unmarkedWords(text: string, names: ReadonlySet<string>): string[] {
  const words =
    text
      .replace(same, " ")
      .replace(/[a-z]+(?:-[a-z]+)+/g, " ")
      .match(/(?<![\p{L}\d_-])[A-Za-z][a-z'’]+(?![\p{L}\d_-])/gu) ?? [];
  return words.filter((word) => !names.has(word));
}
