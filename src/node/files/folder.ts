// Finds the folder to work in.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { problem, UserError } from "../../core/problem";
import { isMissing } from "./errors";
import { fileFault, nameFault } from "./read-file";

/** The folder that `named` names, absolute; without it, the one that the process was started in. UserError: folder-missing, folder-unreadable. */
export async function workFolder(named?: string): Promise<string> {
  const missing = new UserError(problem("folder-missing", { path: named ?? null }));
  try {
    // Throws where the folder that it was started in is gone, unless `named` is absolute.
    const folder = resolve(named ?? ".");
    const found = await stat(folder).catch((error: unknown) => {
      throw nameFault(folder, error);
    });
    if (found.isDirectory()) return livable(folder);
  } catch (error) {
    const detail = fileFault(error);
    if (detail === undefined) throw error;
    throw isMissing(error) ? missing : new UserError(problem("folder-unreadable", { path: named ?? ".", detail }));
  }
  throw missing;
}

/** The folder; it is also gone into where the one that the process was started in is gone, since nothing can be started there. */
function livable(folder: string): string {
  try {
    process.cwd();
  } catch {
    process.chdir(folder);
  }
  return folder;
}
