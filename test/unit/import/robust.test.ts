// Tests that an import ends, and never throws, whatever the text is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { formatPlan, importMarkdown, importTrials } from "../../../src/core/import";
import { loadPlan } from "../../../src/core/plan/load";

const seed = readFileSync("test/fixtures/golden/deployment-plan-v4.md", "utf8");
const lines = seed.split("\n");
const pieces = [
  ..."#|*_`~>-+=:()[]{}<>%$\"'\\/.,→❌✅\n\t 0123456789".split(""),
  "## Phase 1: ",
  "**Phase 2**: ",
  "```python\n",
  "```yaml\n",
  "```\n",
  "| a | b |\n|---|---|\n",
  "STOP_LOSS",
  " = 0.01",
  " # Was: ",
  "from 1 to 2",
  "이전: 3",
  "1단계",
  "Week 1",
  "Success Criteria:\n- ",
  "win rate > 80%",
  "Monitor for 6 hours",
  " or ",
  "Option A\n",
  "closer to 1% than 2%",
  "‚Üí",
];

describe("importing anything", () => {
  it("never throws on Markdown, and what it writes is JSON that a loader can read", () => {
    const anything = fc.oneof(
      fc.string({ unit: "binary", maxLength: 400 }),
      fc.array(fc.constantFrom(...pieces), { maxLength: 80 }).map((parts) => parts.join("")),
      fc.shuffledSubarray(lines, { minLength: 1 }).map((parts) => parts.join("\n")),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const result = importMarkdown(text);
        const { problems } = loadPlan(
          formatPlan(result, (item) => JSON.stringify(item)),
          "p",
        );
        assert.ok(
          problems.every(({ code }) => code !== "plan-syntax"),
          JSON.stringify(problems),
        );
        const complete = result.questions.length === 0 && result.report.every(({ code }) => code !== "plan-empty");
        if (complete)
          assert.deepEqual(
            problems.map(({ data }) => data),
            [],
          );
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);

  it("loads once every question is answered", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(lines, { minLength: 100 }), (parts) => {
        const text = parts.join("\n");
        const answers: Record<string, string> = {};
        let result = importMarkdown(text);
        // An answer can open another question: once a value has its phase, two may be said of that phase.
        while (result.questions.length > 0) {
          for (const { id, question, choices } of result.questions) {
            assert.ok(!(id in answers), `"${id}" is asked again`);
            answers[id] =
              choices[0]?.id ??
              (question === "window-missing" ? "1 day" : question === "file-missing" ? "bot.py" : "1");
          }
          result = importMarkdown(text, { answers });
        }
        if (result.report.some(({ code }) => code === "plan-empty")) return;
        assert.deepEqual(
          loadPlan(
            formatPlan(result, ({ kind }) => kind),
            "p",
          ).problems.map(({ data }) => data),
          [],
        );
      }),
      { numRuns: 25 },
    );
  }).timeout(60_000);

  it("never throws on trials", () => {
    const cell = fc.oneof(
      fc.constantFrom("", "nan", "1", "-0.5", "1e400", '"', "a,b", "True"),
      fc.string({ maxLength: 8 }),
    );
    const row = fc.array(cell, { maxLength: 6 }).map((cells) => cells.join(","));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 8 }), fc.string({ maxLength: 200 }), fc.json(), (rows, junk, json) => {
        const results = [
          importTrials(["stop_loss,score,a,a,", ...rows].join("\n"), "csv"),
          importTrials(junk, "csv"),
          importTrials(junk, "json"),
          importTrials(json, "json", { row: 1, round: { significant: -3 } }),
        ];
        for (const result of results) {
          const { problems } = loadPlan(
            formatPlan(result, (item) => JSON.stringify(item)),
            "p",
          );
          assert.ok(problems.every(({ code }) => code !== "plan-syntax"));
        }
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});

describe("importing hostile texts", () => {
  const size = 200_000;
  const hostile: Readonly<Record<string, string>> = {
    digits: `STOP_LOSS: ${"1".repeat(size)}`,
    groups: `STOP_LOSS: 1${",111".repeat(size)}`,
    spaces: `STOP_LOSS:${" ".repeat(size)}x`,
    arrows: `STOP_LOSS: ${"1 → ".repeat(size)}`,
    parentheses: `- win rate ${"(".repeat(size)}`,
    pairs: `- win rate ${"(a)".repeat(size)}`,
    stars: `**Phase 1: ${"*".repeat(size)}`,
    brackets: "[a](".repeat(size),
    words: `## Phase 1: a\n\nSuccess criteria:\n- ${"win rate above ".repeat(size)}`,
    names: "A_".repeat(size),
    colons: "a:".repeat(size),
    commas: `## Phase 1: a\n\n\`\`\`yaml\nx: ${", ".repeat(size)}\n\`\`\``,
    pipes: `${"|a".repeat(1000)}|\n${"|-".repeat(1000)}|\n${`${"|1".repeat(1000)}|\n`.repeat(20)}`,
    quotes: ">".repeat(size),
    table: `| Parameter | Before | After |\n|-|-|-|\n${"| X_Y | 1 | 2 |\n".repeat(20_000)}`,
    fences: `## Phase 1: a\n\n\`\`\`python\n${"X_Y = 1 # was 2\n".repeat(20_000)}\`\`\``,
    phases: Array.from({ length: 10_000 }, (_, index) => `## Phase ${index % 1000}: a\n- X_${index}: 1 → 2\n`).join(
      "\n",
    ),
    criteria: `## Phase 1: a\n- X_Y: 1 → 2\n\nSuccess criteria:\n${"- win rate > 5%\n".repeat(20_000)}`,
    damaged: "‚Üí ‚úÖ".repeat(size),
  };
  for (const [name, text] of Object.entries(hostile)) {
    // With cost that grows as the square of the length, each of these would take minutes.
    it(`ends: ${name}`, () => {
      const { document } = importMarkdown(text);
      assert.equal(document["formatVersion"], 1);
    }).timeout(30_000);
  }
});
