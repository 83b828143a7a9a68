import assert from "node:assert/strict";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Request } from "../../src/core/change/change";
import type { Checkpoint } from "../../src/core/ledger/ledger";
import { CommittedNotSealed, type Problem, UserError } from "../../src/core/problem";
import { execute, prepare } from "../../src/node/change/execute";
import { type Rollout, readUsableRollout } from "../../src/node/rollout";
import { copyFolder } from "../support/template";
import { Sandbox } from "../unit/node/sandbox";
import type { End, Operation } from "./table";
import { bot, files, planFile, risk } from "./world-data";

const requests: Record<Operation, Request> = { apply: { kind: "apply", phase: 1 }, rollback: { kind: "rollback" } };
const events: Record<Operation, string> = { apply: "apply-1", rollback: "rollback-phase-1" };
const values: Record<Operation, Record<string, string>> = {
  apply: { EXIT: "0.603", RATE: "0.0612" },
  rollback: { EXIT: "0.70", RATE: "0.101" },
};

const refFormat = "%(refname)%09%(objecttype) %(objectname) %(*objectname)";

/** Ignored files and each one in a new folder, too. */
const all = ["--untracked-files=all", "--ignored"];

/** All that git and the disk hold at one moment. */
export interface State {
  readonly head: string;
  readonly branch: string;
  /** Every ref's object, by name: its type and name, and of a tag the commit's. */
  readonly refs: ReadonlyMap<string, string>;
  readonly index: readonly string[];
  readonly status: readonly string[];
  /** The log of the stash: its entries. */
  readonly stash: string;
  /** Each file of the work tree with its bytes, and what else stands there. */
  readonly files: ReadonlyMap<string, string>;
}

/** A repository with a plan, its bot in two files, and a person's other work in every state that git knows. */
export class World {
  /** The governed files as git calls them. */
  governed: readonly string[] = [bot, risk];
  /** The written reason of an apply over values that the plan does not know. */
  override: string | undefined;
  #foundFolders: readonly string[] | undefined;

  private constructor(
    readonly folder: string,
    readonly box: Sandbox,
  ) {}

  /** The one that all others are copied from; before an operation that is a rollback, Phase 1 is applied. */
  static async template(operation: Operation): Promise<World> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-fault-")));
    mkdirSync(join(folder, "work"));
    const world = new World(folder, new Sandbox(join(folder, "work")));
    const { box } = world;
    box.git("init", "--quiet", "--template=");
    for (const [path, text] of Object.entries(files)) box.write(path, text);
    box.git("add", "--all");
    box.git("commit", "--quiet", "-m", "the bot");
    if (operation === "rollback") await world.carryOut("apply");
    box.write("stashed", "2\n");
    box.git("stash", "--quiet");
    box.write("unstaged", "2\n");
    box.write("staged", "2\n");
    box.write("both", "2\n");
    box.git("add", "staged", "both");
    box.write("both", "3\n");
    box.git("rm", "--quiet", "deleted");
    box.write("untracked", "1\n");
    box.write("ignored", "1\n");
    return world;
  }

  /** A copy in a folder of its own, or in `parent`. */
  copy(parent = tmpdir()): World {
    const folder = realpathSync(mkdtempSync(join(parent, "phasegate-fault-")));
    copyFolder(this.folder, folder);
    return new World(folder, new Sandbox(join(folder, "work")));
  }

  /** Another work tree in this world's folder. */
  at(root: string): World {
    return new World(this.folder, new Sandbox(root));
  }

  /** Git's own folder for this work tree, and the one that all work trees share. They stay where they are: git is asked once. */
  get #folders(): { own: string; common: string } {
    const args = ["rev-parse", "--path-format=absolute", "--absolute-git-dir", "--git-common-dir"];
    const [own = "", common = ""] = this.#foundFolders ?? this.box.git(...args).split("\n");
    this.#foundFolders = [own, common];
    return { own, common };
  }

  get root(): string {
    return this.box.root;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async prepare(operation: Operation): Promise<Awaited<ReturnType<typeof prepare>>> {
    const { override } = this;
    const request = requests[operation];
    const isOverridden = request.kind === "apply" && override !== undefined;
    return prepare(join(this.root, planFile), isOverridden ? { ...request, override } : request);
  }

  rollout(): Promise<Rollout> {
    return readUsableRollout(join(this.root, planFile), { git: true });
  }

  /** Carries an operation out, as both faces do. Holds that a UserError, after which nothing is changed, leaves no commit. */
  async carryOut(operation: Operation): Promise<Checkpoint> {
    const head = this.#head();
    try {
      return await execute(join(this.root, planFile), await this.prepare(operation));
    } catch (error) {
      if (error instanceof UserError)
        assert.equal(this.#head(), head, `a commit is left, but told is ${error.message}`);
      throw error;
    }
  }

  #head(): string {
    return this.box.git("rev-parse", "--revs-only", "HEAD");
  }

  state(): State {
    const { box } = this;
    const refs = box.git("for-each-ref", `--format=${refFormat}`).split("\n");
    const stash = join(this.#folders.common, "logs/refs/stash");
    const list = (...args: string[]): string[] => box.git(...args).split("\0");
    const status = list("--no-optional-locks", "status", "-z", "--porcelain=v2", "--branch", ...all);
    const [, head = ""] = /^# branch\.oid ([0-9a-f]+)$/.exec(status[0] ?? "") ?? [];
    return {
      head,
      branch: readFileSync(join(this.#folders.own, "HEAD"), "utf8").replace(/^[0-9a-f]+$/m, ""),
      refs: new Map(refs.map((line) => line.trimEnd().split("\t") as [string, string])),
      index: list("ls-files", "-z", "--stage", "-v"),
      status: status.filter((line) => !line.startsWith("# ")),
      stash: existsSync(stash) ? contentOf(stash) : "",
      files: new Map(filesIn(this.root)),
    };
  }

  /** What is left of an operation, in words, as far as it differs from `before`. */
  remains(before: State, now: State): string {
    const written = this.governed.filter((path) => now.files.get(path) !== before.files.get(path)).length;
    const added = [...now.refs.keys()].filter((name) => !before.refs.has(name));
    const facts = [
      added.some((name) => name.startsWith("refs/phasegate/")) && "its lock",
      written > 0 && `${written} of ${this.governed.length} files`,
      now.head !== before.head && "the commit",
      added.some((name) => name.startsWith("refs/tags/")) && "the tag",
      this.gitLocks().length > 0 && "git's lock",
    ];
    return facts.filter((fact) => fact !== false).join(", ");
  }

  /** The lock files of a git that was killed, but for that of an index that only it would have used. */
  gitLocks(): string[] {
    const folder = this.#folders.common;
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    return names.filter((name) => /^(?!next-index-).*\.lock$/.test(name)).map((name) => join(folder, name));
  }

  /** How an operation seems to have ended that began at `before`; undefined where it is neither done nor undone. */
  seemingEnd(before: State, now = this.state()): End | undefined {
    if (this.gitLocks().length > 0) return undefined;
    if (isDeepStrictEqual(now, before)) return "nothing changed";
    const added = [...now.refs.keys()].filter((name) => !before.refs.has(name));
    return added.length === 1 && added[0]?.startsWith("refs/tags/") ? "done" : undefined;
  }

  /** Holds that nothing at all differs from `before`. */
  assertUntouched(before: State, now = this.state()): void {
    assert.deepEqual(now, before);
    this.#assertSound(now);
  }

  /** Holds that the operation is done, to the last byte, and that nothing else differs from `before`. */
  assertDone(operation: Operation, before: State, now = this.state()): void {
    const { box, governed } = this;
    const [tag = "", ...more] = [...now.refs.keys()].filter((name) => !before.refs.has(name));
    assert.match(tag, new RegExp(`^refs/tags/phasegate/v4/\\d{4,}-${events[operation]}$`));
    assert.deepEqual(more, []);
    assert.match(now.refs.get(tag) ?? "", new RegExp(`^tag \\w+ ${now.head}$`));
    // Where a commit of before that is no checkpoint has the values already, it is tagged.
    if (governed.some((path) => now.files.get(path) !== before.files.get(path))) {
      const [parent, , ...changed] = box.git("log", "-1", "--format=%P", "--name-only").split("\n");
      assert.equal(parent, before.head);
      assert.deepEqual(
        changed.filter((path) => !governed.includes(path)),
        [],
      );
    } else assert.equal(now.head, before.head);
    for (const path of governed) {
      const expected = withValues(before.files.get(path) ?? "", values[operation]);
      assert.equal(now.files.get(path), expected, path);
      assert.equal(box.git("rev-parse", `HEAD:${path}`), box.git("hash-object", path), path);
    }
    assert.deepEqual(this.#others(now, tag), this.#others(before, tag));
    assert.deepEqual(this.#lines(now.status, true), []);
    this.#assertSound(now);
  }

  /** Holds that a commit stands that is no checkpoint, and that nothing but it, the governed files and `alsoIn` differ. */
  assertPassedOver(before: State, now: State, alsoIn = ""): void {
    assert.equal(this.box.git("rev-parse", "HEAD^"), before.head);
    assert.deepEqual([...now.refs.keys()], [...before.refs.keys()]);
    assert.deepEqual(this.#others(now, "", alsoIn), this.#others(before, "", alsoIn));
    this.#assertSound(now);
  }

  /** As the sandbox's own, which has to ask git for what is in `now`. */
  #assertSound({ refs, files: all }: State): void {
    this.box.assertObjectsSound();
    assert.deepEqual(
      [...refs.keys()].filter((name) => name.startsWith("refs/phasegate/")),
      [],
    );
    assert.deepEqual(
      [...all.keys(), ...readdirSync(this.#folders.own)].filter((name) => /phasegate-tmp|^phasegate/.test(name)),
      [],
    );
  }

  /** All but the governed files, the commit and its tag. */
  #others({ branch, refs, index, status, stash, files: all }: State, tag: string, but = ""): unknown {
    return {
      branch,
      refs: [...refs].filter(([name]) => name !== tag && `ref: ${name}` !== branch.trim()),
      index: this.#lines(index, false),
      status: this.#lines(status, false).filter((line) => but === "" || !line.endsWith(` ${but}`)),
      stash,
      files: [...all].filter(([path]) => !this.governed.includes(path)),
    };
  }

  /** The lines of the governed paths, or those of all others. */
  #lines(lines: readonly string[], governed: boolean): string[] {
    return lines.filter((line) => this.governed.some((path) => line.endsWith(path)) === governed && line !== "");
  }
}

/** The problems that `work` is refused with; none where it succeeds. */
export async function problemsOf(work: () => Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await work();
    return [];
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
}

/** How `work` ends: "done"; the codes of a refusal; or those that tell why it is not sealed. */
export async function endOf(work: () => Promise<unknown>): Promise<string> {
  try {
    const problems = await problemsOf(work);
    return problems.map(({ code }) => code).join(", ") || "done";
  } catch (error) {
    if (!(error instanceof CommittedNotSealed)) throw error;
    const state = error.unsealed.next === "find-out" ? "perhaps sealed" : "not sealed";
    return `${state}: ${error.problems.map(({ code }) => code).join(", ")}`;
  }
}

/** Bytes, as latin1, with other literals in place of those that stand there. */
function withValues(text: string, literals: Readonly<Record<string, string>>): string {
  return text.replace(/^(\w+)( = )[^ \r\n]+/gm, (line, name: string, equals: string) => {
    const literal = literals[name];
    return literal === undefined ? line : `${name}${equals}${literal}`;
  });
}

function* filesIn(root: string, folder = ""): Generator<[string, string]> {
  for (const name of readdirSync(join(root, folder)).sort()) {
    const path = folder === "" ? name : `${folder}/${name}`;
    if (name === ".git") continue;
    const stat = lstatSync(join(root, path));
    if (stat.isDirectory()) yield* filesIn(root, path);
    else yield [path, contentOf(join(root, path))];
  }
}

function contentOf(absolute: string): string {
  const stat = lstatSync(absolute);
  if (stat.isSymbolicLink()) return `→ ${readlinkSync(absolute)}`;
  return stat.isFile() ? readFileSync(absolute, "latin1") : "neither file nor link";
}
