// Finds the folder to work in.
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { problem, UserError } from "../../core/problem";
import { isMissing } from "./errors";
import { fileFault } from "./read-file";

/** The folder that `named` names, absolute; without it, the one that the process was started in. UserError: folder-missing, folder-unreadable. */
export async function workFolder(named?: string): Promise<string> {
  const missing = new UserError(problem("folder-missing", { path: named ?? null }));
  try {
    // Throws where the working folder is gone.
    const folder = resolve(named ?? ".");
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (error) {
    const detail = fileFault(error);
    if (detail === undefined) throw error;
    throw isMissing(error) ? missing : new UserError(problem("folder-unreadable", { path: named ?? ".", detail }));
  }
  throw missing;
}
