// Tests that a plan comes back from any mixture of spellings.
import assert from "node:assert/strict";
import fc from "fast-check";
import { formatPlan, importMarkdown } from "../../../src/core/import";
import { loadPlan } from "../../../src/core/plan/load";

interface Change {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

type Spelling = (change: Change) => string;

const inFence =
  (comment: (before: string) => string, language = "python", sign = " = "): Spelling =>
  ({ name, before, after }) =>
    `\`\`\`${language}\n${name}${sign}${after}  # ${comment(before)}\n\`\`\``;

/** Each way in which a plan may write an old and a new value. */
const spellings: Readonly<Record<string, Spelling>> = {
  was: inFence((before) => `Was: ${before} (set by hand)`),
  wasPercent: inFence((before) => `was ${before} (-2.0%)`),
  yaml: inFence((before) => `was ${before}`, "yaml", ": "),
  korean: inFence((before) => `이전: ${before}`),
  current: inFence((before) => `현재 ${before}, 변경`),
  arrow: ({ name, before, after }) => `- ${name}: ${before} → ${after}`,
  ascii: ({ name, before, after }) => `- \`${name}\` ${before} -> ${after} (tuned)`,
  koreanArrow: ({ name, before, after }) => `- ${name}: 이전: ${before} → 현재: ${after}`,
  particle: ({ name, before, after }) => `- ${name}: ${before}에서 ${after}로 변경`,
  from: ({ name, before, after }) => `- **${name}**: From ${before} to ${after}`,
  parenthesis: ({ name, before, after }) => `1. ${name} = ${after} (was ${before})`,
  table: ({ name, before, after }) => `| Parameter | Old | New |\n|---|---|---|\n| ${name} | ${before} | ${after} |`,
  changeColumn: ({ name, before, after }) => `| Name | Change |\n|---|---|\n| **${name}** | ${before} → ${after} |`,
  fences: ({ name, before, after }) =>
    `Before:\n\n\`\`\`python\n${name} = ${before}\n\`\`\`\n\nAfter:\n\n\`\`\`python\n${name} = ${after}\n\`\`\``,
  oneFence: ({ name, before, after }) =>
    `\`\`\`python\n# 변경 전\n${name} = ${before}\n\n# 변경 후\n${name} = ${after}\n\`\`\``,
  diff: ({ name, before, after }) => `\`\`\`diff\n-${name} = ${before}\n+${name} = ${after}\n\`\`\``,
  nested: ({ name, before, after }) => `\`\`\`yaml\n${name}:\n  current: ${before}\n  target: ${after}\n\`\`\``,
};

const headings: readonly ((number: number) => string)[] = [
  (number) => `## Phase ${number}: Part`,
  (number) => `#### Phase ${number}: Part (4 hours)`,
  (number) => `**Phase ${number}: Part**`,
  (number) => `## ${number}단계: 조정`,
  (number) => `### Week ${number}: Part`,
  (number) => `## Stage ${number} - Part`,
];

const watches = [
  "Monitor for 6 hours (or 3+ trades)",
  "**Monitoring**: 2 days, 10 trades",
  "모니터링: 12시간 및 거래 5건",
  "**Duration**: 1 week",
];
const windows = [
  { hours: 6, trades: 3, until: "either" },
  { hours: 48, trades: 10, until: "both" },
  { hours: 12, trades: 5, until: "both" },
  { hours: 168 },
];

const value = fc.oneof(
  fc.integer({ min: 0, max: 99_999 }).map((digits) => (digits / 10_000).toFixed(4)),
  fc.integer({ min: 0, max: 5000 }).map(String),
  fc.integer({ min: 1, max: 999 }).map((digits) => (-digits / 100).toFixed(2)),
  fc.constantFrom("1e-4", "0.70", "1.0", "3.", "1_000"),
);

const phase = fc.record({
  spelt: fc.array(fc.record({ how: fc.constantFrom(...Object.keys(spellings)), before: value, after: value }), {
    minLength: 1,
    maxLength: 4,
  }),
  watch: fc.nat(watches.length - 1),
});

describe("a plan in any mixture of spellings", () => {
  it("comes back with every value, phase and window", () => {
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 3 }), fc.constantFrom(...headings), (phases, heading) => {
        const changes = phases.map(({ spelt }, index) =>
          spelt.map(({ how, ...values }, at) => ({ how, name: `PARAM_${index}_${"ABCD"[at]}`, ...values })),
        );
        const text = [
          "# Plan",
          "File: bot.py",
          ...phases.flatMap(({ watch }, index) => [
            heading(index + 1),
            watches[watch] ?? "",
            ...(changes[index] ?? []).map((change) => spellings[change.how]?.(change) ?? ""),
          ]),
        ].join("\n\n");

        const { plan, problems } = loadPlan(
          formatPlan(importMarkdown(text), ({ kind }) => kind),
          "p",
        );
        assert.deepEqual(problems, [], text);
        const number = (written: string) => Number(written.replace("_", ""));
        const found = plan?.phases.map(({ parameters, window }) => ({
          window,
          values: parameters.map((name) => [name, plan.parameters[name]?.baseline, plan.parameters[name]?.target]),
        }));
        const expected = phases.map(({ watch }, index) => ({
          window: windows[watch],
          values: (changes[index] ?? []).map(({ name, before, after }) => [name, number(before), number(after)]),
        }));
        assert.deepEqual(found, expected, text);
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);
});
