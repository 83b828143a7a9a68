// npm run bench -- endurance: a random walk of what people, their git and a killed process do, against a small model.
// PHASEGATE_SEED repeats a walk, PHASEGATE_OPERATIONS sets its length.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Request } from "../../src/core/change/change";
import { CommittedNotSealed, UserError } from "../../src/core/problem";
import { execute, prepare } from "../../src/node/change/execute";
import { prepareUnsealed, writeUnsealed } from "../../src/node/change/write-only";
import { killAhead } from "../faults/killed";
import { type State, World } from "../faults/world";
import { bot, planFile, risk } from "../faults/world-data";
import type { Row } from "./figures";

const seed = Number(process.env["PHASEGATE_SEED"] ?? Date.now() % 1_000_000);
const operations = Number(process.env["PHASEGATE_OPERATIONS"] ?? 1_000);

/** Mulberry32, by Tommy Ettinger: the same numbers from 0 to 1 for the same seed. */
function randomOf(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Values = Readonly<Record<string, string>>;

const pathOf: Values = { EXIT: bot, RATE: risk, SIZE: risk, STEPS: risk };
const baseline: Values = { EXIT: "0.7", RATE: "0.101", SIZE: "10", STEPS: "[1,2]" };
const target: Values = { EXIT: "0.603", RATE: "0.0612", SIZE: "15", STEPS: "[1,3]" };
const ofPhase: Readonly<Record<number, readonly string[]>> = { 1: ["EXIT", "RATE"], 2: ["SIZE", "STEPS"] };
const steps = [
  "creating the message",
  "creating the temporary bot.py",
  "creating the temporary risk.py",
  "renaming the temporary bot.py",
  "renaming the temporary risk.py",
  "git commit",
  "git tag",
  "removing the message",
  "git update-ref #2",
];

/** The values as the texts say, by a reading that is not ours. */
function valuesIn(textOf: (path: string) => string): Values {
  const entries = Object.entries(pathOf).map(([name, path]): [string, string] => {
    const [, text = "?"] = new RegExp(`^${name} = (\\[[^\\]]*\\]|\\S+)`, "m").exec(textOf(path)) ?? [];
    return [name, flat(text)];
  });
  return Object.fromEntries(entries);
}

/** A literal without what is layout in it, also where a message writes it in quotes; a number by its value. */
function flat(text: string): string {
  const bare = text.replace(/\\n|\s|"/g, "").replace(/,\]/, "]");
  return Number.isNaN(Number(bare)) ? bare : String(Number(bare));
}

class Walk {
  readonly done = new Map<string, number>();
  readonly #random = randomOf(seed);
  #count = 0;

  constructor(readonly world: World) {}

  async run(): Promise<void> {
    for (let i = 1; i <= operations; i++) {
      const [name, step] = this.#oneOf(this.#moves);
      try {
        const told = await step();
        const row = `${name}: ${told}`;
        this.done.set(row, (this.done.get(row) ?? 0) + 1);
      } catch (error) {
        throw new Error(`operation ${i} of seed ${seed}: ${name}, in ${this.world.root}`, { cause: error });
      }
      if (i % 50 === 0) process.stderr.write(`${i} operations\n`);
    }
    this.#assertLedger();
    this.world.box.git("fsck", "--strict");
  }

  readonly #moves: readonly (readonly [name: string, move: () => Promise<string>])[] = [
    ["apply", () => this.#apply()],
    ["apply", () => this.#apply()],
    ["apply", () => this.#apply()],
    ["rollback", () => this.#sealed({ kind: "rollback" })],
    ["rollback", () => this.#sealed({ kind: "rollback" })],
    ["rollback to a checkpoint", () => this.#toTag(false)],
    ["rollback of whole files", () => this.#toTag(true)],
    ["rollback to the baseline", () => this.#sealed({ kind: "rollback", tag: "baseline" }, () => baseline)],
    ["hand edits", () => this.#handEdits()],
    ["write only", () => this.#writeOnly()],
    ["adopt", () => this.#sealed({ kind: "adopt" }, (values) => values)],
    ["kill", () => this.#kill()],
    ["kill", () => this.#kill()],
    ["branch", () => this.#git(["switch", "--quiet", this.#oneOf(["main", "side"])])],
    [
      "amend",
      () => this.#git(["commit", "--quiet", "--amend", "--allow-empty", "-m", `amended ${++this.#count}`, "-o"]),
    ],
    ["rebase", () => this.#git(["-c", "rebase.autoStash=true", "rebase", "--quiet", "--force-rebase", "HEAD~2"])],
    ["the bot's own commit", () => this.#commitState()],
    ["other work staged", () => this.#stageOther()],
    ["other work stashed", () => this.#git(["stash", "push", "--quiet", "--", "unstaged", "both"])],
    ["stash popped", () => this.#git(["stash", "pop", "--quiet"])],
  ];

  #oneOf<T>(all: readonly T[]): T {
    return all[Math.floor(this.#random() * all.length)] as T;
  }

  get #plan(): string {
    return join(this.world.root, planFile);
  }

  #values(state = this.world.state()): Values {
    return valuesIn((path) => state.files.get(path) ?? "");
  }

  #valuesAt(revision: string): Values {
    return valuesIn((path) => this.world.box.git("show", `${revision}:${path}`));
  }

  /** The checkpoints that count, oldest first, as docs/LEDGER.md reads them, each with its phases. */
  #reached(): { tag: string; phases: string }[] {
    const form = "--format=%(refname:strip=2)%00%(trailers:key=Phasegate-Phases,valueonly)%00";
    const args = ["for-each-ref", "--merged=HEAD", "--sort=version:refname", form, "refs/tags/phasegate/v4/"];
    const fields = this.world.box.git(...args).split("\0");
    return fields.flatMap((tag, i) =>
      i % 2 === 0 && tag.trim() !== "" ? [{ tag: tag.trim(), phases: (fields[i + 1] ?? "").trim() }] : [],
    );
  }

  #apply(): Promise<string> {
    const phase = this.#oneOf([1, 2]);
    const names = ofPhase[phase] ?? [];
    return this.#sealed({ kind: "apply", phase, override: "a walk" }, (values) => ({
      ...values,
      ...Object.fromEntries(names.map((name) => [name, target[name] ?? ""])),
    }));
  }

  #toTag(isWholeFile: boolean): Promise<string> {
    const all = this.#reached();
    if (all.length === 0) return Promise.resolve("no checkpoint");
    const { tag } = this.#oneOf(all);
    return this.#sealed({ kind: "rollback", tag, ...(isWholeFile && { wholeFile: true }) }, () => this.#valuesAt(tag));
  }

  /** Carries a request out, and holds it against the model. */
  async #sealed(request: Request, expected?: (before: Values) => Values): Promise<string> {
    const { world } = this;
    const before = world.state();
    const values = expected?.(this.#values(before));
    const seen = before.head;
    let tag: string;
    try {
      ({ tag } = await execute(this.#plan, await prepare(this.#plan, request)));
    } catch (error) {
      if (error instanceof CommittedNotSealed || !(error instanceof UserError)) throw error;
      assert.deepEqual(world.state(), before, `refused by ${error.message}, and not untouched`);
      return error.problems.map(({ code }) => code).join(", ");
    }
    const now = world.state();
    this.#assertOthers(before, now, tag);
    if (values) assert.deepEqual(this.#values(now), values, tag);
    assert.deepEqual(this.#valuesAt("HEAD"), this.#values(now));
    if (now.head !== seen) assert.equal(world.box.git("rev-parse", "HEAD^"), seen);
    assert.equal(world.box.git("rev-parse", `${tag}^{}`), now.head);
    this.#assertClaims(tag);
    return "done";
  }

  /** Holds that the newest checkpoint that counts calls no phase in effect whose values are not there; hand edits may move them. */
  #assertClaims(tag: string): void {
    const newest = this.#reached().at(-1);
    assert.equal(newest?.tag, tag);
    if (!/-(apply|rollback|adopt)/.test(tag)) return;
    const values = this.#valuesAt(tag);
    const phases = newest?.phases.split(", ").filter((id) => id !== "" && id !== "-" && id !== "none") ?? [];
    const isApply = /-apply-(\d)/.exec(tag)?.[1];
    for (const id of phases.filter((phase) => isApply === undefined || phase === isApply)) {
      for (const name of ofPhase[Number(id)] ?? []) assert.equal(values[name], target[name], `${tag} claims ${id}`);
    }
  }

  /** All but the governed files, the branch's commit and the new tag is as it was. */
  #assertOthers(before: State, now: State, tag: string): void {
    const isOurs = (line: string): boolean => line.endsWith(bot) || line.endsWith(risk);
    const others = ({ branch, refs, index, status, stash, files }: State) => ({
      branch,
      refs: [...refs].filter(([name]) => name !== `refs/tags/${tag}` && `ref: ${name}` !== branch.trim()),
      index: index.filter((line) => !isOurs(line)),
      status: status.filter((line) => !isOurs(line)),
      stash,
      files: [...files].filter(([path]) => !isOurs(path)),
    });
    assert.deepEqual(others(now), others(before));
    assert.deepEqual(now.status.filter(isOurs), []);
  }

  #edit(): void {
    const { box } = this.world;
    const value = this.#oneOf(["0.65", "0.603", "0.70", "0.5"]);
    box.write(
      bot,
      box
        .read(bot)
        .toString()
        .replace(/^EXIT = \S+/m, `EXIT = ${value}`),
    );
  }

  async #handEdits(): Promise<string> {
    if (this.#isDirty()) return "in the way";
    this.#edit();
    return this.#recorded();
  }

  #isDirty(): boolean {
    return this.world.box.git("status", "--porcelain", "--", bot, risk) !== "";
  }

  /** Records the edits that are there; where that is refused, they are given up. */
  async #recorded(): Promise<string> {
    const { box } = this.world;
    const values = this.#values();
    const told = await this.#sealed({ kind: "hand-edits", reason: "a walk" }, () => values);
    if (told !== "done") box.git("checkout", "--quiet", "HEAD", "--", bot, risk);
    return told;
  }

  async #writeOnly(): Promise<string> {
    const { world } = this;
    const before = world.state();
    try {
      await writeUnsealed(this.#plan, await prepareUnsealed(this.#plan, { kind: "rollback" }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      assert.deepEqual(world.state(), before);
      return error.problems.map(({ code }) => code).join(", ");
    }
    assert.deepEqual(world.state().refs, before.refs);
    return this.#recorded();
  }

  /** A SIGKILL half-way; the next command finds all done or nothing. */
  async #kill(): Promise<string> {
    const { world } = this;
    const before = world.state();
    const operation = this.#oneOf(["apply", "rollback"] as const);
    const step = this.#oneOf(steps);
    try {
      await killAhead(world, operation, step);
    } catch (error) {
      // It was refused, or had no such step: then it is done.
      if (!(error instanceof assert.AssertionError)) throw error;
    }
    const healed = await prepare(this.#plan, { kind: "adopt" }).catch((error: unknown) => error);
    if (healed instanceof Error && !(healed instanceof UserError)) throw healed;
    const now = world.state();
    assert.deepEqual(
      [...now.refs.keys()].filter((name) => name.startsWith("refs/phasegate/")),
      [],
    );
    if (isDeepStrictEqual(now, before)) return "undone";
    const [tag = "", ...more] = [...now.refs.keys()].filter((name) => !before.refs.has(name));
    assert.deepEqual(more, []);
    this.#assertOthers(before, now, tag.replace("refs/tags/", ""));
    this.#assertClaims(tag.replace("refs/tags/", ""));
    return "done";
  }

  /** What a person does with git; where git refuses, it is taken back. */
  async #git(args: readonly string[]): Promise<string> {
    const { box } = this.world;
    if (
      args[0] === "stash" ||
      box.git("status", "--porcelain", "--untracked-files=no") === "" ||
      args[0] === "commit"
    ) {
      if (args[0] === "switch" && box.git("branch", "--list", "side") === "") box.git("branch", "side");
      try {
        box.git(...args);
        return "done";
      } catch {
        if (args.includes("rebase")) box.git("rebase", "--abort");
        return "refused by git";
      }
    }
    // Other work is in git's way.
    box.git("commit", "--quiet", "--no-verify", "--all", "-m", "other work");
    return "other work committed";
  }

  async #commitState(): Promise<string> {
    const { box } = this.world;
    const path = "state.json";
    box.write(path, `${++this.#count}\n`);
    box.git("add", "--", path);
    box.git("commit", "--quiet", "-m", "state", "-o", "--", path);
    return "done";
  }

  async #stageOther(): Promise<string> {
    const { box } = this.world;
    const path = this.#oneOf(["staged", "both", "unstaged"]);
    box.write(path, `${++this.#count}\n`);
    if (path !== "unstaged") box.git("add", "--", path);
    if (path === "both") box.write(path, `${++this.#count}\n`);
    return "done";
  }

  /** Every checkpoint that was ever made has the values in its commit that its message says, and those of before in the one before. */
  #assertLedger(): void {
    const { box } = this.world;
    const tags = box.git("for-each-ref", "--format=%(refname:strip=2)", "refs/tags/phasegate/v4/").split("\n");
    for (const tag of tags.filter((name) => name !== "")) {
      const rows = [...box.git("cat-file", "tag", tag).matchAll(/^Phasegate-Value: (\S+) (.+) -> (.+)$/gm)];
      if (rows.length === 0) continue;
      const [after, before] = [this.#valuesAt(`${tag}^{}`), this.#valuesAt(`${tag}^{}^`)];
      for (const [, name = "", from = "", to = ""] of rows) {
        assert.deepEqual([before[name], after[name]], [flat(from), flat(to)], `${tag}: ${name}`);
      }
    }
  }
}

export async function bench(): Promise<Row[]> {
  process.stderr.write(`seed ${seed}, ${operations} operations\n`);
  const folder = mkdtempSync(join(tmpdir(), "phasegate-endurance-"));
  process.env["GIT_CONFIG_GLOBAL"] = join(folder, "config");
  process.env["GIT_CONFIG_NOSYSTEM"] = "1";
  writeFileSync(
    join(folder, "config"),
    "[user]\nname = Ada Example\nemail = ada@example.org\n[init]\ndefaultBranch = main\n",
  );
  const template = await World.template("apply");
  const walk = new Walk(template);
  await walk.run();
  for (const [what, times] of [...walk.done].sort()) process.stderr.write(`${String(times).padStart(5)}  ${what}\n`);
  template.remove();
  rmSync(folder, { recursive: true });
  return [
    {
      what: `faults in ${operations} operations, seed ${seed}`,
      baseline: operations,
      ours: 0,
      ratio: 0,
      target: 0,
      unit: "",
    },
  ];
}
