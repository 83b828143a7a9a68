import assert from "node:assert/strict";
import { execFileSync, type StdioOptions, spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, afterEach, before, beforeEach } from "mocha";
import { CommittedNotSealed, type ProblemCode, problem, UserError } from "../../../src/core/problem";
import { Repository } from "../../../src/node/git/repository";
import { type HealRequest, heal } from "../../../src/node/seal/heal";
import { readLock } from "../../../src/node/seal/lock";
import type { SealRequest } from "../../../src/node/seal/seal-request";
import { gitConfig } from "../../support/demo-repository";
import { Template } from "../../support/template";
import { bot, bytesAfter, bytesBefore, record } from "./sandbox-data";

/** Whether a commit's bytes hold the value that `record` names; anything else in them is free. */
export const verify: SealRequest["verify"] = (path, bytes) =>
  bytes.includes("EXIT = 0.603 ") ? undefined : problem("commit-differs", { path, detail: [{ parameter: "EXIT" }] });

const verifyCommit: HealRequest["verify"] = (_record, path, bytes) => verify(path, bytes);

/** Keeps git in these tests from reading the configuration of the person or machine that runs them. */
export function withOwnGitConfig(): void {
  const names = ["GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM", "EMAIL"];
  const kept = names.map((name) => [name, process.env[name]] as const);
  const folder = mkdtempSync(join(tmpdir(), "phasegate-config-"));
  before(() => {
    const config = join(folder, "config");
    writeFileSync(config, gitConfig);
    process.env["GIT_CONFIG_GLOBAL"] = config;
    process.env["GIT_CONFIG_NOSYSTEM"] = "1";
    delete process.env["EMAIL"];
  });
  after(() => {
    for (const [name, value] of kept) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(folder, { recursive: true, force: true });
  });
}

const template = new Template((folder) => {
  const box = new Sandbox(folder);
  box.git("init", "--quiet");
  box.write(bot, bytesBefore);
  box.write("other.txt", "one\n");
  box.git("add", "--all");
  box.git("commit", "--quiet", "-m", "the bot");
});

/** A real repository in a folder of its own, with the bot and another file committed. */
export class Sandbox {
  readonly #folder: string;
  readonly root: string;

  /** Of the work tree at `root`, where that stands already. */
  constructor(root?: string) {
    this.#folder = root === undefined ? realpathSync(mkdtempSync(join(tmpdir(), "phasegate-"))) : dirname(root);
    this.root = root ?? join(this.#folder, "work");
    if (root !== undefined) return;
    template.copyTo(this.root);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A path beside the work tree. */
  beside(name: string): string {
    return join(this.#folder, name);
  }

  git(...args: string[]): string {
    const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
    // A ledger of thousands prints more than Node takes by itself.
    return execFileSync("git", args, { cwd: this.root, encoding: "utf8", stdio, maxBuffer: 2 ** 26 }).trimEnd();
  }

  /** Runs git where it is meant to stop with an error, a conflict say. */
  gitFails(...args: string[]): void {
    assert.notEqual(spawnSync("git", args, { cwd: this.root }).status, 0, args.join(" "));
  }

  write(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  read(path: string): Buffer {
    return readFileSync(join(this.root, path));
  }

  hook(name: string, script: string): void {
    const path = join(this.root, ".git/hooks", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `#!/bin/sh\n${script}\n`);
    chmodSync(path, 0o755);
  }

  open(): Promise<Repository> {
    return Repository.open(this.root);
  }

  head(): string {
    return this.git("rev-parse", "HEAD");
  }

  /** A request to seal Phase 1 on what stands now. */
  request(changes: Partial<SealRequest> = {}): SealRequest {
    return {
      record,
      files: [{ path: bot, before: bytesBefore, after: bytesAfter }],
      verify,
      head: this.head(),
      n: 1,
      ...changes,
    };
  }

  /** All that a refused seal must leave as it was, the branch, refs, index and work tree. */
  snapshot(): unknown {
    return {
      refs: this.git("for-each-ref"),
      head: readFileSync(join(this.git("rev-parse", "--absolute-git-dir"), "HEAD"), "utf8"),
      index: this.git("ls-files", "--stage", "-v"),
      status: this.git("status", "--porcelain=v2", "--untracked-files=all", "--ignored"),
      files: this.git("ls-files", "--cached", "--others")
        .split("\n")
        .map((path) => [path, this.#bytes(path)]),
    };
  }

  #bytes(path: string): string | undefined {
    try {
      return readFileSync(join(this.root, path.replace(/^"|"$/g, "")), "hex");
    } catch {
      return undefined;
    }
  }

  assertObjectsSound(): void {
    const { status, stderr } = spawnSync("git", ["fsck", "--strict"], { cwd: this.root, encoding: "utf8" });
    assert.equal(status, 0, stderr);
  }

  /** Nothing in the object store is broken, and no lock or temporary file was left. */
  assertSound(): void {
    this.assertObjectsSound();
    assert.equal(this.git("for-each-ref", "refs/phasegate"), "");
    assert.equal(this.git("ls-files", "--others").includes("phasegate-tmp"), false);
    const kept = readdirSync(this.git("rev-parse", "--absolute-git-dir")).filter((name) =>
      name.startsWith("phasegate"),
    );
    assert.deepEqual(kept, []);
  }
}

/** How `box` is healed: "clean", "stuck: ", "unsealed: " or "healed: " and the codes of what is told. */
export async function healed(box: Sandbox, changes: Partial<HealRequest> = {}): Promise<string> {
  const repository = await box.open();
  const lock = await readLock(repository.git, "v4");
  const healing = await heal(repository, { plan: "v4", paths: [bot], verify: verifyCommit, lock, ...changes });
  if (healing.status === "clean") return "clean";
  if (healing.status === "stuck") return `stuck: ${healing.problem.code}`;
  if (healing.unsealed) return `unsealed: ${healing.unsealed.problems.map(({ code }) => code).join(", ")}`;
  return `healed: ${healing.notes.map(({ code }) => code).join(", ")}`;
}

/** Gives each test of the suite that calls it a sandbox of its own, under no configuration of git but its own. */
export function withSandbox(use: (box: Sandbox) => void): void {
  withOwnGitConfig();
  let box: Sandbox;
  beforeEach(() => {
    box = new Sandbox();
    use(box);
  });
  afterEach(() => box.remove());
}

/** The codes of the UserError that `work` ends with; any other end fails. */
export async function refusal(work: Promise<unknown>): Promise<ProblemCode[]> {
  return (await refusalError(work)).problems.map(({ code }) => code);
}

export async function refusalError(work: Promise<unknown>): Promise<UserError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  assert.fail("was not refused");
}

/** The CommittedNotSealed that `work` ends with; any other end fails. */
export async function notSealed(work: Promise<unknown>): Promise<CommittedNotSealed> {
  try {
    await work;
  } catch (error) {
    if (error instanceof CommittedNotSealed) return error;
    throw error;
  }
  assert.fail("was sealed");
}
