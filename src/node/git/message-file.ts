// Gives git a message by a file: a pipe that breaks gives it the first part for all of it.
import { open, rm } from "node:fs/promises";
import { join } from "node:path";
import { problem, UserError } from "../../core/problem";
import { errorCode } from "../files/errors";
import { fileFault } from "../files/read-file";
import type { Repository } from "./repository";

/** The file, in git's folder, for the message of the checkpoint called `tag`. */
function fileFor({ gitDir }: Repository, tag: string): string {
  return join(gitDir, `phasegate-message-${tag.split("/").slice(1).join("-")}`);
}

/** Does `work` with a file that holds the message of the checkpoint called `tag`. UserError: file-unwritable. */
export async function withMessageFile<T>(
  repository: Repository,
  { tag, message }: { readonly tag: string; readonly message: string },
  work: (path: string) => Promise<T>,
): Promise<T> {
  const path = fileFor(repository, tag);
  try {
    const file = await open(path, "w");
    await file.writeFile(Buffer.from(message)).finally(() => file.close());
  } catch (error) {
    await removeMessageFile(repository, tag);
    const detail = fileFault(error);
    throw detail === undefined ? error : new UserError(problem("file-unwritable", { path, detail }));
  }
  try {
    return await work(path);
  } finally {
    await removeMessageFile(repository, tag);
  }
}

/** Removes the file, which a killed process leaves behind. Where the disk refuses, it stays: it is written anew before it is used. */
export async function removeMessageFile(repository: Repository, tag: string): Promise<void> {
  try {
    await rm(fileFor(repository, tag), { force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}
