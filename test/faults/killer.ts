// Loaded ahead of the command line (node --require). Notes each step that it takes, a git process or a write to the disk, and
// ends the process by SIGKILL ahead of the one that it is told.
import childProcess from "node:child_process";
import { appendFileSync, writeFileSync } from "node:fs";
import promises, { type FileHandle } from "node:fs/promises";
import { basename } from "node:path";

/** The step to die at, as noted; the file for the steps, one a line; the file for this process's id. */
const { PHASEGATE_KILL_AT: deadly, PHASEGATE_STEPS: notes, PHASEGATE_PID_FILE: pidFile } = process.env;
if (pidFile !== undefined) writeFileSync(pidFile, `${process.pid}`);

const seen = new Map<string, number>();
let phase = "planning: ";

function step(what: string): void {
  // With the content of its lock, a seal begins.
  if (what === "git hash-object") phase = "";
  const name = phase + what;
  const times = (seen.get(name) ?? 0) + 1;
  seen.set(name, times);
  const noted = times === 1 ? name : `${name} #${times}`;
  if (notes !== undefined) appendFileSync(notes, `${noted}\n`);
  if (noted === deadly) process.kill(process.pid, "SIGKILL");
}

/** A file's name without what is random in it. */
function named(path: unknown): string {
  const name = basename(String(path));
  const beside = /^\.(.+)\.[0-9a-f]+\.phasegate-tmp$/.exec(name)?.[1];
  if (beside !== undefined) return `the temporary ${beside}`;
  if (name.startsWith("phasegate-message-")) return "the message";
  return name.startsWith("phasegate-kept-") ? "the kept file" : name;
}

function gitCommand(args: readonly string[]): string {
  const at = args.findIndex((arg, i) => !arg.startsWith("-") && args[i - 1] !== "-c");
  return args[at] ?? "?";
}

const { open, rename, link, rm } = promises;
const { spawn } = childProcess;

function watched(handle: FileHandle, name: string): FileHandle {
  const { writeFile, chmod, sync } = handle;
  return Object.assign(handle, {
    writeFile: async (data: Buffer) => {
      const half = data.length >> 1;
      await handle.write(data.subarray(0, half));
      step(`the other half of ${name}`);
      await writeFile.call(handle, data.subarray(half));
    },
    chmod: (mode: number) => {
      step(`chmod of ${name}`);
      return chmod.call(handle, mode);
    },
    sync: () => {
      step(`sync of ${name}`);
      return sync.call(handle);
    },
  });
}

Object.assign(promises, {
  open: async (...args: Parameters<typeof open>) => {
    const writes = /[wa]/.test(String(args[1]));
    if (writes) step(`creating ${named(args[0])}`);
    return watched(await open(...args), named(args[0]));
  },
  rename: (...args: Parameters<typeof rename>) => {
    step(`renaming ${named(args[0])}`);
    return rename(...args);
  },
  link: (...args: Parameters<typeof link>) => {
    step(`linking ${named(args[1])} to ${named(args[0])}`);
    return link(...args);
  },
  rm: (...args: Parameters<typeof rm>) => {
    step(`removing ${named(args[0])}`);
    return rm(...args);
  },
});
Object.assign(childProcess, {
  spawn: (command: string, args: readonly string[], ...more: unknown[]) => {
    step(`git ${gitCommand(args)}`);
    return Reflect.apply(spawn, childProcess, [command, args, ...more]);
  },
});
