// The plan's schema and snippets in other languages: the English files with the texts that l10n/phaseplan.<language>.json has for them.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.mjs";

/** @typedef {Readonly<Record<string, string>>} Texts */
/** @typedef {{ path: string, contents: Buffer }} Output */

/** What is translated, and how the translations of it are called. */
export const planFiles = [
  { source: "schemas/phaseplan.schema.json", translation: "dist/phaseplan.schema.*.json" },
  { source: "snippets/phaseplan.code-snippets", translation: "dist/phaseplan.*.code-snippets" },
  { source: "snippets/bot.code-snippets", translation: "dist/bot.*.code-snippets" },
];

/** @returns {Output[]} every file in every language, to be written */
export function planFilesInOtherLanguages() {
  const found = readdirSync(join(root, "l10n")).flatMap((file) => /^phaseplan\.(.+)\.json$/.exec(file)?.[1] ?? []);
  return found.flatMap((language) => {
    const texts = read(`l10n/phaseplan.${language}.json`);
    return planFiles.map(({ source, translation }) => ({
      path: join(root, translation.replace("*", language)),
      contents: Buffer.from(`${JSON.stringify(withTexts(read(source), (text) => texts[text] ?? text))}\n`),
    }));
  });
}

/** @returns {string[]} all texts for people in the schema and the snippets */
export function planTexts() {
  /** @type {Set<string>} */
  const found = new Set();
  for (const { source } of planFiles) {
    withTexts(read(source), (text) => {
      found.add(text);
      return text;
    });
  }
  return [...found];
}

/** @param {string} file */
function read(file) {
  return JSON.parse(readFileSync(join(root, file), "utf8"));
}

/** What JSON Schema, VS Code's own keywords and its snippets say to a person. */
const forPeople = new Set(["title", "description", "enumDescriptions", "patternErrorMessage", "label"]);

/** Values of a plan, and notes to whoever reads the schema; of an object, the name is that of a member of a plan. */
const others = new Set(["const", "default", "enum", "examples", "$comment"]);

/**
 * A copy, with each text for people as `translate` gives it.
 * @param {any} value
 * @param {(text: string) => string} translate
 * @returns {any}
 */
function withTexts(value, translate) {
  if (Array.isArray(value)) return value.map((each) => withTexts(each, translate));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (others.has(key) && (typeof member !== "object" || Array.isArray(member))) return [key, member];
      if (key === "body") return [key, withPlaceholders(member, translate)];
      if (!forPeople.has(key)) return [key, withTexts(member, translate)];
      if (typeof member === "string") return [key, translate(member)];
      return [key, key === "enumDescriptions" ? member.map(translate) : withTexts(member, translate)];
    }),
  );
}

/**
 * What a snippet inserts: of several words, what stands where a person is to write is a text.
 * @param {any} body
 * @param {(text: string) => string} translate
 */
function withPlaceholders(body, translate) {
  const text = JSON.stringify(body).replace(
    /(\$\{\d+:)([^{}$|]* [^{}$|]*)\}/g,
    (_, start, words) => `${start}${JSON.stringify(translate(JSON.parse(`"${words}"`))).slice(1, -1)}}`,
  );
  return JSON.parse(text);
}
