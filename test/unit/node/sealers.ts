import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { buildSync } from "esbuild";
import type { SealAnswer, SealOrder } from "./sealer";

/** The sealer as one file that Node runs. */
export function buildSealer(outfile: string): void {
  const entryPoints = ["test/unit/node/sealer.ts"];
  buildSync({ entryPoints, outfile, bundle: true, platform: "node", target: "node20", logLevel: "warning" });
}

/** Another process that seals on order. */
export class Sealer {
  readonly #child: ChildProcess;
  readonly #lines: Interface;

  constructor(script: string) {
    // In a process group of its own, so that it can be killed with every git and hook that it started.
    this.#child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"], detached: true });
    if (!this.#child.stdout) throw new Error("no output");
    this.#lines = createInterface({ input: this.#child.stdout });
  }

  order(order: SealOrder): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  async answer(): Promise<SealAnswer> {
    const [line] = (await once(this.#lines, "line")) as [string];
    return JSON.parse(line) as SealAnswer;
  }

  /** SIGKILL, to this process alone or to all that it started too. */
  async kill(whom: "alone" | "all"): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null) throw new Error("it is gone already");
    const gone = once(this.#child, "exit");
    process.kill(whom === "all" ? -pid : pid, "SIGKILL");
    await gone;
  }
}
