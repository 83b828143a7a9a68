import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { matchesGlob } from "../../src/core/glob";

describe("globs of branches", () => {
  const cases: [glob: string, matching: string[], others: string[]][] = [
    ["main", ["main"], ["mains", "my/main", "Main"]],
    ["release/*", ["release/1", "release/"], ["release", "release/1/2", "releases/1"]],
    ["release/**", ["release/1", "release/1/2"], ["release"]],
    ["**/main", ["main", "a/main", "a/b/main"], ["amain"]],
    ["v?.x", ["v1.x"], ["v10.x", "v1-x", "v/.x"]],
    ["{main,release/*}", ["main", "release/1"], ["other", "main,release/1"]],
    ["a,b", ["a,b"], ["a", "b"]],
    ["{main", ["{main"], ["main"]],
    ["a}b", ["a}b"], ["ab"]],
    ["a+(b)|[c]^$.", ["a+(b)|[c]^$."], ["a", "aab"]],
    ["", [], ["main"]],
  ];
  for (const [glob, matching, others] of cases) {
    it(`"${glob}" matches ${matching.join(" ") || "nothing"}`, () => {
      assert.deepEqual(
        [...matching, ...others].filter((name) => matchesGlob(glob, name)),
        matching,
      );
    });
  }
});
