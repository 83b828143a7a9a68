// Chooses the language that a source is read in: the one place to add another.
import type { Json } from "../json";
import type { Language, Source } from "./language";
import { python } from "./python/language";

const languages: readonly Language[] = [python];

/** The language of the file at `path`: Python, whatever the path ends with, as long as there is no other. */
export function languageOf(_path: string): Language {
  return python;
}

/** The language that a Markdown fence names; undefined where it is none that sources are read in. */
export function languageOfFence(name: string): Language | undefined {
  return languages.find(({ fenceNames }) => fenceNames.includes(name));
}

/** Reads the text of the file at `path`, in the language of that file. */
export function readSource(path: string, text: string): Source {
  return languageOf(path).read(text);
}

/** Reads the text of one value whose file is not known, such as a checkpoint's message holds it. */
export function readValue(text: string): Source {
  return python.readValue(text);
}

/** `value` as a literal where there is none whose style it could take, such as a plan's value in a sentence about the code. */
export function plainLiteral(value: Json): string {
  return python.writePlain(value);
}
