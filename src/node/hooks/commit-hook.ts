// Finds, reads and writes the pre-commit hook that git runs in a repository.
import { rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { loadPlan } from "../../core/plan/load";
import { problem, UserError } from "../../core/problem";
import { writeProblem } from "../files/new-file";
import { followed } from "../files/paths";
import { textOrEmpty, writeText } from "../files/settings";
import { orGitFailed } from "../git/git";
import { Repository } from "../git/repository";
import { resultOrProblems } from "../result-or-problems";
import { hasGuard, isForShell, managerOf, withCommitGuard, withoutCommitGuard } from "./hook-text";

/** The pre-commit hook of a repository, as it is and as it would be with the guard. */
export interface CommitHook {
  /** With all links followed. */
  readonly absolute: string;
  /** As people read it: from the repository's root on, where it is in there. */
  readonly path: string;
  /** Whether the file is one of the repository's own, which everyone has who clones it. */
  readonly shared: boolean;
  /** Empty where there is none. */
  readonly text: string;
  readonly guarded: string;
  readonly unguarded: string;
  /** outdated: it has lines of another version or another plan. */
  readonly state: "installed" | "outdated" | "absent";
}

/** UserError: why git can't be asked, file-unreadable, hook-elsewhere. */
export async function readCommitHook(folder: string): Promise<CommitHook> {
  const repository = await Repository.open(folder);
  const { absolute, path, shared } = await placeOf(repository);
  const text = await textOrEmpty(absolute, path);
  const guarded = withCommitGuard(text, await governedFiles(repository));
  const state = text === guarded ? "installed" : hasGuard(text) ? "outdated" : "absent";
  return { absolute, path, shared, text, guarded, unguarded: withoutCommitGuard(text), state };
}

/** UserError: hook-managed, hook-not-shell, hook-switched-off where lines in it would be lost, not understood or never run. */
export async function requireWritable({ absolute, path, text }: CommitHook): Promise<void> {
  const manager = managerOf(text);
  if (manager !== undefined) throw new UserError(problem("hook-managed", { path, manager }));
  if (!isForShell(text)) throw new UserError(problem("hook-not-shell", { path, line: text.split("\n")[0] ?? "" }));
  if (text !== "" && !isHuskys(absolute) && !(await isExecutable(absolute))) {
    throw new UserError(problem("hook-switched-off", { path }));
  }
}

/** Puts `text` there, whole or not at all; nothing is left of an empty one. UserError: file-unwritable. */
export async function writeCommitHook({ absolute, path }: CommitHook, text: string): Promise<void> {
  if (text !== "") return writeText(absolute, path, text, 0o755);
  await rm(absolute, { force: true }).catch((error: unknown) => {
    throw writeProblem(path, error);
  });
}

/** Where git looks for it. Husky's own folder has what husky generates; what it runs from there is one folder up. */
async function placeOf({
  git,
  root,
  commonDir,
}: Repository): Promise<Pick<CommitHook, "absolute" | "path" | "shared">> {
  const answer = await orGitFailed("rev-parse", git.run(["rev-parse", "--git-path", "hooks"]));
  const asked = resolve(root, answer.replace(/\r?\n$/, ""));
  const isGenerated = basename(asked) === "_" && basename(dirname(asked)) === ".husky";
  const absolute = await followed(join(isGenerated ? dirname(asked) : asked, "pre-commit"));
  const isLocal = absolute.startsWith(commonDir + sep);
  const shared = !isLocal && absolute.startsWith(root + sep);
  if (!isLocal && !shared) throw new UserError(problem("hook-elsewhere", { path: absolute }));
  return { absolute, path: relative(root, absolute).split(sep).join("/"), shared };
}

function isHuskys(absolute: string): boolean {
  return basename(dirname(absolute)) === ".husky";
}

/** Windows has no such bit, and git runs the hook there all the same. */
async function isExecutable(absolute: string): Promise<boolean> {
  return process.platform === "win32" || ((await stat(absolute)).mode & 0o111) !== 0;
}

/** Pathspecs of Python, of plans, and of every file of another kind that a plan of the repository governs. */
async function governedFiles(repository: Repository): Promise<string[]> {
  const names = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "*.phaseplan.json"];
  const plans = (await orGitFailed("ls-files", repository.git.run(names))).split("\0").filter((path) => path !== "");
  const others = new Set<string>();
  for (const path of plans) {
    const { plan } = loadPlan(await textOrEmpty(join(repository.root, path), path), path);
    for (const file of Object.values(plan?.files ?? {})) {
      const { result } = await resultOrProblems(repository.resolve(file.path));
      if (result && !/\.pyw?$/.test(result.inRepository)) others.add(`:(literal)${result.inRepository}`);
    }
  }
  return ["*.py", "*.pyw", "*.phaseplan.json", ...[...others].sort()];
}
