// Tells the process that sealed from any other that has its number since: by its start, and the boot that it is of.
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { errorCode } from "../files/errors";

/** A process as a lock names it. */
export interface ProcessName {
  readonly host: string;
  /** Tells apart machines and containers that share a host name: within one, process numbers are comparable. */
  readonly machine: string;
  /** The kernel's own id of its boot; empty where the system has none. */
  readonly boot: string;
  /** 0 where the process has given the lock up, and left it to tell what there is to heal. */
  readonly pid: number;
  /** When it started, in the system's own words; empty where the system doesn't tell. */
  readonly started: string;
}

/** Whether a process runs: nobody can tell of one on another machine, and its number alone, where it is taken, may be another's. */
export type Life = "lives" | "gone" | "perhaps" | "unknown";

export function ownProcess(): ProcessName {
  const { pid } = process;
  return { host: hostname(), machine: machine(), boot: boot(), pid, started: stateOf(pid)?.started ?? "" };
}

/** Whether it is this very process, by all that the system tells. */
export function isOwnProcess({ machine: itsMachine, boot: itsBoot, pid, started }: ProcessName): boolean {
  const own = ownProcess();
  return itsMachine === own.machine && itsBoot === own.boot && pid === own.pid && started === own.started;
}

export function lifeOf({ machine: itsMachine, boot: itsBoot, pid, started }: ProcessName): Life {
  if (pid === 0) return "gone";
  if (itsMachine !== machine()) return "unknown";
  if (itsBoot !== boot() || !isTaken(pid)) return "gone";
  const now = stateOf(pid);
  if (!now) return "perhaps";
  return now.isDead || now.started !== started ? "gone" : "lives";
}

/** Whether some process has the number, one that has ended but that its parent has not asked after too. */
function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) !== "ESRCH";
  }
}

interface ProcessState {
  readonly started: string;
  /** A zombie: it has ended, and only its number is left. */
  readonly isDead: boolean;
}

/**
 * What the system tells of a process, undefined where it tells nothing: only Linux does. The fields after the name in
 * `/proc/<pid>/stat`: the state comes first, the start, in ticks since the boot, is the 20th.
 */
function stateOf(pid: number): ProcessState | undefined {
  if (process.platform !== "linux") return undefined;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { started: fields[19] ?? "", isDead: fields[0] === "Z" || fields[0] === "X" };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  }
}

function boot(): string {
  return process.platform === "linux" ? readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim() : "";
}

/** Containers may share a host name, and Windows shares its own with the Linux inside it. */
function machine(): string {
  const space = process.platform === "linux" ? readlinkSync("/proc/self/ns/pid") : "";
  return [hostname(), process.platform, space].join(" ").trim();
}
