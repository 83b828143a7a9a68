// From a bare checkout to a packaged extension. Uses nothing but Node itself: nothing else may be installed yet.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { npm, run } from "./process.mjs";

/**
 * Checks that Node and git will do.
 * @throws {Error} that says what is missing and how to get it
 */
export async function checkMachine() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Error(`Node 20 or newer is needed; this is ${process.version}. Get it from https://nodejs.org.`);
  }
  await run("git", ["--version"]).catch(() => {
    throw new Error(
      "git was not found on PATH. Get it from https://git-scm.com (on Debian or Ubuntu: apt-get install git).",
    );
  });
}

/**
 * Installs the dependencies unless they stand as package-lock.json has them.
 * @param {(line: string) => void} say
 */
export async function installDependencies(say) {
  if (await dependenciesStand()) return;
  say("installing dependencies");
  await npm(["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: root });
}

/** npm keeps beside what it installed a lockfile of its own: it tells what really stands there. */
async function dependenciesStand() {
  const [wanted, standing] = await Promise.all(
    ["package-lock.json", "node_modules/.package-lock.json"].map((file) => lockedPackages(join(root, file))),
  );
  if (wanted === undefined || standing === undefined) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === "" || optional === true || standing[path]?.version === version,
  );
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }> | undefined>}
 */
async function lockedPackages(file) {
  try {
    return JSON.parse(await readFile(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Builds and packages the extension: dist/phasegate.vsix.
 * @param {(line: string) => void} say
 */
export async function packageExtension(say) {
  say("building and packaging the extension");
  await npm(["run", "package"], { cwd: root });
}
