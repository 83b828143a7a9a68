import assert from "node:assert/strict";
import { symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, it } from "mocha";
import { botPath, type DemoRepository, withDemo } from "../support/demo-repository";

const fix = `${botPath}.backup_20251015_critical_fix`;

describe("backups made by hand", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    demo.write(
      fix,
      demo.bot.replace("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.008 ").replace("# 🚪 Exit", "# 🚪 Exit, older"),
    );
    demo.write(`${botPath}.phase_2_backup`, demo.bot);
    utimesSync(join(demo.folder, `${botPath}.phase_2_backup`), 1_700_000_000, 1_700_000_000);
  });

  it("are listed with their dates and what differs, the newest first", () => {
    symlinkSync("/etc/hostname", join(demo.folder, `${botPath}.bak`));
    demo.write(`${botPath}.orig`, "# coding: no-such-codec\n");
    demo.write(`${botPath}.lock`, "");
    const { status, stdout } = demo.phasegate("backups");
    assert.equal(status, 0);
    assert.match(
      stdout,
      new RegExp(`^${fix}\n  2025-10-15 according to its name, 1 value differs\n  STOP_LOSS: 0.01 → 0.008$`, "m"),
    );
    assert.match(
      stdout,
      /phase_2_backup\n {2}2023-11-14 according to the file's time, all values are the same as now$/m,
    );
    assert.match(stdout, /\.orig\n.*\n {2}.*is not valid text in/);
    const rows: { path: string; datedByName: boolean }[] = JSON.parse(demo.phasegate("backups", "--json").stdout);
    assert.deepEqual(
      rows.map(({ path }) => basename(path).replace(/^.*\.py\./, "")),
      ["orig", "backup_20251015_critical_fix", "phase_2_backup"],
    );
  });

  it("are compared one by one, by path or name", () => {
    for (const name of [fix, basename(fix), join(demo.folder, fix)]) {
      const { status, stdout } = demo.phasegate("backups", name);
      assert.equal(status, 0, name);
      assert.equal(stdout.split("\n")[2], "  STOP_LOSS: 0.01 → 0.008");
    }
    for (const name of ["nothing.bak", botPath, "/etc/passwd", `../${basename(demo.folder)}.gitconfig`]) {
      const { status, stderr } = demo.phasegate("backups", name);
      assert.equal(status, 2);
      assert.match(stderr, /^backup-unknown: /);
    }
    const { status, stderr } = demo.phasegate("backups", "");
    assert.deepEqual([status, stderr.split(":")[0]], [2, "usage"]);
  });

  it("are not said to be as it is now where the values are not found in them", () => {
    demo.write(`${botPath}.bak`, "nothing of it\n");
    assert.match(demo.phasegate("backups", `${botPath}.bak`).stdout, /, none of its values differs\n {2}not found/);
    const { status, stderr } = demo.phasegate("rollback", "--from-backup", `${botPath}.bak`, "--yes");
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^rollback-kept: EXPECTED_SIGNAL_RATE, .* stay as they are, because there are no literals to restore/m,
    );
  });

  it("become a checkpoint by rolling back to their values, and to nothing else of them", () => {
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
    const before = demo.bot;
    const { status, stdout, stderr } = demo.phasegate("rollback", "--from-backup", basename(fix), "--yes");
    assert.deepEqual([status, stdout], [0, "phasegate/v4/0002-rollback-backup\n"], stderr);
    const expected = before
      .replace("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.008 ")
      .replace("EXIT_THRESHOLD = 0.603", "EXIT_THRESHOLD = 0.70")
      .replace("EXPECTED_SIGNAL_RATE = 0.0612", "EXPECTED_SIGNAL_RATE = 0.101");
    assert.equal(demo.bot, expected);
    assert.equal(demo.git("show", "--name-only", "--format=%s", "HEAD").split("\n").at(-1), botPath);
    assert.match(demo.git("log", "-1", "--format=%s"), /Phase 1 to the backup .*\.backup_20251015_critical_fix$/);
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, []);
    assert.match(demo.git("status", "--porcelain"), /^\?\? /);
  });

  it("never bring a phase into effect", () => {
    demo.write(
      `${botPath}.bak`,
      demo.bot.replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.603").replace("RATE = 0.101", "RATE = 0.0612"),
    );
    assert.equal(demo.phasegate("rollback", "--from-backup", `${botPath}.bak`, "--yes").status, 0);
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, []);
    assert.match(demo.phasegate("check").stdout, /ahead-of-phase/);
    assert.equal(demo.phasegate("adopt", "--yes").stdout, "phasegate/v4/0002-adopt\n");
  });

  it("bring no code in, and no files from elsewhere", () => {
    demo.write(
      `${botPath}.bak`,
      demo.bot
        .replace("STOP_LOSS = 0.01 ", "STOP_LOSS = print(1) ")
        .replace("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65"),
    );
    const { status, stderr } = demo.phasegate("rollback", "--from-backup", `${botPath}.bak`, "--yes");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /STOP_LOSS stays as it is/);
    assert.match(demo.bot, /STOP_LOSS = 0\.01 /);
    assert.match(demo.bot, /EXIT_THRESHOLD = 0\.65 /);
    const outside = join(demo.folder, "..", `${basename(demo.folder)}.bak`);
    writeFileSync(outside, demo.bot);
    for (const args of [
      ["--from-backup", outside],
      ["--from-backup", fix, "baseline"],
      ["--from-backup", "x"],
    ]) {
      const state = demo.state();
      assert.equal(demo.phasegate("rollback", ...args, "--yes").status, 2);
      assert.equal(demo.state(), state);
    }
  });
});
