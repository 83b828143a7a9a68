// Lists and reads the files of a repository beside those that a plan names: within a bound, and anew only if changed.
import { type Dirent, readdirSync, statSync } from "node:fs";
import { extname, join } from "node:path";
import { readSource, type Source, sourceExtensions } from "../../core/source";
import { readRegularFile } from "./read-file";
import { decodeText } from "./text-file";

/** So many files are looked at, and no larger ones: a bot has some dozens. */
const MOST_FILES = 2000;
const LARGEST = 512 * 1024;
const MOST_FOLDERS = 500;
/** Folders of other people's code, or of none. */
const FOREIGN = /^(?:\..*|node_modules|venv|env|virtualenv|site-packages|__pycache__|build|dist)$/i;

/** A file as it was last read. */
export interface Read {
  readonly stamp: string;
  /** Undefined where it is too large. */
  readonly text: string | undefined;
  source: Source | undefined;
}

/** What was read before, by absolute path. */
const known = new Map<string, Read>();

export function isSource(path: string): boolean {
  return sourceExtensions.includes(extname(path).slice(1).toLowerCase());
}

/** What a file says as a source, parsed once. */
export function sourceOf(read: Read, path: string): Source {
  read.source ??= readSource(path, read.text ?? "");
  return read.source;
}

/** Paths are those from the root. */
export interface FilesUnder {
  readonly found: readonly string[];
  /** Those that can't be listed. */
  readonly folders: readonly string[];
  /** How many files or folders are looked at, where there are more. */
  readonly most?: number;
}

/** The wanted regular files under `root`, breadth first; links are not followed. */
export function filesUnder(root: string, isWanted: (path: string) => boolean): FilesUnder {
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

/** The file at `absolute`, read anew only if it has changed; undefined where it can't be read. */
export async function readOnce(absolute: string, path: string): Promise<Read | undefined> {
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
