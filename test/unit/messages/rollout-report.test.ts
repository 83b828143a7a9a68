import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import { describe, it } from "mocha";
import type { Checkpoint, Ledger, ValueChange } from "../../../src/core/ledger/ledger";
import { redactedChange } from "../../../src/core/redact";
import { checkpointFacts, describeChange } from "../../../src/messages/checkpoints";
import { markdownReport } from "../../../src/messages/rollout-report/markdown";
import { describeRollout } from "../../../src/messages/rollout-report/report";
import { assessed, demoBot } from "../../support/rollout";

const markdown = new MarkdownIt({ html: true, linkify: true });

const nasty = [
  "a | b",
  "`",
  "``x`` `",
  "a\\|b",
  "two\nlines\r\n\n## heading",
  "<script>alert(1)</script>",
  "[x](http://example.org)",
  "https://example.org www.example.org",
  "- # 1. > **bold** _x_ ~~y~~ &amp; $z$ @ada",
  "||||",
  "\\",
];

function checkpoint(changes: readonly ValueChange[], override: string): Checkpoint {
  return {
    plan: "v4",
    planPath: "v4.phaseplan.json",
    planHash: "0".repeat(64),
    event: { kind: "other", token: "celebrate" },
    summary: override,
    phases: [1],
    changes,
    override,
    tag: "phasegate/v4/0001-apply-1",
    n: 1,
    commit: "1".repeat(40),
    who: `${override} <ada@example.org>`,
    when: "2025-10-15T14:03:59+02:00",
    at: Date.UTC(2025, 9, 15, 12, 3, 59),
  };
}

function report(ledger: Ledger): string {
  return markdownReport(describeRollout({ assessment: assessed(demoBot, ledger), ledger, facts: undefined }));
}

/** With the text in every place that somebody else's text has. */
function ledgerWith(text: string): Ledger {
  const changes = [{ parameter: text, before: JSON.stringify(text), after: "1" }];
  const left = { ...checkpoint(changes, text), tag: "phasegate/v4/0002-apply-1" };
  const titled = { ...left, event: { kind: "apply", phase: 1 }, phaseTitle: text } as const;
  return {
    checkpoints: [checkpoint(changes, text)],
    unreached: [titled],
    unreadable: [`phasegate/v4/${text}`],
  };
}

/** Whatever its texts say, a report has as many headings as this one. */
const headings = report(ledgerWith("harmless")).match(/^#+ /gm)?.length;

describe("the report of a rollout", () => {
  it("says where it stands and, newest first, what was done by whom, when and why", () => {
    const first = checkpoint([{ parameter: "EXIT", before: "0.70", after: "0.603" }], "no time");
    const second = { ...first, n: 2, tag: "phasegate/v4/0002-apply-1", who: "Ada <ada@example.org>" };
    const text = report({ checkpoints: [first, second], unreached: [], unreadable: [] });
    assert.ok(text.indexOf("### 0002") < text.indexOf("### 0001"));
    assert.match(text, /^\| 0002 \| 2025-10-15 14:03 \+02:00 \| no time \| Ada \| 1 \|$/m);
    assert.match(text, /^\| `EXIT` \| `0\.70` \| `0\.603` \|$/m);
    assert.match(text, /^- Override: no time$/m);
    assert.doesNotMatch(text, /ada@example/);
  });

  for (const text of nasty) {
    it(`is not broken by ${JSON.stringify(text)}`, () => {
      const ledger = ledgerWith(text);
      const [, ...lines] = report(ledger).split("\n");
      const tokens = markdown.parse(lines.join("\n"), {});
      const inline = tokens.flatMap(({ children }) => children ?? []);
      const kinds = new Set([...tokens, ...inline].map(({ type }) => type));
      const plain = /^(heading|paragraph|bullet_list|list_item|blockquote|table|thead|tbody|tr|th|td)_(open|close)$/;
      assert.deepEqual(
        [...kinds].filter(
          (kind) => !plain.test(kind) && !["inline", "text", "text_special", "code_inline", "hr"].includes(kind),
        ),
        [],
      );
      assert.equal(tokens.filter(({ type }) => type === "heading_open").length, headings);
      const shown = text.replace(/\s+/g, " ").trim();
      const codes = inline.filter(({ type }) => type === "code_inline").map(({ content }) => content);
      const missing = [shown, JSON.stringify(text)].filter((each) => !codes.includes(each));
      assert.deepEqual(missing, [], codes.join("\n"));
      const words = inline.filter(({ type }) => type.startsWith("text")).map(({ content }) => content);
      assert.ok(words.join("").includes(shown), words.join(""));
    });
  }

  it("never shows a secret, and neither does what the others print", () => {
    const changes = [
      { parameter: "API_KEY", before: '"abc123"', after: '"def456"' },
      { parameter: "URL", before: '"https://ada:abc123@example.org"', after: '"https://example.org"' },
      { parameter: "CLIENT", before: 'connect(token="abc123")', after: "None" },
      { parameter: "BROKEN", before: "redis://:abc123@host", after: "None" },
    ];
    const ledger = { checkpoints: [checkpoint(changes, "x")], unreached: [], unreadable: [] };
    const printed = [report(ledger), ...changes.map(describeChange), JSON.stringify(changes.map(redactedChange))];
    for (const text of printed) assert.doesNotMatch(text, /abc123|def456/);
    assert.equal(changes.map(redactedChange).filter((change) => change.redacted).length, 4);
  });

  it("shows a value whole, of a call its function alone", () => {
    const long = `[${Array(60).fill("0.25").join(", ")}]`;
    assert.equal(redactedChange({ parameter: "A", before: long, after: "f(1, 2)" }).before, long);
    assert.equal(redactedChange({ parameter: "A", before: long, after: "f(1, 2)" }).after, "f(…)");
    assert.equal(describeChange({ parameter: "A", before: "[\n  1,\n]", after: "1" }), "A: [ 1, ] → 1");
  });

  it("has no line break in what it says of a checkpoint", () => {
    for (const [, text] of checkpointFacts(checkpoint([], "a\nb"), true)) assert.doesNotMatch(text, /\n/);
  });
});
