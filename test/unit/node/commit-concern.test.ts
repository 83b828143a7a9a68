// A commit that is known at once to be of other files is one that the whole guard has nothing to say of, whatever is staged.
import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { isCommitOfOthers } from "../../../src/node/hooks/commit-concern";
import { harmOfCommit } from "../../../src/node/hooks/commit-guard";
import { botPath, type DemoRepository, planName, withDemo } from "../../support/demo-repository";
import { randomFrom } from "../../support/random";

describe("a commit of other files", () => {
  let demo: DemoRepository;
  withDemo((made) => {
    demo = made;
  });

  const random = randomFrom(7);
  /** What somebody may stage, by what it is called. */
  const steps: Readonly<Record<string, () => void>> = {
    notes: () => demo.write("notes.md", `${random()}\n`),
    python: () => demo.write("other.py", `EXIT_THRESHOLD = ${random()}\n`),
    link: () => symlinkSync(botPath, join(demo.folder, `link-${random()}.py`)),
    comment: () => demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.70 "),
    value: () => demo.edit("EXIT_THRESHOLD = 0.70", "EXIT_THRESHOLD = 0.65"),
    gone: () => void demo.git("rm", "--quiet", "--force", botPath),
    renamed: () => void demo.git("mv", botPath, "renamed.py"),
    plan: () => demo.write(planName, '{ "formatVersion": 1, "extends": "phasegate:v4" }\n'),
    broken: () => demo.write(planName, "{"),
    "plan gone": () => void demo.git("rm", "--quiet", "--force", planName),
  };

  it("is told from the staged paths", async () => {
    assert.equal(await isCommitOfOthers(demo.folder), true);
    for (const [name, isOthers] of [
      ["notes", true],
      ["python", true],
      ["link", true],
      ["comment", false],
    ] as const) {
      steps[name]?.();
      demo.git("add", "--all");
      assert.equal(await isCommitOfOthers(demo.folder), isOthers, name);
    }
  });

  it("is never one that the guard refuses", async () => {
    let others = 0;
    let refused = 0;
    for (let round = 0; round < 30; round++) {
      demo.git("reset", "--quiet", "--hard");
      demo.git("clean", "-fdq");
      const names = Object.keys(steps).filter(() => random() < 0.25);
      for (const name of names) {
        try {
          steps[name]?.();
        } catch {
          // What an earlier step took away is not there.
        }
      }
      demo.git("add", "--all");
      const isOthers = await isCommitOfOthers(demo.folder).catch(() => false);
      const harm = await harmOfCommit(demo.folder);
      others += Number(isOthers);
      refused += Number(harm.length > 0);
      if (isOthers) assert.deepEqual(harm, [], names.join());
    }
    assert.ok(others > 3 && refused > 3, `${others} of others, ${refused} refused`);
  });
});
