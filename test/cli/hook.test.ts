// Tests the guard as an agent runs it: a call on stdin, an answer on stdout, and its entry in the agent's settings.
import assert from "node:assert/strict";
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { commands } from "../../src/cli/commands";
import { botPath, DemoRepository } from "../support/demo-repository";
import { claude, copilot, cursor } from "../unit/agents/payloads";

describe("phasegate hook agent", () => {
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
  });
  after(() => demo.remove());

  function hook(input: string): SpawnSyncReturns<string> {
    const args = [resolve("dist/cli.js"), "hook", "agent"];
    return spawnSync(process.execPath, args, { cwd: demo.folder, env: demo.env, input, encoding: "utf8" });
  }
  const edit = {
    tool: "Edit",
    input: { file_path: botPath, old_string: "EXIT_THRESHOLD = 0.70", new_string: "EXIT_THRESHOLD = 0.65" },
  };

  it("answers each agent in its own form, with what is allowed and the command that does it right", () => {
    const run = hook(claude(demo.folder, edit));
    assert.equal(run.status, 0, run.stderr);
    const { hookSpecificOutput } = JSON.parse(run.stdout);
    const { permissionDecision, permissionDecisionReason: reason, hookEventName } = hookSpecificOutput;
    assert.deepEqual([hookEventName, permissionDecision], ["PreToolUse", "deny"]);
    for (const part of ["EXIT_THRESHOLD", botPath, "0.7", "0.65", "0.603", "phasegate apply 1"])
      assert.ok(reason.includes(part), `${part}: ${reason}`);
    assert.deepEqual(JSON.parse(hook(copilot(demo.folder, edit)).stdout), {
      permissionDecision: "deny",
      permissionDecisionReason: reason,
    });
    assert.deepEqual(JSON.parse(hook(cursor(demo.folder, edit)).stdout), {
      permission: "deny",
      user_message: reason,
      agent_message: reason,
    });
  });

  it("says nothing of what is none of its business", () => {
    const other = { ...edit, input: { ...edit.input, file_path: "README.md" } };
    const { status, stdout, stderr } = hook(claude(demo.folder, other));
    assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  });

  it("lets a call pass that it can't read, and says so", () => {
    for (const input of ["", "{", "[]", '{"hook_event_name":"SessionStart"}', "null"]) {
      const { status, stdout, stderr } = hook(input);
      assert.deepEqual({ status, stdout }, { status: 1, stdout: "" }, input);
      assert.match(stderr, /nothing was looked at/);
    }
  });

  const install = (...args: string[]) => demo.phasegate("hook", "agent", "install", ...args);
  const settings = (path: string) => readFileSync(join(demo.folder, path), "utf8");

  it("is written into an agent's settings once, beside what others wrote, after a question", () => {
    const path = ".claude/settings.json";
    mkdirSync(join(demo.folder, dirname(path)), { recursive: true });
    const theirs = { matcher: "Bash", hooks: [{ type: "command", command: "./lint.sh" }] };
    demo.write(path, `{\n  // ours\n  "model": "opus",\n  "hooks": { "PreToolUse": [${JSON.stringify(theirs)}] }\n}\n`);
    const before = settings(path);
    assert.equal(install("claude").status, 2);
    assert.equal(settings(path), before);
    const { status, stderr } = install("claude", "--yes");
    assert.equal(status, 0, stderr);
    const written = settings(path);
    assert.ok(stderr.includes(written), stderr);
    assert.match(written, /\/\/ ours\n {2}"model": "opus"/);
    const { hooks } = JSON.parse(written.replace("// ours", ""));
    assert.deepEqual(hooks.PreToolUse[0], theirs);
    assert.equal(hooks.PreToolUse[1].hooks[0].command, "phasegate hook agent");
    assert.equal(hooks.PostToolUse[0].hooks[0].command, "phasegate hook agent");
    const skill = ".claude/skills/phasegate/SKILL.md";
    assert.ok(stderr.includes(settings(skill)), stderr);
    demo.write(skill, "---\nname: phasegate\n---\nour own words\n");
    assert.equal(install("claude", "--yes").status, 0);
    assert.equal(settings(path), written);
    assert.match(settings(skill), /our own words/);
  });

  it("teaches commands that there are, in a form that every agent reads", () => {
    const text = readFileSync("skills/phasegate/SKILL.md", "utf8");
    const [, name, description = ""] = /^---\nname: (\S+)\ndescription: (.+)\n---\n/.exec(text) ?? [];
    assert.equal(name, "phasegate");
    // https://agentskills.io/specification
    assert.ok(description.length <= 1024, `${description.length}`);
    const named = [...text.matchAll(/`phasegate ([a-z]+)/g)].map(([, command = ""]) => command);
    assert.ok(named.length > 8);
    assert.deepEqual(
      named.filter((command) => !Object.hasOwn(commands, command)),
      [],
    );
  });

  it("has a place in the settings of every agent", () => {
    for (const [agent, path] of [
      ["copilot", ".github/hooks/phasegate.json"],
      ["codex", ".codex/hooks.json"],
      ["cursor", ".cursor/hooks.json"],
    ] as const) {
      assert.equal(install(agent, "--yes").status, 0);
      const { hooks, version } = JSON.parse(settings(path));
      assert.equal(version, agent === "codex" ? undefined : 1);
      assert.equal(JSON.stringify(hooks).split("phasegate hook agent").length - 1, agent === "copilot" ? 4 : 2);
    }
  });

  it("writes nothing into settings that it does not understand, or outside of the repository", () => {
    demo.write(".codex/hooks.json", '{ "hooks": [] }');
    assert.match(install("codex", "--yes").stderr, /settings-unreadable/);
    assert.equal(settings(".codex/hooks.json"), '{ "hooks": [] }');
    demo.git("clean", "-fdq", ".cursor");
    symlinkSync(tmpdir(), join(demo.folder, ".cursor"));
    assert.match(install("cursor", "--yes").stderr, /file-outside/);
  });
});
