import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { compareTexts } from "../../../src/core/change/compare";
import { applyEdits } from "../../../src/core/text";

describe("comparing two texts", () => {
  const base = "A = 1\nB = 2\nC = 3\nD = 4\n";
  const cases: [what: string, before: string, after: string, otherLines: number][] = [
    ["nothing", base, base, 0],
    ["one line", base, base.replace("B = 2", "B = 5"), 1],
    ["a line that comes", base, base.replace("C", "X = 0\nC"), 1],
    ["a line that goes", base.replace("C", "X = 0\nC"), base, 1],
    ["a last line that comes", base, `${base}E = 5\n`, 1],
    ["a first line that goes", `X = 0\n${base}`, base, 1],
    ["the line end at the end", base, base.trimEnd(), 1],
    ["every line end", base, base.replaceAll("\n", "\r\n"), 4],
    ["CRLF lines that come", base.replaceAll("\n", "\r\n"), "A = 1\r\nB = 2\r\nX\r\nY\r\nC = 3\r\nD = 4\r\n", 2],
    ["all of it", base, "", 4],
    ["more than can be told apart", lines(6_000, "a"), lines(6_000, "b"), 6_000],
  ];
  for (const [what, before, after, otherLines] of cases) {
    it(`finds ${what}`, () => {
      const found = compareTexts(before, after, []);
      assert.equal(applyEdits(before, found.edits), after);
      assert.equal(found.otherLines, otherLines);
    });
  }

  it("does not count the lines that are told otherwise", () => {
    const after = "A = 1\nB = 7\nC = 8\nD = 4\nE = 9\n";
    const at = after.indexOf("7");
    const { edits, otherLines } = compareTexts(base, after, [{ start: at, end: at + 1 }]);
    assert.deepEqual([edits.length, otherLines], [2, 2]);
  });

  it("ends an edit where its line ends", () => {
    const [come] = compareTexts(base, base.replace("C", "X = 0\nC"), []).edits;
    assert.equal(come?.range.end, base.indexOf("\nC"));
    const [gone] = compareTexts(base, base.replace("C = 3\n", ""), []).edits;
    assert.equal(gone?.range.end, base.indexOf("\nD"));
  });

  function lines(count: number, mark: string): string {
    return Array.from({ length: count }, (_, i) => `${mark}${i}\n`).join("");
  }
});
