// Runs git, and turns its failures into problems.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Socket } from "node:net";
import { devNull } from "node:os";
import { GitError, type SimpleGit, type SimpleGitOptions, simpleGit } from "simple-git";
import { problem, UserError } from "../../core/problem";
import { errorCode } from "../files/errors";

/** Who committed, and when: seconds since the epoch and the offset, as git has them, "1700000000 +0900". */
export interface Committer {
  readonly name: string;
  readonly mail: string;
  readonly date: string;
}

/** Git ended with another exit code than 0. */
export class GitFailure extends GitError {
  constructor(
    readonly exitCode: number,
    readonly stdout: string,
    readonly stderr: string,
  ) {
    super(undefined, stderr || stdout);
  }

  /** The failure for a person to read: git's own first lines. */
  asUserError(command: string): UserError {
    return new UserError(problem("git-failed", { command: `git ${command}`, output: this.output() }));
  }

  /** The first lines of what git and its hooks said. */
  output(): string {
    const lines = `${this.stderr}\n${this.stdout}`.split(/\r?\n/).filter((line) => line.trim() !== "");
    // Git names a remote by its address, which may hold a password.
    return lines
      .slice(0, 12)
      .join("\n")
      .replace(/(:\/\/)[^\s/@]+@/g, "$1…@");
  }
}

/**
 * What git may take from the environment: whose commits these are, where configuration and programs are, how to ask for a
 * passphrase. Whatever points git at another repository or index (GIT_DIR and the like, set while a hook runs) is kept out.
 */
const environment = [
  "GIT_AUTHOR_NAME",
  "GIT_AUTHOR_EMAIL",
  "GIT_AUTHOR_DATE",
  "GIT_COMMITTER_NAME",
  "GIT_COMMITTER_EMAIL",
  "GIT_COMMITTER_DATE",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_SYSTEM",
  "GIT_CONFIG_NOSYSTEM",
  "GIT_CEILING_DIRECTORIES",
  "GIT_EXEC_PATH",
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_TERMINAL_PROMPT",
  "GIT_ASKPASS",
  "SSH_ASKPASS",
  "EDITOR",
  "VISUAL",
  "PAGER",
];

/**
 * For every command: no garbage collection on our time, no name guessed from the machine's, since a ledger must say who, and
 * one encoding. The user's hooks inherit these, and nothing that would change what they do.
 */
const settings = ["maintenance.auto=false", "gc.auto=0", "user.useConfigOnly=true", "i18n.commitEncoding=UTF-8"];

/** How long an open git is kept once it has answered, in ms: the steps of one operation follow each other closely. */
const kept = 30_000;

/** Takes what git prints as it comes, and says when the answer is complete. */
export type TakeAnswer = (chunk: Buffer) => boolean;

/**
 * A git that answers one question after the other: it starts with the first one, and ends a while after the last answer or
 * with this process, whose end it does not hold up.
 */
export class OpenGit {
  readonly #start: () => ChildProcessWithoutNullStreams;
  #child: ChildProcessWithoutNullStreams | undefined;
  #question: { take: TakeAnswer; answered(): void; failed(error: unknown): void } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #ending: NodeJS.Timeout | undefined;

  constructor(start: () => ChildProcessWithoutNullStreams) {
    this.#start = start;
  }

  /** Asks once the questions before are answered. Throws GitFailure where git ends instead, and UserError git-missing. */
  ask(text: string, take: TakeAnswer): Promise<void> {
    const answered = this.#last.then(() => this.#ask(text, take));
    this.#last = answered.catch(() => undefined);
    return answered;
  }

  async #ask(text: string, take: TakeAnswer): Promise<void> {
    clearTimeout(this.#ending);
    this.#child ??= this.#started();
    const child = this.#child;
    child.ref();
    try {
      await new Promise<void>((answered, failed) => {
        this.#question = { take, answered, failed };
        child.stdin.write(text);
      });
    } finally {
      this.#question = undefined;
      child.unref();
      this.#ending = setTimeout(() => this.#end(child), kept).unref();
    }
  }

  #started(): ChildProcessWithoutNullStreams {
    const child = this.#start();
    let stderr = "";
    const ended = (error: unknown) => {
      // The question may be another one's by now.
      const isAsked = this.#child === child;
      this.#end(child);
      if (isAsked) this.#question?.failed(error);
    };
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr = (stderr + text).slice(-mostStderr);
    });
    child.stdout.on("data", (chunk: Buffer) => {
      if (this.#question?.take(chunk)) this.#question.answered();
    });
    // That git is gone is told by its end.
    child.stdin.on("error", () => undefined);
    child.on("error", (error) => ended(notStarted(errorCode(error)) ?? error));
    child.on("close", (code) => ended(new GitFailure(code ?? -1, "", stderr)));
    for (const pipe of child.stdio) (pipe as Socket | null)?.unref();
    return child;
  }

  #end(child: ChildProcessWithoutNullStreams): void {
    child.stdin.end();
    if (this.#child === child) this.#child = undefined;
  }
}

/** How much of what git says of itself is kept, in UTF-16 code units: the end says why it ended. */
const mostStderr = 10_000;

/** Why the system did not start git; undefined where that is not known. */
function notStarted(system: string | undefined): UserError | undefined {
  if (system === undefined) return undefined;
  return new UserError(
    system === "ENOENT" ? problem("git-missing", {}) : problem("git-unstartable", { detail: { system } }),
  );
}

/** What four gits take that start side by side. */
const descriptors = 32;

/**
 * UserError: git-unstartable, where the process has no more file descriptors. A child without its pipes has none that its error
 * could be heard on: it would end the process, or the editor's extensions.
 */
function requireDescriptors(): void {
  const taken: number[] = [];
  try {
    while (taken.length < descriptors) taken.push(openSync(devNull, "r"));
  } catch (error) {
    const code = errorCode(error);
    throw (code === "EMFILE" || code === "ENFILE" ? notStarted(code) : undefined) ?? error;
  } finally {
    for (const descriptor of taken) closeSync(descriptor);
  }
}

/** Runs git in one folder. Throws GitFailure, and UserError git-missing. */
export class Git {
  readonly #options: Partial<SimpleGitOptions>;
  /** Prints the objects that it is asked for, files as a checkout would write them. */
  readonly catFile = new OpenGit(() => this.#start(["cat-file", "--batch", "--filters"]));

  constructor(readonly folder: string) {
    this.#options = {
      baseDir: folder,
      config: settings,
      allowEnvironment: environment,
      // Otherwise simple-git forbids abbreviated options to every git that the user's hooks run.
      unsafe: { allowAbbreviatedOptions: true },
      // The exit code alone decides: simple-git would take a failure that prints nothing to stderr for a success.
      errors: (error, { exitCode, stdOut, stdErr }) => {
        if (exitCode === 0 && !error) return undefined;
        return new GitFailure(exitCode, Buffer.concat(stdOut).toString(), Buffer.concat(stdErr).toString());
      },
    };
  }

  /** Git's standard output as text, with `input` on its standard input. */
  run(args: readonly string[], input?: string | Buffer): Promise<string> {
    return run(() => this.#git(input).raw([...args]));
  }

  /** As `run`, in the name of somebody who committed and as of then; in the person's own, and now, where it is nobody. */
  runAs(committer: Committer | undefined, args: readonly string[]): Promise<string> {
    if (!committer) return this.run(args);
    const { name, mail, date } = committer;
    const who = { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: mail, GIT_COMMITTER_DATE: `@${date}` };
    const git = simpleGit({ ...this.#options, unsafe: trusted });
    return run(() => silent(git.env({ ...allowed(process.env), ...who })).raw([...args]));
  }

  /** As `run`, with the index that is about to be committed: the one that a hook is told of, else the work tree's own. */
  runOnHooksIndex(args: readonly string[]): Promise<string> {
    const git = simpleGit({ ...this.#options, allowEnvironment: [...environment, "GIT_INDEX_FILE"] });
    return run(() => silent(git).raw([...args]));
  }

  /** As `run`, for a command that asks another machine: never at the terminal, where nobody may be to answer. */
  ask(args: readonly string[], input?: string): Promise<string> {
    const git = simpleGit({ ...this.#options, unsafe: trusted, ...(input !== undefined && { input: () => input }) });
    return run(() => silent(git.env({ ...allowed(process.env), GIT_TERMINAL_PROMPT: "0" })).raw([...args]));
  }

  /** The bytes of a blob, as they are. */
  blob(object: string): Promise<Buffer> {
    return run(() => this.#git().binaryCatFile(["blob", object]));
  }

  /** A command that is fed on its standard input for as long as that is open, which simple-git can't do. */
  #start(args: readonly string[]): ChildProcessWithoutNullStreams {
    requireDescriptors();
    const config = settings.flatMap((setting) => ["-c", setting]);
    return spawn("git", [...config, ...args], { cwd: this.folder, env: allowed(process.env), windowsHide: true });
  }

  /** An instance for each command: a failure in one purges the queue of its whole instance. */
  #git(input?: string | Buffer): SimpleGit {
    return silent(simpleGit({ ...this.#options, ...(input !== undefined && { input: () => input }) }));
  }
}

/** simple-git waits 50 ms for the output of a command that has printed nothing: at its end, it gets an empty output. */
function silent(git: SimpleGit): SimpleGit {
  return git.outputHandler((_command, stdout) => stdout.once("end", () => stdout.emit("data", Buffer.alloc(0))));
}

/** What simple-git leaves out of the environment by itself, but not out of one that it is given. */
function allowed(all: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(
    entries.filter(([name]) => environment.includes(name.toUpperCase()) || !/^(git_|prefix$)/i.test(name)),
  );
}

/** The person's own environment names these programs, as it does where simple-git passes it on unseen. */
const trusted = {
  allowAbbreviatedOptions: true,
  allowUnsafeAskPass: true,
  allowUnsafeConfigPaths: true,
  allowUnsafeEditor: true,
  allowUnsafeExec: true,
  allowUnsafePager: true,
  allowUnsafeSshCommand: true,
};

async function run<T>(start: () => PromiseLike<T>): Promise<T> {
  requireDescriptors();
  try {
    return await start();
  } catch (error) {
    // Before git has started, what stands for its words is the error of Node.
    const [, system] = error instanceof GitFailure ? (/^Error: spawn git (E[A-Z]+)/.exec(error.stderr) ?? []) : [];
    throw notStarted(system) ?? error;
  }
}

/** The result of a command. UserError: git-failed with git's own words, where it fails. */
export async function orGitFailed<T>(command: string, result: Promise<T>): Promise<T> {
  try {
    return await result;
  } catch (error) {
    throw error instanceof GitFailure ? error.asUserError(command) : error;
  }
}

/** The result of a command about HEAD, or `unborn` where HEAD has no commit yet. Where it fails: symbolic-ref beside rev-parse. */
export async function orUnborn<T>(git: Git, result: Promise<T>, unborn: T): Promise<T> {
  try {
    return await result;
  } catch (error) {
    // A broken branch has no commit either, but then git can't follow HEAD to its name.
    const [branch, head] = await Promise.allSettled([
      git.run(["symbolic-ref", "--quiet", "HEAD"]),
      git.run(["rev-parse", "--verify", "--quiet", "HEAD"]),
    ]);
    if (branch.status === "fulfilled" && head.status === "rejected") return unborn;
    throw error;
  }
}
