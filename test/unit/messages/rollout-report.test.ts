import assert from "node:assert/strict";
import MarkdownIt from "markdown-it";
import { describe, it } from "mocha";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import type { RolloutReport } from "../../../src/core/dashboard/rollout-report";
import type { Checkpoint, Ledger, ValueChange } from "../../../src/core/ledger/ledger";
import { redactedChange } from "../../../src/core/redact";
import { checkpointFacts, describeChange } from "../../../src/messages/checkpoints";
import { htmlReport } from "../../../src/messages/rollout-report/html";
import { markdownReport } from "../../../src/messages/rollout-report/markdown";
import { describeRollout } from "../../../src/messages/rollout-report/report";
import { apply1, criterion, evidence, HOUR, phaseWith, planWith, started, trade, trades } from "../../support/gates";
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

function told(ledger: Ledger): RolloutReport {
  return describeRollout({ assessment: assessed(demoBot, ledger), ledger, facts: undefined });
}

const report = (ledger: Ledger): string => markdownReport(told(ledger));

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every element as a browser reads it; fails where the HTML has a fault. */
function elementsOf(html: string): Element[] {
  const faults: string[] = [];
  const document = parse(html, { onParseError: ({ code, startLine }) => faults.push(`${code} in line ${startLine}`) });
  assert.deepEqual(faults, []);
  const textOf = (node: DefaultTreeAdapterTypes.ChildNode): string =>
    "value" in node ? node.value : "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
  const walk = (node: DefaultTreeAdapterTypes.ChildNode): Element[] =>
    "tagName" in node
      ? [
          {
            name: node.tagName,
            attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])),
            text: textOf(node),
          },
          ...node.childNodes.flatMap(walk),
        ]
      : [];
  return document.childNodes.flatMap(walk);
}

/** What a report may have in HTML: nothing of it loads or runs anything. */
const harmlessElements = new Set(
  "html head meta title style body header nav main footer section h1 h2 h3 p a dl dt dd ul ol li strong span small code div table thead tbody tr th td figure figcaption details summary svg path rect circle text".split(
    " ",
  ),
);

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
    assert.equal(text.match(/^\| 000. \|.*Override: no time \|$/gm)?.length, 2);
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

  for (const text of nasty) {
    it(`has ${JSON.stringify(text)} as mere text in HTML`, () => {
      const elements = elementsOf(htmlReport(told(ledgerWith(text)), "en"));
      assert.deepEqual(
        elements.filter(({ name }) => !harmlessElements.has(name)),
        [],
      );
      for (const { name, attributes } of elements) {
        assert.ok(!Object.keys(attributes).some((key) => /^(on|src|style$)/.test(key)), JSON.stringify(attributes));
        if (name === "a") assert.match(attributes["href"] ?? "", /^#part\d+$/);
      }
      const codes = elements.filter(({ name }) => name === "code").map((each) => each.text);
      assert.ok(codes.includes(text.replace(/\s+/g, " ").trim()), codes.join("\n"));
    });
  }

  it("forbids in HTML whatever could be loaded or run, and has a title and a language", () => {
    const elements = elementsOf(htmlReport(told(ledgerWith("x")), "de"));
    const policy = elements.find(({ attributes }) => attributes["http-equiv"] === "Content-Security-Policy");
    assert.equal(
      policy?.attributes["content"],
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
    );
    assert.equal(elements.find(({ name }) => name === "html")?.attributes["lang"], "de");
    const ids = elements.flatMap(({ attributes }) => attributes["id"] ?? []);
    assert.equal(new Set(ids).size, ids.length);
    const targets = elements.flatMap(({ attributes }) => attributes["href"]?.slice(1) ?? []);
    assert.deepEqual(targets, ids);
  });

  it("spells out what would turn the text around it", () => {
    const name = "Ada \u202e0.1 = TESAB";
    for (const written of [report(ledgerWith(name)), htmlReport(told(ledgerWith(name)), "en")])
      assert.doesNotMatch(written, /\u202e/);
  });

  it("never shows a secret, and neither does what the others print", () => {
    const changes = [
      { parameter: "API_KEY", before: '"abc123"', after: '"def456"' },
      { parameter: "URL", before: '"https://ada:abc123@example.org"', after: '"https://example.org"' },
      { parameter: "CLIENT", before: 'connect(token="abc123")', after: "None" },
      { parameter: "BROKEN", before: "redis://:abc123@host", after: "None" },
    ];
    const ledger = { checkpoints: [checkpoint(changes, "x")], unreached: [], unreadable: [] };
    const printed = [
      report(ledger),
      htmlReport(told(ledger), "en"),
      ...changes.map(describeChange),
      JSON.stringify(changes.map(redactedChange)),
    ];
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

describe("the report of a rollout that is watched", () => {
  const makesMoney = criterion({ metric: "netProfit", threshold: 0, unit: "currency" });
  const phase = phaseWith({ window: { trades: 4 }, criteria: [makesMoney] });
  const plan = planWith([phase], { evidence: { sources: [{ kind: "log", path: "log.jsonl" }] } });
  const ledger = { checkpoints: [apply1], unreached: [], unreadable: [] };
  const at = started + 60 * HOUR;

  function watched(found: Parameters<typeof evidence>[1]): RolloutReport {
    const phases = [{ phase, status: "in-effect", pending: [] }] as const;
    const assessment = { ...assessed(demoBot, ledger), plan, ledger, inEffect: [1], phases };
    return describeRollout({ assessment, ledger, facts: { plan, ledger, evidence: evidence(60, found), at } });
  }

  it("has the verdict with its numbers, and says once that it is no controlled comparison", () => {
    const text = markdownReport(watched({ trades: trades([5, 5, -2, 5]) }));
    assert.match(text, /^> Pass at look 1 of 3: netProfit/m);
    assert.match(text, /^\| met, a fact \| .* \| 13\.00 currency \| \\> 0\.00 currency .* \| 4 trades \|/m);
    assert.equal(text.match(/not a controlled comparison/g)?.length, 1);
  });

  it("draws each chart with its numbers in a table, the newest of very many", () => {
    const many = Array.from({ length: 1200 }, (_, i) =>
      trade(started + i * 60_000, (i % 7) - 2, { closed: started + (i + 1) * 60_000 }),
    );
    for (const made of [trades([5, -2, 5]), many]) {
      const report = watched({ trades: made });
      const charts = report.sections.flatMap(({ blocks }) =>
        blocks.flatMap((each) => (each.is === "charts" ? each.charts : [])),
      );
      const html = htmlReport(report, "en");
      assert.ok(html.length < 2_000_000, String(html.length));
      assert.doesNotMatch(html, /NaN|Infinity|undefined/);
      const elements = elementsOf(html);
      const pictures = elements.filter(({ attributes }) => attributes["role"] === "img");
      assert.deepEqual(
        pictures.map(({ attributes }) => attributes["aria-label"]),
        charts.map(({ question, sentence }) => `${question}. ${sentence}`),
      );
      const tables = elements.filter(({ name }) => name === "details").map(({ text }) => text);
      assert.equal(tables.length, charts.length);
      if (made === many) assert.match(tables[0] ?? "", /The newest 200 of 1200 points\./);
      else assert.match(tables[0] ?? "", /8\.00/);
    }
  });
});
