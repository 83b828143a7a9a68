// Tells what a name means by its words: whether two names are called the same, are alike, or contradict one another.
import type { CountedUnit } from "../problem";
import {
  abbreviations,
  commonWords,
  containerWords,
  oppositions,
  prefixWords,
  suffixWords,
  unitWords,
} from "./name-words";

/** A name taken apart. */
export interface NameMeaning {
  /** The name without what may be left out, whatever its case and separators: equal where two are called the same. */
  readonly key: string;
  /** The words that carry its meaning, short forms written out. */
  readonly words: readonly string[];
  /** What it says that it counts. */
  readonly unit: CountedUnit | undefined;
  /** For each line of `oppositions`, the columns that it has words of; undefined where it has none. */
  readonly poles: readonly (string | undefined)[];
}

/** The meaning of a name, or of the names of a path: CONFIG["long"]["stop_loss"]. */
export function meaningOf(name: string): NameMeaning {
  const all = wordsOf(name);
  const core = coreOf(all);
  const meant = core.flatMap(writtenOut);
  const omitted = all.filter((word) => !core.includes(word));
  return { key: keyOf(core), words: meant, unit: unitOfWords(all), poles: polesOf(meant, omitted) };
}

/** The words of a path without those that only call its first name a container. */
export function pathName(names: readonly string[]): string {
  const [container = "", ...keys] = names;
  const own = wordsOf(container).filter((word) => !containerWords.has(word));
  return [...own, ...keys].join("_");
}

/** What the words of a class add to those of its names: only the ones that say which of several it is. */
export function scopePoles(scope: string): readonly string[] {
  const words = wordsOf(scope).flatMap(writtenOut);
  return oppositions.flatMap((poles) => {
    const said = poles.map((pole) => words.filter((word) => pole.includes(word))).filter((found) => found.length > 0);
    // A class of both, LongShortBot say, is of neither.
    return said.length === 1 ? (said[0] ?? []) : [];
  });
}

/** Whether one name says the opposite of the other, or another number: neither is ever meant by the other. */
export function contradict(a: NameMeaning, b: NameMeaning): boolean {
  const isOther = (mine: string | undefined, other: string | undefined) =>
    mine !== undefined && other !== undefined && mine !== other;
  return a.poles.some((pole, index) => isOther(pole, b.poles[index]));
}

/** The words of `a` that `b` does not have in any form. */
export function lackedBy(b: NameMeaning, a: NameMeaning): string[] {
  return a.words.filter((word) => !b.words.some((other) => isSameWord(word, other)));
}

/** The unit that a text such as "5-minute candles" tells: its last one. "signals per candle" is a rate, and tells none. */
export function unitOf(text: string): CountedUnit | undefined {
  return /\/|\bper\b/iu.test(text) ? undefined : unitOfWords(wordsOf(text));
}

function wordsOf(name: string): string[] {
  return name
    .normalize("NFKC")
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2")
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1_$2")
    .replace(/(\p{L})(\p{N})/gu, "$1_$2")
    .replace(/(\p{N})(\p{L})/gu, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}

/** A word alone is in no other's place: what is left out at both ends leaves at least one. */
function coreOf(all: readonly string[]): string[] {
  const core = [...all];
  while (core.length > 1 && prefixWords.has(core[0] ?? "")) core.shift();
  while (core.length > 1 && isOmittedAtEnd(core)) core.pop();
  return core;
}

function isOmittedAtEnd(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  // ENTRY_HOUR is one of the day's, ENTRY_HOURS how many. "per day" is no unit of the value, but what it is a rate of.
  const isUnit = isUnitAt(words, words.length - 1) && !pointsInTime.has(last) && words.at(-2) !== "per";
  return suffixWords.has(last) || isUnit;
}

function isUnitAt(words: readonly string[], index: number): boolean {
  const word = words[index] ?? "";
  const isLast = index === words.length - 1;
  // MAX_HOLD_MIN counts minutes, HOLD_MIN and MIN_HOLD are the least.
  if (word === "min") return isLast && index > 0 && words.slice(0, index).some((other) => limits.has(other));
  return Object.hasOwn(unitWords, word) && (word.length > 1 || isLast);
}

/** One of them is which, several are how many. */
const pointsInTime: ReadonlySet<string> = new Set(["second", "minute", "hour", "day", "week", "candle", "bar"]);

const limits = new Set(oppositions.find(([first = []]) => first.includes("minimum"))?.flat());

function unitOfWords(words: readonly string[]): CountedUnit | undefined {
  const at = words.findLastIndex((_, index) => isUnitAt(words, index));
  if (at < 0 || words[at - 1] === "per") return undefined;
  return words[at] === "min" ? "minutes" : unitWords[words[at] ?? ""];
}

/** Digits stay apart, 1_1 and 11 being two. */
function keyOf(words: readonly string[]): string {
  return words.join("_").replace(/(?<!\p{N})_|_(?!\p{N})/gu, "");
}

function polesOf(meant: readonly string[], omitted: readonly string[]): (string | undefined)[] {
  const numbers = meant.filter((word) => /^\p{N}+$/u.test(word)).join(" ");
  return [
    ...oppositions.map((poles) => {
      const found = poles.flatMap((pole, index) => (meant.some((word) => isOfPole(word, pole)) ? [index] : []));
      return found.length > 0 ? found.join(" ") : omittedPole(poles, omitted);
    }),
    numbers === "" ? undefined : numbers,
  ];
}

/** BASE_POSITION is neither MAX_POSITION nor MIN_POSITION, though it may be POSITION. */
function omittedPole(poles: readonly (readonly string[])[], omitted: readonly string[]): string | undefined {
  return poles[0]?.includes("minimum") && omitted.some((word) => prefixWords.has(word)) ? "base" : undefined;
}

function isOfPole(word: string, pole: readonly string[]): boolean {
  return pole.some((each) => word === each || (each.length > 2 && endings.some((ending) => word === each + ending)));
}

const endings = ["s", "es", "ed", "ing", "er"];

/** Inflections of one word: HOLD, HOLDING. */
function isSameWord(a: string, b: string): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return shorter === longer || (shorter.length > 2 && endings.some((ending) => longer === shorter + ending));
}

/** Every word that names are taken apart into. */
const known: ReadonlySet<string> = new Set(
  [...oppositions.flat(2), ...Object.keys(unitWords), ...prefixWords, ...commonWords].filter(
    ({ length }) => length > 1,
  ),
);

/** A short form as its words, and STOPLOSS as two. */
function writtenOut(word: string): readonly string[] {
  return (Object.hasOwn(abbreviations, word) && abbreviations[word]) || takenApart(word);
}

/** Words longer than this are none of a trading constant. */
const longest = 40;

function takenApart(word: string): readonly string[] {
  if (word.length > longest || known.has(word)) return [word];
  // The words that the first so many letters are made of, where they are.
  const made: (readonly string[] | undefined)[] = [[]];
  for (let end = 1; end <= word.length; end++) {
    const start = made.findIndex((parts, from) => parts && known.has(word.slice(from, end)));
    made[end] = start < 0 ? undefined : [...(made[start] ?? []), word.slice(start, end)];
  }
  return made[word.length] ?? [word];
}

/** Whether a name says that it is the least or the most that something may be, and the words of that thing. */
export function limitOf(
  name: string,
): { readonly side: "least" | "most"; readonly words: readonly string[] } | undefined {
  const words = meaningOf(name).words;
  const [least = [], most = []] = oppositions.find(([first = []]) => first.includes("minimum")) ?? [];
  const isLeast = words.some((word) => least.includes(word));
  if (isLeast === words.some((word) => most.includes(word))) return undefined;
  return {
    side: isLeast ? "least" : "most",
    words: words.filter((word) => !least.includes(word) && !most.includes(word)),
  };
}
