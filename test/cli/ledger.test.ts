import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { reportMark } from "../../src/core/dashboard/rollout-report";
import { botPath, type DemoRepository, planName, withDemo } from "../support/demo-repository";

describe("the ledger, read on the command line", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
  });

  it("shows all of one checkpoint, by its whole tag or the end of it", () => {
    assert.equal(demo.phasegate("apply", "3", "--yes", "--override", "stops | first").status, 0);
    const { status, stdout } = demo.phasegate("show", "0002-apply-3");
    assert.equal(status, 0);
    const facts = new Map([...stdout.matchAll(/^(\S.*?) {2,}(.*)$/gm)].map(([, label, text]) => [label, text]));
    assert.equal(facts.get("Checkpoint"), "phasegate/v4/0002-apply-3");
    assert.equal(facts.get("Commit"), demo.git("rev-parse", "HEAD"));
    assert.equal(facts.get("Who"), "Ada Example <ada@example.org>");
    assert.equal(facts.get("In effect afterwards"), "Phases 1, 3");
    assert.equal(facts.get("Plan"), `v4, ${planName}`);
    assert.equal(facts.get("Override"), "stops | first");
    assert.match(stdout, /^ {2}STOP_LOSS: 0\.01 → 0\.0052$/m);
    const data = JSON.parse(demo.phasegate("show", "phasegate/v4/0002-apply-3", "--json").stdout);
    assert.deepEqual([data.n, data.counts, data.override, data.changes.length], [2, true, "stops | first", 2]);
  });

  it("shows one that was left behind, and says that it does not count", () => {
    demo.git("switch", "--quiet", "--create", "elsewhere", "HEAD^");
    assert.match(demo.phasegate("show", "0001-apply-1").stdout, /^On this branch +no, so it does not count$/m);
    assert.equal(JSON.parse(demo.phasegate("show", "0001-apply-1", "--json").stdout).counts, false);
  });

  it("refuses one that is not there, and none", () => {
    for (const [code, ...args] of [["checkpoint-unknown", "0009-apply-1"], ["usage", ""], ["usage"]] as const) {
      const { status, stdout, stderr } = demo.phasegate("show", ...args);
      assert.deepEqual([status, stdout, stderr.startsWith(`${code}: `)], [2, "", true], stderr);
    }
  });

  it("makes a report for people, in Markdown, and overwrites nothing but such a report", () => {
    const { status, stdout } = demo.phasegate("report");
    assert.equal(status, 0);
    assert.match(stdout, /^# Rollout: V4/m);
    assert.match(stdout, /^\| `EXIT_THRESHOLD` \| `0\.70` \| `0\.603` \|$/m);
    const file = join(demo.folder, "rollout.md");
    writeFileSync(file, `${reportMark}\nan old one`);
    assert.equal(demo.output("report", "--output", "rollout.md"), file);
    assert.equal(readFileSync(file, "utf8"), stdout);
    demo.refused("report-exists", "report", "--output", botPath);
    assert.deepEqual(
      readdirSync(demo.folder).filter((name) => name.includes("phasegate-tmp")),
      [],
    );
  });
});
