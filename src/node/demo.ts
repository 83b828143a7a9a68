// Makes the demo that comes with Phasegate a git repository of its own: a bot and its plan, for somebody who has none at hand.
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./files/errors";
import { writeProblem } from "./files/new-file";
import { Git, orGitFailed } from "./git/git";

const name = "phasegate-demo";

export interface Demo {
  /** Absolute, as is `bot`. */
  readonly folder: string;
  readonly bot: string;
  /** Of the bot, from 0: the first value that Phase 1 changes. */
  readonly line: number;
}

/**
 * Copies the demo at `from` into a new folder of `parent`, and commits it there with that message. What was begun is removed
 * where that fails. UserError: file-unwritable, git-missing, git-failed.
 */
export async function makeDemo(from: string, parent: string, message: string): Promise<Demo> {
  const folder = await newFolder(parent);
  try {
    await cp(from, folder, { recursive: true });
    await orGitFailed("commit", makeRepository(new Git(folder), message));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw writeProblem(folder, error);
  }
  const bot = join(folder, "scripts/production/phase4_dynamic_testnet_trading.py");
  const lines = (await readFile(bot, "utf8")).split("\n");
  return { folder, bot, line: lines.findIndex((line) => /^ +EXIT_THRESHOLD = /.test(line)) };
}

/** A folder that was not there before: "phasegate-demo", else with a number. */
async function newFolder(parent: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const folder = join(parent, count === 1 ? name : `${name}-${count}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (errorCode(error) !== "EEXIST") throw writeProblem(folder, error);
    }
  }
}

/** No hook, signature or missing name stands in the way of the first commit. */
async function makeRepository(git: Git, message: string): Promise<void> {
  await git.run(["init", "--quiet", "--initial-branch=main"]);
  for (const [key, value] of [
    ["user.name", "Demo"],
    ["user.email", "demo@example.invalid"],
  ] as const) {
    await git.run(["config", key]).catch(() => git.run(["config", key, value]));
  }
  await git.run(["add", "--all"]);
  await git.run(["commit", "--quiet", "--no-verify", "--no-gpg-sign", "--message", message]);
}
