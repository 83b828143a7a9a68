import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FaultTable, Operation, Result, Results } from "./table";
import { onBoth, settle } from "./trial";
import { endOf, type World } from "./world";

/** A disk of its own, in memory: only root can make one. */
function mountSmallDisk(folder: string): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "only root on Linux can make a disk";
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "phasegate", folder], { stdio: "pipe" });
    return undefined;
  } catch {
    return "no disk can be made here";
  }
}

/** Does `work` on a small disk for each operation. */
async function onSmallDisk(work: (operation: Operation, disk: string) => Promise<Result>): Promise<Results> {
  let skipped: string | undefined;
  const results = await onBoth(async (operation): Promise<Result> => {
    const disk = mkdtempSync(join(tmpdir(), "phasegate-disk-"));
    const why = mountSmallDisk(disk);
    skipped ??= why;
    try {
      return why === undefined ? await work(operation, disk) : { told: "", left: "", end: "nothing changed" };
    } finally {
      if (why === undefined) execFileSync("umount", ["--lazy", disk], { stdio: "pipe" });
      rmSync(disk, { recursive: true });
    }
  });
  return skipped === undefined ? results : { skipped };
}

/** Fills the disk but for `free` bytes; gives what empties it again. */
function fill(disk: string, free: number): () => void {
  const filler = join(disk, "filler");
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(bavail * bsize));
  truncateSync(filler, bavail * bsize - free);
  return () => rmSync(filler);
}

const possible = [
  "done",
  "git-failed",
  "file-unwritable",
  "not sealed: git-failed",
  "not sealed: tag-failed",
  "perhaps sealed: git-failed",
];

async function onFullDisk(template: World, operation: Operation, disk: string, free: number): Promise<Result> {
  const world = template.copy(disk);
  try {
    const before = world.state();
    const empty = fill(disk, free);
    const told = await endOf(() => world.carryOut(operation));
    assert.ok(possible.includes(told), told);
    const now = world.state();
    const end = world.seemingEnd(before, now);
    const left = end === undefined ? world.remains(before, now) : "";
    empty();
    return { told, left, end: await settle(world, operation, before) };
  } finally {
    world.remove();
  }
}

async function onReadOnlyDisk(template: World, operation: Operation, disk: string): Promise<Result> {
  const world = template.copy(disk);
  const remount = (how: string): Buffer => execFileSync("mount", ["-o", `remount,${how}`, disk], { stdio: "pipe" });
  const before = world.state();
  remount("ro");
  const told = await endOf(() => world.carryOut(operation));
  world.assertUntouched(before);
  remount("rw");
  assert.equal(told, "git-failed");
  return { told, left: "", end: await settle(world, operation, before, "nothing changed") };
}

export function onDisks(table: FaultTable, template: (operation: Operation) => World): void {
  table.row("read-only repository", () =>
    onSmallDisk((operation, disk) => onReadOnlyDisk(template(operation), operation, disk)),
  );
  for (const kilobytes of [0, 4, 8, 16, 32, 40, 44, 48, 52, 56, 60, 64]) {
    table.row(`disk full but for ${kilobytes} KB`, () =>
      onSmallDisk((operation, disk) => onFullDisk(template(operation), operation, disk, kilobytes * 1024)),
    );
  }
}
