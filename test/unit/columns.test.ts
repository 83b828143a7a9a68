import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { columnsOf, padded } from "../../src/core/text";

describe("the columns that a text takes", () => {
  // As glibc's wcwidth has them.
  const known: [text: string, columns: number][] = [
    ["", 0],
    ["Gate: 12 %", 10],
    ["게이트: 12%", 11],
    ["→ ✓ · …", 7],
    ["é", 1],
    ["e\u0301", 1],
    ["判定・カード", 12],
    ["Ｗ", 2],
    ["🚀", 2],
    ["a\u200bb", 2],
  ];
  for (const [text, columns] of known) {
    it(`of ${JSON.stringify(text)} are ${columns}`, () => assert.equal(columnsOf(text), columns));
  }

  it("are filled with spaces, and never cut", () => {
    assert.equal(padded("상태", 6), "상태  ");
    assert.equal(padded("상태", 3), "상태");
  });
});
