// Collects what a text says, before anything is decided.
import { isSecretName } from "../../source";
import type { Figure } from "../criteria/figures";
import { type ImportNote, note, type TextLine, type UnreadReason } from "../types";
import type { Literal } from "../value-text";
import type { WindowText } from "../windows";
import type { PhaseWord } from "./phase-words";
import type { Risk } from "./vocabulary";

/** A text says that a parameter has, or shall have, a value: or one of several. */
export interface Statement {
  readonly parameter: string;
  readonly member: "baseline" | "target";
  readonly choices: readonly StatedValue[];
  readonly place: TextLine;
  /** The phase and the file that the place is about, as the text has them. */
  readonly phase?: string;
  readonly file?: string;
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
  /** Whether a code fence or code marks show it as a name in the code. */
  inCode: boolean;
  /** The percentages, as written, that restate its values. */
  readonly percents: Set<string>;
  readonly why: string[];
  /** The lines of the code at which it stands, as the text names them: `Lines: 162-165`. */
  codeLines?: string;
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
  date: { readonly iso: string; readonly place: TextLine } | undefined;
  /** The class in each file; under "" where no file is named. */
  readonly scopes = new Map<string, string>();
  /** The word by which the text numbers its phases; undefined where no heading or line starts one. */
  phaseWord: PhaseWord | undefined;
  /** Whether its title, or a heading, says that the document is a plan, or that it is a record. */
  readonly says = { plan: false, planSection: false, record: false };
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
    const parameter: ParameterFacts = {
      name,
      place,
      inCode: false,
      percents: new Set(),
      why: [],
      phases: new Map(),
    };
    this.parameters.set(name, parameter);
    return parameter;
  }

  state(
    parameter: string,
    member: Statement["member"],
    values: readonly (StatedValue | Literal)[],
    place: TextLine,
    about: Pick<Statement, "phase" | "file"> = {},
  ): void {
    if (values.length === 0 || isSecretName(parameter)) return;
    const named = this.parameter(parameter, place);
    named.inCode ||= place.text.includes(`\`${parameter}\``);
    const choices = values.map((value) => ("literal" in value ? value : { literal: value, place }));
    this.statements.push({ parameter, member, choices, place, ...about });
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
