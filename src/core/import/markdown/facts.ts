// Collects what a text says, before anything is decided.
import { isSecretName } from "../../source";
import type { Figure } from "../criteria/figures";
import { type ImportNote, note, type TextLine, type UnreadReason } from "../types";
import type { Literal } from "../value-text";
import type { WindowText } from "../windows";
import type { Risk } from "./vocabulary";

/** A text says that a parameter has, or shall have, a value: or one of several. */
export interface Statement {
  readonly parameter: string;
  readonly member: "baseline" | "target";
  readonly choices: readonly StatedValue[];
  readonly place: TextLine;
}

export interface StatedValue {
  readonly literal: Literal;
  /** The author's word for this choice, such as "Option A". */
  readonly label?: string;
  readonly place: TextLine;
}

/** A parameter that a text names, and what it says of it besides values. */
export interface ParameterFacts {
  readonly name: string;
  readonly place: TextLine;
  /** The name in the code where it is another. */
  symbol?: string;
  unit?: string;
  /** The path of the file that holds it. */
  file?: string;
  /** The percentages, as written, that restate its values. */
  readonly percents: Set<string>;
  readonly why: string[];
  /** The phases, as the text numbers them, that set it, each with the line that says so. */
  readonly phases: Map<string, TextLine>;
}

export interface PhaseFacts {
  /** The number as the text has it. */
  readonly written: string;
  title: string;
  readonly place: TextLine;
  why?: string;
  timing?: string;
  risk?: Risk;
  /** The parameters that its title names. */
  names: readonly string[];
  readonly windows: WindowText[];
  readonly criteria: TextLine[];
  readonly rollback: TextLine[];
  readonly expected: TextLine[];
}

/** All that was read from a text, before anything is decided. */
export class Facts {
  title: string | undefined;
  method: string | undefined;
  iterations: number | undefined;
  date: string | undefined;
  scope: string | undefined;
  /** Whether the text speaks of restarting the bot. */
  restarts = false;
  readonly phases = new Map<string, PhaseFacts>();
  readonly parameters = new Map<string, ParameterFacts>();
  readonly statements: Statement[] = [];
  /** The paths of the bot's sources, each with the line that names it first. */
  readonly files = new Map<string, TextLine>();
  /** What to expect once every phase is in effect. */
  readonly expected: TextLine[] = [];
  /** Numbers that lines other than those expect of the bot. */
  readonly figures: Figure[] = [];
  readonly notes: ImportNote[] = [];

  phase(written: string, title: string, place: TextLine): PhaseFacts {
    const known = this.phases.get(written);
    if (known) {
      if (known.title === "") known.title = title;
      return known;
    }
    const phase: PhaseFacts = {
      written,
      title,
      place,
      names: [],
      windows: [],
      criteria: [],
      rollback: [],
      expected: [],
    };
    this.phases.set(written, phase);
    return phase;
  }

  parameter(name: string, place: TextLine): ParameterFacts {
    const known = this.parameters.get(name);
    if (known) return known;
    const parameter: ParameterFacts = { name, place, percents: new Set(), why: [], phases: new Map() };
    this.parameters.set(name, parameter);
    return parameter;
  }

  state(
    parameter: string,
    member: Statement["member"],
    values: readonly (StatedValue | Literal)[],
    place: TextLine,
  ): void {
    if (values.length === 0 || isSecretName(parameter)) return;
    this.parameter(parameter, place);
    const choices = values.map((value) => ("literal" in value ? value : { literal: value, place }));
    this.statements.push({ parameter, member, choices, place });
  }

  unread({ line, text }: TextLine, reason: UnreadReason): void {
    if (!/[\p{L}\p{N}]/u.test(text)) return;
    this.notes.push(note("unread", { line, reason, ...(!holdsSecret(text) && { text: text.trim().slice(0, 400) }) }));
  }
}

/** Whether a line may assign a secret: its text is then left out of every report. */
function holdsSecret(text: string): boolean {
  return (text.slice(0, 2000).match(/[A-Za-z_][\w-]{0,99}(?=["']?\s{0,3}[:=])/g) ?? []).some(isSecretName);
}
