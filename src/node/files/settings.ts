// Reads and writes an agent's settings in a repository.
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { isMissing } from "./errors";
import { writeNew, writeProblem } from "./new-file";
import { realPath } from "./paths";
import { readProblem, readRegularFile, utf8Text } from "./read-file";

/** The text at `path`, relative to `root`; empty where there is no file. UserError: file-unreadable, file-outside. */
export async function readSettings(root: string, path: string): Promise<string> {
  const { absolute } = await realPath(root, path);
  try {
    return utf8Text(await readRegularFile(absolute));
  } catch (error) {
    if (isMissing(error)) return "";
    throw readProblem(path, error);
  }
}

/** Puts `text` there, whole or not at all. UserError: file-unwritable, file-outside. */
export async function writeSettings(root: string, path: string, text: string): Promise<void> {
  const { absolute } = await realPath(root, path);
  const draft = `${absolute}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(absolute), { recursive: true });
    await writeNew(draft, text);
    await rename(draft, absolute);
  } catch (error) {
    await rm(draft, { force: true });
    throw writeProblem(path, error);
  }
}
