// Packs a clean clone as npm does, installs the package, and lives the loop with what was installed.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
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

  it("and the one for VS Code are the same bytes, whoever builds them, where and when", () => {
    const built = [join(folder, "a clone"), join(folder, "another")].map((clone, i) => {
      if (i > 0) {
        const ofOthers = 'umask 002 && git clone --quiet --no-local "$0" "$1"';
        execFileSync("sh", ["-c", ofOthers, resolve("."), clone], { stdio: "pipe" });
        symlinkSync(resolve("node_modules"), join(clone, "node_modules"), "junction");
      }
      const env = { ...process.env, TZ: i > 0 ? "Asia/Seoul" : "America/Caracas" };
      const run = (...args: string[]) =>
        execFileSync("npm", args, { cwd: clone, encoding: "utf8", stdio: "pipe", env });
      run("run", "package");
      const [{ filename = "" }] = JSON.parse(run("pack", "--json", "--silent"));
      return [join(clone, "dist", "phasegate.vsix"), join(clone, filename)].map((file) =>
        createHash("sha256").update(readFileSync(file)).digest("hex"),
      );
    });
    assert.deepEqual(built[0], built[1]);
  });

  it("has the command line and what it is licensed under, and nothing of the sources or the tests", () => {
    for (const file of ["cli", "guards", "main", "mcp"]) assert.ok(files.includes(`dist/${file}.js`), file);
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
