// The command line as a shell meets it: what it refuses, its help, its version, and its completion.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { commands, loadCommands } from "../../src/cli/commands";
import { exit } from "../../src/cli/session";
import { DemoRepository } from "../support/demo-repository";

describe("the command line", () => {
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
  });
  after(() => demo.remove());

  const refusals: [args: string[], stderr: RegExp][] = [
    [
      ["apply", "1", "--yes", "--phase", "3", "--whole-file"],
      /phasegate apply has no option --phase\. It accepts: --ov/,
    ],
    [["apply", "1", "--yes", "--overide", "x"], /Did you mean --override\?/],
    [["apply", "1", "--yes", "--override", "--json"], /--json looks like an option\. .*--override=--json/],
    [["apply", "1", "2", "--yes"], /does not expect "2"/],
    [["apply", "--yes"], /phasegate apply needs PHASE/],
    [["apply", "", "--yes"], /PHASE is empty/],
    [["apply", "1", "--yes", "--override="], /--override needs a value: --override REASON/],
    [["apply", "1", "--yes", "--no-yes"], /no option --no-yes\. It accepts/],
    [["aply", "1", "--yes"], /There is no command "aply"\. Did you mean apply\?/],
    [["--phase", "1", "rollback", "--yes"], /--phase cannot come before the command/],
    [["--yes", "check"], /phasegate check has no option --yes/],
    [["adopt", "--yes", "--edits"], /Did you mean --hand-edits\?/],
    [["adopt", "--yes", "--reason", "x"], /--reason has an effect only with --hand-edits/],
    [["rollback", "0001-apply-1", "--phase", "1", "--yes"], /--phase and TAG cannot be given together/],
    [["help", "aply"], /Did you mean apply\?/],
    [["completion", "powershell"], /SHELL cannot be "powershell"\. It can be: bash, zsh, fish/],
    [[], /Name a command: check, /],
  ];
  for (const [args, message] of refusals) {
    it(`refuses phasegate ${args.join(" ")}`, () => {
      const before = demo.state();
      const { status, stdout, stderr } = demo.phasegate(...args);
      assert.match(stderr, /^usage: /);
      assert.match(stderr, message);
      assert.equal(status, exit.refused);
      assert.equal(stdout.trim() === "", !args.includes("--json"));
      assert.equal(demo.state(), before);
    });
  }

  it("gives a refusal as data where data was asked for, wherever --json stands", () => {
    for (const args of [
      ["--json", "aply"],
      ["apply", "1", "--phase", "3", "--json"],
      ["check", "--json", "--plan"],
      ["apply", "9", "--yes", "--json"],
    ]) {
      const { status, stdout, stderr } = demo.phasegate(...args);
      const [problem] = JSON.parse(stdout).problems;
      assert.equal(status, exit.refused);
      assert.equal(stderr, `${problem.code}: ${problem.message}\n`);
      assert.ok(typeof problem.data === "object");
    }
    assert.equal(JSON.parse(demo.phasegate("apply", "--json").stdout).problems[0].data.reason, "operand-missing");
  });

  it("takes shared options before the command as well, and operands after --", () => {
    const { status, stdout } = demo.phasegate("--cwd", join(demo.folder, "scripts"), "--json", "status");
    assert.deepEqual([status, JSON.parse(stdout).plan], [0, "v4"]);
    assert.match(demo.phasegate("diff", "--", "--yes").stderr, /^phase-unknown: /);
  });

  it("prints the version of package.json", () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    assert.equal(demo.phasegate("--version").stdout, `${version}\n`);
    assert.equal(demo.phasegate("check", "--version").status, exit.refused);
  });

  it("describes every command, with its options, its examples and the exit codes", async () => {
    const overview = demo.phasegate("--help");
    assert.equal(overview.status, 0);
    assert.equal(demo.phasegate("help").stdout, overview.stdout);
    for (const name of Object.keys(commands)) assert.match(overview.stdout, new RegExp(`^  ${name}\\b`, "m"));
    for (const { name, options, examples } of await loadCommands()) {
      const { status, stdout } = demo.phasegate(name, "--help");
      assert.equal(status, 0);
      for (const option of Object.keys(options)) assert.ok(stdout.includes(`  --${option}`), option);
      for (const { line } of examples) assert.ok(stdout.includes(`  ${line}\n`), line);
      for (const code of Object.values(exit)) assert.match(stdout, new RegExp(`^  ${code}  `, "m"));
      // An example is copied as one line.
      const prose = stdout.split("\n").filter((line) => !examples.some((example) => line === `  ${example.line}`));
      for (const line of prose) assert.ok(line.length <= 100 || !line.includes(" ", 90), line);
    }
    for (const args of [
      ["help", "apply"],
      ["-h", "apply"],
      ["apply", "1", "-h"],
      ["apply", "--phase", "--help"],
    ]) {
      assert.match(demo.phasegate(...args).stdout, /^Usage: phasegate apply PHASE \[options\]\n/, args.join(" "));
    }
  });
});

describe("completion", () => {
  const folder = mkdtempSync(join(tmpdir(), "phasegate-completion-"));
  after(() => rmSync(folder, { recursive: true }));

  function script(shell: string): string {
    const { stdout, status } = spawnSync(process.execPath, [resolve("dist/cli.js"), "completion", shell], {
      encoding: "utf8",
    });
    assert.equal(status, 0);
    const file = join(folder, shell);
    writeFileSync(file, stdout);
    return file;
  }

  function has(shell: string): boolean {
    return spawnSync(shell, ["--version"]).status === 0;
  }

  it("offers commands, options and choices in bash, and leaves files to it", () => {
    const file = script("bash");
    const offered = (...words: string[]) => {
      const list = words.map((word) => `'${word}'`).join(" ");
      const lines = `source '${file}'; COMP_WORDS=(phasegate ${list}); COMP_CWORD=${words.length}; _phasegate; printf '%s\\n' "\${COMPREPLY[@]}"`;
      const { stdout, stderr } = spawnSync("bash", ["--norc", "-uc", lines], { encoding: "utf8" });
      assert.equal(stderr, "");
      return stdout.split("\n").filter((word) => word !== "");
    };
    assert.deepEqual(offered("ro"), ["rollback"]);
    assert.deepEqual(
      offered("").filter((word) => !word.startsWith("-")),
      Object.keys(commands),
    );
    assert.deepEqual(offered("--cwd", "apply", "--json", "sch"), ["schema"]);
    assert.deepEqual(offered("apply", "1", "--o"), ["--override"]);
    assert.deepEqual(offered("apply", "1", "--w"), []);
    assert.deepEqual(offered("import", "--from", ""), ["markdown", "trials"]);
    assert.deepEqual(offered("import", "plan.md", "--from", "m"), ["markdown"]);
    assert.deepEqual(offered("completion", ""), ["bash", "zsh", "fish", "--help"]);
    for (const words of [
      ["inspect", ""],
      ["init", "b"],
      ["check", "--plan", ""],
      ["--plan", ""],
    ]) {
      assert.deepEqual(offered(...words), [], words.join(" "));
    }
    const { stdout } = spawnSync("bash", ["--norc", "-c", `source '${file}'; complete -p phasegate`], {
      encoding: "utf8",
    });
    assert.match(stdout, /-o default .*-F _phasegate phasegate/);
  });

  it("is a script that zsh can read", () => {
    const file = script("zsh");
    if (!has("zsh")) return void assert.match(readFileSync(file, "utf8"), /^#compdef phasegate\n/);
    const lines = `autoload -U compinit; compinit -D; source '${file}'; [[ $_comps[phasegate] = _phasegate ]]`;
    const { status, stderr } = spawnSync("zsh", ["-f", "-c", lines], { encoding: "utf8" });
    assert.deepEqual([status, stderr], [0, ""]);
  });

  it("is a script that fish can read", () => {
    const file = script("fish");
    if (!has("fish")) return void assert.match(readFileSync(file, "utf8"), /^complete -c phasegate -f$/m);
    const offered = (line: string) => {
      const { stdout, stderr } = spawnSync("fish", ["--no-config", "-c", `source '${file}'; complete -C '${line}'`], {
        encoding: "utf8",
        env: { ...process.env, HOME: folder },
      });
      assert.equal(stderr, "");
      return stdout.split("\n").map((row) => row.split("\t")[0]);
    };
    assert.ok(offered("phasegate ro").includes("rollback"));
    assert.ok(offered("phasegate apply 1 --ov").includes("--override"));
    assert.ok(!offered("phasegate apply 1 --").includes("--whole-file"));
    assert.ok(offered("phasegate import --from ").includes("markdown"));
  });
});
