// What the report of a rollout says, in words and numbers: what its writers make Markdown and HTML of.
import type { Band, Chart, PhaseStep, Tone, VerdictLine } from "./view";

/** Stands at the beginning of every report, in a comment: by it Phasegate knows that a file is one. */
export const reportMark = "<!--phasegate-report-->";

/** A text as it is, or one that is code: a name, a value, a hash. */
export type Words = string | { readonly code: string };

/** A label, and what it says. */
export type Fact = readonly [label: string, words: Words];

export type Block =
  | { readonly is: "text"; readonly text: string; readonly tone?: Tone }
  | { readonly is: "facts"; readonly facts: readonly Fact[] }
  /** The first cell of a row is its header. */
  | { readonly is: "table"; readonly columns: readonly string[]; readonly rows: readonly (readonly Words[])[] }
  | { readonly is: "list"; readonly items: readonly Words[] }
  | { readonly is: "phases"; readonly phases: readonly PhaseStep[] }
  | { readonly is: "verdicts"; readonly columns: readonly string[]; readonly verdicts: readonly VerdictLine[] }
  | { readonly is: "charts"; readonly charts: readonly Chart[]; readonly bands: readonly Band[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections?: readonly Section[];
}

export interface RolloutReport {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly sections: readonly Section[];
  /** What holds for all of it. */
  readonly ending: readonly string[];
}
