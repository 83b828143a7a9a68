import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, link, lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join, posix } from "node:path";
import { problem, UserError } from "../../core/problem";
import { errorCode, isMissing } from "./errors";
import { hashBytes } from "./hash";
import type { RealPath } from "./paths";
import { largestFile, readRegularFile, UnfitFile } from "./read-file";

/** A file to write, and where the one that it replaces is kept until the write is known to last. */
export interface Target extends RealPath {
  readonly kept: string;
  /** Random: it is in the name of `temporary`, so that this can be nobody else's file. */
  readonly token: string;
  /** What a write makes beside the file, and leaves behind where it is cut off. */
  readonly temporary: Pick<RealPath, "inRepository" | "absolute">;
}

export function target(file: RealPath, gitDir: string, token = randomBytes(8).toString("hex")): Target {
  const { inRepository, absolute } = file;
  const name = `.${basename(absolute)}.${token}.phasegate-tmp`;
  const temporary = {
    inRepository: posix.join(posix.dirname(inRepository), name),
    absolute: join(dirname(absolute), name),
  };
  return { ...file, kept: join(gitDir, `phasegate-kept-${hashBytes(Buffer.from(inRepository))}`), token, temporary };
}

/**
 * Puts `next` in place of `expected`, whole or not at all: by a temporary file beside it, renamed. Mode and owner stay.
 * UserError: file-missing, file-moved where the file holds other bytes than expected, file-unwritable.
 */
export async function replaceFile(file: Target, expected: Buffer, next: Buffer): Promise<void> {
  const { path, absolute } = file;
  try {
    // It could not be read back.
    if (next.length > largestFile) throw new UnfitFile("larger than 5 MB");
    await withTemporary(file, next, async () => {
      await keep(file);
      if (!(await readRegularFile(absolute)).equals(expected)) throw new UserError(problem("file-moved", { path }));
      await rename(file.temporary.absolute, absolute);
    });
    await flushFolder(dirname(absolute));
    if (!(await readRegularFile(absolute)).equals(next)) throw new UserError(problem("file-moved", { path }));
  } catch (error) {
    throw told(error, file);
  }
}

/**
 * Takes a write back: by the very file that was kept, which needs no room on the disk, else by writing its bytes again.
 * False where somebody wrote other bytes than `next` since, or the disk refuses.
 */
export async function restoreFile(file: Target, planned: Buffer, next: Buffer): Promise<boolean> {
  try {
    const bytes = await readRegularFile(file.absolute);
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

/** A file's bytes, undefined where there is none that is fit to be read. */
export async function bytesOf(absolute: string): Promise<Buffer | undefined> {
  try {
    return await readRegularFile(absolute);
  } catch (error) {
    if (isMissing(error) || error instanceof UnfitFile) return undefined;
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

type Owner = Pick<Stats, "mode" | "uid" | "gid">;

async function writableStat(file: RealPath): Promise<Owner> {
  const stat = await lstat(file.absolute);
  if (!stat.isFile())
    throw new UserError(problem("file-unwritable", { path: file.path, detail: "not a regular file" }));
  // A rename would go past the file's own protection.
  if ((stat.mode & 0o222) === 0) {
    throw new UserError(problem("file-unwritable", { path: file.path, detail: "read-only" }));
  }
  return stat;
}

/** Does `work` while the temporary file holds `bytes`, of the same mode and owner as the file that it stands beside. */
async function withTemporary(file: Target, bytes: Buffer, work: () => Promise<void>): Promise<void> {
  const owner = await writableStat(file);
  const handle = await open(file.temporary.absolute, "wx", 0o600);
  try {
    await fill(handle, bytes, owner).finally(() => handle.close());
    await work();
  } finally {
    await rm(file.temporary.absolute, { force: true });
  }
}

async function fill(handle: FileHandle, bytes: Buffer, owner: Owner): Promise<void> {
  await handle.writeFile(bytes);
  const { uid, gid } = await handle.stat();
  if (uid !== owner.uid || gid !== owner.gid) await handle.chown(owner.uid, owner.gid);
  await handle.chmod(owner.mode & 0o7777);
  await handle.sync();
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
