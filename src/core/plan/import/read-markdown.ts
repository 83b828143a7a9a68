import { type Block, plain, readBlocks } from "./blocks";
import type { Facts } from "./facts";
import { readFigures } from "./figures";
import { sideIn } from "./metrics";
import { Names } from "./names";
import { headOf, type PhaseStyle, phaseStyle } from "./phase-style";
import { namesInFence, takeFence } from "./read-fence";
import { namesInTable, takeTable } from "./read-table";
import { Reading } from "./reading";
import type { Place } from "./types";
import { readChange } from "./values";
import {
  fieldOf,
  type Labelled,
  labelled,
  mentionedPhase,
  type PhaseHead,
  type Section,
  sectionOf,
} from "./vocabulary";
import { readWatch, readWindow } from "./windows";

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
  readonly #style: PhaseStyle | undefined;
  /** The level of the heading under which the phase stands. */
  #phaseLevel = 0;
  #level = 0;
  /** What the last heading announced: what stands under a label that says nothing is still about that. */
  #announced: Section = "other";

  constructor(names: Names, style: PhaseStyle | undefined) {
    this.reading = new Reading(names);
    this.#style = style;
  }

  read(block: Block): void {
    const head = this.#style && headOf(block, this.#style);
    if (head && (block.kind === "heading" || block.kind === "line")) this.#phase(block, head);
    else if (block.kind === "heading") this.#heading(block);
    else if (block.kind === "line") this.#line(block);
    else if (block.kind === "fence") takeFence(this.reading, block);
    else if (block.kind === "table") takeTable(this.reading, block);
  }

  #phase(block: Heading | Line, { number, title, remark }: PhaseHead): void {
    const { reading } = this;
    const place = { line: block.line, text: plain(block.text) };
    reading.phase = reading.facts.phase(number, title, place);
    reading.phase.names = reading.names.in(title).map(({ name }) => name);
    reading.section = "other";
    this.#announced = "other";
    reading.parameter = undefined;
    if (block.kind === "heading") this.#level = block.level;
    this.#phaseLevel = block.kind === "heading" ? block.level : this.#level;
    const window = readWindow(remark, place);
    if (window) reading.phase.windows.push(window);
    const rest = block.kind === "line" ? block.text.replace(/^(?:\*\*|__)[^*]{1,200}?(?:\*\*|__)[:\s]*/u, "") : "";
    if (rest !== "") this.#values({ line: block.line, text: plain(rest) });
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
    this.#announced = reading.section;
    reading.provenance(text);
    const place = { line: block.line, text };
    for (const { name, behind } of reading.names.in(text)) {
      reading.parameter = name;
      reading.take(name, readChange(behind), place);
    }
  }

  #line(block: Line): void {
    const place = { line: block.line, text: plain(block.text) };
    if (/^[-*_=\s]*$/.test(place.text)) return;
    const label = labelled(place.text);
    if (label && this.#labelled(block, label, place)) return;
    if (this.#sentence(block, place)) return;
    if (this.#values(place)) return;
    if (this.#mention(place)) return;
    this.reading.facts.unread(place, this.#known() ? "no-place" : "not-understood");
  }

  #known(): boolean {
    return this.reading.section !== "other";
  }

  /** "Label: value", or a label on a line of its own. */
  #labelled(block: Line, { label, remark, value }: Labelled, place: Place): boolean {
    const { reading } = this;
    const written = mentionedPhase(label);
    const phase = written === undefined ? reading.phase : reading.facts.phases.get(written);
    const field = fieldOf(label.replace(/^phase \d+\s?|\d+단계\s?/iu, ""));
    const inList = block.item !== undefined && ["criteria", "rollback", "checkpoints"].includes(reading.section);
    if (field && value !== "" && !inList && reading.field(field, value, place, phase)) return true;
    if (value !== "" || block.item) return false;
    return this.#announce(label, remark, place);
  }

  /** What stands under a label on a line of its own is about what the label says. */
  #announce(label: string, remark: string, place: Place): boolean {
    const { reading } = this;
    const watch = readWatch(place.text, place);
    if (watch && reading.phase) {
      reading.phase.windows.push(watch);
      return true;
    }
    const provenance = reading.provenance(`${label} ${remark}`);
    const [named] = reading.names.in(label);
    const section = sectionOf(label);
    reading.parameter = named?.name;
    if (named) {
      reading.take(named.name, readChange(`${named.behind} ${remark}`), place);
      if (section !== "other") reading.section = section;
      return true;
    }
    if (/^(?:option|alternative|대안|옵션)\s?[A-Z\d]/iu.test(label)) {
      reading.option = label;
      if (reading.section === "other") reading.section = "parameters";
      return true;
    }
    reading.option = undefined;
    reading.section = section === "other" ? this.#announced : section;
    return provenance || reading.section !== "other" || !/\d/.test(remark);
  }

  /** An item of a list whose heading or label says what it is. */
  #sentence({ item }: Line, place: Place): boolean {
    const { reading } = this;
    const { phase, section, facts } = reading;
    if (phase && (section === "criteria" || section === "rollback")) {
      if (!item) return false;
      const list = phase[section];
      if (item.starts || list.length === 0) list.push(place);
      else list.push(joined(list.pop(), place));
      return true;
    }
    if (phase && section === "checkpoints") {
      const watch = readWatch(place.text, place);
      if (watch && (!item || !labelled(place.text))) phase.windows.push(watch);
      else if (item) phase.expected.push(place);
      else return false;
      return true;
    }
    if (phase && section === "impact" && item) return this.#impact(place);
    if (!phase && item && section === "performance") {
      const figures = readFigures(place);
      // A comparison of then and now repeats what is expected.
      if (place.text.includes("→")) facts.figures.push(...figures);
      else if (figures.length > 0) facts.expected.push(place);
      return figures.length > 0;
    }
    if (!phase && section === "timeline" && /^(?:total|overall|전체|총)/iu.test(place.text)) {
      facts.expected.push(place);
      return true;
    }
    return false;
  }

  /** What a change is to bring: the reason for it, under its parameter, or what the phase is to show. */
  #impact(place: Place): boolean {
    const { facts, parameter, phase, names } = this.reading;
    if (parameter === undefined) {
      if (names.in(place.text).length > 0) return false;
      phase?.expected.push(place);
      return true;
    }
    facts.parameter(parameter, place).why.push(place.text);
    facts.figures.push(...readFigures(place, sideIn(parameter)));
    return true;
  }

  /** Values of parameters that a line names. */
  #values(place: Place): boolean {
    const { reading } = this;
    const { phase, section } = reading;
    let taken = false;
    for (const { name, behind, before } of reading.names.in(place.text)) {
      const change = readChange(`${behind}`);
      const known =
        reading.take(name, change, place) || (change.keeps && reading.take(name, readChange(before), place));
      taken ||= known;
      if (known && phase && section !== "impact" && reading.role !== "baseline") reading.sets(name, place);
      const why = /[—–]\s(.{3,300})$|\(([^()→\d]{3,200})\)\s*$/u.exec(behind);
      if (known && why) reading.facts.parameters.get(name)?.why.push((why[1] ?? why[2] ?? "").trim());
    }
    if (
      !taken &&
      reading.parameter !== undefined &&
      /→|->|\b(?:was|from|current|new|target)\b|이전|현재|기존|목표|유지/iu.test(place.text)
    ) {
      taken = reading.take(reading.parameter, readChange(place.text), place);
      if (taken && phase) reading.sets(reading.parameter, place);
    }
    return taken;
  }

  /** What a line says in passing: how the targets were found, how long a phase is watched, what is expected at last. */
  #mention(place: Place): boolean {
    const { reading } = this;
    const { facts } = reading;
    const written = mentionedPhase(place.text);
    const phase = written === undefined ? reading.phase : facts.phases.get(written);
    const watch = readWatch(place.text, place);
    if (watch && phase && (reading.phase || written !== undefined)) {
      phase.windows.push(watch);
      return true;
    }
    const label = labelled(place.text);
    if (label && reading.phase && /^(?:expected|expectation|예상|기대)/iu.test(label.label)) {
      reading.phase.expected.push(place);
      return true;
    }
    if (label && sectionOf(label.label) === "performance") {
      const figures = readFigures({ line: place.line, text: label.value });
      facts.figures.push(...figures.map((figure) => ({ ...figure, place })));
      if (figures.length > 0) return true;
    }
    return reading.takeFileLine(place) || reading.provenance(place.text);
  }
}

function joined(first: Place | undefined, { line, text }: Place): Place {
  return first ? { line: first.line, text: `${first.text} ${text}` } : { line, text };
}
