// Holds SECURITY.md to the tests that it names.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { describe, it } from "mocha";

describe("SECURITY.md", () => {
  const rows = readFileSync("SECURITY.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((row) => row.split("|").map((cell) => cell.trim()));
  const [titles = [], ...attempts] = rows;

  it("names a test for all that something could try, and every one is there", () => {
    assert.deepEqual(titles.slice(1, -1), ["who", "could try", "what stops it", "the test"]);
    assert.ok(attempts.length > 10);
    for (const [, , attempt = "", answer, tests = "", end] of attempts) {
      assert.ok(attempt !== "" && answer !== "" && end === "", attempt);
      const named = [...tests.matchAll(/`([^`]+)`/g)].map(([, path = ""]) => path);
      assert.ok(named.length > 0, attempt);
      for (const path of named) assert.ok(existsSync(path), path);
    }
  });
});
