import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { findingTable } from "../../../src/core/problem";

describe("docs/FINDINGS.md", () => {
  const rows = readFileSync("docs/FINDINGS.md", "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((row) => row.split("|").map((cell) => cell.trim()));
  const documented = new Map(rows.map((cells) => [cells[1]?.replaceAll("`", "") ?? "", cells] as const));

  it("has a row for every finding of the table, and no other", () =>
    assert.deepEqual([...documented.keys()].sort(), Object.keys(findingTable).sort()));

  it("says of each how serious it is, as the table has it", () => {
    for (const [code, { severity }] of Object.entries(findingTable)) {
      assert.equal(documented.get(code)?.[2]?.split(",")[0], severity, code);
    }
  });

  it("says of each what, why and the way out", () => {
    for (const [code, cells] of documented) {
      assert.equal(cells.length, 7, code);
      assert.ok(
        cells.slice(1, -1).every((cell) => cell !== ""),
        code,
      );
    }
  });
});

describe("docs/GATES.md", () => {
  it("has a row for every finding of a forecast, and no other", () => {
    const source = readFileSync("src/core/gates/forecast/notes.ts", "utf8");
    const found = [...source.matchAll(/problem\(\s*"([a-z-]+)"/g)].map(([, code]) => code);
    const documented = [...readFileSync("docs/GATES.md", "utf8").matchAll(/^\| `([a-z-]+)`/gm)].map(([, code]) => code);
    assert.deepEqual(documented.sort(), [...new Set(found)].sort());
  });
});
