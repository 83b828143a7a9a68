import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "mocha";
import { botPath, DemoRepository, planName, withDemo } from "../support/demo-repository";

describe("what is refused, and changes nothing", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  it("a command or an option that does not exist", () => {
    demo.refused("usage", "aply", "1");
    demo.refused("usage", "apply", "1", "--force");
    demo.refused("usage", "constructor");
  });

  it("a question that nobody can answer", () => assert.match(demo.refused("usage", "apply", "1"), /--yes/));
  it("a phase out of order", () => demo.refused("phase-out-of-order", "apply", "2", "--yes"));
  it("an override without a reason", () => demo.refused("override-empty", "apply", "2", "--yes", "--override", " "));
  it("a phase that is not there", () => {
    demo.refused("phase-unknown", "apply", "5", "--yes");
    for (const typed of ["one", "01", "1.0", "99999999999999999999"]) {
      assert.match(demo.refused("phase-unknown", "apply", typed, "--yes"), new RegExp(`no Phase ${typed}\\.`));
    }
    demo.refused("phase-unknown", "diff", "0");
  });
  it("a checkpoint that is not there", () => demo.refused("checkpoint-unknown", "rollback", "--yes", "0007-apply-1"));

  it("a plan that is missing, unreadable or one of several", () => {
    demo.refused("plan-unreadable", "status", "--plan", "other.phaseplan.json");
    demo.write("second.phaseplan.json", "{}");
    assert.match(demo.refused("plan-several", "status"), /second\.phaseplan\.json/);
    demo.git("rm", "--quiet", "--cached", planName);
    unlinkSync(join(demo.folder, planName));
    unlinkSync(join(demo.folder, "second.phaseplan.json"));
    demo.refused("plan-missing", "status");
  });

  it("a plan that is broken, with the place", () => {
    demo.write(planName, '{ "formatVersion": 1, }{');
    assert.match(demo.refused("plan-syntax", "apply", "1", "--yes"), /line 1, column/);
    demo.write(planName, '{ "formatVersion": 1, "extends": "phasegate:v4", "colour": 1 }');
    assert.match(demo.refused("plan-invalid", "apply", "1", "--yes"), /, colour: /);
  });

  it("a plan that is not committed", () => {
    demo.write(
      planName,
      '{ "formatVersion": 1, "extends": "phasegate:v4", "files": { "bot": { "scope": "Phase4TestnetConfig" } } }',
    );
    demo.refused("phase-unbound", "apply", "2", "--yes", "--override", "because");
    demo.refused("plan-uncommitted", "apply", "1", "--yes");
  });

  it("a file that is missing", () => {
    demo.git("rm", "--quiet", botPath);
    demo.git("commit", "--quiet", "--message", "gone");
    const { status, stderr } = demo.phasegate("apply", "1", "--yes");
    assert.equal(status, 2);
    assert.match(stderr, /^file-missing: .*phase4_dynamic/m);
  });

  it("a symbol that the code does not have", () => {
    demo.bot = demo.bot.replace("    EXIT_THRESHOLD = ", "    EXIT_LEVEL = ");
    demo.commit("renamed");
    demo.refused("phase-unbound", "apply", "1", "--yes");
  });

  it("a syntax error in the block", () => {
    demo.bot = demo.bot.replace("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = (0.70");
    demo.commit("broken");
    demo.refused("phase-unbound", "apply", "1", "--yes");
  });

  it("edits that are not committed, staged or not, or half of each", () => {
    const edited = `${demo.bot}\n# mine\n`;
    demo.bot = edited;
    demo.refused("file-uncommitted", "apply", "1", "--yes");
    demo.git("add", botPath);
    demo.refused("file-uncommitted", "apply", "1", "--yes");
    demo.bot = `${edited}# more\n`;
    demo.refused("file-partly-staged", "apply", "1", "--yes");
  });

  it("a file in another encoding than it says", () => {
    demo.bot = Buffer.from(demo.bot.replace("# USDT", "# caf\u00e9"), "latin1");
    demo.commit("latin-1 without saying so");
    demo.refused("file-undecodable", "apply", "1", "--yes");
  });

  it("a merge in progress", () => {
    demo.startMerge();
    assert.match(demo.refused("git-busy", "apply", "1", "--yes"), /merge/);
  });

  it("a hook that refuses", () => {
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, "#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n");
    chmodSync(hook, 0o755);
    assert.match(demo.refused("git-hook-refused", "apply", "1", "--yes"), /not on a Friday/);
  });

  it("a file that is a link out of the repository", () => {
    const outside = mkdtempSync(join(tmpdir(), "phasegate-outside-"));
    writeFileSync(join(outside, "bot.py"), demo.bot);
    unlinkSync(join(demo.folder, botPath));
    symlinkSync(join(outside, "bot.py"), join(demo.folder, botPath));
    demo.commit("a link");
    demo.refused("file-outside", "apply", "1", "--yes");
    rmSync(outside, { recursive: true });
  });

  it("an unknown committer", () => {
    const before = demo.state();
    const env = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_COUNT: undefined };
    demo.git("config", "user.useConfigOnly", "true");
    const { status, stderr } = demo.phasegateWith(env, "apply", "1", "--yes");
    assert.equal(status, 2);
    assert.match(stderr, /^git-no-identity: .*user\.name/m);
    assert.equal(demo.state(), before);
  });

  it("a machine where git can't be asked: nothing is called fine that was not looked at", () => {
    const folder = mkdtempSync(join(tmpdir(), "phasegate-path-"));
    const git = join(folder, "git");
    for (const code of ["git-missing", "git-failed"]) {
      for (const args of [["apply", "1", "--yes"], ["log"], ["show", "0001-apply-1"], ["diff"]]) {
        const { status, stderr, stdout } = demo.phasegateWith({ PATH: folder }, ...args, "--json");
        assert.equal(status, 2);
        assert.match(stderr, new RegExp(`^${code}: `, "m"));
        assert.equal(JSON.parse(stdout).problems[0].code, code);
      }
      const shown = demo.phasegateWith({ PATH: folder }, "status", "--json");
      assert.equal(shown.status, 2);
      const { withoutLedger, parameters } = JSON.parse(shown.stdout);
      assert.deepEqual([withoutLedger.code, parameters[0].current], [code, "0.101"]);
      const checked = demo.phasegateWith({ PATH: folder }, "check");
      assert.equal(checked.status, 2);
      assert.match(checked.stdout, new RegExp(`^${planName}:1:1: error ${code}: The ledger can't be read`));
      assert.match(checked.stderr, /Findings: 1\./);
      // The other way round: a git that does not trust the folder, as in a container.
      writeFileSync(git, "#!/bin/sh\necho 'fatal: detected dubious ownership' >&2\nexit 128\n", { mode: 0o755 });
    }
    rmSync(folder, { recursive: true });
  });

  it("a machine on which no more files can be opened, before git is started", () => {
    const before = demo.state();
    for (const args of [["check"], ["apply", "1", "--yes"]]) {
      const limited = ["-c", 'ulimit -n 40; exec "$@"', "sh", process.execPath, resolve("dist/cli.js"), ...args];
      const { status, stdout, stderr } = spawnSync("sh", limited, {
        cwd: demo.folder,
        env: demo.env,
        encoding: "utf8",
      });
      assert.equal(status, 2, stderr);
      assert.match(stdout + stderr, /git-unstartable: .*Too many files are open/);
    }
    assert.equal(demo.state(), before);
  });

  it("a git that is too old, at the start, and without asking a newer one more", () => {
    const { git: oldest } = JSON.parse(readFileSync("package.json", "utf8")).engines;
    assert.match(readFileSync("README.md", "utf8"), new RegExp(`git ${oldest.replace(">=", "")} or newer`));
    const folder = mkdtempSync(join(tmpdir(), "phasegate-path-"));
    // What git 2.30 prints for an option of rev-parse that it doesn't know, before what it does know.
    writeFileSync(
      join(folder, "git"),
      `#!/bin/sh\ncase "$*" in\n*rev-parse*) echo --path-format=absolute; echo /x ;;\n*version) echo git version 2.30.1 "(Apple Git-130)" ;;\n*) echo usage >&2; exit 129 ;;\nesac\n`,
      { mode: 0o755 },
    );
    const { status, stdout } = demo.phasegateWith({ PATH: folder }, "apply", "1", "--yes", "--json");
    assert.equal(status, 2);
    const [{ code, data }] = JSON.parse(stdout).problems;
    assert.deepEqual([code, data], ["git-too-old", { version: "2.30.1 (Apple Git-130)", oldest: oldest.slice(2) }]);
    rmSync(folder, { recursive: true });
  });

  it("a folder that is no repository", () => {
    rmSync(join(demo.folder, ".git"), { recursive: true });
    const env = { GIT_CEILING_DIRECTORIES: tmpdir() };
    const { status, stderr } = demo.phasegateWith(env, "apply", "1", "--yes");
    assert.equal(status, 2);
    assert.match(stderr, /^git-no-repository: /m);
  });

  it("a plan that tries to reach git or the disk by its names", () => {
    const hostile = [
      { id: "--upload-pack=touch pwned" },
      { id: "v4\nPhasegate-Override: forged" },
      { id: "../../heads/main" },
      { files: { bot: { path: "../outside.py" } } },
      { files: { bot: { path: "/etc/passwd" } } },
      { files: { bot: { path: ".git/config" } } },
      { files: { bot: { path: "--output=x" } } },
    ];
    for (const patch of hostile) {
      demo.write(planName, JSON.stringify({ formatVersion: 1, extends: "phasegate:v4", ...patch }));
      demo.commit("hostile");
      const before = demo.state();
      const { status } = demo.phasegate("apply", "1", "--yes");
      assert.equal(status, 2, JSON.stringify(patch));
      assert.equal(demo.state(), before);
    }
  });

  for (const flag of ["assume-unchanged", "skip-worktree"]) {
    it(`an edit that git was told not to see: ${flag}`, () => {
      for (const path of [botPath, planName]) {
        demo.git("update-index", `--${flag}`, path);
        if (path === botPath) demo.bot = demo.bot.replace("    STOP_LOSS = 0.01 ", "    STOP_LOSS = 0.015 ");
        const before = demo.state();
        for (const args of [
          ["apply", "1"],
          ["adopt", "--hand-edits"],
        ]) {
          const { status, stderr } = demo.phasegate(...args, "--yes");
          assert.equal(status, 2, stderr);
          assert.match(stderr, /^file-unwatched: Git is told to ignore changes of /m);
        }
        assert.equal(demo.state(), before);
        demo.git("update-index", `--no-${flag}`, path);
        demo.git("checkout", "--quiet", "--", path);
      }
    });
  }

  it("prints no secret in a patch, whose lines go on into logs", () => {
    demo.bot = demo.bot.replace(
      "    EXIT_THRESHOLD = 0.70",
      '    API_SECRET = "sk-live-123"\n    EXIT_THRESHOLD = 0.70',
    );
    demo.commit("a secret beside a value");
    const { stdout } = demo.phasegate("diff", "1");
    assert.equal(stdout.includes("sk-live-123"), false);
    demo.write("phase.patch", stdout);
    demo.git("apply", "--check", "--unidiff-zero", "phase.patch");
  });

  it("prints no password that stands in a governed value", () => {
    const address = '{ "file": "bot", "symbol": "SYMBOL", "unit": "pair", "why": "w", "baseline": "A", "target": "A" }';
    const plan = demo.git("show", `HEAD:${planName}`);
    demo.write(planName, plan.replace('"parameters": {', `"parameters": { "SYMBOL": ${address},`));
    demo.commit("a parameter that holds an address");
    demo.bot = demo.bot.replace('SYMBOL = "BTC-USDT"', 'SYMBOL = "https://ada:hunter2@example.org/"');
    for (const args of [
      ["check", "--json"],
      ["status", "--json"],
      ["adopt", "--hand-edits", "--yes", "--json"],
      ["rollback", "baseline", "--write-only", "why", "--yes", "--json"],
      ["adopt", "--hand-edits", "--yes", "--json"],
      ["rollback", "0001-hand-edits", "--whole-file", "--yes", "--json"],
      ["show", "0001-hand-edits", "--json"],
      ["log", "--json"],
      ["log", "--json", "--parameter", "SYMBOL"],
    ]) {
      const { status, stdout, stderr } = demo.phasegate(...args);
      assert.equal(status, args[0] === "check" ? 1 : 0, stderr);
      assert.doesNotThrow(() => JSON.parse(stdout));
      assert.equal((stdout + stderr).includes("hunter2"), false, args.join(" "));
    }
  });

  it("prints nothing of a secret that stands beside the values", () => {
    const secret = "not-a-real-key-0000-0000";
    assert.ok(demo.bot.includes(secret));
    for (const args of [
      ["check"],
      ["status", "--json"],
      ["log", "--json"],
      ["inspect", botPath, "--json"],
      ["inspect", botPath],
    ]) {
      const { stdout, stderr } = demo.phasegate(...args);
      assert.equal((stdout + stderr).includes(secret), false, args.join(" "));
    }
  });
});

describe("findings on the command line", () => {
  it("end with 1, each with its place", () => {
    const demo = new DemoRepository();
    demo.bot = demo.bot.replace("    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 0.72");
    const { status, stdout } = demo.phasegate("check");
    assert.equal(status, 1);
    const line = demo.bot.split("\n").findIndex((each) => each.includes("    EXIT_THRESHOLD = 0.72")) + 1;
    assert.match(stdout, new RegExp(`^${botPath}:${line}:22: error baseline-differs: EXIT_THRESHOLD is 0\\.72`));
    const [finding] = JSON.parse(demo.phasegate("check", "--json").stdout);
    assert.deepEqual([finding.code, finding.line, finding.column], ["baseline-differs", line, 22]);
    demo.remove();
  });
});

describe("bytes", () => {
  const variants: [what: string, make: (text: string) => Buffer][] = [
    ["CRLF", (text) => Buffer.from(text.replace(/\n/g, "\r\n"))],
    ["a byte order mark", (text) => Buffer.from(`\ufeff${text}`)],
    [
      "mixed line ends and tabs",
      (text) => Buffer.from(text.replace(/\n/g, (_, at: number) => (at % 2 ? "\r\n" : "\n"))),
    ],
    [
      "EUC-KR",
      (text) =>
        Buffer.concat([Buffer.from("# -*- coding: euc-kr -*-\n# \xb0\xa1\xb3\xaa\n", "latin1"), asciiOnly(text)]),
    ],
    ["no line end at its end", (text) => Buffer.from(text.trimEnd())],
  ];
  for (const [what, make] of variants) {
    it(`stay as they are beside the literals: ${what}`, () => {
      const demo = new DemoRepository();
      demo.git("config", "core.autocrlf", "false");
      const before = make(demo.bot);
      demo.bot = before;
      demo.commit(what);
      const { status, stderr } = demo.phasegate("apply", "1", "--yes");
      assert.equal(status, 0, stderr);
      const expected = replaceBytes(
        replaceBytes(before, "    EXIT_THRESHOLD = 0.70", "    EXIT_THRESHOLD = 0.603"),
        "RATE = 0.101",
        "RATE = 0.0612",
      );
      const show = spawnSync("git", ["cat-file", "blob", `HEAD:${botPath}`], { cwd: demo.folder });
      assert.ok(show.stdout.equals(expected));
      assert.equal(demo.git("status", "--porcelain"), "");
      assert.equal(demo.phasegate("rollback", "--yes").status, 0);
      assert.ok(spawnSync("git", ["cat-file", "blob", `HEAD:${botPath}`], { cwd: demo.folder }).stdout.equals(before));
      demo.remove();
    });
  }

  function asciiOnly(text: string): Buffer {
    return Buffer.from(text.replace(/[^\0-\x7f]/gu, "?"), "ascii");
  }

  function replaceBytes(bytes: Buffer, from: string, to: string): Buffer {
    const at = bytes.indexOf(from);
    assert.notEqual(at, -1, from);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + from.length)]);
  }
});

describe("where a plan is found", () => {
  it("never above a folder that is misspelt, gone, or can't be listed", () => {
    const demo = new DemoRepository();
    for (const folder of ["script", planName, `${planName}/x`, ""]) {
      assert.match(demo.refused(folder === "" ? "usage" : "folder-missing", `--cwd=${folder}`, "status"), /./);
    }
    demo.refused("folder-unreadable", "--cwd", "x".repeat(300), "status");
    // Only Linux takes any bytes for a name, and takes away a folder that somebody works in.
    if (process.platform === "linux") {
      const run = (line: string) =>
        spawnSync("bash", ["-c", line], { cwd: demo.folder, env: demo.env, encoding: "utf8" });
      const cli = `"${process.execPath}" "${resolve("dist/cli.js")}"`;
      assert.match(run(`mkdir $'a\\xff'; cd $'a\\xff'; ${cli} check`).stderr, /^folder-unreadable: .* not UTF-8\./m);
      assert.match(
        run(`mkdir gone; cd gone; rmdir ../gone; ${cli} check`).stderr,
        /^folder-missing: The folder .* is gone\./m,
      );
      const elsewhere = run(`mkdir gone; cd gone; rmdir ../gone; ${cli} check --cwd "${demo.folder}"`);
      assert.equal(elsewhere.status, 0, elsewhere.stderr);
    }
    demo.remove();
  });

  it("from a folder below, with --cwd and with --plan", () => {
    const demo = new DemoRepository();
    const below = join(demo.folder, "scripts", "production");
    mkdirSync(join(demo.folder, "empty"));
    for (const args of [
      ["--cwd", below],
      ["--cwd", join(demo.folder, "empty")],
      ["--plan", join(demo.folder, planName)],
    ]) {
      const run = spawnSync(process.execPath, [resolve("dist/cli.js"), "status", ...args], {
        cwd: below,
        env: demo.env,
        encoding: "utf8",
      });
      assert.equal(run.status, 0, run.stderr);
    }
    demo.remove();
  });
});
