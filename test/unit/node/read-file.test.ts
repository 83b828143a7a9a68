import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { problem } from "../../../src/core/problem";
import { readTextFile } from "../../../src/node/files/text-file";
import { refusalError } from "./sandbox";

describe("a governed file", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "phasegate-read-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function unread(path: string): Promise<unknown> {
    return (await refusalError(readTextFile(join(folder, path), path))).problems;
  }

  it("is not read where it is a folder, a pipe or a device", async function () {
    // Windows has no pipes in its folders.
    if (process.platform === "win32") this.skip();
    execFileSync("mkfifo", [join(folder, "pipe.py")]);
    symlinkSync("/dev/zero", join(folder, "zero.py"));
    for (const path of ["pipe.py", "zero.py", "."]) {
      assert.deepEqual(await unread(path), [problem("file-unreadable", { path, detail: "not-regular" })]);
    }
  });

  it("is not read past 5 MB", async () => {
    const path = join(folder, "bot.py");
    writeFileSync(path, "");
    truncateSync(path, 5_000_000);
    assert.equal((await readTextFile(path, "bot.py")).bytes.length, 5_000_000);
    truncateSync(path, 5_000_001);
    const detail = "too-large";
    assert.deepEqual(await unread("bot.py"), [problem("file-unreadable", { path: "bot.py", detail })]);
  });

  it("is missing where there is none", async () => {
    assert.deepEqual(await unread("none.py"), [problem("file-missing", { path: "none.py" })]);
  });
});
