// A real VS Code in the browser, from npm: the package `code-server` carries the built server and workbench.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "./paths.mjs";
import { isRunning, npm, run, startGroup, stopGroup } from "./process.mjs";

/**
 * VS Code version → the npm packages that make it. `node`: the Node release it needs where ours is older; `ripgrep`: the
 * release whose program finds files and texts, where VS Code's own package would download it.
 * @type {Record<string, { codeServer: string, node?: string, ripgrep?: string }>}
 */
const releases = {
  "1.100.3": { codeServer: "4.100.3", ripgrep: "1.18.0" },
  "1.139.1": { codeServer: "4.139.1", node: "24.21.0" },
};

/** The VS Code versions that we test on, oldest first: the one that `engines.vscode` names, and a pinned newest. */
export const versions = Object.keys(releases);

/** Settings that keep greetings and look-ups away, and make the browser behave as the desktop does (saving by hand). */
export const quietSettings = {
  "chat.commandCenter.enabled": false,
  "chat.disableAIFeatures": true,
  // After five seconds, which a busy machine may need, a diff would show the whole file as changed.
  "diffEditor.maxComputationTime": 0,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "files.autoSave": "off",
  "git.blame.statusBarItem.enabled": false,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
};

/**
 * Makes a VS Code ready to run; returns at once when it is. Safe to interrupt: the work is done in a folder of its own,
 * which takes its final name last.
 * @param {string} version one of `versions`
 * @param {(line: string) => void} say progress
 * @returns {Promise<{ node: string, main: string }>} the Node to run it with, and the server's main script
 */
export async function provision(version, say) {
  const release = releases[version];
  if (release === undefined) throw new Error(`VS Code ${version} is not pinned in tools/vscode.mjs`);
  const root = join(cache, `web-${version}`);
  const stamp = join(root, "ready.json");
  const wanted = JSON.stringify(release);
  const isReady = async () => existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted;
  if (!(await isReady())) {
    say(`fetching VS Code ${version} from npm (once, some hundred MB)`);
    await removeAbandonedDrafts();
    const draft = join(cache, `draft-${process.pid}-${version}`);
    try {
      await install(release, draft);
      await writeFile(join(draft, "ready.json"), wanted);
      // Another process may have been faster, and may be running what it made.
      if (!(await isReady())) {
        await rm(root, { recursive: true, force: true });
        await rename(draft, root);
      }
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  const modules = join(root, "node_modules");
  const node = release.node === undefined ? process.execPath : join(modules, nodePackage(), "bin", nodeProgram());
  return { node, main: join(modules, "code-server", "lib", "vscode", "out", "server-main.js") };
}

/** A draft is named after the process that works on it. */
async function removeAbandonedDrafts() {
  await mkdir(cache, { recursive: true });
  for (const name of await readdir(cache)) {
    const owner = /^draft-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * @param {{ codeServer: string, node?: string, ripgrep?: string }} release
 * @param {string} folder
 */
async function install(release, folder) {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const packages = [`code-server@${release.codeServer}`];
  if (release.node !== undefined) packages.push(`${nodePackage()}@${release.node}`);
  if (release.ripgrep !== undefined) packages.push(`${ripgrepPackage}@${release.ripgrep}`);
  // Scripts stay off: those of the package want a compiler for what we don't use, and one's headers for Kerberos.
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await npm(["install", ...quiet, ...packages], { cwd: folder });
  const vscode = join(folder, "node_modules", "code-server", "lib", "vscode");
  await npm(["install", "--omit=dev", ...quiet], { cwd: vscode });
  await npm(["install", "--omit=dev", ...quiet], { cwd: join(vscode, "extensions") });
  await symlink("node_modules", join(vscode, "node_modules.asar"), "junction");
  if (release.ripgrep !== undefined) {
    const home = join(vscode, "node_modules", "@vscode", "ripgrep", "bin");
    await cp(join(folder, "node_modules", ripgrepPackage, "bin"), home, { recursive: true });
  }
}

const ripgrepPackage = `@vscode/ripgrep-${process.platform}-${process.arch}`;

/** The npm package that carries Node itself for this platform. */
function nodePackage() {
  return `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
}

function nodeProgram() {
  return process.platform === "win32" ? "node.exe" : "node";
}

/**
 * Builds the native module that terminals and tasks need; everything else works without it.
 * @param {string} version
 * @param {(line: string) => void} say
 */
export async function provisionTerminal(version, say) {
  const { main } = await provision(version, say);
  const vscode = join(main, "..", "..");
  const built = join(vscode, "node_modules", "node-pty", "build", "Release", "pty.node");
  if (existsSync(built)) return;
  say("building what the terminal needs (once)");
  // Its script may fail after the build, on what only a development checkout has: what was built decides.
  await npm(["rebuild", "node-pty"], { cwd: vscode }).catch(() => undefined);
  if (!existsSync(built)) say("no working C++ compiler: VS Code runs without terminal and tasks");
}

/**
 * Installs an extension as a person would.
 * @param {{ version: string, dataDir: string, extensionsDir?: string, vsix: string, say: (line: string) => void }} options
 */
export async function installExtension({ version, dataDir, extensionsDir, vsix, say }) {
  const { node, main } = await provision(version, say);
  await run(node, [main, ...folders(dataDir, extensionsDir), "--install-extension", vsix, "--force"]);
}

/**
 * Writes the person's settings of the VS Code whose data folder this is.
 * @param {string} dataDir
 * @param {Record<string, unknown>} settings
 */
export async function writeSettings(dataDir, settings) {
  const user = join(dataDir, "data", "User");
  await mkdir(user, { recursive: true });
  await writeFile(join(user, "settings.json"), JSON.stringify(settings, null, 2));
}

/**
 * Starts a server on the loopback interface, on a free port, behind a random token, and waits until it answers.
 * @param {{ version: string, dataDir: string, extensionsDir?: string, env?: NodeJS.ProcessEnv, say: (line: string) => void }} options
 * @returns {Promise<{ url(folder: string, file?: string, line?: number): string, ended: Promise<void>, stop(): Promise<void> }>} url:
 *   the address that opens a folder, and a file in it at a line, token included; ended: settles when the server is gone, whatever the cause
 */
export async function startServer({ version, dataDir, extensionsDir, env, say }) {
  const { node, main } = await provision(version, say);
  const token = randomBytes(16).toString("hex");
  const tokenFile = await writeToken(dataDir, token);
  const args = ["--host", "127.0.0.1", "--port", "0", "--accept-server-license-terms", "--telemetry-level", "off"];
  const access = ["--connection-token-file", tokenFile];
  const server = startGroup(node, [main, ...args, ...access, ...folders(dataDir, extensionsDir)], {
    env: env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => server.once("exit", resolve)).then(() => undefined);
  try {
    const port = await announcedPort(server);
    return {
      url: (folder, file, line) => workbenchUrl(`localhost:${port}`, token, folder, file, line),
      ended,
      stop: () => stopGroup(server),
    };
  } catch (error) {
    await stopGroup(server);
    throw error;
  }
}

/**
 * Writes the token where its owner alone can read it: everyone on the machine can read a command line.
 * @param {string} dataDir
 * @param {string} token
 * @returns {Promise<string>} the file
 */
async function writeToken(dataDir, token) {
  const file = join(dataDir, "connection-token");
  await mkdir(dataDir, { recursive: true });
  // A file that is there already would keep its mode.
  await rm(file, { force: true });
  await writeFile(file, token, { mode: 0o600, flag: "wx" });
  return file;
}

/**
 * @param {string} authority
 * @param {string} token
 * @param {string} folder
 * @param {string} [file]
 * @param {number} [line] counted from 1
 */
function workbenchUrl(authority, token, folder, file, line = 1) {
  const url = new URL(`http://${authority}/`);
  url.searchParams.set("tkn", token);
  url.searchParams.set("folder", folder);
  if (file !== undefined) {
    const address = `vscode-remote://${authority}${join(folder, file)}:${line}:1`;
    const payload = [
      ["openFile", address],
      ["gotoLineMode", "true"],
    ];
    url.searchParams.set("payload", JSON.stringify(payload));
  }
  return url.href;
}

/**
 * @param {import("node:child_process").ChildProcess} server
 * @returns {Promise<string>}
 */
function announcedPort(server) {
  return new Promise((resolve, reject) => {
    let printed = "";
    /** @param {Buffer} bytes */
    const listen = (bytes) => {
      printed += bytes;
      const port = /Extension host agent listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(port);
    };
    server.stdout?.on("data", listen);
    server.stderr?.on("data", listen);
    server.once("error", reject);
    server.once("exit", (code) => reject(new Error(`the VS Code server ended with ${code}\n${printed}`)));
  });
}

/**
 * @param {string} dataDir
 * @param {string | undefined} extensionsDir
 */
function folders(dataDir, extensionsDir) {
  const data = ["--server-data-dir", dataDir];
  return extensionsDir === undefined ? data : [...data, "--extensions-dir", extensionsDir];
}
