// Tests which calls of an agent's tools the guard lets through, in a repository of its own.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { isNobodysBusiness } from "../../../src/agents/concern";
import { guard } from "../../../src/agents/guard";
import { readToolCall } from "../../../src/agents/tool-call";
import type { ProblemCode } from "../../../src/core/problem";
import { botPath, DemoRepository, planName } from "../../support/demo-repository";
import { type Call, claude, codex, copilot, cursor, vscode } from "./payloads";

type Refusals = readonly ProblemCode[];

const exitLine = "    EXIT_THRESHOLD = 0.70                     # the exit model's probability;";
const stopLine = "    STOP_LOSS = 0.01 ";
const moves: Refusals = ["edit-moves-value"];
const loses: Refusals = ["edit-loses-value"];
const untold: Refusals = ["edit-untold"];

describe("the guard of an agent's calls", () => {
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
    symlinkSync(botPath, join(demo.folder, "link.py"));
    demo.write("notes.md", "EXIT_THRESHOLD = 0.70\n");
  });
  after(() => demo.remove());

  async function refusals(payload: string): Promise<ProblemCode[]> {
    const call = readToolCall(payload);
    assert.ok(call, payload);
    const problems = await guard(call, call.folder ?? "", undefined);
    // What is told without the plan is never another answer.
    if (await isNobodysBusiness(call, call.folder ?? "")) assert.deepEqual(problems, []);
    return [...new Set(problems.map(({ code }) => code))];
  }

  const bot = () => join(demo.folder, botPath);
  const edit = (before: string, after: string, more: object = {}): Call => ({
    tool: "Edit",
    input: { file_path: bot(), old_string: before, new_string: after, ...more },
  });
  const multi = (...edits: [before: string, after: string][]): Call => ({
    tool: "MultiEdit",
    input: { file_path: bot(), edits: edits.map(([old_string, new_string]) => ({ old_string, new_string })) },
  });
  const write = (text: string): Call => ({ tool: "Write", input: { file_path: bot(), content: text } });
  const patch = (...lines: string[]): string =>
    ["*** Begin Patch", `*** Update File: ${botPath}`, ...lines, "*** End Patch"].join("\n");

  const calls: readonly [what: string, payload: () => string, refused: Refusals][] = [
    // The same edit, as each agent asks for it.
    ["Claude Code's Edit", () => claude(demo.folder, edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65")), moves],
    [
      "Copilot's edit",
      () =>
        copilot(demo.folder, {
          tool: "edit",
          input: { path: botPath, old_str: "EXIT_THRESHOLD = 0.70", new_str: "EXIT_THRESHOLD = 0.65" },
        }),
      moves,
    ],
    [
      "Copilot's edit in VS Code",
      () =>
        vscode(demo.folder, {
          tool: "replace_string_in_file",
          input: { filePath: bot(), oldString: "EXIT_THRESHOLD = 0.70", newString: "EXIT_THRESHOLD = 0.65" },
        }),
      moves,
    ],
    [
      "Copilot's several edits in VS Code",
      () =>
        vscode(demo.folder, {
          tool: "multi_replace_string_in_file",
          input: {
            explanation: "tune",
            replacements: [
              { filePath: bot(), oldString: "# 1.0 %", newString: "# one percent" },
              { filePath: bot(), oldString: "STOP_LOSS = 0.01 ", newString: "STOP_LOSS = 0.02 " },
            ],
          },
        }),
      moves,
    ],
    [
      "Codex's patch",
      () =>
        codex(demo.folder, {
          tool: "apply_patch",
          input: {
            command: patch("@@ class Phase4TestnetConfig:", `-${exitLine}`, `+${exitLine.replace("0.70", "0.65")}`),
          },
        }),
      moves,
    ],
    [
      "Cursor's Write",
      () =>
        cursor(demo.folder, { tool: "Write", input: { file_path: bot(), content: demo.bot.replace("0.70", "0.65") } }),
      moves,
    ],
    // What else an edit may do to a value.
    [
      "a target ahead of its phase",
      () => claude(demo.folder, edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603")),
      moves,
    ],
    ["a value deleted", () => claude(demo.folder, edit(exitLine, "")), loses],
    ["a name in look-alikes", () => claude(demo.folder, edit("    STOP_LOSS = 0.01", "    STОP_LOSS = 0.01")), loses],
    ["a value computed", () => claude(demo.folder, edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.35 * 2")), loses],
    [
      "a value assigned again",
      () => claude(demo.folder, edit(stopLine, `    STOP_LOSS = 0.02\n${stopLine}`)),
      ["shadowed"],
    ],
    [
      "a value overruled below",
      () => claude(demo.folder, edit("class Candle(", "Phase4TestnetConfig.STOP_LOSS = 0.5\n\n\nclass Candle(")),
      moves,
    ],
    [
      "a file that is broken",
      () => claude(demo.folder, edit("STOP_LOSS = 0.01", "STOP_LOSS = (0.01")),
      ["source-broken"],
    ],
    [
      "the file written whole",
      () => claude(demo.folder, write(demo.bot.replace("STOP_LOSS = 0.01", "STOP_LOSS = 0.1"))),
      moves,
    ],
    ["the file emptied", () => claude(demo.folder, write("")), loses],
    [
      "the file deleted",
      () =>
        codex(demo.folder, {
          tool: "apply_patch",
          input: { command: `*** Begin Patch\n*** Delete File: ${botPath}\n*** End Patch` },
        }),
      loses,
    ],
    [
      "the file moved",
      () => codex(demo.folder, { tool: "apply_patch", input: { command: patch("*** Move to: bot.py") } }),
      loses,
    ],
    [
      "an edit through a link",
      () =>
        claude(demo.folder, {
          tool: "Edit",
          input: {
            file_path: join(demo.folder, "link.py"),
            old_string: "EXIT_THRESHOLD = 0.70",
            new_string: "EXIT_THRESHOLD = 0.65",
          },
        }),
      moves,
    ],
    [
      "an edit by a path with dots",
      () =>
        claude(demo.folder, {
          tool: "Edit",
          input: {
            file_path: `${demo.folder}/scripts/../${botPath}`,
            old_string: "EXIT_THRESHOLD = 0.70",
            new_string: "EXIT_THRESHOLD = 0.65",
          },
        }),
      moves,
    ],
    [
      "a second edit that moves it",
      () => claude(demo.folder, multi(["# 1.0 %", "# 1 %"], ["STOP_LOSS = 0.01", "STOP_LOSS = 0.03"])),
      moves,
    ],
    // What can't be told is refused in a governed file alone.
    ["a text that is not there", () => claude(demo.folder, edit("NOT_THERE = 1", "NOT_THERE = 2")), untold],
    ["a text that is there twice", () => claude(demo.folder, edit("config.STOP_LOSS", "0.5")), untold],
    [
      "a tool that nobody knows",
      () => claude(demo.folder, { tool: "mcp__fs__transform", input: { target: bot(), recipe: "tune" } }),
      untold,
    ],
    [
      "a patch without a place",
      () => codex(demo.folder, { tool: "apply_patch", input: { command: patch("@@", "+import os") } }),
      untold,
    ],
    // The plan, the guard, the ledger, and the question that is a person's.
    [
      "the plan",
      () =>
        claude(demo.folder, {
          tool: "Edit",
          input: { file_path: join(demo.folder, planName), old_string: "0.603", new_string: "0.5" },
        }),
      ["edit-of-plan"],
    ],
    [
      "the guard's settings",
      () =>
        claude(demo.folder, {
          tool: "Write",
          input: { file_path: join(demo.folder, ".claude/settings.json"), content: '{"disableAllHooks": true}' },
        }),
      ["edit-of-guard"],
    ],
    [
      "a tag deleted",
      () => claude(demo.folder, { tool: "Bash", input: { command: "git tag -d phasegate/v4/0001-apply-1" } }),
      ["call-of-ledger"],
    ],
    [
      "a tag moved",
      () =>
        codex(demo.folder, {
          tool: "Bash",
          input: { command: "cd . && git tag --force phasegate/v4/0001-apply-1 HEAD" },
        }),
      ["call-of-ledger"],
    ],
    [
      "a ref deleted",
      () =>
        cursor(demo.folder, {
          tool: "Shell",
          input: { command: "git update-ref -d refs/tags/phasegate/v4/0001-apply-1" },
        }),
      ["call-of-ledger"],
    ],
    [
      "a confirmation",
      () => copilot(demo.folder, { tool: "bash", input: { command: "npx phasegate apply 1 --yes" } }),
      ["call-confirms"],
    ],
    [
      "a tag's deletion pushed",
      () =>
        claude(demo.folder, {
          tool: "Bash",
          input: { command: "git push origin ':refs/tags/phasegate/v4/0001-apply-1'" },
        }),
      ["call-of-ledger"],
    ],
    [
      "a confirmation by the built file",
      () => codex(demo.folder, { tool: "Bash", input: { command: "node dist/cli.js rollback --yes" } }),
      ["call-confirms"],
    ],
    [
      "a commit that leaves out the hooks",
      () => claude(demo.folder, { tool: "Bash", input: { command: "git add -A && git commit -an -m 'tune'" } }),
      ["call-past-guard"],
    ],
    [
      "a commit that leaves out the hooks, in a word",
      () => cursor(demo.folder, { tool: "Shell", input: { command: "git commit --no-verify -m tune" } }),
      ["call-past-guard"],
    ],
    [
      "another folder for the hooks",
      () => codex(demo.folder, { tool: "Bash", input: { command: "git -c core.hooksPath=/dev/null commit -m tune" } }),
      ["call-past-guard"],
    ],
    [
      "the hook taken out",
      () => claude(demo.folder, { tool: "Bash", input: { command: "phasegate hook uninstall --yes" } }),
      ["call-confirms"],
    ],
    // What is nobody's business here.
    [
      "a commit with its note",
      () => claude(demo.folder, { tool: "Bash", input: { command: "git commit -m 'no news'" } }),
      [],
    ],
    [
      "a patch that writes about a command",
      () =>
        codex(demo.folder, {
          tool: "apply_patch",
          input: { command: "*** Begin Patch\n*** Add File: how.md\n+phasegate apply 1 --yes\n*** End Patch" },
        }),
      [],
    ],
    [
      "a long line of commands",
      () => claude(demo.folder, { tool: "Bash", input: { command: `echo ${"git tag -d ".repeat(20_000)}` } }),
      [],
    ],
    ["an edit that moves nothing", () => claude(demo.folder, edit("# 1.0 %", "# one percent of the price")), []],
    ["a value written otherwise", () => claude(demo.folder, edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.7")), []],
    [
      "edits that cancel out",
      () =>
        claude(demo.folder, multi(["STOP_LOSS = 0.01", "STOP_LOSS = 0.5"], ["STOP_LOSS = 0.5", "STOP_LOSS = 0.01"])),
      [],
    ],
    [
      "a rename and back",
      () => claude(demo.folder, multi(["    STOP_LOSS =", "    SL ="], ["    SL =", "    STOP_LOSS ="])),
      [],
    ],
    [
      "another constant of the file",
      () => claude(demo.folder, edit("import os", "import os\nimport sys as system")),
      [],
    ],
    [
      "lines added above",
      () => claude(demo.folder, edit("class Phase4TestnetConfig", "# settings\n\n\nclass Phase4TestnetConfig")),
      [],
    ],
    [
      "a file that no plan governs",
      () =>
        claude(demo.folder, {
          tool: "Write",
          input: { file_path: join(demo.folder, "notes.md"), content: "EXIT_THRESHOLD = 0.65" },
        }),
      [],
    ],
    [
      "a file in a new folder",
      () =>
        claude(demo.folder, {
          tool: "Write",
          input: { file_path: join(demo.folder, "a/b/c.py"), content: "STOP_LOSS = 3" },
        }),
      [],
    ],
    ["a look at the file", () => claude(demo.folder, { tool: "Read", input: { file_path: bot() } }), []],
    [
      "a preview",
      () =>
        claude(demo.folder, { tool: "Bash", input: { command: "phasegate diff 1 && git tag --list 'phasegate/*'" } }),
      [],
    ],
    [
      "settings that keep the guard",
      () =>
        claude(demo.folder, {
          tool: "Write",
          input: { file_path: join(demo.folder, ".claude/settings.json"), content: '{"model": "x"}' },
        }),
      [],
    ],
  ];
  for (const [what, payload, refused] of calls) {
    it(`${refused.length > 0 ? `refuses ${what}: ${refused.join()}` : `lets through ${what}`}`, async () => {
      assert.deepEqual(await refusals(payload()), refused);
    });
  }

  it("knows at once that other files, readers and a shell's lines are nobody's business, and of the bot's nothing", async () => {
    const isOthers = async (call: Call, event?: "after") => {
      const read = readToolCall(claude(demo.folder, call, event));
      assert.ok(read);
      return isNobodysBusiness(read, demo.folder);
    };
    const editOf = (file_path: string): Call => ({
      tool: "Edit",
      input: { file_path, old_string: "a", new_string: "b" },
    });
    for (const path of ["notes.md", "README.md", "scripts/new.py", "../elsewhere.py", "/etc/hosts"])
      assert.equal(await isOthers(editOf(path)), true, path);
    assert.equal(await isOthers({ tool: "Read", input: { file_path: botPath } }), true);
    assert.equal(await isOthers({ tool: "Bash", input: { command: "ls" } }), true);
    for (const path of [botPath, bot(), "link.py", planName, ".claude/settings.json"])
      assert.equal(await isOthers(editOf(path)), false, path);
    assert.equal(await isOthers({ tool: "mcp__files__move", input: { from: botPath } }), false);
    assert.equal(await isOthers({ tool: "Bash", input: { command: "git tag -d phasegate/v4/0001-apply-1" } }), false);
    assert.equal(await isOthers({ tool: "Bash", input: { command: "ls" } }, "after"), false);
  });

  it("lets an edit bring back what counts", async () => {
    demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65");
    assert.deepEqual(await refusals(claude(demo.folder, edit("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.70"))), []);
    assert.deepEqual(
      await refusals(claude(demo.folder, edit("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.66"))),
      moves,
    );
  });

  it("tells after a call what a shell did", async () => {
    const shell: Call = { tool: "Bash", input: { command: "sed -i s/0.65/0.66/ bot.py" } };
    assert.deepEqual(await refusals(claude(demo.folder, shell, "after")), ["baseline-differs"]);
    demo.edit("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.70");
    assert.deepEqual(await refusals(claude(demo.folder, shell, "after")), []);
  });

  it("refuses an edit of a file that a plan which can't be used may govern", async () => {
    demo.write(planName, `{ "files": { "bot": { "path": "${botPath}" } }`);
    assert.deepEqual(await refusals(claude(demo.folder, edit("# 1.0 %", "# 1 %"))), ["plan-syntax"]);
    demo.git("checkout", "--", planName);
  });
});
