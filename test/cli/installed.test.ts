// Packs a clean clone as npm does, installs the package, and lives the loop with what was installed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { botPath, DemoRepository } from "../support/demo-repository";

describe("the package for npm, from a clean clone", () => {
  let folder: string;
  let demo: DemoRepository;
  let files: string[];
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate 설치 ")));
    demo = new DemoRepository();
    const clone = join(folder, "a clone");
    execFileSync("git", ["clone", "--quiet", "--no-local", resolve("."), clone], { stdio: "pipe" });
    // What `npm ci` installs stands here already.
    symlinkSync(resolve("node_modules"), join(clone, "node_modules"), "junction");
    const [pack] = JSON.parse(npm(clone, "pack", "--json", "--silent")) as {
      filename: string;
      files: { path: string }[];
    }[];
    assert.ok(pack);
    files = pack.files.map(({ path }) => path);
    mkdirSync(join(folder, "home"));
    npm(join(folder, "home"), "install", "--offline", "--no-audit", "--no-fund", join(clone, pack.filename));
  });
  after(() => {
    demo.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const npm = (cwd: string, ...args: string[]) =>
    execFileSync("npm", args, { cwd, encoding: "utf8", stdio: "pipe", shell: process.platform === "win32" });
  const phasegate = (...args: string[]) =>
    spawnSync(join(folder, "home", "node_modules", ".bin", "phasegate"), args, {
      cwd: demo.folder,
      env: demo.env,
      encoding: "utf8",
      shell: process.platform === "win32",
    });

  it("has the command line and what it is licensed under, and nothing of the sources or the tests", () => {
    assert.ok(files.includes("dist/cli.js"));
    assert.ok(files.includes("LICENSE"));
    assert.ok(files.includes("THIRD-PARTY.md"));
    assert.deepEqual(
      files.filter((file) => /^(src|test|tools|demo|node_modules)\//.test(file)),
      [],
    );
  });

  it("checks, as the pre-commit framework does too, applies and rolls back as `phasegate`", () => {
    const before = demo.bot;
    const [, entry = ""] = /^ {2}entry: phasegate (.*)$/m.exec(readFileSync(".pre-commit-hooks.yaml", "utf8")) ?? [];
    assert.notEqual(entry, "");
    for (const args of [["check"], entry.split(" "), ["apply", "1", "--yes"], ["rollback", "--yes"]]) {
      const { status, stderr } = phasegate(...args);
      assert.equal(status, 0, `${args.join(" ")}: ${stderr}`);
    }
    assert.equal(demo.bot, before);
    assert.equal(demo.git("log", "--oneline", "--", botPath).split("\n").length, 3);
  });
});
