import { link, lstat, open, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { problem, UserError } from "../core/problem";
import { errorCode, isMissing } from "./errors";
import { hashBytes } from "./hash";
import type { RealPath } from "./paths";

/** A file to write, and where the one that it replaces is kept until the write is known to last. */
export interface Target extends RealPath {
  readonly kept: string;
}

export function target(file: RealPath, gitDir: string): Target {
  return { ...file, kept: join(gitDir, `phasegate-kept-${hashBytes(Buffer.from(file.inRepository))}`) };
}

/**
 * Puts `next` in place of `expected`, whole or not at all: by a temporary file beside it, renamed. Mode and owner stay.
 * UserError: file-missing, file-moved where the file holds other bytes than expected, file-unwritable.
 */
export async function replaceFile(file: Target, expected: Buffer, next: Buffer): Promise<void> {
  const { path, absolute } = file;
  try {
    const temporary = await writeTemporary(file, next);
    await keep(file);
    if (!(await readFile(absolute)).equals(expected)) throw new UserError(problem("file-moved", { path }));
    await rename(temporary, absolute);
    await flushFolder(dirname(absolute));
    if (!(await readFile(absolute)).equals(next)) throw new UserError(problem("file-moved", { path }));
  } catch (error) {
    await removeTemporary(absolute);
    throw told(error, file);
  }
}

/**
 * Takes a write back: by the very file that was kept, which needs no room on the disk, else by writing its bytes again.
 * False where somebody wrote other bytes than `next` since, or the disk refuses.
 */
export async function restoreFile(file: Target, planned: Buffer, next: Buffer): Promise<boolean> {
  try {
    const bytes = await readFile(file.absolute);
    if (bytes.equals(planned)) return true;
    if (!bytes.equals(next)) return false;
    if ((await bytesOf(file.kept))?.equals(planned)) await rename(file.kept, file.absolute);
    else await replaceFile(file, next, planned);
    return true;
  } catch (error) {
    if (!(error instanceof UserError) && errorCode(error) === undefined) throw error;
    return false;
  } finally {
    await forget(file);
  }
}

/** Lets go of what was kept: the write lasts. */
export async function forget(file: Target): Promise<void> {
  await rm(file.kept, { force: true });
}

/** A file's bytes, undefined where there is no file. */
export async function bytesOf(absolute: string): Promise<Buffer | undefined> {
  try {
    return await readFile(absolute);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A second name for the file, in git's folder, where no hook adds it to a commit. Not every disk can do that. */
async function keep({ absolute, kept }: Target): Promise<void> {
  await rm(kept, { force: true });
  try {
    await link(absolute, kept);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
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
