import { lstat, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { problem, UserError } from "../core/problem";
import { errorCode, isMissing } from "./errors";
import type { RealPath } from "./paths";

/**
 * Puts `next` in place of `expected`, whole or not at all: by a temporary file beside it, renamed. Mode and owner stay.
 * UserError: file-missing, file-moved where the file holds other bytes than expected, file-unwritable.
 */
export async function replaceFile(file: RealPath, expected: Buffer, next: Buffer): Promise<void> {
  const { path, absolute } = file;
  try {
    const temporary = await writeTemporary(file, next);
    if (!(await readFile(absolute)).equals(expected)) throw new UserError(problem("file-moved", { path }));
    await rename(temporary, absolute);
    await flushFolder(dirname(absolute));
    if (!(await readFile(absolute)).equals(next)) throw new UserError(problem("file-moved", { path }));
  } catch (error) {
    await removeTemporary(file.absolute);
    throw told(error, file);
  }
}

/** Takes a write back; false where somebody wrote other bytes than `next` since, or the disk refuses. */
export async function restoreFile(file: RealPath, planned: Buffer, next: Buffer): Promise<boolean> {
  try {
    if (!(await readFile(file.absolute)).equals(planned)) await replaceFile(file, next, planned);
    return true;
  } catch (error) {
    if (!(error instanceof UserError) && errorCode(error) === undefined) throw error;
    return false;
  }
}

/** What a write that was cut off may have left beside the file. */
export async function removeTemporary(absolute: string): Promise<void> {
  await rm(temporaryPath(absolute), { force: true });
}

/** One name for each file: what a killed process left, the next write finds. */
function temporaryPath(absolute: string): string {
  return join(dirname(absolute), `.${basename(absolute)}.phasegate-tmp`);
}

async function writableStat(file: RealPath): Promise<{ mode: number; uid: number; gid: number }> {
  const stat = await lstat(file.absolute);
  if (!stat.isFile())
    throw new UserError(problem("file-unwritable", { path: file.path, detail: "not a regular file" }));
  // A rename would go past the file's own protection.
  if ((stat.mode & 0o222) === 0) {
    throw new UserError(problem("file-unwritable", { path: file.path, detail: "read-only" }));
  }
  return stat;
}

async function writeTemporary(file: RealPath, bytes: Buffer): Promise<string> {
  const owner = await writableStat(file);
  const path = temporaryPath(file.absolute);
  await rm(path, { force: true });
  const handle = await open(path, "wx", 0o600);
  try {
    await handle.writeFile(bytes);
    const { uid, gid } = await handle.stat();
    if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
    await handle.chmod(owner.mode & 0o7777);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return path;
}

/** Makes the rename last through a power cut. Windows has no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function told(error: unknown, { path }: RealPath): unknown {
  if (isMissing(error)) return new UserError(problem("file-missing", { path }));
  const code = errorCode(error);
  return code === undefined ? error : new UserError(problem("file-unwritable", { path, detail: code }));
}
