import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "mocha";
import { loadPlan } from "../../src/core/plan/load";
import { inCp949 } from "../support/cp949";
import { botPath, DemoRepository, withDemo } from "../support/demo-repository";

const seed = resolve("test/fixtures/golden/deployment-plan-v4.md");
const v4 = loadPlan(readFileSync("schemas/plans/v4.phaseplan.json", "utf8"), "v4").plan;

describe("import on the command line", () => {
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  it("prints a plan with the values of the bundled one, and tells what it did not use", () => {
    const { status, stdout, stderr } = demo.phasegate("import", seed);
    assert.equal(status, 0, stderr);
    const { plan, problems } = loadPlan(stdout, "p");
    assert.deepEqual(problems, []);
    for (const [name, { baseline, target }] of Object.entries(v4?.parameters ?? {})) {
      assert.deepEqual([plan?.parameters[name]?.baseline, plan?.parameters[name]?.target], [baseline, target], name);
    }
    assert.deepEqual(
      plan?.phases.map(({ parameters }) => parameters),
      v4?.phases.map(({ parameters }) => parameters),
    );
    assert.match(
      stderr,
      /The document says both that Phase 1 needs its hours and its trades, and that one of them is enough/,
    );
    assert.match(stderr, /^Line \d+ was not used/m);
  });

  it("asks what a document leaves open, and takes the answers", () => {
    const file = join(demo.folder, "plan.md");
    writeFileSync(file, "# A plan\n\n## Phase 1: Exit (6 hours)\n\n```python\n# File: bot.py\nEXIT = 0.6\n```\n");
    const asked = demo.phasegate("import", file);
    assert.equal(asked.status, 2);
    const [, id] = /--answer '([^=]+)=/.exec(asked.stderr) ?? [];
    assert.deepEqual([id, asked.stdout], ["baseline:EXIT", ""]);
    assert.match(asked.stderr, /--answer 'baseline:EXIT=not a parameter'/);
    const mistyped = demo.phasegate("import", file, "--answer", "baseline:EXlT=0.7");
    assert.deepEqual([mistyped.status, mistyped.stdout], [2, ""]);
    assert.match(mistyped.stderr, /"baseline:EXlT" answers no question about this document\. .*"baseline:EXIT"/);
    const answered = demo.phasegate("import", file, "--answer", "baseline:EXIT=0.7");
    assert.equal(answered.status, 0, answered.stderr);
    assert.equal(loadPlan(answered.stdout, "p").plan?.parameters["EXIT"]?.baseline, 0.7);
  });

  it("says why a document gives no plan, and prints none", () => {
    const file = join(demo.folder, "changes.md");
    writeFileSync(file, "# Changelog\n\n## Phase 1: Exit\n\n- EXIT_LEVEL: 0.7 → 0.6\n\nMonitor for 6 hours.\n");
    const { status, stdout, stderr } = demo.phasegate("import", file);
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /changes\.md gives no plan\. Its title says/);
  });

  it("takes the best of an optimizer's trials", () => {
    const file = join(demo.folder, "trials.csv");
    writeFileSync(file, "exit_threshold,stop_loss,score\n0.71,0.01,1\n0.602857,0.005182,3\n0.65,0.007,2\n");
    const { stdout, stderr } = demo.phasegate("import", file, "--digits", "3", "--json");
    const { document } = JSON.parse(stdout);
    assert.equal(document.parameters.EXIT_THRESHOLD.target, 0.603, stderr);
    assert.match(stderr, /rounded from 0\.602857 to 0\.603/);
  });

  it("refuses what it can't read", () => {
    for (const args of [
      ["import"],
      ["import", "none.md"],
      ["import", botPath],
      ["import", seed, "--row", "0"],
      ["import", seed, "--answer", "x"],
      ["import", seed, "--score", "x"],
      ["import", seed, "--from", "v4"],
      ["import", seed, "--id", "a_b"],
    ]) {
      assert.equal(demo.phasegate(...args).status, 2, args.join(" "));
    }
  });
});

describe("init", () => {
  it("reads what import reads, in CP949 and under another ending too", () => {
    const demo = new DemoRepository();
    const korean = readFileSync("test/fixtures/golden/korean-tables.md", "utf8").replaceAll(/[✅❌]/gu, "*");
    const answers = ["--answer", "baseline:STOP_LOSS=0.015"];
    demo.write("utf-8.md", korean);
    writeFileSync(join(demo.folder, "cp949.md"), inCp949(korean));
    writeFileSync(join(demo.folder, "cp949.txt"), inCp949(korean));
    const imported = (...args: string[]) => loadPlan(demo.phasegate("import", ...args, ...answers).stdout, "p").plan;
    const expected = imported("utf-8.md");
    assert.ok(expected);
    assert.deepEqual(imported("cp949.md"), expected);
    assert.deepEqual(imported("cp949.txt", "--from", "markdown"), expected);
    const refused = demo.phasegate("import", "cp949.txt");
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /--from markdown/);
    const written = ["utf-8.md", "cp949.md", "markdown:cp949.txt"].map((from, index) => {
      const { status, stderr } = demo.phasegate(
        "init",
        botPath,
        "--from",
        from,
        "--plan",
        `${index}.phaseplan.json`,
        ...answers,
      );
      assert.equal(status, 0, stderr);
      return loadPlan(readFileSync(join(demo.folder, `${index}.phaseplan.json`), "utf8"), "p").plan;
    });
    assert.deepEqual(written[0]?.parameters["BREAKOUT_K"]?.target, 0.42);
    assert.deepEqual(written, [written[0], written[0], written[0]]);
    demo.remove();
  });

  it("writes nothing that could not be used, and nothing outside of the repository", () => {
    const demo = new DemoRepository();
    demo.write("open.md", "# P\n\n## Phase 1: Exit (6 hours)\n\n- `EXIT`: 0.6\n");
    const before = demo.state();
    for (const args of [
      ["--id", "../x"],
      ["--id", "a_b"],
      ["--id", "x", "--plan", "../x.phaseplan.json"],
      ["--id", "x", "--plan", `${botPath}/x.phaseplan.json`],
      ["--from", "open.md"],
      ["--from", "none.md"],
      ["--from", botPath],
    ]) {
      const { status, stderr } = demo.phasegate("init", botPath, ...args);
      assert.equal(status, 2, `${args.join(" ")}: ${stderr}`);
    }
    assert.equal(demo.state(), before);
    assert.equal(existsSync(join(demo.folder, "..", "x.phaseplan.json")), false);
    const { status, stderr } = demo.phasegate("init", botPath, "--from", "blank");
    assert.equal(status, 0, stderr);
    demo.commit("a blank plan");
    assert.equal(demo.phasegate("check", "--plan", "plan.phaseplan.json").status, 0);
    demo.remove();
  });

  it("leads from a bare bot to a plan with every binding made", () => {
    const demo = new DemoRepository();
    demo.git("rm", "--quiet", "v4.phaseplan.json");
    demo.git("commit", "--quiet", "--message", "a bare bot");
    const { status, stderr } = demo.phasegate("init", botPath);
    assert.equal(status, 0, stderr);
    demo.commit("the plan");
    assert.equal(demo.phasegate("check").status, 0);
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
    assert.equal(demo.phasegate("init", botPath).status, 2, "an existing plan is never overwritten");
    demo.remove();
  });

  it("starts from a Markdown plan as well", () => {
    const demo = new DemoRepository();
    const { status, stderr } = demo.phasegate("init", botPath, "--from", seed, "--id", "seed");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /bound +LONG_ENTRY_THRESHOLD = BASE_LONG_ENTRY_THRESHOLD \(0\.70\)/);
    demo.commit("the plan");
    assert.equal(demo.phasegate("check", "--plan", "seed.phaseplan.json").status, 0);
    demo.remove();
  });
});
