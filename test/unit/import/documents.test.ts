// Holds what is imported from whole documents against what a person reads in them; prints the table of them.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { formatPlan, type Imported, type ImportQuestion, importMarkdown } from "../../../src/core/import";
import type { JsonObject } from "../../../src/core/json";
import { loadPlan } from "../../../src/core/plan/load";
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

/** The import once each of its questions is answered: an answer may raise another one. */
function answered(text: string): Imported {
  const answers: Record<string, string> = {};
  for (let round = 0; round < 5; round++) {
    const imported = importMarkdown(text, { answers });
    assert.deepEqual(imported.rejected, []);
    if (imported.questions.length === 0) return imported;
    for (const question of imported.questions) answers[question.id] = answerTo(question, imported);
  }
  return assert.fail("it goes on asking");
}

function answerTo({ question, data, choices }: ImportQuestion, { document }: Imported): string {
  const [first] = choices;
  if (first) return first.id;
  if (question === "window-missing") return "1 day";
  const parameters = document["parameters"] as Record<string, JsonObject>;
  return "parameter" in data ? JSON.stringify(parameters[data.parameter]?.["target"]) : "bot.py";
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

  it("gives a valid plan for each of the others, once its questions are answered", () => {
    for (const style of readdirSync(folder).filter((name) => name !== "not-plans")) {
      for (const file of readdirSync(join(folder, style)).filter((entry) => entry.endsWith(".md"))) {
        const text = readFileSync(join(folder, style, file), "utf8");
        const { problems } = loadPlan(
          formatPlan(answered(text), ({ kind }) => kind),
          "p",
        );
        assert.deepEqual(problems, [], `${style}/${file}`);
      }
    }
  });

  it("gives no plan for any of the kinds that are none", () => {
    for (const file of readdirSync(join(folder, "not-plans")).filter((entry) => entry.endsWith(".md")))
      assert.ok(isRefused(readFileSync(join(folder, "not-plans", file), "utf8")), file);
  });
});
