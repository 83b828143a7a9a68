// Replaces the bytes of a file, all or none, and puts them back.
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { type FileHandle, link, lstat, open, rename, rm, truncate } from "node:fs/promises";
import { basename, dirname, join, posix } from "node:path";
import { promisify } from "node:util";
import { type Problem, problem, UserError } from "../../core/problem";
import { errorCode, isMissing } from "./errors";
import { hashBytes } from "./hash";
import type { RealPath } from "./paths";
import { fileFault, largestFile, readRegularFile, UnfitFile } from "./read-file";

/** A file that may be replaced, and where the one of before is kept until the write is known to last. */
export interface Target extends RealPath {
  readonly kept: string;
  /** Random: it is in the name of `temporary`, so that this can be nobody else's file. */
  readonly token: string;
  /** What a write makes beside the file, and leaves behind where it is cut off. */
  readonly temporary: Pick<RealPath, "inRepository" | "absolute">;
}

/** A file and its bytes before and after a change. */
export interface FileBytes {
  /** As the plan spells it, relative to the repository's root. */
  readonly path: string;
  readonly before: Buffer;
  readonly after: Buffer;
}

/** A file that is to be written, or was. */
export type FileWrite = Target & FileBytes;

export function target(file: RealPath, gitDir: string, token = randomBytes(8).toString("hex")): Target {
  const { inRepository, absolute } = file;
  const name = `.${basename(absolute)}.${token}.phasegate-tmp`;
  const temporary = {
    inRepository: posix.join(posix.dirname(inRepository), name),
    absolute: join(dirname(absolute), name),
  };
  return { ...file, kept: join(gitDir, `phasegate-kept-${hashBytes(Buffer.from(inRepository))}`), token, temporary };
}

/** Writes every file or, where one of them fails, none. UserError: those of `replaceFile`, file-not-restored. */
export async function replaceFiles(files: readonly FileWrite[]): Promise<void> {
  try {
    for (const file of files) await replaceFile(file);
  } catch (error) {
    throw await restoredAfter(error, files);
  }
}

/** Gives the files their bytes of before; returns `error`, joined by what could not be restored. */
export async function restoredAfter(error: unknown, files: readonly FileWrite[]): Promise<unknown> {
  const problems = error instanceof UserError ? error.problems : [];
  const notRestored: Problem[] = [];
  for (const file of files) {
    const isRestored = await restoreFile(file);
    // `error` names a file that others wrote already.
    const isNamed = problems.some(({ code, data }) => code === "file-moved" && data.path === file.path);
    if (!isRestored && !isNamed) notRestored.push(problem("file-not-restored", { path: file.path }));
  }
  if (notRestored.length === 0) return error;
  return error instanceof UserError
    ? new UserError(...problems, ...notRestored)
    : new AggregateError([error, new UserError(...notRestored)]);
}

/**
 * Puts `after` in place of `before`, all or none: a temporary file beside it is renamed. Mode and owner stay, and where the
 * system can copy them, access lists and extended attributes. A file with hard links is refused: they would keep the old bytes,
 * and to write in place is not all or none. UserError: file-missing, file-moved where the file holds other bytes than `before`, file-unwritable.
 */
async function replaceFile(file: FileWrite): Promise<void> {
  const { path, absolute, before, after } = file;
  try {
    // It could not be read back.
    if (after.length > largestFile) throw new UnfitFile("too-large");
    // What an earlier write kept is a hard link to this very file.
    await rm(file.kept, { force: true });
    await withTemporary(file, after, async () => {
      await keep(file);
      if (!(await readRegularFile(absolute)).equals(before)) throw new UserError(problem("file-moved", { path }));
      await rename(file.temporary.absolute, absolute);
    });
    await flushFolder(dirname(absolute));
    if (!(await readRegularFile(absolute)).equals(after)) throw new UserError(problem("file-moved", { path }));
  } catch (error) {
    throw asUserError(error, file);
  }
}

/**
 * Takes a write back: by the very file that was kept, which needs no room on the disk, else by writing its bytes again.
 * False where somebody wrote other bytes than `after` since, or the disk refuses.
 */
export async function restoreFile(file: FileWrite): Promise<boolean> {
  const { absolute, kept, before, after } = file;
  try {
    const bytes = await readRegularFile(absolute);
    if (bytes.equals(before)) return true;
    if (!bytes.equals(after)) return false;
    if ((await bytesOf(kept))?.equals(before)) await rename(kept, absolute);
    else await replaceFile({ ...file, before: after, after: before });
    return true;
  } catch (error) {
    if (!(error instanceof UserError) && errorCode(error) === undefined) throw error;
    return false;
  } finally {
    await forget(file);
  }
}

/** Lets go of what was kept: the write lasts. Where the disk refuses, the file stays in git's folder until the next write. */
export async function forget({ kept }: Target): Promise<void> {
  try {
    await rm(kept, { force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
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
  try {
    await link(absolute, kept);
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

type Owner = Pick<Stats, "mode" | "uid" | "gid">;

async function writableStat(file: RealPath): Promise<Owner> {
  const stat = await lstat(file.absolute);
  if (!stat.isFile()) throw new UserError(problem("file-unwritable", { path: file.path, detail: "not-regular" }));
  // A rename would go past the file's own protection.
  if ((stat.mode & 0o222) === 0) {
    throw new UserError(problem("file-unwritable", { path: file.path, detail: "read-only" }));
  }
  if (stat.nlink > 1) throw new UserError(problem("file-unwritable", { path: file.path, detail: "hard-linked" }));
  return stat;
}

/** Does `work` while the temporary file holds `bytes`, with the mode and owner of the file beside it. */
async function withTemporary(file: Target, bytes: Buffer, work: () => Promise<void>): Promise<void> {
  const owner = await writableStat(file);
  const { absolute } = file.temporary;
  try {
    const handle = (await copyAttributes(file.absolute, absolute))
      ? await open(absolute, "r+")
      : await open(absolute, "wx", 0o600);
    await fill(handle, bytes, owner).finally(() => handle.close());
    await work();
  } finally {
    await rm(absolute, { force: true });
  }
}

/**
 * Makes an empty file with all that the system keeps of another one beside its bytes: Node can't, GNU's and macOS's `cp` can.
 * False, and no file, where there is no such program.
 */
async function copyAttributes(from: string, to: string): Promise<boolean> {
  if (process.platform === "win32") return false;
  const options = process.platform === "darwin" ? ["-p"] : ["--attributes-only", "--preserve=all"];
  try {
    await promisify(execFile)("cp", [...options, "--", from, to]);
    await truncate(to);
    return true;
  } catch {
    await rm(to, { force: true });
    return false;
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

/** The failure as a person is told it, where the disk is the cause. */
function asUserError(error: unknown, { path }: RealPath): unknown {
  if (isMissing(error)) return new UserError(problem("file-missing", { path }));
  const detail = fileFault(error);
  return detail === undefined ? error : new UserError(problem("file-unwritable", { path, detail }));
}
