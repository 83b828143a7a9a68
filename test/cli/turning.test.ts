// Long work at a terminal: a sign turns until it ends, leaves nothing behind, and nobody else sees it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { whileTurning } from "../../src/cli/terminal/turning";
import { DemoRepository } from "../support/demo-repository";
import { atTerminal } from "../support/terminal";

const sign = /^ [|/\\-]\r/m;

describe("the sign of long work", () => {
  // There are no pseudo-terminals to test with.
  if (process.platform === "win32") return;

  let demo: DemoRepository;
  let programs: string;
  before(() => {
    demo = new DemoRepository();
    programs = mkdtempSync(join(tmpdir(), "phasegate-programs-"));
    const git = execFileSync("sh", ["-c", "command -v git"], { encoding: "utf8" }).trim();
    writeFileSync(join(programs, "git"), `#!/bin/sh\ncase "$*" in *rev-parse*) sleep 1 ;; esac\nexec "${git}" "$@"\n`, {
      mode: 0o755,
    });
  });
  after(() => {
    demo.remove();
    rmSync(programs, { recursive: true });
  });

  const command = (...args: string[]) => [process.execPath, resolve("dist/cli.js"), ...args];
  const env = (more: NodeJS.ProcessEnv = {}) => ({
    PATH: `${programs}${delimiter}${process.env["PATH"]}`,
    GIT_CONFIG_GLOBAL: demo.env["GIT_CONFIG_GLOBAL"],
    TERM: "xterm",
    NO_COLOR: "1",
    ...more,
  });
  const terminal = (args: string[], more: NodeJS.ProcessEnv = {}) =>
    atTerminal(command(...args), { cwd: demo.folder, env: env(more) }).shown;
  const piped = (...args: string[]) => {
    const [file = "", ...rest] = command(...args);
    const { stdout, stderr } = spawnSync(file, rest, { cwd: demo.folder, env: env(), encoding: "utf8" });
    return { stdout, stderr };
  };
  /** What is on the screen in the end: each line as it was written over. */
  const screen = (bytes: string) =>
    bytes.split("\r\n").map((line) => {
      let cells = "";
      for (const part of line.split("\r")) cells = part + cells.slice(part.length);
      return cells.trimEnd();
    });

  it("turns at a terminal, and nothing of it is left in what is shown, of data or of a refusal", () => {
    for (const args of [["status"], ["apply", "9"]]) {
      const shown = terminal(args);
      assert.match(shown, sign, args.join(" "));
      assert.ok(!shown.includes(String.fromCharCode(27)), JSON.stringify(shown));
      const { stdout, stderr } = piped(...args);
      assert.deepEqual(screen(shown), `${stdout}${stderr}`.split("\n"), args.join(" "));
    }
  });

  it("is gone before the question is asked", () => {
    const { shown } = atTerminal(command("apply", "1"), { cwd: demo.folder, env: env(), sign: "[y/N] ", keys: "n\n" });
    const told = shown.slice(0, shown.indexOf("[y/N] "));
    assert.match(told, sign);
    for (const line of screen(told)) assert.doesNotMatch(line, /^ [|/\\-](?: |$)/);
  });

  it("is covered by the ^C of a person who does not wait", () => {
    const { shown } = atTerminal(command("status"), { cwd: demo.folder, env: env(), sign: " |\r", keys: "\u0003" });
    assert.deepEqual(screen(shown), ["^C"]);
  });

  it("is shown to no program: not beside data, in a file, or at a terminal that can't move its cursor", () => {
    assert.doesNotMatch(terminal(["status", "--json"]), sign);
    assert.doesNotMatch(terminal(["check", "--format", "json"]), sign);
    assert.doesNotMatch(terminal(["status"], { TERM: "dumb" }), sign);
    assert.doesNotMatch(piped("status").stderr, sign);
  });

  it("is not shown of work that is done at once, or after work that was given up", async () => {
    const written: string[] = [];
    const stream = { isTTY: true as const, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
    assert.equal(await whileTurning(async () => 1, stream), 1);
    await assert.rejects(
      whileTurning(() => Promise.reject(new Error("no")), stream),
      /no/,
    );
    await new Promise((done) => setTimeout(done, 700));
    assert.deepEqual(written, []);
  });
});
