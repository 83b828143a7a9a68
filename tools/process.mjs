// Child processes as this project starts them: in a group of their own, so that nothing of theirs outlives us.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const onWindows = process.platform === "win32";
const signals = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);

/** @type {Set<import("node:child_process").ChildProcess>} what runs now */
const running = new Set();

/** @type {Map<() => unknown, number>} what to do before this process ends → the exit code when a signal ends it */
const steps = new Map();

/** @type {Promise<never> | undefined} */
let ending;

/**
 * Has something done before this process ends, by `end` or by a signal: newest first, after all that it started was
 * stopped.
 * @param {() => unknown} step
 * @param {number} [code] the exit code when a signal is the cause
 * @returns {() => void} forgets it
 */
export function atEnd(step, code = 1) {
  if (steps.size === 0) for (const signal of signals) process.on(signal, endBySignal);
  steps.set(step, code);
  return () => {
    steps.delete(step);
    if (steps.size === 0) for (const signal of signals) process.off(signal, endBySignal);
  };
}

function endBySignal() {
  end(Math.max(...steps.values()));
}

/**
 * Stops all that this process started, does what `atEnd` was given, and exits. The first call decides.
 * @param {number} code
 */
export function end(code) {
  ending ??= (async () => {
    await Promise.all(Array.from(running, stopGroup));
    for (const step of Array.from(steps.keys()).reverse()) await step();
    process.exit(code);
  })();
  return ending;
}

/** Whether this process is about to exit: what fails now fails for that reason. */
export function isEnding() {
  return ending !== undefined;
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean | string }} [options] show: pass its output through, with
 *   a text each line after that text; without it the output is collected, and stands in the error when the program fails.
 * @returns {Promise<string>} what it printed ("" with `show`)
 * @throws {Error} when it can't start or its exit code is not 0
 */
export function run(program, args, { cwd, env, show = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = startGroup(program, args, { cwd, env: env ?? process.env, stdio: ["ignore", ...outputs(show)] });
    let printed = "";
    for (const output of [child.stdout, child.stderr]) {
      if (!output) continue;
      if (typeof show === "string") createInterface({ input: output }).on("line", (line) => console.log(show + line));
      else output.on("data", (bytes) => (printed += bytes));
    }
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(printed);
      else reject(new Error(`${program} ${args.join(" ")}: ended with ${signal ?? code}\n${printed}`.trimEnd()));
    });
  });
}

/** @param {boolean | string} show */
function outputs(show) {
  return show === true ? /** @type {const} */ (["inherit", "inherit"]) : /** @type {const} */ (["pipe", "pipe"]);
}

/**
 * Runs npm: the one that runs us, where npm does; its own script needs no shell on any platform.
 * @param {string[]} args
 * @param {{ cwd?: string, show?: boolean }} [options]
 */
export function npm(args, options) {
  const script = process.env["npm_execpath"];
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args], options);
  return onWindows ? run("cmd.exe", ["/d", "/c", "npm", ...args], options) : run("npm", args, options);
}

/**
 * Starts a program in a process group of its own.
 * @param {string} program
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
export function startGroup(program, args, options) {
  if (ending !== undefined) throw new Error(`${program} was not started: we are ending`);
  const child = spawn(program, args, { ...options, detached: !onWindows });
  running.add(child);
  child.once("exit", () => running.delete(child));
  child.once("error", () => running.delete(child));
  return child;
}

/**
 * Ends a program started by `startGroup` and all that it started; returns when none of the group is left.
 * @param {import("node:child_process").ChildProcess} child
 */
export async function stopGroup(child) {
  const { pid } = child;
  if (pid === undefined) return;
  if (onWindows) {
    await new Promise((resolve) => spawn("taskkill", ["/pid", String(pid), "/t", "/f"]).once("close", resolve));
    return;
  }
  for (const [signal, patience] of /** @type {const} */ ([
    ["SIGTERM", 10_000],
    ["SIGKILL", 3000],
  ])) {
    if (!signalGroup(pid, signal)) return;
    const until = Date.now() + patience;
    while (Date.now() < until) {
      if (!signalGroup(pid, 0)) return;
      await sleep(50);
    }
  }
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} whether the group still has a process
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {number} pid
 * @returns {boolean}
 */
export function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
