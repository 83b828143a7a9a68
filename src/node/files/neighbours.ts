// Reads the files of the repository that may use or set what a governed file holds: within a bound, and anew only if changed.
import { type Dirent, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import type { Unsearched } from "../../core/assessment/state";
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
  readonly unsearched: Unsearched;
}

interface Read {
  readonly stamp: string;
  readonly text: string | undefined;
  source: Source | undefined;
}

/** What was read before, by absolute path. */
const known = new Map<string, Read>();

/** Those of the governed `files` as they are on disk; of the ones at `paths`, some may not be readable. */
export async function readNeighbours(
  root: string,
  paths: readonly string[],
  governed: Iterable<TextFile>,
): Promise<Neighbours> {
  const files = [...governed];
  const own = new Set(paths);
  const modules = new Set(files.map(({ path }) => moduleOf(path)));
  const imported = new Set(files.flatMap(({ text }) => importedBy(text)));
  const neighbours = new Map<string, Source>();
  const valueFiles = new Map<string, string>();
  const isWanted = (path: string) => !own.has(path) && (isSource(path) || isValueFile(path, files));
  const { found, folders, most } = filesUnder(root, isWanted);
  const unread = [...folders];
  for (const path of found) {
    const read = await readOnce(join(root, path), path);
    if (read?.text === undefined) {
      if (isSource(path)) unread.push(path);
    } else if (!isSource(path)) valueFiles.set(path, read.text);
    else if (imported.has(moduleOf(path)) || importedBy(read.text).some((module) => modules.has(module))) {
      read.source ??= readSource(path, read.text);
      neighbours.set(path, read.source);
    }
  }
  return { neighbours, valueFiles, unsearched: { ...(most !== undefined && { most }), paths: unread } };
}

function isSource(path: string): boolean {
  return sourceExtensions.includes(extname(path).slice(1).toLowerCase());
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

/** Paths are those from the root. */
interface FilesUnder {
  readonly found: readonly string[];
  /** Those that can't be listed. */
  readonly folders: readonly string[];
  /** How many files or folders are looked at, where there are more. */
  readonly most?: number;
}

/** The wanted regular files under `root`, breadth first; links are not followed. */
function filesUnder(root: string, isWanted: (path: string) => boolean): FilesUnder {
  const folders = [""];
  const found: string[] = [];
  const unlisted: string[] = [];
  let most: number | undefined;
  for (const folder of folders) {
    const entries = entriesOf(join(root, folder));
    if (!entries) unlisted.push(folder || ".");
    for (const entry of entries ?? []) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && isWanted(path)) {
        if (found.length >= MOST_FILES) return { found, folders: unlisted, most: MOST_FILES };
        found.push(path);
      } else if (entry.isDirectory() && !FOREIGN.test(entry.name)) {
        if (folders.length < MOST_FOLDERS) folders.push(path);
        else most = MOST_FOLDERS;
      }
    }
  }
  return { found, folders: unlisted, ...(most !== undefined && { most }) };
}

function entriesOf(folder: string): Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
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
