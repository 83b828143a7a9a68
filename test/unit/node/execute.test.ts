import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Request } from "../../../src/core/change/change";
import { UserError } from "../../../src/core/problem";
import { describeStaleDifferences } from "../../../src/messages/problems/details";
import { execute, prepare } from "../../../src/node/change/execute";
import { botPath, type DemoRepository, planName, withDemo } from "../../support/demo-repository";
import { withOwnGitConfig } from "./sandbox";

describe("what moves between the preview and its confirmation", () => {
  withOwnGitConfig();
  let demo: DemoRepository;
  withDemo((fresh) => {
    demo = fresh;
  });

  const plan = () => join(demo.folder, planName);

  /** Prepares, lets `meanwhile` happen, and confirms; what moved, where that was refused. */
  async function confirmed(request: Request, meanwhile: () => void): Promise<readonly string[] | undefined> {
    const seen = await prepare(plan(), request);
    meanwhile();
    const head = demo.git("rev-parse", "HEAD");
    try {
      await execute(plan(), seen);
      return undefined;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      assert.equal(demo.git("rev-parse", "HEAD"), head);
      assert.equal(demo.git("status", "--porcelain"), "");
      return error.problems.flatMap(({ code, data }) =>
        code === "change-stale" ? describeStaleDifferences(data.differences).split("; ") : [code],
      );
    }
  }

  function rewritten(from: string, to: string): () => void {
    return () => {
      assert.ok(demo.bot.includes(from), from);
      demo.bot = demo.bot.replaceAll(from, to);
      demo.commit("meanwhile");
    };
  }

  it("is not held against a phase where it is the layout: the values go where they stand now", async () => {
    const reformatted = rewritten("import argparse\n", '"""Reformatted."""\n\n\nimport argparse\n');
    assert.equal(await confirmed({ kind: "apply", phase: 1 }, reformatted), undefined);
    assert.match(demo.bot, /"""Reformatted\."""/);
    assert.match(demo.bot, /^ {4}EXIT_THRESHOLD = 0\.603 /m);
  });

  it("is not held against a phase where it is the layout of the very lines that change", async () => {
    const reformatted = rewritten("    EXIT_THRESHOLD = 0.70 ", "    EXIT_THRESHOLD  =  0.70 ");
    assert.equal(await confirmed({ kind: "apply", phase: 1 }, reformatted), undefined);
    assert.match(demo.bot, /^ {4}EXIT_THRESHOLD {2}= {2}0\.603 /m);
  });

  it("is refused and named where it is a value, one that the phase changes or another", async () => {
    assert.deepEqual(
      await confirmed({ kind: "apply", phase: 1 }, rewritten("EXIT_THRESHOLD = 0.70 ", "EXIT_THRESHOLD = 0.7 ")),
      ["EXIT_THRESHOLD: 0.70 → 0.7"],
    );
    assert.deepEqual(
      await confirmed({ kind: "apply", phase: 1 }, rewritten(" STOP_LOSS = 0.01 ", " STOP_LOSS = 0.012 ")),
      ["STOP_LOSS: 0.01 → 0.012"],
    );
  });

  it("is refused and named where it is the branch", async () => {
    const moved = await confirmed({ kind: "apply", phase: 1 }, () => demo.git("switch", "--quiet", "-c", "other"));
    assert.deepEqual(moved, ["branch: main → other"]);
  });

  it("is not held against a rollback of values where it is the layout", async () => {
    await confirmed({ kind: "apply", phase: 1 }, () => undefined);
    const reformatted = rewritten("import argparse\n", "import argparse\nimport cmath\n");
    assert.equal(await confirmed({ kind: "rollback" }, reformatted), undefined);
    assert.match(demo.bot, /import cmath/);
    assert.match(demo.bot, /^ {4}EXIT_THRESHOLD = 0\.70 /m);
  });

  it("is refused for a whole file whatever it is: a line that nobody saw would be lost", async () => {
    await confirmed({ kind: "apply", phase: 1 }, () => undefined);
    await confirmed({ kind: "apply", phase: 2 }, () => undefined);
    const request = { kind: "rollback", tag: "0001-apply-1", wholeFile: true } as const;
    const line = rewritten("import argparse\n", "import argparse\nimport cmath\n");
    assert.deepEqual(await confirmed(request, line), [`${botPath} has changed`]);
    const mark = () => {
      demo.bot = `\ufeff${demo.bot}`;
      demo.commit("meanwhile");
    };
    assert.deepEqual(await confirmed(request, mark), [`${botPath} has changed`]);
    assert.equal(await confirmed(request, () => undefined), undefined);
    assert.equal(demo.git("diff", "phasegate/v4/0001-apply-1", "HEAD"), "");
  });
});
