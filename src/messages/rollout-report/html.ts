// Writes the report of a rollout as one HTML file that loads nothing and needs no script.
import * as l10n from "@vscode/l10n";
import { type Block, type RolloutReport, reportMark, type Section } from "../../core/dashboard/rollout-report";
import { type PhaseStep, signs, type Tone, type VerdictLine } from "../../core/dashboard/view";
import { chartFigure } from "./chart";
import { type Content, element, htmlOf, Markup } from "./markup";
import styles from "./styles.inline.css";
import { htmlTable, shown } from "./table";

/** Nothing is loaded, from anywhere, and nothing runs: only the styles in the file itself count. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** `language`: that of its sentences. Without a line feed at its end. */
export function htmlReport(report: RolloutReport, language: string): string {
  const { title, blocks, sections, ending } = report;
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: policy }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, title),
    element("style", {}, new Markup(styles)),
  );
  const body = element(
    "body",
    {},
    element("header", {}, element("h1", {}, title), blocks.map(written)),
    element("nav", { "aria-label": l10n.t("Contents") }, sections.map(linkTo)),
    element(
      "main",
      {},
      sections.map((section, index) => sectionMarkup(section, 2, `part${index + 1}`)),
    ),
    element(
      "footer",
      {},
      ending.map((text) => element("p", {}, text)),
    ),
  );
  return `<!DOCTYPE html>\n${reportMark}\n${htmlOf(element("html", { lang: language }, head, "\n", body))}`;
}

function linkTo({ title }: Section, index: number): Markup {
  return element("a", { href: `#part${index + 1}` }, title);
}

function sectionMarkup({ title, blocks, sections = [] }: Section, level: number, id?: string): Markup {
  return element(
    "section",
    { id },
    element(`h${level}`, {}, title),
    blocks.map(written),
    sections.map((section) => sectionMarkup(section, level + 1)),
  );
}

function written(block: Block): Content {
  switch (block.is) {
    case "text":
      return block.tone
        ? element("p", { class: `note ${block.tone}` }, signOf(block.tone), block.text)
        : element("p", {}, block.text);
    case "facts":
      return element(
        "dl",
        {},
        block.facts.map(([label, words]) => [element("dt", {}, label), element("dd", {}, shown(words))]),
      );
    case "list":
      return element(
        "ul",
        {},
        block.items.map((words) => element("li", {}, shown(words))),
      );
    case "table":
      return htmlTable(
        block.columns,
        block.rows.map((row) => row.map(shown)),
      );
    case "phases":
      return element("ol", { class: "phases" }, block.phases.map(phaseItem));
    case "verdicts":
      return htmlTable(block.columns, block.verdicts.map(verdictCells), "verdicts");
    case "charts":
      return element(
        "div",
        { class: "charts" },
        block.charts.map((chart) => chartFigure(chart, block.bands)),
      );
  }
}

function phaseItem({ title, word, status, details }: PhaseStep): Markup {
  return element(
    "li",
    { class: status },
    element("strong", {}, title),
    element("span", {}, word),
    details === "" ? [] : element("small", {}, details),
  );
}

function verdictCells({
  tone,
  word,
  text,
  role,
  value,
  demand,
  against,
  counted,
  interval,
  why,
}: VerdictLine): Content[] {
  const both = (large: string, small: string): Content => [large, small === "" ? [] : element("small", {}, small)];
  return [
    element("span", { class: `state ${tone}` }, signOf(tone), word),
    both(text, role),
    value,
    both(demand, against),
    both(counted, interval),
    why,
  ];
}

function signOf(tone: Tone): Markup {
  return element(
    "svg",
    { class: `sign ${tone}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    signs[tone].map((path) => element("path", path)),
  );
}
