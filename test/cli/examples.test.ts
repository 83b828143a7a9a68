// Runs every example that a command declares, as a person would type it in a shell.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Example } from "../../src/cli/command-line/declaration";
import { commands } from "../../src/cli/commands";
import { botPath, DemoRepository, planName } from "../support/demo-repository";
import { threeWins, WatchedDemo } from "../support/watched-demo";

/** What an example needs beside a rollout with two phases in effect; by the beginning of its line. */
const preparations: [line: string, shell: string][] = [
  ["phasegate adopt --yes", "phasegate diff 3 | git apply; git commit --quiet --all --message by-hand"],
  ["phasegate adopt --hand-edits", `sed -i 's/    STOP_LOSS = 0.01 /    STOP_LOSS = 0.0052 /' ${botPath}`],
  ["phasegate init bot.py", `git rm --quiet ${planName}`],
];

/** What needs a bot that has run with Phase 1. */
const ofRunningBot = /^phasegate (?:validate|extend|evidence|gate --phase 1)\b/;

describe("the examples in help", () => {
  const programs = mkdtempSync(join(tmpdir(), "phasegate-bin-"));
  const folders = mkdtempSync(join(tmpdir(), "phasegate-examples-"));
  let demo: DemoRepository;
  let watched: WatchedDemo;

  before(() => {
    watched = new WatchedDemo();
    watched.writeLog(threeWins);
    const program = join(programs, "phasegate");
    writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${resolve("dist/cli.js")}" "$@"\n`);
    chmodSync(program, 0o755);
    demo = new DemoRepository();
    cpSync("test/fixtures/golden/deployment-plan-v4.md", join(demo.folder, "plan.md"));
    cpSync("test/fixtures/golden/deployment-plan-v4.md", join(demo.folder, "plan.txt"));
    demo.write("trials.csv", "exit_threshold,stop_loss,score\n0.71,0.01,1\n0.602857,0.005182,3\n");
    demo.write("bot.py", demo.bot);
    demo.write(`${botPath}.bak`, demo.bot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65"));
    demo.commit("what the examples name");
    const remote = join(folders, "origin.git");
    demo.git("init", "--quiet", "--bare", remote);
    demo.git("remote", "add", "origin", remote);
    demo.git("push", "--quiet", "--set-upstream", "origin", "main");
    for (const phase of ["1", "2"]) assert.equal(demo.phasegate("apply", phase, "--yes").status, 0);
  });
  after(() => {
    demo.remove();
    watched.remove();
    for (const folder of [programs, folders]) rmSync(folder, { recursive: true, force: true });
  });

  function run({ line, exit = 0 }: Example): void {
    const folder = mkdtempSync(join(folders, "example-"));
    const { folder: start, env: own } = ofRunningBot.test(line) ? watched : demo;
    cpSync(start, folder, { recursive: true });
    const env = { ...own, PATH: `${programs}:${process.env["PATH"]}` };
    const [, preparation = ":"] = preparations.find(([beginning]) => line.startsWith(beginning)) ?? [];
    const shell = (script: string) =>
      spawnSync("bash", ["-eo", "pipefail", "-c", script], { cwd: folder, env, encoding: "utf8" });
    const prepared = shell(preparation);
    assert.equal(prepared.status, 0, prepared.stderr);
    const { status, stderr } = shell(line);
    assert.equal(status, exit, `${line}\n${stderr}`);
  }

  for (const [name, load] of Object.entries(commands)) {
    it(`of ${name} do what they say`, async () => {
      for (const example of (await load()).examples) run(example);
    });
  }
});
