import { readChange } from "../value-text";
import { readWindow } from "../windows";
import { type Block, plain, readBlocks } from "./blocks";
import type { Facts } from "./facts";
import { namesInFence } from "./fence-roles";
import { Names } from "./parameter-names";
import { headOf, type PhaseStyle, phaseStyle } from "./phase-style";
import { takeFence } from "./read-fence";
import { LineReader } from "./read-line";
import { namesInTable, takeTable } from "./read-table";
import { Reading } from "./reading";
import { type PhaseHead, sectionOf } from "./vocabulary";

type Heading = Extract<Block, { kind: "heading" }>;
type Line = Extract<Block, { kind: "line" }>;

/** Reads all that a Markdown plan says, line by line; nothing is decided yet. */
export function readMarkdown(text: string): Facts {
  const blocks = readBlocks(text);
  const names = new Names(blocks);
  for (const block of blocks) {
    const found = block.kind === "fence" ? namesInFence(block) : block.kind === "table" ? namesInTable(block) : [];
    for (const name of found) names.add(name);
  }
  const reader = new MarkdownReader(names, phaseStyle(blocks));
  for (const block of blocks) reader.read(block);
  reader.reading.facts.restarts = /\brestart|재시작/iu.test(text);
  return reader.reading.facts;
}

class MarkdownReader {
  readonly reading: Reading;
  readonly #lines: LineReader;
  readonly #style: PhaseStyle | undefined;
  /** The level of the heading under which the phase stands. */
  #phaseLevel = 0;
  #level = 0;

  constructor(names: Names, style: PhaseStyle | undefined) {
    this.reading = new Reading(names);
    this.#lines = new LineReader(this.reading);
    this.#style = style;
  }

  read(block: Block): void {
    const head = this.#style && headOf(block, this.#style);
    if (head && (block.kind === "heading" || block.kind === "line")) this.#phase(block, head);
    else if (block.kind === "heading") this.#heading(block);
    else if (block.kind === "line") this.#lines.read(block);
    else if (block.kind === "fence") takeFence(this.reading, block);
    else if (block.kind === "table") takeTable(this.reading, block);
  }

  #phase(block: Heading | Line, { number, title, remark }: PhaseHead): void {
    const { reading } = this;
    const place = { line: block.line, text: plain(block.text) };
    reading.phase = reading.facts.phase(number, title, place);
    reading.phase.names = reading.names.in(title).map(({ name }) => name);
    reading.section = "other";
    this.#lines.announced = "other";
    reading.parameter = undefined;
    if (block.kind === "heading") this.#level = block.level;
    this.#phaseLevel = block.kind === "heading" ? block.level : this.#level;
    const window = readWindow(remark, place);
    if (window) reading.phase.windows.push(window);
    const rest = block.kind === "line" ? block.text.replace(/^(?:\*\*|__)[^*]{1,200}?(?:\*\*|__)[:\s]*/u, "") : "";
    if (rest !== "") this.#lines.values({ line: block.line, text: plain(rest) });
  }

  #heading(block: Heading): void {
    const { reading } = this;
    const text = plain(block.text);
    if (block.level === 1) reading.facts.title ??= text;
    const above = this.#style?.kind === "heading" ? this.#phaseLevel : this.#level;
    if (reading.phase && block.level <= above) reading.phase = undefined;
    this.#level = block.level;
    reading.parameter = undefined;
    reading.section = sectionOf(text);
    this.#lines.announced = reading.section;
    reading.provenance(text);
    const place = { line: block.line, text };
    for (const { name, behind } of reading.names.in(text)) {
      reading.parameter = name;
      reading.take(name, readChange(behind), place);
    }
  }
}
