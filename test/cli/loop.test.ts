import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { Validator } from "@cfworker/json-schema";
import { after, before, describe, it } from "mocha";
import { botPath, DemoRepository, planName } from "../support/demo-repository";

describe("the command line, through the whole loop", () => {
  let demo: DemoRepository;
  let start = "";
  before(() => {
    demo = new DemoRepository();
    start = demo.bot;
  });
  after(() => demo.remove());

  it("checks: nothing to find before the rollout", () => {
    const { status, stdout } = demo.phasegate("check");
    assert.deepEqual([status, stdout], [0, ""]);
  });

  it("shows the status as text and as JSON", () => {
    const { stdout } = demo.phasegate("status");
    assert.match(stdout, /^ {2}EXIT_THRESHOLD +0\.70 → 0\.603$/m);
    const data = JSON.parse(demo.phasegate("status", "--json").stdout);
    assert.deepEqual(data.inEffect, []);
    assert.equal(data.parameters.length, 9);
  });

  it("prints a diff that git applies to the very same text", () => {
    const { stdout, status } = demo.phasegate("diff", "1");
    assert.equal(status, 0);
    const file = join(demo.folder, "phase.patch");
    writeFileSync(file, stdout);
    demo.git("apply", file);
    demo.git("clean", "--quiet", "-f", "phase.patch");
    const byGit = demo.bot;
    demo.git("checkout", "--quiet", "--", botPath);
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
    assert.equal(demo.bot, byGit);
  });

  it("has sealed the phase: one commit of one file, one annotated tag, trailers that git reads", () => {
    assert.equal(demo.git("show", "--name-only", "--format=", "HEAD"), botPath);
    assert.equal(demo.git("cat-file", "-t", "refs/tags/phasegate/v4/0001-apply-1"), "tag");
    const trailers = demo.git("log", "-1", "--format=%(trailers:key=Phasegate-Value,valueonly)");
    assert.equal(trailers, "EXPECTED_SIGNAL_RATE 0.101 -> 0.0612\nEXIT_THRESHOLD 0.70 -> 0.603");
  });

  it("goes on to the next phase, and answers with the checkpoint's tag", () => {
    const { stdout, stderr } = demo.phasegate("apply", "next", "--yes");
    assert.equal(stdout, "phasegate/v4/0002-apply-2\n");
    assert.match(stderr, /Restart the bot/);
  });

  it("rolls back phase by phase, to the letter of the beginning", () => {
    assert.equal(demo.phasegate("rollback", "--yes").stdout, "phasegate/v4/0003-rollback-phase-2\n");
    assert.equal(demo.phasegate("rollback", "--yes").stdout, "phasegate/v4/0004-rollback-phase-1\n");
    assert.equal(demo.bot, start);
    assert.equal(demo.phasegate("rollback", "--yes").status, 2);
  });

  it("rolls back to a checkpoint by its tag, forward in history", () => {
    assert.equal(demo.phasegate("rollback", "0002-apply-2", "--yes").status, 0);
    assert.equal(demo.git("diff", "phasegate/v4/0002-apply-2", "HEAD"), "");
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [1, 2]);
  });

  it("exports the ledger, newest first", () => {
    const rows: { n: number; counts: boolean }[] = JSON.parse(demo.phasegate("log", "--json").stdout);
    assert.deepEqual(
      rows.map(({ n }) => n),
      [5, 4, 3, 2, 1],
    );
    assert.ok(rows.every(({ counts }) => counts));
  });

  it("tells the history of a parameter, and refuses a name that nobody knows", () => {
    const { stdout } = demo.phasegate("log", "--parameter", "EXIT_THRESHOLD");
    const [title, ...lines] = stdout.trimEnd().split("\n");
    assert.equal(title, "EXIT_THRESHOLD: probability, baseline 0.7, target 0.603");
    assert.deepEqual(
      lines.map((line) => /^ {2}(\S+) .*?(\d{4}\b(?=$| ·))/.exec(line)?.slice(1)),
      [
        ["0.603", "0005"],
        ["0.70", "0004"],
        ["0.603", "0001"],
        ["0.70", "0001"],
      ],
    );
    const history = JSON.parse(demo.phasegate("log", "--parameter", "EXIT_THRESHOLD", "--json").stdout);
    assert.deepEqual([history.baseline, history.target, history.values.length], [0.7, 0.603, 4]);
    const [newest, second] = history.values;
    assert.deepEqual([newest.tag, newest.until], ["phasegate/v4/0005-rollback-to-0002", null]);
    assert.equal(second.until, newest.tag);
    const refused = demo.phasegate("log", "--parameter", "EXIT_TRESHOLD");
    assert.deepEqual([refused.status, refused.stdout], [2, ""]);
    assert.match(refused.stderr, /^parameter-unknown: /);
  });

  it("keeps a checkpoint's override, and does not count one that HEAD left behind", () => {
    demo.git("switch", "--quiet", "--create", "elsewhere", "phasegate/v4/0001-apply-1");
    assert.equal(demo.phasegate("apply", "3", "--yes", "--override", "stops first").status, 0);
    const rows: { override?: string; counts: boolean }[] = JSON.parse(demo.phasegate("log", "--json").stdout);
    assert.equal(rows[0]?.override, "stops first");
    assert.equal(rows.filter(({ counts }) => !counts).length, 4);
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, [1, 3]);
  });
});

describe("two at once", () => {
  const codesOfLosers =
    /^(plan-locked|change-stale|phase-in-effect|git-index-locked|file-uncommitted|file-moved)(?=: )/m;
  type Ended = Readonly<{ code: number | null; stderr: string }>;

  it("one wins, the other is told; nothing is lost, whenever both run", async () => {
    for (let round = 0; round < 2; round++) {
      const demo = new DemoRepository();
      assertOneWon(demo, await Promise.all([0, 1].map(() => apply(demo))));
      demo.remove();
    }
  });

  for (const question of ["cat-file", "for-each-ref", "status", "ls-files", "update-ref"]) {
    it(`one wins, and the other is told why, where it is done just before the other's git ${question}`, async () => {
      const demo = new DemoRepository();
      const { folder, env } = demo;
      const [bin, first] = [`${folder}-bin`, `${folder}-first`];
      mkdirSync(bin);
      const git = join(demo.git("--exec-path"), "git");
      // Only the first git of that name waits, and only the one that looks for it.
      const other = `PATH='${env["PATH"]}' '${process.execPath}' '${resolve("dist/cli.js")}' apply 1 --yes`;
      const wait = `if mkdir '${first}' 2>'${first}.none'; then (cd '${folder}'; ${other} <&- >'${first}/out' 2>&1); fi`;
      const script = `#!/bin/sh\ncase " $* " in *" ${question} "*) ${wait};; esac\nexec '${git}' "$@"\n`;
      writeFileSync(join(bin, "git"), script, { mode: 0o755 });
      const late = await apply(demo, { PATH: `${bin}${delimiter}${env["PATH"]}` });
      const won = readFileSync(join(first, "out"), "utf8");
      assert.match(won, /^phasegate\/v4\/0001-apply-1$/m);
      assertOneWon(demo, [{ code: 0, stderr: won }, late]);
      for (const left of [bin, first, `${first}.none`]) rmSync(left, { recursive: true, force: true });
      demo.remove();
    });
  }

  function assertOneWon(demo: DemoRepository, results: readonly Ended[]): void {
    assert.equal(results.filter(({ code }) => code === 0).length, 1, JSON.stringify(results));
    const loser = results.find(({ code }) => code !== 0);
    assert.equal(loser?.code, 2);
    assert.match(loser.stderr, codesOfLosers);
    assert.equal(demo.git("rev-list", "--count", "HEAD"), "2");
    assert.equal(demo.git("tag", "--list"), "phasegate/v4/0001-apply-1");
    assert.equal(demo.git("status", "--porcelain"), "");
    assert.equal(demo.git("for-each-ref", "refs/phasegate"), "");
  }

  function apply(demo: DemoRepository, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const child = spawn(process.execPath, [resolve("dist/cli.js"), "apply", "1", "--yes"], {
      cwd: demo.folder,
      env: { ...demo.env, ...env },
    });
    let stderr = "";
    child.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    return new Promise((done) => child.on("close", (code) => done({ code, stderr })));
  }
});

describe("what was done by hand", () => {
  it("is adopted into the ledger, and can be taken back to the baseline", () => {
    const demo = new DemoRepository();
    writeFileSync(join(demo.folder, ".git", "phase.patch"), demo.phasegate("diff", "1").stdout);
    demo.git("apply", join(demo.folder, ".git", "phase.patch"));
    demo.commit("Phase 1, by hand");
    assert.equal(demo.phasegate("check").status, 1);
    const head = demo.git("rev-parse", "HEAD");
    assert.equal(demo.phasegate("adopt", "--yes").stdout, "phasegate/v4/0001-adopt\n");
    assert.equal(demo.git("rev-parse", "HEAD"), head);
    assert.equal(demo.phasegate("check").status, 0);
    assert.match(demo.phasegate("rollback", "--yes").stderr, /^rollback-unknown: /m);
    assert.equal(demo.phasegate("rollback", "baseline", "--yes").status, 0);
    assert.deepEqual(JSON.parse(demo.phasegate("status", "--json").stdout).inEffect, []);
    demo.remove();
  });

  it("a plan that changed in mid-rollout holds the next phase back until it is adopted", () => {
    const demo = new DemoRepository();
    assert.equal(demo.phasegate("apply", "1", "--yes").status, 0);
    const plan = readFileSync(join(demo.folder, planName), "utf8");
    demo.write(
      planName,
      plan.replace('"symbol": "BASE_LONG_ENTRY_THRESHOLD"', '"symbol": "BASE_LONG_ENTRY_THRESHOLD", "target": 0.69'),
    );
    demo.commit("another target");
    const refused = demo.phasegate("apply", "2", "--yes");
    assert.deepEqual([refused.status, /^plan-changed: /m.test(refused.stderr)], [2, true]);
    assert.equal(demo.phasegate("adopt", "--yes").status, 0);
    assert.equal(demo.phasegate("apply", "2", "--yes").status, 0);
    assert.match(demo.bot, /BASE_LONG_ENTRY_THRESHOLD = 0\.69 /);
    demo.remove();
  });
});

describe("the printed schema", () => {
  it("is a JSON Schema that another validator reads alike", () => {
    const demo = new DemoRepository();
    const values = Object.fromEntries(
      JSON.parse(demo.phasegate("status", "--json").stdout).parameters.map(
        ({ name, baseline }: { name: string; baseline: number }) => [name, baseline],
      ),
    );
    for (const [phase, valid] of [
      ["0", true],
      ["1", false],
    ] as const) {
      const schema = JSON.parse(demo.phasegate("schema", "--phase", phase).stdout);
      assert.equal(new Validator(schema, "7").validate(values).valid, valid);
    }
    const first = JSON.parse(demo.phasegate("schema", "--phase", "1").stdout);
    assert.equal(
      new Validator(first, "7").validate({ ...values, EXPECTED_SIGNAL_RATE: 0.0612, EXIT_THRESHOLD: 0.603 }).valid,
      true,
    );
    assert.equal(demo.phasegate("schema", "--phase", "9").status, 2);
    demo.remove();
  });
});
