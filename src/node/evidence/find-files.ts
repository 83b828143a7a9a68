// Finds the files that a source of evidence names, in the same order each time.
import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { isAbsolute, join, parse } from "node:path";
import picomatch from "picomatch";
import { errorCode } from "../files/errors";
import { exists } from "../files/paths";

/** More folders than that are not the bot's: a pattern that begins too high up would walk through the whole disk. */
const mostFolders = 10_000;

/**
 * The absolute paths, in the order of their names, of what `pattern` names; it is absolute or relative to `root`. `*` and `?` stay
 * in a folder, `**` goes through all folders below and follows no link, a leading dot must be named. Folders are told only by a
 * pattern without these marks. A folder that can't be listed is among the paths, and the pattern itself where the search was given up: neither is a file that can
 * be read, and so each is told.
 */
export async function findPaths(root: string, pattern: string): Promise<readonly string[]> {
  const top = isAbsolute(pattern) ? parse(pattern).root : "";
  const parts = pattern
    .slice(top.length)
    .split("/")
    .filter((part) => part !== "");
  const search = new Search();
  await search.walk(top === "" ? root : top, parts);
  const paths = [...search.found].sort();
  return search.folders > mostFolders ? [...paths, join(root, pattern)] : paths;
}

class Search {
  readonly found = new Set<string>();
  folders = 0;

  async walk(folder: string, [part, ...rest]: readonly string[]): Promise<void> {
    if (part === undefined || this.folders > mostFolders) return;
    if (part === "**") return this.#walkBelow(folder, rest);
    if (!/[*?{]/.test(part)) return this.#walkInto(join(folder, part), rest);
    const matches = matcher(part);
    for (const entry of await this.#entries(folder)) {
      if (!matches(entry.name)) continue;
      if (rest.length === 0 && (await isFolder(folder, entry))) continue;
      await this.#walkInto(join(folder, entry.name), rest);
    }
  }

  async #walkInto(path: string, rest: readonly string[]): Promise<void> {
    if (rest.length > 0) await this.walk(path, rest);
    else if (await exists(path).catch(() => true)) this.found.add(path);
  }

  async #walkBelow(folder: string, rest: readonly string[]): Promise<void> {
    const inside = rest.length === 0 ? ["*"] : rest;
    await this.walk(folder, inside);
    for (const entry of await this.#entries(folder)) {
      if (entry.isDirectory() && !entry.name.startsWith(".")) await this.#walkBelow(join(folder, entry.name), rest);
    }
  }

  async #entries(folder: string): Promise<Dirent[]> {
    this.folders += 1;
    if (this.folders > mostFolders) return [];
    try {
      return await readdir(folder, { withFileTypes: true });
    } catch (error) {
      // What is no folder has nothing that the pattern could name. What can't be listed may have: it is told as unreadable.
      if (!["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) this.found.add(folder);
      return [];
    }
  }
}

async function isFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return stat(join(folder, entry.name)).then(
    (target) => target.isDirectory(),
    () => false,
  );
}

/** `*`, `?` and braces are marks; what else picomatch takes for one means itself here. */
function matcher(pattern: string): (name: string) => boolean {
  return picomatch(pattern.replace(/[()[\]!+@|^$]/g, "\\$&"));
}
