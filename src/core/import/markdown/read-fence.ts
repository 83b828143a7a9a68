import { readFigures } from "../criteria/figures";
import { isName } from "../names";
import type { Place } from "../types";
import { readChange } from "../value-text";
import { plain } from "./blocks";
import type { PhaseFacts } from "./facts";
import { type Fence, isAssignment, OPTION, roleOf } from "./fence-roles";
import { type FenceEntry, isShell, readFence } from "./fences";
import type { Reading, Role } from "./reading";
import { fieldOf, mentionedPhase, phaseHead, sectionOf } from "./vocabulary";

export function takeFence(reading: Reading, fence: Fence): void {
  const { facts } = reading;
  if (isShell(fence.language) || fence.language === "html") {
    const reason = fence.language === "html" ? "not-understood" : "shell";
    for (const place of fence.lines) facts.unread(place, reason);
    return;
  }
  new FenceReading(reading).read(fence);
}

interface Level {
  readonly indent: number;
  readonly key: string;
  readonly written: string | undefined;
  readonly role: Role;
}

class FenceReading {
  readonly #reading: Reading;
  /** What the fence is about where it has not said otherwise. */
  #role: Role;
  /** Comments that wait for the entry that they stand above. */
  #above: Place[] = [];
  #last: { name: string; column: number } | undefined;
  readonly #levels: Level[] = [];

  constructor(reading: Reading) {
    this.#reading = reading;
    this.#role = reading.role ?? (reading.phase ? "target" : undefined);
  }

  read({ language, lines }: Fence): void {
    for (const line of readFence(language, lines)) {
      if (line.kind === "blank") this.#blank();
      else if (line.kind === "comment") this.#comment(line, line.column);
      else if (this.#sentence(line)) continue;
      else if (line.kind === "entry") this.#entry(line);
      else this.#reading.facts.unread(line, "not-understood");
    }
    this.#blank();
    this.#reading.option = undefined;
  }

  #blank(): void {
    for (const place of this.#above) this.#reading.facts.unread(place, "not-understood");
    this.#above = [];
    this.#last = undefined;
  }

  #comment(place: Place, column: number): void {
    const { text } = place;
    const reading = this.#reading;
    const [, label, value = ""] = /^([^:]{1,30}):\s*(.*)$/u.exec(text) ?? [];
    const field = label === undefined ? undefined : fieldOf(label);
    if (field && reading.field(field, value, place, reading.phase)) return;
    // Where the lines of a file stand changes too fast for a plan to hold it.
    if (label !== undefined && /^lines?$|^줄$/iu.test(label)) {
      reading.facts.unread(place, "no-place");
      return;
    }
    if (/^[\w./-]+\.py$/.test(text) && reading.takeFile(text, place)) return;
    if (this.#last && column > 0 && Math.abs(column - this.#last.column) <= 2) {
      this.#remark(place, this.#last.name);
      return;
    }
    const option = OPTION.exec(text)?.[1];
    const role = roleOf(text);
    if (option !== undefined) reading.option = option;
    else if (role && !/\d/.test(text)) this.#role = role;
    else this.#above.push(place);
  }

  /** A comment beside or below a value: the old value, and why. */
  #remark(place: Place, name: string): void {
    const { before, percent } = readChange(place.text);
    const { facts } = this.#reading;
    if (before) facts.state(name, "baseline", [before], place);
    const parameter = facts.parameters.get(name);
    if (percent !== undefined) parameter?.percents.add(percent);
    if (this.#role === "target" && this.#reading.phase) parameter?.why.push(place.text);
  }

  /** An item of a list under "Success criteria:" and its like. */
  #sentence({ line, text }: Place): boolean {
    const [, space = "", sentence] = /^(\s*)[-*]\s(.*)$/u.exec(text) ?? [];
    const level = this.#levels.findLast(({ indent }) => indent <= space.length);
    const section = sectionOf(level?.key.replaceAll("_", " ") ?? "");
    const phase = this.#phase();
    if (!sentence || !phase || (section !== "criteria" && section !== "rollback")) return false;
    phase[section].push({ line, text: plain(sentence) });
    return true;
  }

  /** The phase that the lines around say, else the one in which the fence stands. */
  #phase(): PhaseFacts | undefined {
    const written = this.#written();
    return written === undefined ? this.#reading.phase : this.#reading.facts.phases.get(written);
  }

  #entry(entry: FenceEntry): void {
    const place = { line: entry.line, text: entry.text };
    while (this.#levels.length > 0 && (this.#levels.at(-1)?.indent ?? 0) >= entry.indent) this.#levels.pop();
    if (entry.given === "") this.#label(entry);
    else this.#given(entry, place);
  }

  #given(entry: FenceEntry, place: Place): void {
    const { facts, names } = this.#reading;
    const role = roleOf(entry.key);
    const owner = this.#levels.findLast((level) => level.role === undefined && level.written === undefined);
    const outer = this.#levels.findLast((level) => level.role !== undefined)?.role;
    const inPhase: Role = this.#written() === undefined ? undefined : "target";
    const spelt = isAssignment(entry) ? entry.key : names.spelt(entry.key);
    if (entry.side === "context") facts.unread(place, "no-place");
    else if (entry.side) this.#value(entry.key, entry, place, entry.side === "before" ? "baseline" : "target");
    else if (role && owner && isName(owner.key)) this.#value(owner.key, entry, place, role);
    else if (role) facts.unread(place, "not-understood");
    else if (spelt === undefined) this.#member(entry, place);
    else this.#value(spelt, entry, place, outer ?? inPhase ?? this.#role);
  }

  #label(entry: FenceEntry): void {
    const { key, indent, text } = entry;
    const written = phaseHead(key, false)?.number ?? mentionedPhase(key.replaceAll("_", " "));
    this.#levels.push({ indent, key: isName(key) ? key : text.trim(), written, role: roleOf(key) });
    this.#blank();
  }

  #written(): string | undefined {
    return this.#levels.findLast(({ written }) => written !== undefined)?.written;
  }

  #value(name: string, entry: FenceEntry, place: Place, role: Role): void {
    const reading = this.#reading;
    const { facts, names } = reading;
    names.add(name);
    const beside = readChange(entry.comment);
    const change = entry.choices.length > 0 ? { ...beside, after: entry.choices } : readChange(`: ${entry.given}`);
    if (this.#restates(name, entry, place)) return;
    const spoken = beside.before === undefined && !beside.keeps ? role : (role ?? "target");
    const taken =
      spoken === "baseline"
        ? reading.take(name, { after: change.after, keeps: false, ...percentOf(beside.percent) }, place, "baseline")
        : reading.take(name, change, place, spoken);
    if (!taken) {
      facts.unread(place, entry.choices.length > 0 ? "role-unknown" : "not-a-literal");
      return;
    }
    if (spoken !== "baseline")
      reading.sets(name, place, mentionedPhase(entry.comment) ?? this.#written() ?? reading.phase?.written);
    this.#describe(name, entry);
  }

  #describe(name: string, entry: FenceEntry): void {
    const reading = this.#reading;
    const parameter = reading.facts.parameters.get(name);
    if (!parameter) return;
    if (entry.symbol !== undefined) parameter.symbol = entry.symbol;
    if (entry.scope !== undefined) reading.facts.scope ??= entry.scope;
    if (reading.phase && this.#role === "target") {
      parameter.why.push(...this.#above.map(({ text }) => text), ...(entry.comment === "" ? [] : [entry.comment]));
    } else for (const above of this.#above) reading.facts.unread(above, "no-place");
    this.#above = [];
    this.#last = { name, column: entry.column };
  }

  /** "Stop Loss: 0.52%" outside the phases: the value of STOP_LOSS once more. */
  #restates(name: string, { key, choices }: FenceEntry, place: Place): boolean {
    const [literal] = choices;
    if (isName(key) || !literal?.percent || this.#role === "baseline") return false;
    this.#reading.facts.state(name, "target", choices, place);
    return true;
  }

  /** "Duration: 24 hours", "Sharpe Ratio: 3.28" and their like. */
  #member(entry: FenceEntry, place: Place): void {
    const reading = this.#reading;
    const { facts } = reading;
    const written = this.#written();
    const phase = this.#phase();
    const field = fieldOf(entry.key.replaceAll("_", " "));
    if (field && reading.field(field, entry.given, place, phase)) return;
    const sentence = { line: entry.line, text: entry.text.trim() };
    const expects = reading.section === "performance" || sectionOf(this.#levels[0]?.key ?? "") === "performance";
    if (phase && written !== undefined) phase.expected.push(sentence);
    else if (expects || readFigures(sentence).length > 0) facts.expected.push(sentence);
    else facts.unread(place, "not-understood");
  }
}

function percentOf(percent: string | undefined): { percent?: string } {
  return percent === undefined ? {} : { percent };
}
