// Reads the files of the repository that may use or set what a governed file holds: within a bound, and anew only if changed.
import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, relative, sep } from "node:path";
import { readSource, type Source, sourceExtensions } from "../../core/source";
import { readRegularFile } from "./read-file";
import { decodeText, type TextFile } from "./text-file";

/** So many files are looked at, and no larger ones: a bot has some dozens. */
const MOST_FILES = 2000;
const LARGEST = 512 * 1024;
const MOST_FOLDERS = 500;
/** Folders of other people's code, or of none. */
const FOREIGN = /^(?:\..*|node_modules|venv|env|virtualenv|site-packages|__pycache__|build|dist)$/i;

export interface Neighbours {
  /** Source files that import a governed file, or that one imports, by their paths from the root. */
  readonly neighbours: ReadonlyMap<string, Source>;
  /** JSON files beside a governed file that are called as one of its classes is. */
  readonly valueFiles: ReadonlyMap<string, string>;
}

interface Read {
  readonly stamp: string;
  readonly text: string | undefined;
  source: Source | undefined;
}

/** What was read before, by absolute path. */
const known = new Map<string, Read>();

export async function readNeighbours(root: string, governed: Iterable<TextFile>): Promise<Neighbours> {
  const files = [...governed];
  const own = new Set(files.map(({ path }) => path));
  const modules = new Set(files.map(({ path }) => moduleOf(path)));
  const imported = new Set(files.flatMap(({ text }) => importedBy(text)));
  const neighbours = new Map<string, Source>();
  const valueFiles = new Map<string, string>();
  for (const absolute of filesUnder(root)) {
    const path = relative(root, absolute).split(sep).join("/");
    if (own.has(path)) continue;
    const isSource = sourceExtensions.includes(extname(path).slice(1).toLowerCase());
    if (!isSource && !isValueFile(path, files)) continue;
    const read = await readOnce(absolute, path);
    if (read?.text === undefined) continue;
    if (!isSource) valueFiles.set(path, read.text);
    else if (imported.has(moduleOf(path)) || importedBy(read.text).some((module) => modules.has(module))) {
      read.source ??= readSource(path, read.text);
      neighbours.set(path, read.source);
    }
  }
  return { neighbours, valueFiles };
}

function moduleOf(path: string): string {
  const name = basename(path, extname(path));
  return name === "__init__" ? basename(dirname(path)) : name;
}

/** The last names of all that a source's import statements mention. */
function importedBy(text: string): string[] {
  const statements = text.match(/^[ \t]*(?:from|import)\s[^#\n]*|import_module\([^)\n]*/gm) ?? [];
  return statements.flatMap((statement) => statement.match(/\w+/g) ?? []);
}

function isValueFile(path: string, files: readonly TextFile[]): boolean {
  const [name, extension] = [basename(path, extname(path)), extname(path)];
  if (extension !== ".json" || !/^\w+$/.test(name)) return false;
  return files.some(
    (file) => dirname(file.path) === dirname(path) && new RegExp(`\\bclass\\s+${name}\\b`).test(file.text),
  );
}

/** The regular files under `root`, breadth first; links are not followed. */
function filesUnder(root: string): string[] {
  const folders = [root];
  const files: string[] = [];
  for (const folder of folders) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isFile() && /\.(?:py|json)$/i.test(entry.name)) files.push(path);
      else if (entry.isDirectory() && !FOREIGN.test(entry.name) && folders.length < MOST_FOLDERS) folders.push(path);
      if (files.length >= MOST_FILES) return files;
    }
  }
  return files;
}

/** None of a folder that can't be read: it tells nothing, and hides nothing that was known. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

async function readOnce(absolute: string, path: string): Promise<Read | undefined> {
  try {
    const { mtimeMs, size } = statSync(absolute);
    const stamp = `${mtimeMs} ${size}`;
    const before = known.get(absolute);
    if (before?.stamp === stamp) return before;
    const text = size > LARGEST ? undefined : decodeText(path, await readRegularFile(absolute)).text;
    const read: Read = { stamp, text, source: undefined };
    known.set(absolute, read);
    return read;
  } catch {
    return undefined;
  }
}
