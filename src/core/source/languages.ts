// Chooses the language that a source is read in: the one place to add another.
import type { Json } from "../json";
import { keepLatest } from "../keep-latest";
import type { Language, Source } from "./language";
import { python } from "./python/language";

const languages: readonly Language[] = [python];

/** How the names of source files end, in every language: "py". */
export const sourceExtensions: readonly string[] = languages.flatMap(({ extensions }) => extensions);

/** How people call the languages: "Python". */
export const languageNames: readonly string[] = languages.map(({ name }) => name);

/** The language of the file at `path`: by its extension, and Python where no language has that. */
export function languageOf(path: string): Language {
  return languageWith(extensionOf(path)) ?? python;
}

/** Why a file is of none of the languages: the ending of its name, a first line that names none, or a line of its text. */
export type Foreignness =
  | { readonly by: "ending" }
  | { readonly by: "first-line" }
  | { readonly by: "line"; readonly line: number };

/** Why the file at `path` must not be read as source: what a file of another kind means by its lines is not what they would mean here. */
export function foreignnessOf(path: string, text: string): Foreignness | undefined {
  const extension = extensionOf(path);
  const language = languageWith(extension) ?? languages.find((each) => extension === "" && each.startsAs(text));
  if (!language) return { by: extension === "" ? "first-line" : "ending" };
  const line = language.foreignLine(text);
  return line === undefined ? undefined : { by: "line", line };
}

function languageWith(extension: string): Language | undefined {
  return languages.find(({ extensions }) => extensions.includes(extension));
}

function extensionOf(path: string): string {
  return /\.([^./\\]*)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}

/** The language that a Markdown fence names; undefined where it is none that sources are read in. */
export function languageOfFence(name: string): Language | undefined {
  return languages.find(({ fenceNames }) => fenceNames.includes(name));
}

/** A command reads its few governed files several times: a file that is as it was is not read anew. */
const KEPT_SOURCES = 8;

const readText = keepLatest(
  KEPT_SOURCES,
  ({ language, text }: { readonly language: Language; readonly text: string }) => language.read(text),
  ({ language, text }) => [language, text],
);

/** Reads the text of the file at `path`, in the language of that file; of the same text it may give the same source. */
export function readSource(path: string, text: string): Source {
  return readText({ language: languageOf(path), text });
}

/** What each language makes of the text of one value whose file is not known, such as a checkpoint's message holds it. */
export function valueReadings(text: string): Source[] {
  return languages.map((language) => language.readValue(text));
}

/** The encoding that the start of a text, given as Latin-1, declares as a source of some language would. */
export function anyDeclaredEncoding(start: string): string | undefined {
  return languages.map((language) => language.declaredEncoding(start)).find((encoding) => encoding !== undefined);
}

/** A plan's `value` as the file at `path` would write it, where there is no literal whose style it could take. */
export function plainLiteral(value: Json, path: string): string {
  return languageOf(path).writePlain(value);
}
