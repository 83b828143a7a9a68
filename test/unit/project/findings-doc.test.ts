import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";

describe("docs/FINDINGS.md", () => {
  const source =
    readFileSync("src/core/assessment/findings.ts", "utf8") + readFileSync("src/core/assessment/assess.ts", "utf8");
  const rows = readFileSync("docs/FINDINGS.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"));
  const documented = new Map(rows.map((row) => [/`([a-z-]+)`/.exec(row)?.[1] ?? "", row.split("|").length] as const));

  it("has a row for every code that the findings have, and no other", () => {
    const codes = readFileSync("src/core/problem.ts", "utf8").matchAll(/^ {2}"?([a-z-]+)"?:/gm);
    const found = [...codes].map(([, code]) => code as string).filter((code) => source.includes(`"${code}"`));
    assert.deepEqual([...documented.keys()].sort(), [...new Set(found)].sort());
  });

  it("says of each what, why and the way out", () => {
    for (const [code, cells] of documented) assert.equal(cells, 7, code);
  });
});
