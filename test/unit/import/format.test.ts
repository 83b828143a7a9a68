// Tests of the text of an imported plan.
import assert from "node:assert/strict";
import { formatPlan, type Imported, type ImportItem, importMarkdown } from "../../../src/core/import";

const text = [
  "# A plan",
  "",
  "## Phase 1: First (4 hours)",
  "",
  "Monitor for 6 hours.",
  "",
  "- STOP_LOSS: 0.02 → 0.01",
  "",
  "A line that says nothing.",
].join("\n");

/** The code of an item, as its comment. */
function code(item: ImportItem): string {
  if (item.kind === "note") return item.note.code;
  return item.kind === "question" ? item.question.question : item.contradiction.about.code;
}

describe("an imported plan as text", () => {
  it("says above each member what was decided, asked or filled in, and at the end what was not used", () => {
    assert.equal(
      formatPlan(importMarkdown(text), code),
      `{
  "formatVersion": 1,
  "id": "a-plan",
  "title": "A plan",
  "files": {
    // file-missing
    "bot": {}
  },
  "parameters": {
    "STOP_LOSS": {
      "file": "bot",
      "symbol": "STOP_LOSS",
      // fill-in
      "unit": "?",
      "baseline": 0.02,
      "target": 0.01,
      // fill-in
      "why": "?"
    }
  },
  "phases": [
    {
      "id": 1,
      "title": "First",
      // fill-in
      "risk": "moderate",
      "parameters": ["STOP_LOSS"],
      "window": {
        // window
        "hours": 6
      },
      "criteria": [],
      "rollback": []
    }
  ]

  // unread
}
`,
    );
  });

  it("keeps a comment a comment, whatever stands in it", () => {
    const written = formatPlan(importMarkdown(text), () => 'one\r\ntwo\u2028"id": "three"\n\n');
    const lines = written.split("\n").filter((line) => /one|two|three/.test(line));
    assert.ok(lines.length > 0);
    assert.ok(lines.every((line) => line.trimStart().startsWith("//")));
  });

  it("writes an empty document", () => {
    const empty: Imported = { document: {}, report: [], questions: [], contradictions: [], rejected: [] };
    assert.equal(formatPlan(empty, code).replace(/\s/g, ""), "{}");
  });
});
