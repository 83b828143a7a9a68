// Tests `check --base`: which governed values a branch moves, and what allows them.
import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { DemoRepository } from "../support/demo-repository";

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly line: number;
  readonly data: { readonly parameter: string; readonly before: string; readonly after: string; readonly as: unknown };
}

describe("check --base", () => {
  let demo: DemoRepository;
  before(() => {
    demo = new DemoRepository();
    demo.git("checkout", "--quiet", "-b", "change");
  });
  after(() => demo.remove());

  function moved(...args: string[]): readonly Row[] {
    const { status, stdout, stderr } = demo.phasegate("check", "--base", "main", "--json", ...args);
    assert.ok(status === 0 || status === 1, stderr);
    const rows: Row[] = JSON.parse(stdout);
    return rows.filter(({ code }) => code === "value-moved");
  }
  const told = (...args: string[]) =>
    moved(...args).map(({ severity, data: { parameter, before, after, as } }) => [
      severity,
      parameter,
      before,
      after,
      as,
    ]);

  it("tells nothing of a branch that moves no value", () => {
    demo.edit("# 1.0 %", "# one percent");
    demo.commit("a comment");
    assert.deepEqual(told(), []);
  });

  it("tells old and new, what allows it, and where it stands", () => {
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
    demo.edit("STOP_LOSS = 0.01 ", "STOP_LOSS = 0.0052 ");
    demo.commit("by hand");
    assert.deepEqual(told(), [
      ["info", "EXPECTED_SIGNAL_RATE", "0.101", "0.0612", 1],
      ["info", "EXIT_THRESHOLD", "0.70", "0.603", 1],
      ["warning", "STOP_LOSS", "0.01", "0.0052", null],
    ]);
    const stop = moved().find(({ data }) => data.parameter === "STOP_LOSS");
    assert.equal(demo.bot.split("\n")[(stop?.line ?? 0) - 1]?.trim().startsWith("STOP_LOSS = 0.0052"), true);
    const annotations = demo.phasegate("check", "--base", "main", "--format", "github");
    assert.equal(annotations.status, 1);
    assert.match(annotations.stdout, /STOP_LOSS moves from 0\.01 to 0\.0052, which nothing allows now/);
  });

  it("goes by where the branches parted, whatever the other one did since", () => {
    const branch = demo.git("rev-parse", "HEAD");
    demo.git("checkout", "--quiet", "main");
    demo.edit("MAX_HOLD_CANDLES = 4 ", "MAX_HOLD_CANDLES = 5 ");
    demo.commit("on main");
    demo.git("checkout", "--quiet", "--detach", branch);
    assert.equal(told().length, 3);
  });

  it("compares with what is about to be committed where that is asked for", () => {
    demo.edit("TAKE_PROFIT = 0.02 ", "TAKE_PROFIT = 0.0356 ");
    assert.equal(told("--staged").length, 3);
    demo.git("add", "--all");
    assert.equal(told("--staged").length, 4);
    demo.git("reset", "--quiet", "--hard");
  });

  it("refuses a commit that is not there, and an option in its place", () => {
    for (const revision of ["nowhere", "--output=x", "HEAD:README.md", ""]) {
      const { status, stderr } = demo.phasegate("check", `--base=${revision}`);
      assert.equal(status, 2, stderr);
    }
    assert.match(demo.phasegate("check", "--base=nowhere").stderr, /revision-unknown: .*whole history/);
  });
});
