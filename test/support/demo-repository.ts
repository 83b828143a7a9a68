import assert from "node:assert/strict";
import { execFileSync, type SpawnSyncReturns, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterEach, beforeEach } from "mocha";
import { assertPublished } from "./published";
import { Template } from "./template";

export const botPath = "scripts/production/phase4_dynamic_testnet_trading.py";
export const planName = "v4.phaseplan.json";

/** The demo's bot under the whole V4 plan, which names no evidence: phases need no bot that runs. */
export const planWithoutEvidence = "test/fixtures/v4.phaseplan.json";

/** What git is told of whoever works in these tests, and nothing else. */
export const gitConfig = "[user]\nname = Ada Example\nemail = ada@example.org\n[init]\ndefaultBranch = main\n";

/** What the demo's bot leaves where it ran. */
const leftovers = new Set(["__pycache__", "logs", "results"]);

const template = new Template((folder) => {
  cpSync("demo", folder, { recursive: true, filter: (file) => !leftovers.has(basename(file)) });
  cpSync(planWithoutEvidence, join(folder, planName));
  const config = `${folder}.gitconfig`;
  writeFileSync(config, gitConfig);
  const env = environmentWith(config);
  for (const args of [["init"], ["add", "--all"], ["commit", "--message", "the bot before the rollout"]]) {
    execFileSync("git", args, { cwd: folder, env, stdio: "pipe" });
  }
});

function environmentWith(config: string): NodeJS.ProcessEnv {
  return { ...process.env, GIT_CONFIG_GLOBAL: config, GIT_CONFIG_NOSYSTEM: "1", EMAIL: undefined };
}

/** The demo in a git repository of its own, under no configuration but its own. */
export class DemoRepository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-demo-")));
  readonly env: NodeJS.ProcessEnv;

  constructor() {
    const config = join(this.folder, "..", `${basename(this.folder)}.gitconfig`);
    writeFileSync(config, gitConfig);
    this.env = environmentWith(config);
    template.copyTo(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
    rmSync(this.env["GIT_CONFIG_GLOBAL"] ?? "", { force: true });
  }

  git(...args: string[]): string {
    return execFileSync("git", args, { cwd: this.folder, env: this.env, encoding: "utf8", stdio: "pipe" }).trim();
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  get bot(): string {
    return readFileSync(join(this.folder, botPath), "utf8");
  }

  set bot(text: string | Buffer) {
    writeFileSync(join(this.folder, botPath), text);
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.folder, path), text);
  }

  /** Runs the built command line in the repository, without a terminal. What it prints as JSON must be as published. */
  phasegate(...args: string[]): SpawnSyncReturns<string> {
    return this.phasegateWith({}, ...args);
  }

  phasegateWith(env: NodeJS.ProcessEnv, ...args: string[]): SpawnSyncReturns<string> {
    const cli = resolve("dist/cli.js");
    const printed = spawnSync(process.execPath, [cli, ...args], {
      cwd: this.folder,
      env: { ...this.env, ...env },
      encoding: "utf8",
      stdio: "pipe",
    });
    assertPublished(args, printed);
    return printed;
  }

  /** Runs a command that must succeed; what it says on stderr. */
  done(...args: string[]): string {
    const { status, stderr } = this.phasegate(...args);
    assert.equal(status, 0, stderr);
    return stderr;
  }

  /** Runs a command that must succeed; what it prints on stdout. */
  output(...args: string[]): string {
    const { status, stdout, stderr } = this.phasegate(...args);
    assert.equal(status, 0, stderr);
    return stdout.trim();
  }

  /** Runs a command that must be refused with `code`, print nothing and leave everything as it was; what it says on stderr. */
  refused(code: string, ...args: string[]): string {
    const before = this.state();
    const { status, stdout, stderr } = this.phasegate(...args);
    assert.match(stderr, new RegExp(`^${code}: `, "m"));
    assert.equal(status, 2, stderr);
    assert.equal(stdout, "");
    assert.equal(this.state(), before);
    return stderr;
  }

  /** Replaces a text that the bot's file must have. */
  edit(from: string, to: string): void {
    assert.ok(this.bot.includes(from), from);
    this.bot = this.bot.replace(from, to);
  }

  /** Leaves a merge in conflict, in a file that no plan names. */
  startMerge(): void {
    this.git("switch", "--quiet", "--create", "other");
    this.write("README.md", "theirs\n");
    this.commit("theirs");
    this.git("switch", "--quiet", "main");
    this.write("README.md", "ours\n");
    this.commit("ours");
    assert.throws(() => this.git("merge", "--quiet", "other"));
  }

  /** All that a refused command must leave as it was. */
  state(): string {
    return [
      this.git("status", "--porcelain=v2", "--branch", "--show-stash", "--untracked-files=all"),
      this.git("for-each-ref"),
      this.bot,
    ].join("\n---\n");
  }
}

/** Gives each test of the suite that calls it a demo of its own. */
export function withDemo(use: (demo: DemoRepository) => void): void {
  let demo: DemoRepository;
  beforeEach(() => {
    demo = new DemoRepository();
    use(demo);
  });
  afterEach(() => demo.remove());
}
