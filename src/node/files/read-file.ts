// Reads a regular file of bounded size, and nothing else.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { type FileFault, type FileUnfitness, problem, UserError } from "../../core/problem";
import { errorCode, isMissing } from "./errors";

/** The largest plan or source that is read, in bytes: fifty times a large one, so that a wrong file can't fill the memory. */
export const largestFile = 5_000_000;

/** Something that is no file to read; it has a code as the file system's own errors have. */
export class UnfitFile extends Error {
  constructor(readonly code: FileUnfitness) {
    super(code);
  }
}

/** Why a file can't be read or written, undefined where the error is not about a file. */
export function fileFault(error: unknown): FileFault | undefined {
  if (error instanceof UnfitFile) return error.code;
  const code = errorCode(error);
  return code === undefined ? undefined : { system: code };
}

/** The file system's error as a problem of the file that `path` names in it; any other error as it is. */
export function readProblem(path: string, error: unknown): unknown {
  const detail = fileFault(error);
  return detail === undefined ? error : new UserError(problem("file-unreadable", { path, detail }));
}

/** The error, or that the name is at fault: Node spells bytes that are no UTF-8 as U+FFFD, and then finds no such file. */
export function nameFault(path: string, error: unknown): unknown {
  return isMissing(error) && path.includes("\ufffd") ? new UnfitFile("name-not-utf-8") : error;
}

/** The text of bytes in UTF-8, without the byte order mark. UnfitFile: they are in another encoding. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UnfitFile("not-utf-8");
  }
}

/** The bytes of a regular file; a folder, a pipe or a device is not read, and neither is a file of more than 5 MB. */
export async function readRegularFile(absolute: string): Promise<Buffer> {
  // A pipe that nobody writes to would keep a plain open waiting for ever. Windows has no such flag, and no such pipes.
  const handle = await open(absolute, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error: unknown) => {
    throw nameFault(absolute, error);
  });
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) throw new UnfitFile("not-regular");
    if (stat.size > largestFile) throw new UnfitFile("too-large");
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
