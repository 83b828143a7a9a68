import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, planName, withDemo } from "../support/demo-repository";

describe("rolling back a whole file", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    demo.done("apply", "1", "--yes");
  });

  const blob = (revision: string, path = botPath) => demo.git("rev-parse", `${revision}:${path}`);
  const back = ["rollback", "0001-apply-1", "--whole-file", "--yes"];

  it("takes later code back with the values, and says how much", () => {
    demo.done("apply", "2", "--yes");
    demo.bot = `${demo.bot.replace("import argparse\n", "import argparse\nimport cmath\n")}\n# written later\n`;
    demo.commit("code written later");
    const said = demo.done(...back);
    assert.match(said, /3 lines change beside the plan's values/);
    assert.match(said, /The plan's values change: LONG_ENTRY_THRESHOLD 0\.686 → 0\.70/);
    assert.match(said, /^-# written later$/m);
    assert.equal(blob("HEAD"), blob("phasegate/v4/0001-apply-1"));
    assert.equal(demo.git("tag", "--points-at", "HEAD"), "phasegate/v4/0003-rollback-file-to-0001");
    assert.equal(demo.git("show", "--name-only", "--format=", "HEAD"), botPath);
    assert.match(demo.git("log", "-1", "--format=%s"), /roll back Phase 2 and the whole file to checkpoint 0001$/);
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [1]);
  });

  it("says that no value changes where only code does, and keeps the phases", () => {
    demo.bot = `${demo.bot}# written later\n`;
    demo.commit("code written later");
    assert.match(
      demo.done(...back),
      / goes back as a whole: 1 line changes beside the plan's values\. None of the plan's values changes/,
    );
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [1]);
    assert.match(demo.refused("nothing-to-roll-back", ...back), /nothing to roll back/);
  });

  it("says no phase to be in effect whose values the file of then does not have", () => {
    demo.bot = demo.bot.replace("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.65");
    demo.commit("by hand");
    demo.done("apply", "2", "--yes", "--override", "known");
    demo.bot = demo.bot.replace("EXIT_THRESHOLD = 0.65", "EXIT_THRESHOLD = 0.603");
    demo.commit("by hand again");
    demo.done("rollback", "0002-apply-2", "--whole-file", "--yes");
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [2]);
  });

  it("leaves other work as it is", () => {
    demo.bot = `${demo.bot}# written later\n`;
    demo.commit("code written later");
    demo.write("staged.txt", "staged\n");
    demo.git("add", "staged.txt");
    demo.write("README.md", "edited\n");
    const before = demo.git("status", "--porcelain");
    demo.done(...back);
    assert.equal(demo.git("status", "--porcelain"), before);
  });

  it("shows no secret that the file held then or holds now", () => {
    demo.bot = demo.bot.replace("    EXIT_THRESHOLD", '    API_SECRET = "sk-live-777"\n    EXIT_THRESHOLD');
    demo.commit("a secret slipped in");
    const said = demo.done(...back);
    assert.equal(said.includes("sk-live-777"), false);
    assert.match(said, /^-\(left out: the name or the value looks like a secret\)$/m);
  });

  it("takes every governed file back, and tells of each that changes", () => {
    const text = demo.git("show", `HEAD:${planName}`);
    const two = text
      .replace(
        '"scope": "Phase4TestnetConfig" } }',
        '"scope": "Phase4TestnetConfig" }, "exits": { "path": "exits.py" } }',
      )
      .replace('"parameters": {', '"parameters": { "EXIT_THRESHOLD": { "file": "exits", "scope": "Exits" },');
    assert.notEqual(two, text);
    demo.write(planName, two);
    demo.write("exits.py", "class Exits:\n    EXIT_THRESHOLD = 0.603\n\n\nprint(Exits.EXIT_THRESHOLD)\n");
    demo.commit("two files");
    demo.refused("whole-file-absent", ...back);
    demo.done("adopt", "--yes");
    demo.write("exits.py", "class Exits:\n    EXIT_THRESHOLD = 0.62\n\n\nprint(Exits.EXIT_THRESHOLD, 1)\n");
    demo.commit("one of them");
    const said = demo.done("rollback", "0002-adopt", "--whole-file", "--yes");
    assert.match(
      said,
      /exits\.py goes back as a whole: 1 line changes .*\. The plan's values change: EXIT_THRESHOLD 0\.62 → 0\.603/,
    );
    assert.equal(said.includes(`${botPath} as a whole`), false);
    assert.equal(demo.git("show", "--name-only", "--format=", "HEAD"), "exits.py");
    demo.write("exits.py", "class Exits:\n    EXIT_THRESHOLD = 0.62\n\n\nprint(Exits.EXIT_THRESHOLD)\n");
    demo.bot = `${demo.bot}# later\n`;
    demo.done("adopt", "--hand-edits", "--yes");
    assert.deepEqual(demo.git("show", "--name-only", "--format=", "HEAD").split("\n"), ["exits.py", botPath]);
    demo.done("rollback", "0002-adopt", "--whole-file", "--yes");
    assert.equal(demo.git("diff", "phasegate/v4/0002-adopt", "HEAD"), "");
  });

  it("needs a checkpoint", () => {
    demo.refused("whole-file-untagged", "rollback", "--whole-file", "--yes");
    demo.refused("whole-file-untagged", "rollback", "baseline", "--whole-file", "--yes");
    demo.refused("checkpoint-unknown", "rollback", "0009-apply-1", "--whole-file", "--yes");
  });

  it("is refused over edits that are not committed", () => {
    demo.bot = `${demo.bot}# mine\n`;
    demo.refused("file-uncommitted", ...back);
  });

  it("is refused where a governed value can be read in one of the two files only", () => {
    demo.bot = demo.bot.replaceAll("EXIT_THRESHOLD", "EXIT_LEVEL");
    demo.write(
      planName,
      execFileSync("cat", [join(demo.folder, planName)], { encoding: "utf8" }).replace(
        '"parameters": {',
        '"parameters": { "EXIT_THRESHOLD": { "symbol": "EXIT_LEVEL" },',
      ),
    );
    demo.commit("renamed");
    assert.match(demo.refused("checkpoint-unbound", ...back), /EXIT_THRESHOLD/);
  });

  it("goes back through a link that led to the same file then", () => {
    renameSync(join(demo.folder, botPath), join(demo.folder, "impl.py"));
    symlinkSync("../../impl.py", join(demo.folder, botPath));
    demo.commit("behind a link");
    demo.refused("whole-file-absent", ...back);
    demo.done("rollback", "baseline", "--yes");
    writeFileSync(join(demo.folder, "impl.py"), `${demo.bot}# later\n`);
    demo.commit("code written later");
    demo.done("rollback", "0002-rollback-baseline", "--whole-file", "--yes");
    assert.equal(blob("HEAD", "impl.py"), blob("phasegate/v4/0002-rollback-baseline", "impl.py"));
    assert.equal(demo.git("ls-files", "--stage", botPath).slice(0, 6), "120000");
  });

  it("is refused where the file was a link then, or led elsewhere", () => {
    const text = demo.bot;
    demo.write("impl.py", text);
    unlinkSync(join(demo.folder, botPath));
    symlinkSync("../../impl.py", join(demo.folder, botPath));
    demo.commit("a link");
    demo.done("rollback", "baseline", "--yes");
    unlinkSync(join(demo.folder, botPath));
    demo.bot = text;
    demo.commit("a file again");
    demo.refused("whole-file-absent", "rollback", "0002-rollback-baseline", "--whole-file", "--yes");
  });

  it("gives a work tree with CRLF its CRLF, and git the same blob", () => {
    demo.git("config", "core.autocrlf", "true");
    unlinkSync(join(demo.folder, botPath));
    demo.git("checkout", "--quiet", "--", botPath);
    assert.ok(demo.bot.includes("\r\n"));
    demo.bot = `${demo.bot}# written later\r\n`;
    demo.commit("code written later");
    demo.done(...back);
    assert.equal(blob("HEAD"), blob("phasegate/v4/0001-apply-1"));
    assert.equal(/[^\r]\n/.test(demo.bot), false);
    assert.equal(demo.git("status", "--porcelain"), "");
  });

  it("is refused where git would keep other bytes than those of then", () => {
    demo.bot = demo.bot.replaceAll("\n", "\r\n");
    demo.commit("CRLF in the repository");
    demo.done("rollback", "baseline", "--yes");
    demo.write(".gitattributes", "*.py text eol=lf\n");
    demo.git("add", "--renormalize", ".");
    demo.commit("LF from now on");
    demo.git("checkout", "--quiet", "--", botPath);
    demo.refused("whole-file-inexact", "rollback", "0002-rollback-baseline", "--whole-file", "--yes");
  });

  it("restores an encoding and a mark at the beginning that the text does not show", () => {
    demo.bot = `\ufeff${demo.bot}`;
    demo.commit("a byte order mark");
    demo.done("rollback", "baseline", "--yes");
    demo.bot = demo.bot.slice(1);
    demo.commit("none");
    assert.match(demo.done("rollback", "0002-rollback-baseline", "--whole-file", "--yes"), /1 line changes beside/);
    assert.equal(blob("HEAD"), blob("phasegate/v4/0002-rollback-baseline"));
  });

  it("is not sealed where a hook puts other bytes into the commit", () => {
    demo.bot = `${demo.bot}# written later\n`;
    demo.commit("code written later");
    const hook = join(demo.folder, ".git", "hooks", "pre-commit");
    writeFileSync(hook, `#!/bin/sh\necho '# by a hook' >> ${botPath}\ngit add ${botPath}\n`);
    chmodSync(hook, 0o755);
    const { status, stderr } = demo.phasegate(...back);
    assert.equal(status, 6);
    assert.match(stderr, /The commit has other bytes in /);
    assert.equal(demo.git("tag", "--list"), "phasegate/v4/0001-apply-1");
  });
});
