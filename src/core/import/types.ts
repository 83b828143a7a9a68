// The types of what an import makes, asks and reports.
import type { Json, JsonObject } from "../json";
import type { Metric } from "../plan/schema-names";
import type { NoPlanReason, RejectedAnswer } from "../problem/details";

/** A line of the imported text: its number from 1, and its text. */
export interface TextLine {
  readonly line: number;
  readonly text: string;
}

/** What an importer made of a text. It never throws: `report` has what it could not use. */
export interface Imported {
  /**
   * The plan document as it would be written. It loads without problems once no question is left, unless `report`
   * says that it has no phase. A value that waits for an answer is absent.
   */
  readonly document: JsonObject;
  readonly report: readonly ImportNote[];
  readonly questions: readonly ImportQuestion[];
  readonly contradictions: readonly Contradiction[];
  /** Answers that fit no question of this text. */
  readonly rejected: readonly RejectedAnswer[];
}

/** The answer to any question about a parameter that it is none. */
export const notAParameter = "not a parameter";

/** Answers by the question's id: the id of one of its choices or, where it has none, the text of the answer itself. */
export type Answers = Readonly<Record<string, string>>;

/** Why a line or a cell was not used. */
export type UnreadReason =
  /** Nothing in it was recognised. */
  | "not-understood"
  /** A sentence or figure for which a plan has no place. */
  | "no-place"
  /** It is in a part that shows what was, how the code works, or an example, and not what to set. */
  | "not-to-set"
  /** It is about a phase that changes no parameter. */
  | "phase-left-out"
  /** It does in a shell what Phasegate does itself, such as copying a backup. */
  | "shell"
  /** A value of a parameter, without a word on whether it is the old or the new one. */
  | "role-unknown"
  /** An expression that only the program could evaluate. */
  | "not-a-literal";

/** What each kind of note carries. `at` is the JSON pointer of the member of the document that it is about. */
export interface ImportNoteData {
  /** A line of the text that left no trace in the document. `text` is absent where it holds a secret. */
  unread: { line: number; text?: string; reason: UnreadReason };
  /** The document is not in UTF-8: `encoding` fits its bytes. */
  decoded: { encoding: string };
  /** The parameter of a plan that has only this one, as an example. */
  "example-parameter": { at: string; parameter: string };
  /** Lines that had been decoded wrongly (UTF-8 read as Mac Roman) and were read as what they once were. */
  mojibake: { line: number; lines: number };
  /** Nothing says what belongs here: `value` holds the place until a person fills it in. */
  "fill-in": { at: string; value: Json };
  /** A criterion whose numbers follow from other lines by a convention, and not from its own text. */
  "criterion-inferred": { at: string; line: number; text: string; convention: CriterionConvention };
  /** A criterion with a number in it that was not understood as data: a person has to confirm it. */
  "criterion-manual": { at: string; line: number; text: string };
  /** The text numbers the phase otherwise; a plan counts from 1. */
  "phase-renumbered": { at: string; line: number; from: string; to: number };
  /** A phase that changes no parameter has no place in a plan. */
  "phase-empty": { line: number; title: string };
  /** More than `mostPhases`. */
  "phase-surplus": { line: number; title: string };
  /** No phase was found: all parameters went into one. */
  "phases-missing": { at: string };
  /** Neither a parameter nor a phase was found, so the document is no plan yet. */
  "plan-empty": { reason: NoPlanReason };
  /** The parameter has no phase that sets it, no target, or a name that is not a constant's and no old value. */
  "parameter-left-out": { parameter: string; line: number; missing: "phase" | "target" | "baseline" | "parameter" };
  /** The code's value was told apart from its percentage by another line. */
  "percent-read": { at: string; parameter: string; line: number; percent: string; value: number };
  /** A column of trials that is no parameter, for the reason given. */
  "column-left-out": { column: string; reason: ColumnReason };
  /** Rows of trials that can't be read or ranked. */
  "rows-left-out": { rows: readonly number[]; reason: "malformed" | "no-score" | "unfinished" };
  /** A value of the chosen trial before it was rounded. */
  rounded: { at: string; parameter: string; from: number; to: number };
}

/** How a criterion was turned into numbers that its own text does not give. */
export type CriterionConvention =
  /** "closer to a than b": the middle between them. */
  | "midpoint"
  /** "improves" without a word on what: against the phase before. */
  | "previous-phase"
  /** "in proportion": the factor by which the only rising parameter of the phase rises. */
  | "proportional"
  /** "significantly": an interval of 95 % beside the value. */
  | "significant";

/** Why a column of trials is not a parameter. */
export type ColumnReason =
  | "metric"
  | "not-chosen"
  | "empty"
  | "not-a-number"
  | "duplicate"
  | "unnamed"
  | "secret"
  /** A person answered that it is no parameter. */
  | "denied";

export type ImportNoteCode = keyof ImportNoteData;
export type ImportNote<Code extends ImportNoteCode = ImportNoteCode> = {
  [C in Code]: { readonly code: C; readonly data: Readonly<ImportNoteData[C]> };
}[Code];

/** What the text leaves open. A question without choices takes a text, in the form that its code says. */
export interface ImportQuestionData {
  /** Which of several values: the choice's id is the value as JSON. */
  "which-value": { parameter: string; member: "baseline" | "target" };
  /** The value in force now, as JSON; the bot's source has it. */
  "value-missing": { parameter: string; member: "baseline" | "target" };
  /** Whether a percentage is a fraction in the code: the choice's id is the value as JSON. */
  "percent-or-fraction": { parameter: string; member: "baseline" | "target"; percent: string };
  /** The bot's source, as a path relative to the repository's root. */
  "file-missing": Record<never, never>;
  /** Which of the files that the text names is the bot's: the choice's id is the path. */
  "which-bot": { bot: string };
  /** Which phase sets the parameter: the choice's id is the phase's number in the text. */
  "which-phase": { parameter: string };
  /** Which file holds the parameter: the choice's id is the path. */
  "which-file": { parameter: string };
  /** How long a phase is watched: "24 hours", "10 trades", or both with "and" or "or" between them. */
  "window-missing": { phase: number; title: string };
  /** Which score ranks the trials: the choice's id is the column. */
  "which-score": Record<never, never>;
  /** Whether the best trial has the largest or the smallest score: the choice's id is `maximize` or `minimize`. */
  "which-direction": { column: string };
}

export type ImportQuestionCode = keyof ImportQuestionData;
export type ImportQuestion<Code extends ImportQuestionCode = ImportQuestionCode> = {
  [C in Code]: {
    readonly id: string;
    readonly question: C;
    readonly data: Readonly<ImportQuestionData[C]>;
    readonly choices: readonly Choice[];
    /** The JSON pointer of the member that the answer gives. */
    readonly at: string;
  };
}[Code];

export interface Choice {
  readonly id: string;
  /** The author's own word for it, else the value as the text has it. */
  readonly label: string;
  readonly places: readonly TextLine[];
}

/** Lines of one text that do not agree, and what the plan has of it; where `decided` is absent, a question asks. */
export type Contradiction = {
  readonly about: ContradictionSubject;
  readonly at: string;
  readonly places: readonly ContradictingLine[];
} & (
  | { readonly decided?: never; readonly rule?: never }
  /** Decided by a rule: the longest time, both the hours and the trades, or the figure expected at the end. */
  | { readonly decided: Json; readonly rule: "longer" | "both" | "final-figure" }
);

export interface ContradictingLine extends TextLine {
  readonly value: Json;
}

export type ContradictionSubject =
  | { readonly code: "value"; readonly parameter: string; readonly member: "baseline" | "target" }
  | { readonly code: "window"; readonly phase: number; readonly member: "hours" | "trades" | "until" }
  | { readonly code: "figure"; readonly metric: Metric; readonly side?: string };

/** Everything that an import has to say, for one exhaustive `switch`. */
export type ImportItem =
  | { readonly kind: "note"; readonly note: ImportNote }
  | { readonly kind: "question"; readonly question: ImportQuestion }
  | { readonly kind: "contradiction"; readonly contradiction: Contradiction };

export function note<C extends ImportNoteCode>(code: C, data: ImportNoteData[C]): ImportNote {
  return { code, data } as ImportNote;
}
