import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

/** The document's blocks that are run, each with the output that stands below it. */
const blocks = [
  ...readFileSync("docs/LEDGER.md", "utf8").matchAll(/^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?/gms),
].map(([, script = "", expected]) => ({ script, expected }));

describe("docs/LEDGER.md", () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "phasegate-doc-")));
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
    for (const phase of ["1", "2"]) assert.equal(demo.phasegate("apply", phase, "--yes").status, 0);
    execFileSync("git", ["init", "--quiet", "--bare", "--initial-branch=main", join(folder, "start", "hub.git")]);
    cpSync(demo.folder, join(folder, "start", "work"), { recursive: true });
    execFileSync("git", ["remote", "add", "origin", "../hub.git"], { cwd: join(folder, "start", "work") });
  });
  after(() => {
    demo.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("has blocks to run", () => assert.ok(blocks.length > 10));

  for (const [index, { script, expected }] of blocks.entries()) {
    it(`runs as it says: ${script.split("\n")[0]}`, () => {
      const place = join(folder, String(index));
      cpSync(join(folder, "start"), place, { recursive: true });
      const { status, stdout, stderr } = spawnSync("sh", ["-e", "-c", script], {
        cwd: join(place, "work"),
        env: { ...demo.env, GIT_PAGER: "cat" },
        encoding: "utf8",
      });
      assert.equal(status, 0, stderr);
      if (expected !== undefined) assert.equal(stdout.trim(), expected.trim());
    });
  }
});
