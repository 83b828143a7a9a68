// Writes the report of a rollout as Markdown.
import {
  type Block,
  type RolloutReport,
  reportMark,
  type Section,
  type Words,
} from "../../core/dashboard/rollout-report";
import { code, plainText, table } from "../markdown";
import { beside, harmless } from "./harmless";

/** Without a line feed at its end. */
export function markdownReport({ title, blocks, sections, ending }: RolloutReport): string {
  return [
    reportMark,
    `# ${plain(title)}`,
    ...blocks.flatMap(written),
    ...sections.flatMap((section) => sectionParts(section, 2)),
    "---",
    ...ending.map(paragraph),
  ].join("\n\n");
}

function sectionParts({ title, blocks, sections = [] }: Section, level: number): string[] {
  return [
    `${"#".repeat(level)} ${plain(title)}`,
    ...blocks.flatMap(written),
    ...sections.flatMap((section) => sectionParts(section, level + 1)),
  ];
}

/** A block's parts, with an empty line between them. */
function written(block: Block): string[] {
  switch (block.is) {
    case "text":
      return [`${block.tone ? "> " : ""}${paragraph(block.text)}`];
    case "facts":
      return [list(block.facts.map(([label, words]) => `${plain(label)}: ${inline(words)}`))];
    case "list":
      return [list(block.items.map(inline))];
    case "table":
      return [
        table(
          block.columns.map(plain),
          block.rows.map((row) => row.map(inline)),
        ),
      ];
    case "phases":
      return [
        list(
          block.phases.map(({ title, word, details }) =>
            [`${plain(title)}: ${plain(word)}.`, plain(details)].join(" ").trim(),
          ),
        ),
      ];
    case "verdicts":
      return [
        table(
          block.columns.map(plain),
          block.verdicts.map(({ word, text, role, value, demand, against, counted, interval, why }) =>
            [word, beside(text, role), value, beside(demand, against), beside(counted, interval), why].map(plain),
          ),
        ),
      ];
    case "charts":
      return block.charts.length === 0
        ? []
        : [list(block.charts.map(({ question, sentence }) => `${plain(question)}: ${plain(sentence)}`))];
  }
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

function inline(words: Words): string {
  return typeof words === "string" ? plain(words) : code(harmless(words.code));
}

function plain(text: string): string {
  return plainText(harmless(text));
}

/** A text that begins a line: what would make it a list, a rule or a heading is escaped. */
function paragraph(text: string): string {
  return plain(text).replace(/^(\d{1,9})(?=[.)])|^(?=[-+=|:])/, "$1\\");
}
