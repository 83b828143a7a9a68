// Follows the paths of a plan to the files that they name, and refuses those that leave the repository.
import { lstat, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { type PathFlaw, problem, UserError } from "../../core/problem";
import { leadsNowhere } from "./errors";
import { readProblem } from "./read-file";

/** A file of the repository, with all symbolic links followed. */
export interface RealPath {
  /** As the plan spells it. */
  readonly path: string;
  /** Relative to the repository's root, with forward slashes: what git calls it. */
  readonly inRepository: string;
  readonly absolute: string;
}

/**
 * Follows `path`, which is relative to `root` with forward slashes, to the file that it names; the file itself may be missing.
 * UserError: file-path-invalid, file-unreadable, and file-outside where it leaves the repository or enters another one inside it.
 */
export async function realPath(root: string, path: string): Promise<RealPath> {
  checkPath(path);
  const realRoot = await realpath(root);
  const absolute = await followed(join(realRoot, path));
  const inRepository = relative(realRoot, absolute).split(sep).join("/");
  if (inRepository === "" || inRepository.startsWith("../") || /^([a-z]:)?\//i.test(inRepository)) {
    throw new UserError(problem("file-outside", { path }));
  }
  checkPath(inRepository);
  if (await entersRepository(realRoot, inRepository)) throw new UserError(problem("file-outside", { path }));
  return { path, inRepository, absolute };
}

/** A path for git's command line that means itself, whatever is in it. Hooks would inherit `--literal-pathspecs`. */
export function literal({ inRepository }: RealPath): string {
  return `:(literal)${inRepository}`;
}

/** Control characters and backslashes mean other things to git's line protocols and on other systems. */
const forbidden = process.platform === "win32" ? /[\p{Cc}\p{Cs}\\:*?"<>|]/u : /[\p{Cc}\p{Cs}\\]/u;

function checkPath(path: string): void {
  const parts = path.split("/");
  if (parts.includes("..") || /^([a-z]:|\/)/i.test(path)) throw new UserError(problem("file-outside", { path }));
  const flaw = flawOf(path, parts);
  if (flaw) throw new UserError(problem("file-path-invalid", { path, flaw }));
}

function flawOf(path: string, parts: readonly string[]): PathFlaw | undefined {
  const [character] = forbidden.exec(path) ?? [];
  if (character !== undefined) return { kind: "character", character };
  const part = parts.find((each) => each === "" || each === "." || isGitFolder(each));
  if (part === undefined) return undefined;
  return part === "" ? { kind: "empty-part" } : { kind: "part", part };
}

/** Whether Windows or macOS might take a name for `.git`: short names, streams, and characters that they pass over. */
function isGitFolder(part: string): boolean {
  const name = part.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/gu, "");
  return /^(\.git|git~\d)[. ]*(:|$)/i.test(name);
}

/** `absolute` with all links followed, as far as there is something. UserError: file-unreadable. */
export async function followed(absolute: string): Promise<string> {
  try {
    return await realpath(absolute);
  } catch (error) {
    const folder = dirname(absolute);
    if (leadsNowhere(error)) return folder === absolute ? absolute : join(await followed(folder), basename(absolute));
    throw readProblem(absolute, error);
  }
}

/** Whether a folder between the root and the file has a `.git` of its own: a submodule or a nested clone. */
async function entersRepository(root: string, path: string): Promise<boolean> {
  const folders = path.split("/").slice(0, -1);
  for (let depth = 1; depth <= folders.length; depth++) {
    if (await exists(join(root, ...folders.slice(0, depth), ".git"))) return true;
  }
  return false;
}

/** Whether there is anything at `path`: a dangling link counts. UserError: file-unreadable where that can't be told. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (leadsNowhere(error)) return false;
    throw readProblem(path, error);
  }
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if (leadsNowhere(error)) return false;
    throw readProblem(path, error);
  }
}

/** The repository's root without asking git: the nearest folder that has a `.git`. */
export async function folderWithGit(folder: string): Promise<string | undefined> {
  if (await exists(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : folderWithGit(parent);
}
