// Reads and writes small files of other programs: an agent's settings, a hook.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing } from "./errors";
import { writeNew, writeProblem } from "./new-file";
import { realPath } from "./paths";
import { readProblem, readRegularFile, utf8Text } from "./read-file";

/** The text at `path`, relative to `root`; empty where there is no file. UserError: file-unreadable, file-outside. */
export async function readSettings(root: string, path: string): Promise<string> {
  return textOrEmpty((await realPath(root, path)).absolute, path);
}

/** Puts `text` there, whole or not at all. UserError: file-unwritable, file-outside. */
export async function writeSettings(root: string, path: string, text: string): Promise<void> {
  return writeText((await realPath(root, path)).absolute, path, text);
}

/** As `readSettings`, of a path with all links followed; `path` is how it is called in a problem. */
export async function textOrEmpty(absolute: string, path: string): Promise<string> {
  try {
    return utf8Text(await readRegularFile(absolute));
  } catch (error) {
    if (isMissing(error)) return "";
    throw readProblem(path, error);
  }
}

/** As `writeSettings`; a file that is there keeps its mode, a new one has `mode`. */
export async function writeText(absolute: string, path: string, text: string, mode = 0o644): Promise<void> {
  const draft = `${absolute}.${randomBytes(4).toString("hex")}`;
  try {
    const kept = await stat(absolute).catch(() => undefined);
    await mkdir(dirname(absolute), { recursive: true });
    await writeNew(draft, text);
    await chmod(draft, (kept?.mode ?? mode) & 0o777);
    await rename(draft, absolute);
  } catch (error) {
    await rm(draft, { force: true });
    throw writeProblem(path, error);
  }
}
