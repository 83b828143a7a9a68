// Writes a file that must not be there yet.
import { open, rm } from "node:fs/promises";
import { problem, UserError } from "../../core/problem";
import { fileFault } from "./read-file";

/** All of it or nothing. Throws the file system's error, EEXIST where there is such a file. */
export async function writeNew(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** The file system's error as a problem of the file that `path` names in it; any other error as it is. */
export function writeProblem(path: string, error: unknown): unknown {
  const detail = fileFault(error);
  return detail === undefined ? error : new UserError(problem("file-unwritable", { path, detail }));
}
