// npm run check: the entries of a folder of src import each other in no circle, are few, and have names in kebab-case.
// With --purpose, also: each file opens with a comment of one line that says what it is for.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix, sep } from "node:path";
import { parseArgs } from "node:util";

/** A longer list is no longer read at a glance: the folder holds two rooms. */
const mostEntries = 16;

/** Holds a file for each command, found by the command's name however many there are. */
const commandsFolder = "commands";

/**
 * @typedef {{ from: string, to: string }} Import paths below the folder that is checked
 * @typedef {Map<string, Map<string, Import>>} Imports by the entry that imports and the entry that it imports: one of them
 */

const { values, positionals } = parseArgs({
  options: { purpose: { type: "boolean", default: false } },
  allowPositionals: true,
});
const [checkedFolder = "src"] = positionals;
const texts = readSources();
const complaints = [
  ...circles(),
  ...crowdedFolders(),
  ...misspelledNames(),
  ...(values.purpose ? filesWithoutPurpose() : []),
];
for (const complaint of complaints) console.error(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;

/** @returns {Map<string, string>} each source file's text by its path below the folder, with "/" */
function readSources() {
  const files = readdirSync(checkedFolder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return new Map(
    files.sort().map((file) => [file.replaceAll(sep, "/"), readFileSync(join(checkedFolder, file), "utf8")]),
  );
}

/** Where files import in no circle, their folders still may. */
function circles() {
  return [...importsByFolder()].flatMap(([folder, imports]) => {
    const circle = findCircle(imports);
    if (!circle) return [];
    const steps = circle.map(({ from, to }) => `\n  ${shown(from)} imports ${shown(to)}`);
    return [`${shown(folder)}: its entries import each other in a circle.${steps.join("")}`];
  });
}

/** @returns {Map<string, Imports>} by the folder whose entries they are */
function importsByFolder() {
  /** @type {Map<string, Imports>} */
  const folders = new Map();
  for (const [from, text] of texts) {
    for (const to of importedFiles(from, text)) {
      const [importing, imported] = [from.split("/"), to.split("/")];
      const depth = importing.findIndex((part, index) => part !== imported[index]);
      const folder = importing.slice(0, depth).join("/");
      const [entry = "", importedEntry = ""] = [importing[depth], imported[depth]];
      const imports = folders.get(folder) ?? new Map();
      folders.set(folder, imports.set(entry, new Map(imports.get(entry)).set(importedEntry, { from, to })));
    }
  }
  return folders;
}

/**
 * @param {string} file
 * @param {string} text
 */
function importedFiles(file, text) {
  return [...text.matchAll(/(?:\bfrom |\bimport |\bimport\()"(\.[^"]*)"/g)].flatMap(([, specifier = ""]) => {
    const path = posix.join(posix.dirname(file), specifier);
    const imported = [`${path}.ts`, `${path}.tsx`, posix.join(path, "index.ts")].find((candidate) =>
      texts.has(candidate),
    );
    return imported === undefined || imported === file ? [] : [imported];
  });
}

/**
 * @param {Imports} imports
 * @returns {Import[] | undefined} the imports that lead from an entry back to it
 */
function findCircle(imports) {
  const done = new Set();
  /**
   * @param {string} entry
   * @param {string[]} trail the entries that lead to it
   * @returns {string[] | undefined}
   */
  const visit = (entry, trail) => {
    if (trail.includes(entry)) return [...trail.slice(trail.indexOf(entry)), entry];
    if (done.has(entry)) return undefined;
    done.add(entry);
    for (const imported of imports.get(entry)?.keys() ?? []) {
      const circle = visit(imported, [...trail, entry]);
      if (circle) return circle;
    }
    return undefined;
  };
  for (const entry of imports.keys()) {
    const circle = visit(entry, []);
    if (circle) return circle.slice(1).flatMap((to, index) => imports.get(circle[index] ?? "")?.get(to) ?? []);
  }
  return undefined;
}

function crowdedFolders() {
  /** @type {Map<string, Set<string>>} */
  const entries = new Map();
  for (const file of texts.keys()) {
    for (let path = file; path !== "."; path = posix.dirname(path)) {
      const folder = posix.dirname(path);
      entries.set(folder, new Set(entries.get(folder)).add(path));
    }
  }
  return [...entries].flatMap(([folder, { size }]) =>
    size > mostEntries && posix.basename(folder) !== commandsFolder
      ? [`${shown(folder)}: ${size} entries; a folder has at most ${mostEntries}.`]
      : [],
  );
}

function misspelledNames() {
  const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?(?:\.tsx?)?$/;
  return [...texts.keys()]
    .filter((file) => !file.split("/").every((part) => kebabCase.test(part)))
    .map((file) => `${shown(file)}: names of files and folders are in kebab-case.`);
}

function filesWithoutPurpose() {
  return [...texts]
    .filter(([, text]) => !/^(?:#!.*\n)?\/\/ \S.*\n(?!\/\/)/.test(text))
    .map(([file]) => `${shown(file)}: the first line is not a comment that says what the file is for.`);
}

/** @param {string} path below the folder that is checked */
function shown(path) {
  return posix.join(checkedFolder, path);
}
