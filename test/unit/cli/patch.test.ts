import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { patch } from "../../../src/cli/patch";
import { compareTexts } from "../../../src/core/change/compare";
import { applyEdits, type TextEdit } from "../../../src/core/text";

/** A file of lines that are all different, so that there is one smallest difference only. */
interface Trial {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

const trials: fc.Arbitrary<Trial> = fc
  .record({
    count: fc.integer({ min: 1, max: 40 }),
    ends: fc.array(fc.constantFrom("\n", "\n", "\n", "\r\n"), { minLength: 40, maxLength: 40 }),
    whole: fc.boolean(),
    changed: fc.array(
      fc.record({
        line: fc.nat(39),
        to: fc.constantFrom("replaced", "gone", "above", "below", "two", "joined"),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  })
  .map(({ count, ends, whole, changed }) => {
    const lines = Array.from({ length: count }, (_, i) => `name_${i} = ${i}${ends[i]}`);
    const text = whole ? lines.join("") : lines.join("").trimEnd();
    const places = new Map(changed.map(({ line, to }) => [line % count, to]));
    return { text, edits: [...places].flatMap(([line, to]) => editOf(text, line, to)) };
  });

function editOf(text: string, line: number, to: string): TextEdit[] {
  const [name, number] = [`name_${line} = `, String(line)];
  const start = text.indexOf(name) + name.length;
  const end = start + number.length;
  const whole = { start: start - name.length, end: Math.max(end, text.indexOf("\n", end) + 1) };
  switch (to) {
    case "replaced":
      return [{ range: { start, end }, newText: `${line}.5` }];
    case "gone":
      return [{ range: whole, newText: "" }];
    case "above":
      return [{ range: { start: whole.start, end: whole.start }, newText: `above_${line} = 1\n` }];
    case "below":
      return [{ range: { start: end, end }, newText: `\nbelow_${line} = 1` }];
    case "two":
      return [{ range: { start, end }, newText: `[\n  ${line},\n]` }];
    default:
      return whole.end > end ? [{ range: { start: end, end: whole.end }, newText: "; " }] : [];
  }
}

describe("a patch", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "phasegate-patch-"));
    execFileSync("git", ["init", "--quiet", folder]);
  });
  after(() => rmSync(folder, { recursive: true }));

  function patchOf(path: string, { text, edits }: Trial): string {
    const printed = patch([{ path, before: text, after: applyEdits(text, edits), edits }]);
    return printed === "" ? "" : `${printed}\n`;
  }

  it("is what git diff prints, and git apply takes it", () => {
    fc.assert(
      fc.property(trials, (trial) => {
        const [old, next] = [join(folder, "old"), join(folder, "new")];
        writeFileSync(old, trial.text);
        writeFileSync(next, applyEdits(trial.text, trial.edits));
        const args = ["diff", "--no-index", "--no-color", "--no-indent-heuristic", "-U3", "old", "new"];
        const { stdout } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
        const printed = patchOf("old", trial);
        // Git leaves out a count of 1, and says in which function a hunk is.
        const hunks = stdout
          .slice(stdout.indexOf("\n@@ ") + 1)
          .replace(/^@@ -(\d+)(,\d+)? \+(\d+)(,\d+)? @@.*$/gm, (_, old, many = ",1", now, more = ",1") => {
            return `@@ -${old}${many} +${now}${more} @@`;
          });
        assert.equal(printed.slice(printed.indexOf("\n@@ ") + 1), stdout === "" ? "" : hunks);
        if (printed === "") return;
        execFileSync("git", ["apply", "--whitespace=nowarn"], { cwd: folder, input: printed });
        assert.equal(readFileSync(old, "utf8"), readFileSync(next, "utf8"));
      }),
      { numRuns: 60 },
    );
  }).timeout(600_000);

  it("goes from any text to any other by the edits that a comparison finds", () => {
    const text = fc.array(fc.constantFrom("A = 1\n", "B = 2\n", "\n", "C = 3\r\n", "D"), { maxLength: 12 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [old, next] = [one.join(""), other.join("")];
        const { edits } = compareTexts(old, next, []);
        assert.equal(applyEdits(old, edits), next);
        const printed = patchOf("bot.py", { text: old, edits });
        if (old === next || old === "" || next === "") return;
        writeFileSync(join(folder, "bot.py"), old);
        execFileSync("git", ["apply", "--whitespace=nowarn"], { cwd: folder, input: printed });
        assert.equal(readFileSync(join(folder, "bot.py"), "utf8"), next);
      }),
      // A line that comes behind a line feed that both have, and ahead of that one that goes.
      {
        numRuns: 60,
        examples: [
          [
            ["A = 1\n", "\n", "C = 3\r\n"],
            ["\n", "\n", "\n", "C = 3\r\n", "A = 1\n"],
          ],
        ],
      },
    );
  }).timeout(600_000);

  it("keeps the last line of context as it is, empty or with a carriage return", () => {
    const text = "A = 1\r\n\r\n\nB = 2\n\n\n\r\n";
    const at = text.indexOf("2");
    const printed = patchOf("bot.py", { text, edits: [{ range: { start: at, end: at + 1 }, newText: "3" }] });
    assert.equal(printed, "--- a/bot.py\n+++ b/bot.py\n@@ -1,7 +1,7 @@\n A = 1\r\n \r\n \n-B = 2\n+B = 3\n \n \n \r\n");
  });

  it("shows no secret around a change, whatever ends the lines before it", () => {
    const text = 'x = 1\rAPI_KEY = "s3cret"\nA = 1\nB = 2\n';
    const at = text.indexOf("1\nB");
    const printed = patchOf("bot.py", { text, edits: [{ range: { start: at, end: at + 1 }, newText: "5" }] });
    assert.doesNotMatch(printed, /s3cret/);
    assert.match(printed, /^-A = 1\n\+A = 5$/m);
  });
});
