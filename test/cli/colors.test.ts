// Colours of what a terminal shows: there, where they are asked for, and nowhere else.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";
import { atTerminal } from "../support/terminal";

const esc = String.fromCharCode(27);
const red = (text: string) => `${esc}[31m${text}${esc}[39m`;

describe("colours on the command line", () => {
  // There are no pseudo-terminals to test with.
  if (process.platform === "win32") return;

  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 7.5");
  });
  after(() => demo.remove());

  const args = (...rest: string[]) => [resolve("dist/cli.js"), ...rest];
  // Many a variable decides about colours, CI and TMUX among them: what is not named here is not there.
  const env = (more: NodeJS.ProcessEnv = {}) => ({
    PATH: process.env["PATH"],
    GIT_CONFIG_GLOBAL: demo.env["GIT_CONFIG_GLOBAL"],
    ...more,
  });
  const terminal = (more: NodeJS.ProcessEnv, ...rest: string[]) => {
    const options = { cwd: demo.folder, env: env({ TERM: "xterm-256color", ...more }) };
    return atTerminal([process.execPath, ...args(...rest)], options).shown;
  };
  const piped = (more: NodeJS.ProcessEnv, ...rest: string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, args(...rest), {
      cwd: demo.folder,
      env: env(more),
      encoding: "utf8",
    });
    return stdout + stderr;
  };

  it("mark severities, refusals and what a patch takes away and adds, at a terminal", () => {
    assert.ok(terminal({}, "check").includes(`: ${red("error")} `));
    assert.ok(terminal({}, "apply", "9").includes(`${red("phase-unknown")}: `));
    const patch = terminal({}, "diff", "3").split("\\r\\n");
    assert.ok(patch.some((line) => line.includes(`${esc}[31m-    STOP_LOSS = 0.01`)));
    assert.ok(patch.some((line) => line.includes(`${esc}[32m+    STOP_LOSS = 0.0052`)));
  });

  it("are left out where NO_COLOR says so, where a program reads, and of data", () => {
    assert.ok(!terminal({ NO_COLOR: "1" }, "check").includes(esc));
    for (const command of [["check"], ["diff", "3"]]) assert.ok(!piped({}, ...command).includes(esc));
    assert.ok(!piped({ FORCE_COLOR: "1" }, "check", "--json").includes(esc));
  });

  it("are there where FORCE_COLOR says so, and never in a patch that a program reads", () => {
    assert.ok(piped({ FORCE_COLOR: "1" }, "check").includes(red("error")));
    assert.ok(!piped({ FORCE_COLOR: "1" }, "diff", "3").includes(esc));
  });
});
