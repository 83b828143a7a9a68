// Holds what is imported from whole documents against what a person reads in them; prints the table of them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRefused, readDocumentAsLines, reportedLines } from "../../support/imported-lines";

const folder = "test/unit/import/documents";

interface Outcome {
  readonly right: number;
  readonly asked: number;
  readonly reported: number;
  /** What the import says and the document does not. */
  readonly wrong: readonly string[];
  /** What the document says, and neither the plan nor the report has. */
  readonly missed: readonly string[];
}

function outcomeOf(name: string): Outcome {
  const text = readFileSync(join(folder, `${name}.md`), "utf8");
  const expected = readFileSync(join(folder, `${name}.expected`), "utf8")
    .trim()
    .split("\n");
  const found = readDocumentAsLines(text);
  const said = expected.filter((line) => !line.startsWith("reports: "));
  const fragments = expected.flatMap((line) => (line.startsWith("reports: ") ? [line.slice("reports: ".length)] : []));
  const reported = reportedLines(text);
  const unreported = fragments.filter((fragment) => {
    const lines = text.split("\n").flatMap((line, index) => (line.includes(fragment) ? [index + 1] : []));
    assert.ok(lines.length > 0, `${name} has no line with ${fragment}`);
    return !lines.some((line) => reported.has(line));
  });
  return {
    right: found.filter((line) => said.includes(line) && !line.startsWith("asks ")).length,
    asked: found.filter((line) => said.includes(line) && line.startsWith("asks ")).length,
    reported: fragments.length - unreported.length,
    wrong: found.filter((line) => !said.includes(line)),
    missed: [...said.filter((line) => !found.includes(line)), ...unreported.map((fragment) => `reports: ${fragment}`)],
  };
}

describe("importing whole documents", () => {
  for (const style of readdirSync(folder)) {
    for (const file of readdirSync(join(folder, style)).filter((entry) => entry.endsWith(".md"))) {
      const name = `${style}/${file.slice(0, -3)}`;
      const { right, asked, reported, wrong, missed } = outcomeOf(name);
      it(`${name}: ${right} right, ${asked} asked, ${reported} reported, ${wrong.length} wrong`, () => {
        assert.deepEqual({ wrong, missed }, { wrong: [], missed: [] });
      });
    }
  }

  it("gives no plan for any of the kinds that are none", () => {
    for (const file of readdirSync(join(folder, "not-plans")).filter((entry) => entry.endsWith(".md")))
      assert.ok(isRefused(readFileSync(join(folder, "not-plans", file), "utf8")), file);
  });
});
