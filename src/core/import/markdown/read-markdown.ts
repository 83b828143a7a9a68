// Reads a Markdown plan into facts.
import { readWindow } from "../windows";
import { type Block, plain, readBlocks } from "./blocks";
import { MarkdownContext } from "./context";
import type { Facts } from "./facts";
import { namesInFence, OPTION } from "./fence-roles";
import { ParameterNames } from "./parameter-names";
import { headOf, type PhaseStyle, phaseStyle } from "./phase-style";
import type { PhaseHead } from "./phase-words";
import { takeFence } from "./read-fence";
import { LineReader } from "./read-line";
import { namesInTable, takeTable } from "./read-table";
import { isSilent, type Section, sectionOf } from "./vocabulary";

type Heading = Extract<Block, { kind: "heading" }>;
type Line = Extract<Block, { kind: "line" }>;

/** Reads all that a Markdown plan says, line by line; nothing is decided yet. */
export function readMarkdown(text: string): Facts {
  const blocks = readBlocks(text);
  const names = new ParameterNames(blocks);
  for (const block of blocks) {
    const found = block.kind === "fence" ? namesInFence(block) : block.kind === "table" ? namesInTable(block) : [];
    for (const name of found) names.add(name);
  }
  const style = phaseStyle(blocks);
  const divided = new MarkdownReader(names, style).readAll(blocks);
  // Tables and fences may have phases where no heading has; a text without any is about one.
  const facts = style || divided.phases.size > 0 ? divided : new MarkdownReader(names, undefined, true).readAll(blocks);
  facts.restarts = /\brestart|재시작/iu.test(text);
  return facts;
}

const PLAN =
  /\b(?:plans?|deploy(?:ment)?s?|roll[\s-]?outs?|runbook|change request|migration)\b|계획|배포|적용|롤아웃|변경 요청/iu;
const RECORD =
  /\b(?:change ?log|release notes?|history|post-?mortem|retrospective|incident|(?:status|weekly|daily|monthly) report|research note|tutorial|read ?me|how to|lessons learned|what'?s new)\b|회고|변경\s?(?:이력|내역)|릴리[스즈]\s?노트|사후\s?분석|장애|연구\s?노트|보고서|사용법/iu;

class MarkdownReader {
  readonly context: MarkdownContext;
  readonly #lines: LineReader;
  readonly #style: PhaseStyle | undefined;
  /** The level of the heading that the phase is under. */
  #phaseLevel = 0;
  /** The headings around, from the outermost. */
  readonly #around: { readonly level: number; readonly section: Section }[] = [];

  constructor(names: ParameterNames, style: PhaseStyle | undefined, implicit = false) {
    this.context = new MarkdownContext(names);
    this.#lines = new LineReader(this.context);
    this.#style = style;
    this.context.facts.phaseWord = style?.word;
    this.context.implicit = implicit;
  }

  readAll(blocks: readonly Block[]): Facts {
    const { context } = this;
    if (context.implicit) {
      context.startPhase(context.facts.phase("1", "", { line: 1, text: "" }));
      context.section = "other";
    }
    for (const block of blocks) {
      this.#read(block);
      context.lead = block.kind === "line" ? block.text : undefined;
    }
    return context.facts;
  }

  get #level(): number {
    return this.#around.at(-1)?.level ?? 0;
  }

  #read(block: Block): void {
    if (block.kind === "heading") {
      while (this.#level >= block.level) this.#around.pop();
    }
    const head = this.#style && !this.#aside() ? headOf(block, this.#style) : undefined;
    if (head && (block.kind === "heading" || block.kind === "line")) this.#phase(block, head);
    else if (block.kind === "heading") this.#heading(block);
    else if (block.kind === "line") this.#lines.read(block);
    else if (block.kind === "fence") takeFence(this.context, block);
    else if (block.kind === "table") takeTable(this.context, block);
  }

  /** Whether a heading around tells of the past or of how to go back: no phase starts there. */
  #aside(): boolean {
    return this.#around.some(({ section }) => isSilent(section) || section === "rollback");
  }

  #phase(block: Heading | Line, { number, title, remark }: PhaseHead): void {
    const { context } = this;
    const place = { line: block.line, text: plain(block.text) };
    context.head(place.text);
    context.startPhase(context.facts.phase(number, title, place));
    if (context.phase) context.phase.names = context.names.in(title).map(({ name }) => name);
    this.#lines.announced = "start";
    if (block.kind === "heading") this.#around.push({ level: block.level, section: "start" });
    this.#phaseLevel = this.#level;
    const window = readWindow(remark, place);
    if (window) context.phase?.windows.push(window);
    const rest = block.kind === "line" ? block.text.replace(/^(?:\*\*|__)[^*]{1,200}?(?:\*\*|__)[:\s]*/u, "") : "";
    if (rest !== "")
      this.#lines.values({ line: block.line, text: plain(rest) }, { item: { depth: 1, starts: true }, isWhole: true });
  }

  #heading(block: Heading): void {
    const { context } = this;
    const text = plain(block.text);
    if (block.level === 1) context.facts.title ??= text;
    this.#judge(text, block.level);
    const above = this.#style?.kind === "heading" ? this.#phaseLevel : this.#phaseLevel + 1;
    if (context.phase && !context.implicit && block.level <= above) context.phase = undefined;
    context.head(text);
    context.section = this.#sectionUnder(text);
    // The title is about the whole: "Results and deployment plan" announces no part.
    if (this.#around.length === 0 && context.facts.title === text) context.section = "other";
    this.#around.push({ level: block.level, section: context.section });
    this.#lines.announced = context.section;
    context.provenance(text);
    if (context.section === "other" && OPTION.test(text)) {
      context.option = text;
      context.section = "parameters";
      return;
    }
    const place = { line: block.line, text };
    for (const { name, behind } of context.names.in(text)) {
      context.parameter = name;
      context.take(name, context.change(behind), place);
    }
  }

  /** What a heading announces; one under a heading about the past is about that. */
  #sectionUnder(text: string): Section {
    const around = this.#around.findLast(({ section }) => isSilent(section))?.section;
    return around ?? sectionOf(text);
  }

  /** Whether the document says of itself that it is a plan, or a record of what was. */
  #judge(text: string, level: number): void {
    const { says } = this.context.facts;
    if (PLAN.test(text) && level === 1) says.plan = true;
    if (PLAN.test(text) && level === 2) says.planSection = true;
    if (RECORD.test(text) && level === 1 && !/\bplan\b|계획/iu.test(text)) says.record = true;
  }
}
