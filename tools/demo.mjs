// The demo as a git repository of its own, made on the spot.
import { copyFile, cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { demo } from "./paths.mjs";
import { run } from "./process.mjs";

/** What the bot leaves where it ran. */
const leftovers = new Set(["__pycache__", "logs", "results"]);

/**
 * Copies the demo and makes it a git repository with one commit.
 * @param {string} parent the folder that receives it
 * @param {string} [plan] a plan to take the place of its own
 * @returns {Promise<string>} the repository's path
 */
export async function makeDemoRepository(parent, plan) {
  const folder = join(parent, "demo");
  await cp(demo, folder, { recursive: true, filter: (file) => !leftovers.has(basename(file)) });
  if (plan !== undefined) await copyFile(plan, join(folder, "v4.phaseplan.json"));
  await makeRepository(folder);
  return folder;
}

/** @param {string} folder */
async function makeRepository(folder) {
  /** @param {string[]} args */
  const git = (...args) => run("git", args, { cwd: folder });
  await git("init", "--quiet", "--initial-branch=main");
  // Background maintenance would still write while the folder is being removed; a signature may ask for a passphrase.
  for (const [key, value] of [
    ["maintenance.auto", "false"],
    ["gc.auto", "0"],
    ["commit.gpgSign", "false"],
    ["tag.gpgSign", "false"],
  ]) {
    await git("config", `${key}`, `${value}`);
  }
  if (!(await git("config", "user.name").then(Boolean, () => false))) await git("config", "user.name", "Demo");
  if (!(await git("config", "user.email").then(Boolean, () => false))) {
    await git("config", "user.email", "demo@example.invalid");
  }
  await git("add", "--all");
  await git("commit", "--quiet", "--no-verify", "--message", "The bot before the rollout");
}
