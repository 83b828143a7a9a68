// Opens a git repository, and asks it for its state, its files and its ledger.
import { realpath } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { isPlanId, type Ledger } from "../../core/ledger/ledger";
import { problem, UserError } from "../../core/problem";
import { exists, isFolder, literal, type RealPath, realPath } from "../files/paths";
import { Git, GitFailure, orGitFailed } from "./git";
import { type LedgerAndLock, type LedgerReading, reachedTags, readLedger } from "./ledger";
import { readFile } from "./objects";
import { requireOldest, sinceOldest } from "./oldest";
import { type Operation, operationIn, type PathState, parseStatus } from "./status";

/** What a repository is like at one moment. */
export interface RepositoryState {
  /** HEAD's commit, undefined while the branch has none. */
  readonly head: string | undefined;
  /** The branch's short name, undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** What the branch follows, as git shortens it: "origin/main". */
  readonly upstream: string | undefined;
  readonly operation: Operation | undefined;
  /** The index's lock file, where another git holds it or left it behind. */
  readonly indexLock: string | undefined;
  /** Each path that was asked for, as it was spelled. */
  readonly paths: ReadonlyMap<string, PathState>;
}

const separator = "--//";

/** A git repository with a work tree. All paths are relative to its root, with forward slashes. */
export class Repository {
  readonly #git: Git;
  #identity: Promise<string> | undefined;
  #ledger: LedgerReading | undefined;

  private constructor(
    /** The work tree's root, absolute, links followed. */
    readonly root: string,
    /** This work tree's own git folder. */
    readonly gitDir: string,
    /** The git folder that all work trees of the repository share, absolute, links followed: refs and tags are there. */
    readonly commonDir: string,
  ) {
    this.#git = new Git(root);
  }

  /** The repository that `folder` is in; one process. UserError: git-missing, git-too-old, git-no-repository, git-failed. */
  static async open(folder: string): Promise<Repository> {
    const none = new UserError(problem("git-no-repository", { folder }));
    if (!(await isFolder(folder))) throw none;
    try {
      const git = new Git(folder);
      // Git repeats an option that it does not know: a line that no path holds, since a path may have line feeds.
      const asked = ["--show-toplevel", separator, "--absolute-git-dir", separator, "--git-common-dir"];
      const output = await git.run(["rev-parse", sinceOldest, ...asked]);
      await requireOldest(git, output);
      const [root, gitDir, commonDir] = output.replace(/\r?\n$/, "").split(new RegExp(`\\r?\\n${separator}\\r?\\n`));
      if (!root || !gitDir || !commonDir) throw none;
      return new Repository(await realpath(root), gitDir, commonDir);
    } catch (error) {
      if (!(error instanceof GitFailure)) throw error;
      throw (await hasGitFolder(folder)) ? error.asUserError("rev-parse") : none;
    }
  }

  /** For the rooms that seal and heal: git itself, in the root. */
  get git(): Git {
    return this.#git;
  }

  /** HEAD, what git is in the middle of, and the state of `paths`; one process. */
  async state(paths: readonly string[]): Promise<RepositoryState> {
    const files = await Promise.all(paths.map((path) => this.resolve(path)));
    const form = ["--porcelain=v2", "--branch", "-z", "--untracked-files=all", "--ignored=matching", "--no-renames"];
    const [output, operation, indexLock] = await Promise.all([
      orGitFailed("status", this.#git.run(["--no-optional-locks", "status", ...form, "--", ...named(files)])),
      operationIn(this.gitDir),
      this.#indexLock(),
    ]);
    const { head, branch, upstream, stateOf } = parseStatus(output);
    const states = await Promise.all(
      files.map(async ({ path, inRepository, absolute }): Promise<[string, PathState]> => {
        const state = stateOf(inRepository);
        const gone = (state === "clean" || state === "modified") && !(await exists(absolute));
        return [path, gone ? "missing" : state];
      }),
    );
    return { head, branch, upstream, operation, indexLock, paths: new Map(states) };
  }

  /** Who commits here, "Name <mail>"; one process, the first time. UserError: git-no-identity. */
  identity(): Promise<string> {
    this.#identity ??= this.#readIdentity().catch((error: unknown) => {
      this.#identity = undefined;
      throw error;
    });
    return this.#identity;
  }

  /**
   * A file's bytes in a commit (its full name, with `^` for its parent), as a checkout would write them; undefined where it
   * has none. No process but the open one.
   */
  async bytesAt(commit: string, path: string): Promise<Buffer | undefined> {
    checkedCommit(commit.replace(/\^$/, ""));
    const { inRepository } = await this.resolve(path);
    return orGitFailed("cat-file", readFile(this.#git, commit, inRepository));
  }

  /** Every checkpoint of a plan, as git's tags hold them; two processes besides the open one, and one where nothing moved since. */
  readLedger(plan: string): Promise<Ledger> {
    return this.readLedgerAndLock(plan).then(({ ledger }) => ledger);
  }

  /** As `readLedger`, and the object of the plan's lock where it has one. */
  readLedgerAndLock(plan: string): Promise<LedgerAndLock> {
    const reading = readLedger(this.#git, checkedPlanId(plan), this.#ledger);
    return reading.then((read) => {
      this.#ledger = read;
      return read;
    });
  }

  /** The names of a plan's tags that a commit reaches; one process. */
  tagsReachedBy(commit: string, plan: string): Promise<Set<string>> {
    return reachedTags(this.#git, checkedPlanId(plan), checkedCommit(commit));
  }

  /** Whether HEAD reaches `commit`; one process. UserError: git-failed. */
  async isReached(commit: string): Promise<boolean> {
    try {
      await this.#git.run(["merge-base", "--is-ancestor", checkedCommit(commit), "HEAD"]);
      return true;
    } catch (error) {
      if (error instanceof GitFailure && error.exitCode === 1) return false;
      throw error instanceof GitFailure ? error.asUserError("merge-base") : error;
    }
  }

  /** The file that `path` names, links followed. UserError: file-outside, file-path-invalid. */
  resolve(path: string): Promise<RealPath> {
    return realPath(this.root, path);
  }

  async #indexLock(): Promise<string | undefined> {
    const path = join(this.gitDir, "index.lock");
    return (await exists(path)) ? path : undefined;
  }

  async #readIdentity(): Promise<string> {
    try {
      const output = await this.#git.run(["var", "GIT_COMMITTER_IDENT"]);
      return output.replace(/ \d+ [+-]\d{4}\s*$/, "");
    } catch (error) {
      throw error instanceof GitFailure ? new UserError(problem("git-no-identity", {})) : error;
    }
  }
}

/** A plan's id, which becomes part of a ref's name. RangeError where it can't; a plan that was loaded has no such id. */
export function checkedPlanId(plan: string): string {
  if (!isPlanId(plan)) throw new RangeError(`not a plan's id: ${JSON.stringify(plan)}`);
  return plan;
}

/** A commit's full name, which becomes an argument of git. RangeError for anything else. */
function checkedCommit(commit: string): string {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(commit)) throw new RangeError(`not a commit's name: ${commit}`);
  return commit;
}

/** Whether git should have found a repository here: its refusal then has another reason, which it tells itself. */
async function hasGitFolder(folder: string): Promise<boolean> {
  const path = resolve(folder);
  if (await exists(join(path, ".git"))) return true;
  return dirname(path) !== path && hasGitFolder(dirname(path));
}

/** The files as git calls them; for none, a path that no work tree holds, since git takes no path for all of them. */
function named(files: readonly RealPath[]): string[] {
  return files.length === 0 ? [".git"] : files.map(literal);
}
