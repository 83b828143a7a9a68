// Tests that a result is kept for the same key, for so many keys, and for no other one.
import assert from "node:assert/strict";
import { keepLatest } from "../../src/core/keep-latest";

describe("a function that keeps its latest results", () => {
  const counting = (count: number) => {
    const asked: string[] = [];
    const kept = keepLatest(
      count,
      (parts: readonly unknown[]) => {
        asked.push(String(parts));
        return [...parts];
      },
      (parts) => parts,
    );
    return { kept, asked };
  };

  it("computes once for the same texts and objects, and anew for an equal object or another length", () => {
    const { kept, asked } = counting(4);
    const object = {};
    assert.equal(kept(["a", object]), kept([["a"].join(""), object]));
    assert.notEqual(kept(["a", object]), kept(["a", {}]));
    assert.notEqual(kept(["a", object]), kept(["a", object, undefined]));
    assert.equal(asked.length, 3);
  });

  it("forgets the one that was not asked for longest", () => {
    const { kept, asked } = counting(2);
    for (const key of ["a", "b", "a", "c", "a", "b"]) assert.deepEqual(kept([key]), [key]);
    assert.deepEqual(asked, ["a", "b", "c", "b"]);
  });
});
