// Reads a file that its bot may be writing to, and remembers how far.
import { createHash, type Hash } from "node:crypto";
import { type BigIntStats, constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";

/** Takes the bytes of a file one after the other, as long as they can be of use. */
export interface Taker {
  push(bytes: Uint8Array): void;
  readonly isHopeless?: boolean;
}

/** What is read at once, in bytes, and what of it is handed over at once: V8 keeps longer texts slowly. */
const block = 1 << 20;
const part = 1 << 16;

/** So many bytes at the beginning, and before the place that was read up to, tell whether a file is still the same. */
const probe = 4096;

/** A file that is not regular, which is never opened: a pipe would wait for ever, a device may do anything. */
class NotRegular extends Error {}

/** How far a file was read. */
export interface Position {
  readonly device: bigint;
  readonly inode: bigint;
  readonly modified: bigint;
  readonly size: number;
  /** What stands at the beginning, and before the end of what was read. */
  readonly first: Buffer;
  readonly last: Buffer;
  /** Of what was read; absent where nobody asked for it. */
  readonly hash?: Hash;
}

/** Opens a regular file. NotRegular, and the errors of the file system. */
export async function openRegular(path: string): Promise<FileHandle> {
  if (!(await stat(path)).isFile()) throw new NotRegular(path);
  // It may have been replaced since.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw new NotRegular(path);
}

/** Whether the file is as it was when it was read up to `position`. */
export function isUnchanged(stats: BigIntStats, position: Position): boolean {
  return isSameFile(stats, position) && stats.mtimeNs === position.modified && Number(stats.size) === position.size;
}

/** Whether the file has what it had, up to `position`, and perhaps more. */
export async function hasGrown(handle: FileHandle, stats: BigIntStats, position: Position): Promise<boolean> {
  const { first, last, size } = position;
  if (!isSameFile(stats, position) || Number(stats.size) < size) return false;
  const [firstNow, lastNow] = [
    await bytesAt(handle, 0, first.length),
    await bytesAt(handle, size - last.length, last.length),
  ];
  return first.equals(firstNow) && last.equals(lastNow);
}

/** Whether every byte up to `position` is what it was. */
export async function hasSameBytes(handle: FileHandle, position: Position): Promise<boolean> {
  if (!position.hash) return false;
  const hash = createHash("sha256");
  const buffer = Buffer.allocUnsafe(Math.max(Math.min(block, position.size), 1));
  for (let at = 0; at < position.size; ) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, position.size - at), at);
    if (bytesRead === 0) return false;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest("hex") === hashAt(position);
}

/**
 * Hands on what the file has from `position` (else from the beginning) up to its present size; what comes meanwhile is for the
 * next time, and what follows that of which the taker can make nothing is not read. `isHashed`: whether to hash it, which takes as long as a third of the reading.
 */
export async function readOn(
  handle: FileHandle,
  stats: BigIntStats,
  position: Position | undefined,
  isHashed: boolean,
  taker: Taker,
): Promise<Position> {
  const end = Number(stats.size);
  const buffer = Buffer.allocUnsafe(Math.min(block, Math.max(end - (position?.size ?? 0), 1)));
  const hash = isHashed ? (position?.hash ?? createHash("sha256")) : undefined;
  let at = position?.size ?? 0;
  while (at < end && !taker.isHopeless) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, bytesRead);
    hash?.update(bytes);
    for (let start = 0; start < bytesRead; start += part) taker.push(bytes.subarray(start, start + part));
    at += bytesRead;
  }
  return {
    device: stats.dev,
    inode: stats.ino,
    modified: stats.mtimeNs,
    size: at,
    first: await bytesAt(handle, 0, Math.min(probe, at)),
    last: await bytesAt(handle, Math.max(0, at - probe), Math.min(probe, at)),
    ...(hash && { hash }),
  };
}

/** SHA-256 of what was read, hexadecimal; undefined where nobody asked for it. */
export function hashAt({ hash }: Position): string | undefined {
  return hash?.copy().digest("hex");
}

function isSameFile({ dev, ino }: BigIntStats, { device, inode }: Position): boolean {
  return dev === device && ino === inode;
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await handle.read(bytes, 0, length, at);
  return bytes.subarray(0, bytesRead);
}
