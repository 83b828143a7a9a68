// Reads what a code fence says of parameters and phases.
import { isName } from "../names";
import { isSourcePath } from "../source-paths";
import type { TextLine, UnreadReason } from "../types";
import { othersAfter, readChange } from "../value-text";
import { plain } from "./blocks";
import type { MarkdownContext, Role } from "./context";
import type { PhaseFacts } from "./facts";
import { type Fence, isAssignment, isProgram, isRecord, leadOf, OPTION, roleOf } from "./fence-roles";
import { type FenceEntry, isShell, readFence } from "./fences";
import { phaseHead, phase as phaseWord } from "./phase-words";
import { fieldOf, sectionOf } from "./vocabulary";

export function takeFence(context: MarkdownContext, fence: Fence): void {
  const reason = reasonNotToRead(context, fence);
  if (reason === undefined) new FenceReader(context, fence).read(fence);
  else for (const place of fence.lines) context.facts.unread(place, reason);
}

function reasonNotToRead({ silent, lead }: MarkdownContext, fence: Fence): UnreadReason | undefined {
  if (isShell(fence.language)) return "shell";
  if (fence.language === "html") return "not-understood";
  const known = sectionOf(lead ?? "") !== "other";
  return silent || isRecord(fence) || leadOf(lead, known) === "shows" ? "not-to-set" : undefined;
}

interface Level {
  readonly indent: number;
  readonly key: string;
  readonly written: string | undefined;
  readonly role: Role;
}

class FenceReader {
  readonly #context: MarkdownContext;
  /** What the fence is about where it has not said otherwise. */
  #role: Role;
  /** Comments above the next entry, not used yet. */
  #above: TextLine[] = [];
  /** The comment that names the lines of the code at which the values below it stand. */
  #codeLines: { readonly place: TextLine; isUsed: boolean } | undefined;
  #last: { name: string; column: number } | undefined;
  readonly #levels: Level[] = [];

  constructor(context: MarkdownContext, fence: Fence) {
    this.#context = context;
    const told = context.phase && leadOf(context.lead, false) === "tells" ? "target" : undefined;
    this.#role = isProgram(fence) ? undefined : (context.role ?? told);
  }

  read({ language, lines }: Fence): void {
    for (const line of readFence(language, lines)) {
      if (line.kind === "blank") this.#blank();
      else if (line.kind === "comment") this.#comment(line, line.column);
      else if (this.#sentence(line)) continue;
      else if (line.kind === "entry") this.#entry(line);
      else this.#context.facts.unread(line, "not-understood");
    }
    this.#blank();
    this.#nameLines(undefined);
    this.#context.option = undefined;
  }

  #nameLines(place: TextLine | undefined): void {
    if (this.#codeLines && !this.#codeLines.isUsed) this.#context.facts.unread(this.#codeLines.place, "no-place");
    this.#codeLines = place && { place, isUsed: false };
  }

  #blank(): void {
    for (const place of this.#above) this.#context.facts.unread(place, "not-understood");
    this.#above = [];
    this.#last = undefined;
  }

  #comment(place: TextLine, column: number): void {
    const { text } = place;
    const context = this.#context;
    const [, label, value = ""] = /^([^:]{1,30}):\s*(.*)$/u.exec(text) ?? [];
    const field = label === undefined ? undefined : fieldOf(label);
    if (field && context.field(field, value, place, context.phase)) return;
    if (label !== undefined && /^lines?$|^[줄행]$/iu.test(label)) {
      this.#nameLines(place);
      return;
    }
    if (isSourcePath(text) && context.takeFile(text, place)) return;
    if (this.#last && column > 0 && Math.abs(column - this.#last.column) <= 2) {
      this.#remark(place, this.#last.name);
      return;
    }
    const option = OPTION.exec(text)?.[1];
    const role = roleOf(text);
    if (option !== undefined) context.option = option;
    else if (role && !/\d/.test(text)) this.#role = role;
    else this.#above.push(place);
  }

  /** A comment beside or below a value: the old value, and why. */
  #remark(place: TextLine, name: string): void {
    const { before, percent } = readChange(place.text);
    const { facts } = this.#context;
    if (before && facts.parameters.has(name)) facts.state(name, "baseline", [before], place, this.#context.where());
    const parameter = facts.parameters.get(name);
    if (percent !== undefined) parameter?.percents.add(percent);
    if (this.#role === "target" && this.#context.phase) parameter?.why.push(place.text);
  }

  /** An item of a list under "Success criteria:" and its like. */
  #sentence({ line, text }: TextLine): boolean {
    const [, space = "", sentence] = /^(\s*)[-*]\s(.*)$/u.exec(text) ?? [];
    const level = this.#levels.findLast(({ indent }) => indent <= space.length);
    const section = level ? sectionOf(level.key.replaceAll("_", " ")) : this.#context.section;
    const phase = this.#phase();
    if (!sentence || !phase || (section !== "criteria" && section !== "rollback")) return false;
    phase[section].push({ line, text: plain(sentence) });
    return true;
  }

  /** The phase that the lines around name, else the phase that the fence is in. */
  #phase(): PhaseFacts | undefined {
    const written = this.#written();
    return written === undefined ? this.#context.phase : this.#context.facts.phases.get(written);
  }

  #entry(entry: FenceEntry): void {
    const place = { line: entry.line, text: entry.text };
    while (this.#levels.length > 0 && (this.#levels.at(-1)?.indent ?? 0) >= entry.indent) this.#levels.pop();
    if (entry.given === "") this.#label(entry);
    else this.#given(entry, place);
  }

  #given(entry: FenceEntry, place: TextLine): void {
    const { facts, names } = this.#context;
    const role = roleOf(entry.key);
    const owner = this.#levels.findLast((level) => level.role === undefined && level.written === undefined);
    const outer = this.#levels.findLast((level) => level.role !== undefined)?.role;
    const inPhase: Role = this.#written() === undefined ? undefined : "target";
    const parameter = isAssignment(entry) ? entry.key : names.meantBy(entry.key);
    if (entry.side === "context") facts.unread(place, "no-place");
    else if (entry.side) this.#value(entry.key, entry, place, entry.side === "before" ? "baseline" : "target");
    else if (role && owner && isName(owner.key)) this.#value(owner.key, entry, place, role);
    else if (role) facts.unread(place, "not-understood");
    else if (parameter === undefined) this.#member(entry, place);
    else this.#value(parameter, entry, place, outer ?? inPhase ?? this.#role);
  }

  #label(entry: FenceEntry): void {
    const { key, indent, text } = entry;
    const written =
      phaseHead(key, this.#context.facts.phaseWord ?? phaseWord)?.number ??
      this.#context.mentioned(key.replaceAll("_", " "));
    this.#levels.push({ indent, key: isName(key) ? key : text.trim(), written, role: roleOf(key) });
    this.#blank();
  }

  #written(): string | undefined {
    return this.#levels.findLast(({ written }) => written !== undefined)?.written;
  }

  #value(name: string, entry: FenceEntry, place: TextLine, role: Role): void {
    const context = this.#context;
    const { facts, names } = context;
    names.add(name);
    const beside = readChange(entry.comment);
    const choices = [...entry.choices, ...othersAfter(entry.comment)];
    const change = entry.choices.length > 0 ? { ...beside, after: choices } : readChange(`: ${entry.given}`);
    if (this.#restates(name, entry, place)) return;
    const spoken = beside.before === undefined && !beside.keeps ? role : (role ?? "target");
    const phase = context.mentioned(entry.comment) ?? this.#written() ?? context.phase?.written;
    const taken =
      spoken === "baseline"
        ? context.take(name, { after: change.after, keeps: false, ...percentOf(beside.percent) }, place, {
            role: "baseline",
          })
        : context.take(name, change, place, { role: spoken, phase });
    if (!taken) {
      const reason = entry.choices.length > 0 ? "role-unknown" : "not-a-literal";
      facts.unread(place, context.judging ? "not-to-set" : reason);
      return;
    }
    if (spoken !== "baseline") context.sets(name, place, phase);
    this.#describe(name, entry);
  }

  #describe(name: string, entry: FenceEntry): void {
    const context = this.#context;
    const parameter = context.facts.parameters.get(name);
    if (!parameter) return;
    parameter.inCode = true;
    if (this.#codeLines) {
      parameter.codeLines ??= this.#codeLines.place.text;
      this.#codeLines.isUsed = true;
    }
    if (entry.symbol !== undefined) parameter.symbol = entry.symbol;
    if (entry.scope !== undefined) context.takeScope(entry.scope);
    if (context.phase && this.#role === "target") {
      parameter.why.push(...this.#above.map(({ text }) => text), ...(entry.comment === "" ? [] : [entry.comment]));
    } else for (const above of this.#above) context.facts.unread(above, "no-place");
    this.#above = [];
    this.#last = { name, column: entry.column };
  }

  /** "Stop Loss: 0.52%" outside the phases: the value of STOP_LOSS once more. */
  #restates(name: string, { key, choices }: FenceEntry, place: TextLine): boolean {
    const [literal] = choices;
    if (isName(key) || !literal?.percent || this.#role === "baseline") return false;
    this.#context.facts.state(name, "target", choices, place);
    return true;
  }

  /** "Duration: 24 hours", "Sharpe Ratio: 3.28" and their like. */
  #member(entry: FenceEntry, place: TextLine): void {
    const context = this.#context;
    const { facts } = context;
    const written = this.#written();
    const phase = this.#phase();
    const field = fieldOf(entry.key.replaceAll("_", " "));
    if (field && context.field(field, entry.given, place, phase)) return;
    const sentence = { line: entry.line, text: entry.text.trim() };
    const expects = context.section === "performance" || sectionOf(this.#levels[0]?.key ?? "") === "performance";
    if (phase && written !== undefined) phase.expected.push(sentence);
    else if (expects) facts.expected.push(sentence);
    else facts.unread(place, "not-understood");
  }
}

function percentOf(percent: string | undefined): { percent?: string } {
  return percent === undefined ? {} : { percent };
}
