import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, planName, withDemo } from "../support/demo-repository";

const bidirectional = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
const escapes = "\n::stop-commands::x\u001b]0;mine\u0007\u009b2J\u202e ##vso[task.complete]";
/** What a plan may say: it is refused with characters that nobody sees. */
const commands = "\n::stop-commands::x ##vso[task.complete]";

/** The characters of a text that a terminal obeys, but for line ends and tabs. */
function active(text: string): string[] {
  return [...text.replaceAll("\r\n", "\n")].filter((character) => {
    const code = character.charCodeAt(0);
    const isControl = (code < 0x20 && !"\n\t".includes(character)) || (code >= 0x7f && code <= 0x9f);
    return isControl || bidirectional.includes(character);
  });
}

describe("a repository that means harm", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  /** Gives the plan a rule, and the bot a value that breaks it. */
  function breakRule(why: string): void {
    demo.bot = demo.bot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.75");
    const file = join(demo.folder, planName);
    const rules = JSON.stringify([{ id: "a", schema: { properties: { EXIT_THRESHOLD: { maximum: 0.7 } } }, why }]);
    const plan = readFileSync(file, "utf8").replace('"parameters": {', () => `"rules": ${rules}, "parameters": {`);
    writeFileSync(file, plan);
  }

  /** Makes an annotated tag by hand, with the trailers of a checkpoint. */
  function forge(tag: string, phases: string, ...more: string[]): void {
    const trailers = {
      Checkpoint: tag,
      Plan: "v4",
      "Plan-File": planName,
      "Plan-Hash": "0".repeat(64),
      Event: tag.replace(/^.*?\d+-/, ""),
      Phases: phases,
    };
    const lines = Object.entries(trailers).map(([key, value]) => `Phasegate-${key}: ${value}`);
    demo.git("tag", "--annotate", "--cleanup=verbatim", "-m", ["note", "", ...lines, ...more].join("\n"), tag);
  }

  /** Runs the command and expects nothing in what it prints that a terminal or a build server obeys. */
  function harmless(...args: string[]): ReturnType<DemoRepository["phasegate"]> {
    const result = demo.phasegate(...args);
    for (const printed of [result.stdout, result.stderr]) {
      assert.deepEqual(active(printed), [], printed);
      assert.doesNotMatch(printed, /^\s*::/m);
      assert.doesNotMatch(printed, /##(vso)?\[/);
    }
    assert.notEqual(result.status, 3, result.stderr);
    return result;
  }

  describe("by what it says", () => {
    it("is refused with characters that nobody sees, and shows them instead of sending them", () => {
      breakRule(`x${escapes}`);
      const { stderr, status } = harmless("check");
      assert.equal(status, 2);
      assert.match(stderr, /^plan-invalid: v4\.phaseplan\.json, line \d+, column \d+, rules\[0\]\.why: .* U\+001B/m);
    });

    it("has one line for each finding, whatever commands it holds", () => {
      breakRule(`x${commands}`);
      const { stdout, status } = harmless("check");
      assert.equal(status, 1);
      const lines = stdout.trimEnd().split("\n");
      assert.ok(lines.length === 2 && lines.every((line) => line.startsWith(`${botPath}:`)), stdout);
      assert.match(stdout, /rule-broken: .*x ::stop-commands::x \\u0023#vso\[/);
    });

    it("keeps JSON what it was", () => {
      breakRule(`x${commands}`);
      const findings: { data: { why?: string } }[] = JSON.parse(harmless("check", "--json").stdout);
      assert.ok(findings.some(({ data }) => data.why === `x${commands}`));
    });

    it("is shown in an error, a tag and a source too", () => {
      demo.bot = demo.bot.replace("    EXIT_THRESHOLD = 0.70", '    NOTE = """a\n::error::b\u001b[2J"""\n$&');
      demo.commit("a note");
      assert.match(harmless("inspect", botPath).stdout, /NOTE = """a\n\\u003a:error::b\\u001b\[2J"""/);
      forge("phasegate/v4/0001-exception", "none", `Phasegate-Override: ${JSON.stringify(escapes)}`);
      assert.match(harmless("log").stdout, /^Override: ::stop-commands::x \]0;mine 2J\\u202e \\u0023#vso/m);
      assert.match(harmless("check", "--plan", `a${escapes}`).stderr, /^plan-unreadable: .*\n\\u003a:stop/m);
      assert.match(harmless(`a${escapes}`).stderr, /^usage: .*\n\\u003a:stop-commands/m);
    });

    it("gives git the very text of the file, where git reads it", () => {
      demo.bot = demo.bot.replace(/^( *EXIT_THRESHOLD = 0\.70.*)$/m, "$1 \u001b[1m\u202e\r");
      demo.commit("a strange comment");
      const { stdout } = demo.phasegate("diff", "1");
      execFileSync("git", ["apply"], { cwd: demo.folder, input: stdout });
      const line = demo.bot.split("\n").find((each) => each.includes("EXIT_THRESHOLD = 0.603"));
      assert.ok(line?.endsWith(" \u001b[1m\u202e\r"), line);
      demo.git("checkout", "--quiet", botPath);
      assert.match(harmless("apply", "1", "--yes").stderr, /\\u001b\[1m\\u202e\r?\n/);
    });
  });

  describe("by the names in its plan", () => {
    const forged = "\nPhasegate-Override: forged";
    const harmful: Record<string, object> = {
      "an id that is an option": { id: "--upload-pack=touch pwned" },
      "an id that leaves the tags": { id: "../../heads/main" },
      "an id with a trailer": { id: `v4${forged}` },
      "an id with a NUL": { id: "v4\0" },
      "an id that is a pattern": { id: "v*" },
      "an id as git spells revisions": { id: "v4@{1}" },
      "an id that locks": { id: "v4.lock" },
      "a path that is an option": { files: { bot: { path: "--output=pwned" } } },
      "a path out of the repository": { files: { bot: { path: "a/../../outside.py" } } },
      "a path in .git": { files: { bot: { path: ".git/config" } } },
      "a path in .GIT": { files: { bot: { path: "scripts/.GIT/config" } } },
      "a path in git~1": { files: { bot: { path: "git~1/config" } } },
      "a path in .git with characters that are passed over": { files: { bot: { path: ".g\u200cit/config" } } },
      "a stream of .git": { files: { bot: { path: ".git::$INDEX_ALLOCATION/config" } } },
      "a stream of the file": { files: { bot: { path: `${botPath}::$DATA` } } },
      "a path that is a pattern": { files: { bot: { path: ":(glob)**/*.py" } } },
      "a path with a NUL": { files: { bot: { path: `${botPath}\0.txt` } } },
      "a path with a line": { files: { bot: { path: `${botPath}${forged}` } } },
      "a title with a trailer": { title: `A plan${forged}` },
      "a parameter with a trailer": { parameters: { [`EXIT_THRESHOLD${forged}`]: { symbol: "EXIT_THRESHOLD" } } },
      "a symbol with a trailer": { parameters: { EXIT_THRESHOLD: { symbol: `EXIT_THRESHOLD${forged}` } } },
    };
    for (const [what, patch] of Object.entries(harmful)) {
      it(`does nothing: ${what}`, () => {
        demo.write(planName, JSON.stringify({ formatVersion: 1, extends: "phasegate:v4", ...patch }));
        demo.commit("harm");
        const before = [demo.state(), ...readdirSync(demo.folder)];
        const config = readFileSync(join(demo.folder, ".git/config"), "utf8");
        const { status, stderr } = harmless("apply", "1", "--yes");
        assert.equal(status, 2);
        assert.match(stderr, /^(plan-invalid|file-path-invalid|file-outside|file-missing): /m);
        assert.deepEqual([demo.state(), ...readdirSync(demo.folder)], before);
        assert.equal(readFileSync(join(demo.folder, ".git/config"), "utf8"), config);
      });
    }

    it("is a file's name to git, and nothing else: dash, colon, quote, pattern", function () {
      // Windows allows none of these characters but the dash in a name.
      if (process.platform === "win32") this.skip();
      const path = "-:(glob)*\"'?[x]{a}.py";
      demo.git("mv", botPath, `./${path}`);
      demo.write("-decoy.py", "\n");
      demo.write(
        planName,
        JSON.stringify({
          formatVersion: 1,
          extends: "phasegate:v4",
          files: { bot: { path, scope: "Phase4TestnetConfig" } },
        }),
      );
      demo.commit("an odd name");
      demo.write("-decoy.py", "edited\n");
      const read = () => readFileSync(join(demo.folder, path), "utf8");
      const before = read();
      execFileSync("git", ["apply"], { cwd: demo.folder, input: demo.phasegate("diff", "1").stdout });
      assert.match(read(), /^ {4}EXIT_THRESHOLD = 0\.603 /m);
      demo.git("checkout", "--quiet", "--", `./${path}`);
      for (const args of [["apply", "1"], ["rollback"]]) {
        const { status, stderr } = harmless(...args, "--yes");
        assert.equal(status, 0, stderr);
        assert.equal(demo.git("-c", "core.quotePath=false", "show", "--format=", "--name-only", "-z"), `${path}\0`);
      }
      assert.equal(read(), before);
      assert.equal(demo.git("status", "--porcelain"), "M -decoy.py");
    });

    it("does nothing: the name of its file", function () {
      // No name on Windows can have a line break.
      if (process.platform === "win32") this.skip();
      const name = `a${forged}.phaseplan.json`;
      renameSync(join(demo.folder, planName), join(demo.folder, name));
      demo.commit("harm");
      const before = demo.state();
      const { status, stderr } = harmless("apply", "1", "--yes", "--plan", name);
      assert.equal(status, 2);
      assert.match(stderr, /^file-path-invalid: .*: a path can't have the character U\+000A\. Remove it\.$/m);
      assert.equal(demo.state(), before);
    });

    it("is a text to git where it is prose: a reason, say", () => {
      const reason = "--upload-pack=x $(touch pwned) `touch pwned` ; touch pwned";
      const args = ["apply", "2", "--yes", `--override=${reason}${forged}`];
      assert.equal(harmless(...args).stdout, "phasegate/v4/0001-apply-2\n");
      const trailers = demo.git("log", "-1", "--format=%(trailers:key=Phasegate-Override)");
      assert.equal(trailers, `Phasegate-Override: ${JSON.stringify(`${reason}${forged}`)}`);
      assert.equal(existsSync(join(demo.folder, "pwned")), false);
    });
  });

  describe("by its tags", () => {
    it("can't use the numbers up with one that is no checkpoint", () => {
      demo.git("tag", "phasegate/v4/999999999999999-x");
      demo.git("tag", "phasegate/v4/1000000000-x");
      demo.git("tag", "phasegate/v4/999999999-x");
      demo.git("tag", "--annotate", "-m", "by hand", "phasegate/v4/999999998-apply-1");
      assert.equal(demo.phasegate("apply", "1", "--yes").stdout, "phasegate/v4/0001-apply-1\n");
      assert.equal(demo.phasegate("apply", "2", "--yes").stdout, "phasegate/v4/0002-apply-2\n");
      assert.equal(demo.phasegate("rollback", "--yes").stdout, "phasegate/v4/0003-rollback-phase-2\n");
    });

    it("can't use the numbers up with a checkpoint that has the last one", () => {
      forge("phasegate/v4/999999999-x", "7");
      assert.equal(demo.phasegate("apply", "1", "--yes").stdout, "phasegate/v4/0001-apply-1\n");
      assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [1]);
      assert.equal(demo.phasegate("rollback", "--yes").stdout, "phasegate/v4/0002-rollback-phase-1\n");
    });

    it("brings no phase into effect that the plan does not have", () => {
      forge("phasegate/v4/0001-adopt", "7, 12");
      forge("phasegate/v4/0002-adopt", "7, 999999999");
      assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, []);
      assert.match(demo.phasegate("rollback", "--yes").stderr, /^no-phase-in-effect: /m);
    });

    it("does not hide the values with one whose object is gone", () => {
      assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
      demo.write(".git/refs/tags/phasegate/v4/0002-apply-2", `${"1".repeat(40)}\n`);
      const { status, stdout } = demo.phasegate("status", "--json");
      assert.equal(status, 0);
      assert.deepEqual(JSON.parse(stdout).inEffect, [1]);
      assert.equal(demo.phasegate("check").status, 0);
      assert.equal(demo.phasegate("apply", "2", "--yes").stdout, "phasegate/v4/0003-apply-2\n");
    });

    it("shows the values where the ledger can't be read at all, and applies nothing", () => {
      demo.write(".git/refs/heads/main", "garbage\n");
      const { status, stdout, stderr } = demo.phasegate("status", "--json");
      assert.deepEqual([status, JSON.parse(stdout).inEffect], [2, null]);
      assert.match(stderr, /^The ledger can't be read, .*git/m);
      const checked = demo.phasegate("check", "--json");
      assert.deepEqual([checked.status, JSON.parse(checked.stdout)[0].code], [2, "git-failed"]);
      for (const args of [["apply", "1", "--yes"], ["log"], ["diff"], ["gate"]]) {
        const refused = demo.phasegate(...args);
        assert.equal(refused.status, 2);
        assert.match(refused.stderr, /^git-failed: /m);
      }
    });
  });

  describe("by its files", () => {
    function place(path: string, make: (absolute: string) => void): void {
      rmSync(join(demo.folder, path));
      make(join(demo.folder, path));
    }

    const unfit: Record<string, (absolute: string) => void> = {
      "a device": (absolute) => symlinkSync("/dev/zero", absolute),
      "a pipe": (absolute) => execFileSync("mkfifo", [absolute]),
      "a folder": (absolute) => execFileSync("mkdir", [absolute]),
      "a huge file": (absolute) => {
        execFileSync("touch", [absolute]);
        truncateSync(absolute, 5_000_001);
      },
    };

    it("is told that its links lead in a circle, that a name is too long, or that a plan is no UTF-8", () => {
      const long = `${"x".repeat(300)}.phaseplan.json`;
      assert.match(demo.refused("plan-unreadable", "check", "--plan", long), /path is too long/);
      assert.match(demo.refused("file-unwritable", "init", botPath, "--plan", long), /path is too long/);
      place(botPath, (absolute) => symlinkSync(absolute, absolute));
      assert.match(demo.phasegate("check").stdout, /file-unreadable: .* Its links lead in a circle\./);
      place(planName, (absolute) => writeFileSync(absolute, Buffer.from('{ "title": "caf\u00e9" }', "latin1")));
      assert.match(demo.phasegate("check").stderr, /^plan-unreadable: .* not text in UTF-8/m);
    });

    for (const [what, make] of Object.entries(unfit)) {
      it(`does not have ${what} read as the plan`, function () {
        // Windows has no devices and pipes in its folders.
        if (process.platform === "win32" && what !== "a folder" && what !== "a huge file") this.skip();
        place(planName, make);
        const { status, stderr } = demo.phasegate("check");
        assert.equal(status, 2, stderr);
        assert.match(stderr, /^plan-unreadable: .*(not a regular file|larger than 5 MB)/m);
      });
    }
  });
});
