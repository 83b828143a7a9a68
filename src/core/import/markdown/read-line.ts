// Reads what the lines of paragraphs and lists say.
import { readCriterion } from "../criteria/criteria";
import { readExpectations, readFigures } from "../criteria/figures";
import { metricIn, sideIn } from "../criteria/metric-words";
import type { TextLine, UnreadReason } from "../types";
import { readWatch, saysTime } from "../windows";
import { type Line, plain } from "./blocks";
import type { MarkdownContext } from "./context";
import { leadOf, OPTION } from "./fence-roles";
import type { NamedText } from "./parameter-names";
import { fieldOf, type Labelled, labelled, type Section, sectionOf } from "./vocabulary";

/** Reads the lines of paragraphs and lists, each by what the heading or label above it announces. */
export class LineReader {
  readonly context: MarkdownContext;
  /** What the last heading announced; lines under a label without a meaning are still about that. */
  announced: Section = "other";
  /** The item that was a label, and the section around it. */
  #item: { readonly depth: number; readonly section: Section } | undefined;

  /** Whether the line above was in a list. */
  #listed = false;

  constructor(context: MarkdownContext) {
    this.context = context;
  }

  read(block: Line): void {
    this.#read(block);
    this.#listed = block.item !== undefined;
  }

  #read(block: Line): void {
    const place = { line: block.line, text: plain(block.text) };
    if (/^[-*_=\s]*$/.test(place.text)) return;
    this.#leaveItem(block);
    this.#leaveLabel(block);
    const { start, conditions } = splitConditions(place.text);
    if (conditions.length > 0 && this.context.phase && !this.context.silent) {
      for (const { label, value } of conditions)
        if (!this.#inline(label, value, place)) this.context.facts.unread({ ...place, text: value }, "not-understood");
      if (start !== "") this.#read({ ...block, text: start });
      return;
    }
    const label = labelled(place.text);
    if (label && this.#labelled(block, label, place)) return;
    if (this.#sentence(block, place)) return;
    if (this.values(place, block)) return;
    if (this.#mention(place)) return;
    this.context.facts.unread(place, this.#reason(place.text));
  }

  #reason(text: string): UnreadReason {
    const { section, silent } = this.context;
    if (silent) return "not-to-set";
    // How long a phase is watched, and what decides it, a plan does record.
    if (saysTime(text) || saysCondition(text) || section === "criteria" || section === "rollback")
      return "not-understood";
    return section === "other" || section === "start" ? "not-understood" : "no-place";
  }

  /** "Label: value", or a label on a line of its own. */
  #labelled(block: Line, { label, remark, value }: Labelled, place: TextLine): boolean {
    const { context } = this;
    const written = context.mentioned(label);
    const phase = written === undefined ? context.phase : context.facts.phases.get(written);
    const field = fieldOf(label.replace(/^(?:phase|stage|week|step) \d+\s?|\d+(?:단계|주차)\s?/iu, ""));
    const inList = block.item !== undefined && ["criteria", "rollback", "checkpoints"].includes(context.section);
    const taken = field && value !== "" && (!inList || (context.section === "checkpoints" && field === "window"));
    if (taken && context.field(field, value, place, phase)) {
      if (field === "window") this.#besideTime(place);
      return true;
    }
    if (value !== "") return this.#inline(label, value, place);
    if (!block.item) return this.#announce(label, remark, place);
    // An item that is a label: what is nested in it is about what it says.
    const section = sectionOf(label);
    if (section === "other" || inList) return false;
    this.#item = { depth: block.item.depth, section: context.section };
    return this.#announce(label, remark, place);
  }

  /** Back at the depth of an item that was a label, or out of its list, its section ends. */
  #leaveItem({ item }: Line): void {
    if (!this.#item || (item && item.depth > this.#item.depth)) return;
    this.context.section = this.#item.section;
    this.#item = undefined;
  }

  /** A paragraph behind the list or the fence of a label about the past is not about that any more. */
  #leaveLabel({ item }: Line): void {
    const { context } = this;
    if (!item && context.silent && (this.#listed || context.lead === undefined)) context.section = this.announced;
  }

  /** "Success criteria: win rate > 80%; no errors". */
  #inline(label: string, value: string, { line }: TextLine): boolean {
    const { phase, section } = this.context;
    const list = sectionOf(label);
    if (!phase || section === list || (list !== "criteria" && list !== "rollback")) return false;
    if (!ANNOUNCES.test(label)) return false;
    for (const sentence of value.split(/;\s/u))
      if (sentence.trim() !== "") phase[list].push({ line, text: sentence.trim() });
    return true;
  }

  /** Lines under a label on a line of its own are about what the label says. */
  #announce(label: string, remark: string, place: TextLine): boolean {
    const { context } = this;
    const watch = readWatch(place.text, place);
    if (watch && context.phase) {
      context.phase.windows.push(watch);
      return true;
    }
    if (context.takeFileLine(place)) return true;
    // What follows is told to be set there: "Change in core/sizing.py:".
    if (!context.silent && leadOf(place.text, false) === "tells") context.takeFile(place.text, place);
    const provenance = context.provenance(`${label} ${remark}`);
    const [named] = context.names.in(label);
    const section = sectionOf(label);
    context.parameter = named?.name;
    if (named) {
      context.take(named.name, context.change(`${named.behind} ${remark}`), place);
      if (section !== "other") context.section = section;
      return true;
    }
    if (OPTION.test(label)) {
      context.option = label;
      if (context.section === "other") context.section = "parameters";
      return true;
    }
    context.option = undefined;
    context.section = section === "other" ? this.announced : section;
    return provenance || context.section !== "other" || !/\d/.test(remark);
  }

  /** What a line says beside how long a phase is watched must not be lost: "24 hours; revert on 3 errors". */
  #besideTime(place: TextLine): void {
    const sentences = sentencesOf(place.text);
    const timed = sentences.findIndex((sentence) => saysTime(sentence));
    for (const [index, sentence] of sentences.entries()) {
      if (index === timed ? !GOES_BACK.test(sentence) : !saysCondition(sentence)) continue;
      const trigger = ROLL_BACK_IF.exec(sentence.replace(/[.;]\s*$/, ""))?.[1];
      if (this.context.phase && trigger !== undefined && isMeasured(trigger, true))
        this.context.phase.rollback.push({ line: place.line, text: trigger });
      else this.context.facts.unread({ ...place, text: sentence }, "not-understood");
    }
  }

  /** An item of a list whose heading or label says what it is, or a paragraph that is as plain. */
  #sentence({ item, isWhole }: Line, place: TextLine): boolean {
    const { context } = this;
    const { phase, section, facts, silent } = context;
    const trigger = (isWhole || item?.starts) && !silent ? ROLL_BACK_IF.exec(place.text)?.[1] : undefined;
    if (phase && trigger !== undefined && isMeasured(trigger, true)) {
      phase.rollback.push({ line: place.line, text: trigger });
      return true;
    }
    if (phase && (section === "criteria" || section === "rollback")) {
      if (!item && !(isWhole && isMeasured(place.text, section === "rollback"))) return false;
      const list = phase[section];
      if (!item || item.starts || list.length === 0) list.push(place);
      else list.push(joined(list.pop(), place));
      return true;
    }
    if (phase && section === "checkpoints") {
      const watch = readWatch(place.text, place);
      if (watch && (!item || !labelled(place.text))) phase.windows.push(watch);
      // A time without a metric is when to look, and not what to see.
      else if (item && (!saysTime(place.text) || (metricIn(place.text) && !REPEATED.test(place.text))))
        phase.expected.push(place);
      else return false;
      return true;
    }
    if (phase && section === "impact" && item) return this.#impact(place);
    if (item && section === "performance") return this.#performance(place);
    if (!phase && section === "timeline" && /^(?:total|overall|전체|총)/iu.test(place.text)) {
      facts.expected.push(place);
      return true;
    }
    return false;
  }

  /** What the bot is expected to do: in this phase, or once every phase is in effect. */
  #performance(place: TextLine): boolean {
    const { phase, facts, implicit } = this.context;
    const figures = readFigures(place);
    const { expectations } = readExpectations(place);
    if (!expectations.some(({ metric }) => metric !== undefined)) return false;
    // A comparison of then and now repeats what is expected.
    if (place.text.includes("→")) facts.figures.push(...figures);
    else if (phase && !implicit) phase.expected.push(place);
    else if (figures.length > 0) facts.expected.push(place);
    return figures.length > 0 || (phase !== undefined && !implicit);
  }

  /** What a change is to bring: the reason for it, under its parameter, or what the phase is to show. */
  #impact(place: TextLine): boolean {
    const { facts, parameter, phase, names } = this.context;
    if (parameter === undefined) {
      if (names.in(place.text).length > 0) return false;
      phase?.expected.push(place);
      return true;
    }
    facts.parameter(parameter, place).why.push(place.text);
    facts.figures.push(...readFigures(place, sideIn(parameter)));
    return true;
  }

  /** Values of parameters that a line leads with, or that its sentences order; others that it speaks of are not what to set. */
  values(place: TextLine, { item, isWhole }: Pick<Line, "item" | "isWhole">): boolean {
    const { context } = this;
    if (context.silent) return false;
    if (!item && isWhole && this.#orders(place)) return true;
    if (CONJECTURE.test(place.text)) return false;
    const named = context.names.in(place.text);
    if (named.length > 0 && !leads(named[0]?.before ?? "", item !== undefined)) return false;
    let taken = false;
    for (const each of named) taken = this.#value(each, place) || taken;
    if (
      !taken &&
      context.parameter !== undefined &&
      /→|->|\b(?:was|from|current|new|target)\b|이전|현재|기존|목표|유지/iu.test(place.text)
    ) {
      taken = context.take(context.parameter, context.change(place.text), place);
      if (taken && context.phase) context.sets(context.parameter, place);
    }
    return taken;
  }

  #value({ name, behind, before }: NamedText, place: TextLine): boolean {
    const { context } = this;
    const change = context.change(behind);
    const known =
      context.take(name, change, place) || (change.keeps && context.take(name, context.change(before), place));
    if (known && context.phase && context.section !== "impact" && context.role !== "baseline")
      context.sets(name, place);
    const why = /[—–]\s(.{3,300})$|\(([^()→\d]{3,200})\)\s*$/u.exec(behind);
    if (known && why) context.facts.parameters.get(name)?.why.push((why[1] ?? why[2] ?? "").trim());
    return known;
  }

  /** A paragraph that orders: "Set STOP_LOSS to 0.008 (was 0.012)." Each of its sentences has one value, old and new. */
  #orders({ line, text }: TextLine): boolean {
    const { context } = this;
    const sentences = sentencesOf(text).map((sentence) => ({ sentence, named: context.names.in(sentence) }));
    const orders = sentences.map(({ sentence, named: [first, ...others] }) => {
      const change = first && context.change(first.behind);
      const isOrder =
        first && others.length === 0 && ORDER.test(first.before.replace(/[*_`\s]+$/u, " ")) && !DEPENDS.test(sentence);
      return isOrder && change?.before && change.after.length === 1 ? first : undefined;
    });
    if (!context.phase || !orders.some((order) => order)) return false;
    sentences.forEach(({ sentence }, index) => {
      const order = orders[index];
      const place = { line, text: sentence };
      if (!order || !this.#value(order, place)) this.#read({ kind: "line", line, text: sentence, isWhole: false });
    });
    return true;
  }

  /** What a line says in passing: how the targets were found, how long a phase is watched, what is expected at last. */
  #mention(place: TextLine): boolean {
    const { context } = this;
    const { facts } = context;
    const written = context.mentioned(place.text);
    const phase = written === undefined ? context.phase : facts.phases.get(written);
    const watch = context.silent ? undefined : readWatch(place.text, place);
    if (watch && phase) {
      phase.windows.push(watch);
      this.#besideTime(place);
      return true;
    }
    const label = labelled(place.text);
    if (label && !context.silent && context.phase && /^(?:expected|expectation|예상|기대)/iu.test(label.label)) {
      context.phase.expected.push(place);
      return true;
    }
    if (label && sectionOf(label.label) === "performance") {
      const figures = readFigures({ line: place.line, text: label.value });
      facts.figures.push(...figures.map((figure) => ({ ...figure, place })));
      if (figures.length > 0) return true;
    }
    return context.takeFileLine(place) || context.provenance(place.text);
  }
}

/** A sentence that says of itself that its condition calls for a rollback. */
const ROLL_BACK_IF = /^(?:roll ?back|abort|revert)(?: this phase| the phase)? (?:if|when) (?:the )?(.{3,300})$/iu;

/** Whether records can decide all that a sentence says. */
function isMeasured(text: string, rollback: boolean): boolean {
  return "metric" in readCriterion(text, { rollback, phase: 1, phaseNumber: (written) => Number(written) }).criterion;
}

/** Labels of conditions that stand in the same line. */
const ANNOUNCES =
  /^(?:success|rollback|roll back|abort|롤백|성공|통과|합격|중단|되돌리기|원복)(?: if| when)?$|criteri|condition|trigger|기준|조건/iu;

/** A line's sentences. */
function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.;。])\s+/u).filter((sentence) => sentence.trim() !== "");
}

/** "Monitor for 12 hours. Success: no errors. Rollback: drawdown > 5%": what stands before the conditions, and each of them. */
function splitConditions(text: string): { start: string; conditions: Labelled[] } {
  const start: string[] = [];
  const conditions: Labelled[] = [];
  for (const sentence of sentencesOf(text)) {
    const label = labelled(sentence);
    const last = conditions.at(-1);
    if (label && label.value !== "" && ANNOUNCES.test(label.label) && isOfConditions(label.label))
      conditions.push(label);
    else if (last) conditions[conditions.length - 1] = { ...last, value: `${last.value} ${sentence}` };
    else start.push(sentence);
  }
  const plain = conditions.map((each) => ({ ...each, value: each.value.replace(/[.;。]\s*$/u, "") }));
  return start.length === 0 && conditions.length < 2
    ? { start: text, conditions: [] }
    : { start: start.join(" "), conditions: plain };
}

function isOfConditions(label: string): boolean {
  const section = sectionOf(label);
  return section === "criteria" || section === "rollback";
}

/** Whether a text says what decides a phase. */
function saysCondition(text: string): boolean {
  return (metricIn(text) !== undefined && /\d/.test(text)) || GOES_BACK.test(text);
}

const GOES_BACK = /\b(?:roll(?:ed)? ?back|revert|abort|back out)\b|롤백|되돌|원복|중단/iu;

const REPEATED = /\b(?:every|within)\b|마다|이내/iu;

/** Words by which a line says that something was or might be. */
const CONJECTURE =
  /\b(?:(?:was|were|been) tried|rejected|considered|perhaps|maybe|might|could|for example|e\.g\.|suppose)\b|예를 들|시도했|검토/iu;
const ORDER =
  /^(?:(?:first|then|next|now|and),? )?(?:we )?(?:set|change|raise|lower|increase|decrease|reduce|update|adjust|move|keep|use)s? (?:the )?$/iu;

/** Words that make an order depend on something else, or say that it is not carried out. */
const DEPENDS = /\b(?:if|unless|when|once|until|after|should|not|never|only|instead)\b/iu;

/** Whether a line begins with a parameter's name, or in a list with an order and then the name. */
function leads(before: string, listed: boolean): boolean {
  const words = before.replace(/[*_`\s]+$/u, " ").replace(/^[\W_]+/u, "");
  return words.trim() === "" || (listed && ORDER.test(words));
}

function joined(first: TextLine | undefined, { line, text }: TextLine): TextLine {
  return first ? { line: first.line, text: `${first.text} ${text}` } : { line, text };
}
