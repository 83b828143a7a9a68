// Holds where in a Markdown text the reader is, and what it has read so far.
import { isSourcePlace, sourcePathIn } from "../source-paths";
import type { TextLine } from "../types";
import { type ChangeText, inPercent, type Literal, readChange, saysPercent } from "../value-text";
import { readWindow } from "../windows";
import { Facts, type PhaseFacts, type StatedValue, type Statement } from "./facts";
import type { ParameterNames } from "./parameter-names";
import { mentionedPhase, phase as phaseWord } from "./phase-words";
import { type Field, isSilent, riskOf, type Section } from "./vocabulary";

const HOLDS_VALUES = /\b(?:values?|parameters?|constants?|settings?|config(?:uration)?|bot)\b|파라미터|설정|변수/iu;

/** Which of a parameter's values a place speaks of, where its text does not say. */
export type Role = "baseline" | "target" | undefined;

/** What a place says of a value, where it is not what the reader's own place says. */
export interface About {
  readonly role?: Role;
  /** The phase that sets the value, as the text numbers it. */
  readonly phase?: string | undefined;
}

/** Where in a text the reader is, and what it has read so far. */
export class MarkdownContext {
  readonly facts = new Facts();
  phase: PhaseFacts | undefined;
  section: Section = "other";
  /** The parameter that the lines under a label are about. */
  parameter: string | undefined;
  /** The file that was named last, in this phase or outside of all phases. */
  file: string | undefined;
  #fileOfAll: string | undefined;
  /** Whether the text has no phases, so that all of it is about one. */
  implicit = false;
  /** The line above, until something else comes. */
  lead: string | undefined;
  /** The author's word for the choice that is being described: "Option A". */
  option: string | undefined;
  /** Whether the heading says that the numbers under it are percentages. */
  percent = false;

  constructor(readonly names: ParameterNames) {}

  get role(): Role {
    if (this.section === "before") return "baseline";
    if (this.section === "after") return "target";
    return (this.section === "parameters" || this.section === "start") && this.phase ? "target" : undefined;
  }

  get silent(): boolean {
    return isSilent(this.section);
  }

  /** Whether what is here judges the bot: a value in it is one to see, or to go back to, and not to set. */
  get judging(): boolean {
    return this.section === "criteria" || this.section === "rollback" || this.section === "performance";
  }

  /** What a heading says of all that is under it. */
  head(text: string): void {
    this.parameter = undefined;
    this.option = undefined;
    this.percent = saysPercent(text);
  }

  startPhase(phase: PhaseFacts): void {
    this.phase = phase;
    this.section = "start";
    this.file = this.#fileOfAll;
  }

  /** What a text under the heading says of a value. */
  change(text: string): ChangeText {
    const change = readChange(text);
    return this.percent ? inPercent(change) : change;
  }

  /** The number of the one phase that a text mentions. */
  mentioned(text: string): string | undefined {
    return mentionedPhase(text, this.facts.phaseWord ?? phaseWord);
  }

  /** Takes what a text says of a parameter's values; false where it says nothing that can be told apart. */
  take(name: string, change: ChangeText, place: TextLine, about: About = {}): boolean {
    const { facts } = this;
    const { before, keeps, percent } = change;
    const role = "role" in about ? about.role : this.role;
    const after = change.after.length > 0 || !keeps || !before ? change.after : [before];
    const plain = after.length > 0 && !before && !keeps;
    if (this.judging || this.silent || (after.length === 0 && !before) || (plain && !role)) return false;
    const where = this.where(about);
    if (before || keeps) facts.state(name, "baseline", before ? [before] : after, place, where);
    if (plain && role === "baseline") facts.state(name, "baseline", after, place, where);
    else facts.state(name, "target", this.#offered(after, place), place, where);
    if (percent !== undefined) facts.parameters.get(name)?.percents.add(percent);
    return facts.parameters.has(name);
  }

  /** What a statement here is about: the phase and the file. */
  where({ phase = this.phase?.written }: About = {}): Pick<Statement, "phase" | "file"> {
    return { ...(phase !== undefined && { phase }), ...(this.file !== undefined && { file: this.file }) };
  }

  /** Notes that `phase` sets the parameter. */
  sets(name: string, place: TextLine, written = this.phase?.written): void {
    const parameter = this.facts.parameters.get(name);
    if (parameter && written !== undefined && !parameter.phases.has(written)) parameter.phases.set(written, place);
  }

  #offered(values: readonly Literal[], place: TextLine): StatedValue[] {
    const { option } = this;
    return values.map((literal) => ({ literal, place, ...(option !== undefined && { label: option }) }));
  }

  /** Takes a member given as "Label: value"; false where it does not fit. */
  field(field: Field, value: string, place: TextLine, phase: PhaseFacts | undefined): boolean {
    const { facts } = this;
    if (this.silent && field !== "risk") return false;
    switch (field) {
      case "file":
        return this.takeFile(value, place);
      case "scope":
        this.takeScope(value);
        return true;
      case "date": {
        const [, year, month, day] = /(\d{4})[-./년]\s?(\d{1,2})[-./월]\s?(\d{1,2})/u.exec(value) ?? [];
        if (!year || !month || !day) return false;
        facts.date ??= { iso: `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`, place };
        return true;
      }
      case "method":
        facts.method ??= (value.split("(", 1)[0] ?? "").trim().slice(0, 200);
        this.provenance(value);
        return true;
      case "iterations": {
        const count = Number(/\d[\d,]{0,9}/.exec(value)?.[0].replaceAll(",", "") ?? 0);
        if (count > 0) facts.iterations ??= count;
        return count > 0;
      }
      default:
        return phase !== undefined && this.#phaseField(field, value, place, phase);
    }
  }

  #phaseField(field: Field, value: string, place: TextLine, phase: PhaseFacts): boolean {
    if (field === "timing") {
      phase.timing ??= value;
      const done = this.mentioned(value);
      const earlier = done === undefined || done === phase.written ? undefined : this.facts.phases.get(done);
      const watched = earlier && readWindow(/\(([^()]*)\)/u.exec(value)?.[1] ?? "", place);
      if (watched) earlier.windows.push(watched);
      return true;
    }
    if (field === "why") {
      phase.why ??= value;
      return true;
    }
    if (field === "risk") {
      const risk = riskOf(value);
      if (risk) phase.risk ??= risk;
      return risk !== undefined;
    }
    if (this.judging) return false;
    const window = readWindow(field === "trades" ? value.replace(/^(\d{1,6})\+?$/, "$1 trades") : value, place);
    if (window) phase.windows.push(window);
    return window !== undefined;
  }

  takeFile(text: string, place: TextLine): boolean {
    const path = sourcePathIn(text);
    if (path === undefined || /\/\/|(?:^|\/)\.{1,2}(?:\/|$)|(?:^|\/)\.git(?:\/|$)/i.test(path)) return false;
    this.file = path;
    if (!this.phase || this.implicit) this.#fileOfAll = path;
    if (!this.facts.files.has(path)) this.facts.files.set(path, place);
    return true;
  }

  /** A line that is a path and nothing else, or that says that the values are in it. */
  takeFileLine(place: TextLine): boolean {
    const { text } = place;
    if (this.silent || !(isSourcePlace(text) || HOLDS_VALUES.test(text))) return false;
    return this.takeFile(text, place);
  }

  takeScope(scope: string): void {
    const { scopes } = this.facts;
    const file = this.file ?? "";
    if (/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(scope) && !scopes.has(file)) scopes.set(file, scope);
  }

  /** Takes how the targets were found, from whatever line says it first. */
  provenance(text: string): boolean {
    const { facts } = this;
    const method =
      /\b(bayesian|grid|random|genetic|evolutionary|walk-forward|hyperopt|optuna)\s(?:optimi[sz]ation|search|algorithm|analysis)/iu.exec(
        text,
      )?.[0] ?? /(?:베이지안|유전|그리드|랜덤)\s?(?:최적화|알고리즘|탐색|서치)/u.exec(text)?.[0];
    const count =
      /\b(\d[\d,]{0,9})[\s-](?:iterations?|trials)\b|(\d[\d,]{0,9})\s?(?:회|번)\s?(?:반복|시행|시도|탐색)/iu.exec(text);
    const iterations = Number((count?.[1] ?? count?.[2] ?? "0").replaceAll(",", ""));
    if (method !== undefined) facts.method ??= method.toLowerCase();
    if (iterations > 0) facts.iterations ??= iterations;
    return method !== undefined || iterations > 0;
  }
}
