// Reads a Markdown plan into facts.
import { readChange } from "../value-text";
import { readWindow } from "../windows";
import { type Block, plain, readBlocks } from "./blocks";
import { MarkdownContext } from "./context";
import type { Facts } from "./facts";
import { namesInFence } from "./fence-roles";
import { ParameterNames } from "./parameter-names";
import { headOf, type PhaseStyle, phaseStyle } from "./phase-style";
import { takeFence } from "./read-fence";
import { LineReader } from "./read-line";
import { namesInTable, takeTable } from "./read-table";
import { type PhaseHead, sectionOf } from "./vocabulary";

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
  const reader = new MarkdownReader(names, phaseStyle(blocks));
  for (const block of blocks) reader.read(block);
  reader.context.facts.restarts = /\brestart|재시작/iu.test(text);
  return reader.context.facts;
}

class MarkdownReader {
  readonly context: MarkdownContext;
  readonly #lines: LineReader;
  readonly #style: PhaseStyle | undefined;
  /** The level of the heading that the phase is under. */
  #phaseLevel = 0;
  #level = 0;

  constructor(names: ParameterNames, style: PhaseStyle | undefined) {
    this.context = new MarkdownContext(names);
    this.#lines = new LineReader(this.context);
    this.#style = style;
  }

  read(block: Block): void {
    const head = this.#style && headOf(block, this.#style);
    if (head && (block.kind === "heading" || block.kind === "line")) this.#phase(block, head);
    else if (block.kind === "heading") this.#heading(block);
    else if (block.kind === "line") this.#lines.read(block);
    else if (block.kind === "fence") takeFence(this.context, block);
    else if (block.kind === "table") takeTable(this.context, block);
  }

  #phase(block: Heading | Line, { number, title, remark }: PhaseHead): void {
    const { context } = this;
    const place = { line: block.line, text: plain(block.text) };
    context.phase = context.facts.phase(number, title, place);
    context.phase.names = context.names.in(title).map(({ name }) => name);
    context.section = "other";
    this.#lines.announced = "other";
    context.parameter = undefined;
    if (block.kind === "heading") this.#level = block.level;
    this.#phaseLevel = block.kind === "heading" ? block.level : this.#level;
    const window = readWindow(remark, place);
    if (window) context.phase.windows.push(window);
    const rest = block.kind === "line" ? block.text.replace(/^(?:\*\*|__)[^*]{1,200}?(?:\*\*|__)[:\s]*/u, "") : "";
    if (rest !== "") this.#lines.values({ line: block.line, text: plain(rest) });
  }

  #heading(block: Heading): void {
    const { context } = this;
    const text = plain(block.text);
    if (block.level === 1) context.facts.title ??= text;
    const above = this.#style?.kind === "heading" ? this.#phaseLevel : this.#level;
    if (context.phase && block.level <= above) context.phase = undefined;
    this.#level = block.level;
    context.parameter = undefined;
    context.section = sectionOf(text);
    this.#lines.announced = context.section;
    context.provenance(text);
    const place = { line: block.line, text };
    for (const { name, behind } of context.names.in(text)) {
      context.parameter = name;
      context.take(name, readChange(behind), place);
    }
  }
}
