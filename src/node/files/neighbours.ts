// Reads the files of the repository that may use or set what a governed file holds: within a bound, and anew only if changed.
import { basename, dirname, extname, join } from "node:path";
import type { Unsearched } from "../../core/assessment/state";
import type { Source } from "../../core/source";
import { filesUnder, isSource, readOnce, sourceOf } from "./repository-files";
import type { TextFile } from "./text-file";

export interface Neighbours {
  /** Source files that import a governed file, or that one imports, by their paths from the root. */
  readonly neighbours: ReadonlyMap<string, Source>;
  /** JSON files beside a governed file that are called as one of its classes is. */
  readonly valueFiles: ReadonlyMap<string, string>;
  readonly unsearched: Unsearched;
}

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
      neighbours.set(path, sourceOf(read, path));
    }
  }
  return { neighbours, valueFiles, unsearched: { ...(most !== undefined && { most }), paths: unread } };
}

function moduleOf(path: string): string {
  const name = basename(path, extname(path));
  return name === "__init__" ? basename(dirname(path)) : name;
}

/** The last names of all that a source's import statements mention, and the calls and texts that name a module or its file. */
function importedBy(text: string): string[] {
  const statements =
    text.match(
      /^[ \t]*(?:from|import)\s[^#\n]*|\b(?:import_module|__import__)\([^)\n]*|\bmodules\[[^\]\n]*|["'][\w./\\-]{1,200}\.pyw?["']/gm,
    ) ?? [];
  return statements.flatMap((statement) => statement.match(/\w+/g) ?? []);
}

function isValueFile(path: string, files: readonly TextFile[]): boolean {
  const [name, extension] = [basename(path, extname(path)), extname(path)];
  if (extension !== ".json" || !/^\w+$/.test(name)) return false;
  return files.some(
    (file) => dirname(file.path) === dirname(path) && new RegExp(`\\bclass\\s+${name}\\b`).test(file.text),
  );
}
