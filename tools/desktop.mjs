// The desktop VS Code that may be on this machine, run apart from the person's own.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { hasDisplay } from "./display.mjs";
import { isRunning, run } from "./process.mjs";

const onWindows = process.platform === "win32";

/** @returns {string | undefined} the path of the `code` command, where it could open a window */
export function desktopCode() {
  if (!hasDisplay()) return undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, onWindows ? "code.cmd" : "code")).find((file) => existsSync(file));
}

/**
 * Installs the package.
 * @param {string} code
 * @param {string} data
 * @param {string} vsix
 * @throws {Error} where this VS Code does not take it, being too old
 */
export async function installInDesktop(code, data, vsix) {
  await runCode(code, [...apart(data), "--install-extension", vsix]);
}

/**
 * Opens a folder and a place in a file of it; returns when the window is closed.
 * @param {{ code: string, data: string, folder: string, file: string, line: number, env: NodeJS.ProcessEnv }} options
 */
export async function openDesktop({ code, data, folder, file, line, env }) {
  await runCode(code, [...apart(data), "--new-window", "--wait", folder, "--goto", `${file}:${line}`], env);
}

/** @param {string} data */
function apart(data) {
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return ["--user-data-dir", data, "--extensions-dir", join(data, "extensions"), ...asRoot];
}

/**
 * @param {string} code
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function runCode(code, args, env = process.env) {
  return onWindows ? run("cmd.exe", ["/d", "/c", code, ...args], { env }) : run(code, args, { env });
}

/**
 * Ends the VS Code that has its data there: the command started it outside our process group, but VS Code writes its
 * main process's id beside its data.
 * @param {string} data
 */
export async function closeDesktop(data) {
  const id = Number(await readFile(join(data, "code.lock"), "utf8").catch(() => ""));
  if (!(id > 0) || !isRunning(id)) return;
  process.kill(id);
  for (let waited = 0; isRunning(id) && waited < 5000; waited += 100) await sleep(100);
}

/**
 * Opens an address in the person's browser, where there is a display.
 * @param {string} address
 */
export function openAddress(address) {
  if (!hasDisplay()) return;
  const [program, ...args] = opener();
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => undefined); // the address was printed
  child.unref();
}

/** @returns {[string, ...string[]]} */
function opener() {
  if (process.platform === "darwin") return ["open"];
  return onWindows ? ["rundll32", "url.dll,FileProtocolHandler"] : ["xdg-open"];
}
