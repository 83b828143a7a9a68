// What the dashboard shows, in words and numbers: what the extension sends and the webview draws.

/** Never told apart by colour alone: each has a shape and a word of its own. */
export type Tone = "pass" | "fail" | "inconclusive" | "error" | "quiet";

/** A path of SVG: its attributes. `--tone` is the outcome's colour, `--behind` that of the page. */
type SvgPath = Readonly<Record<"d" | "fill" | "stroke" | "stroke-width", string>> & {
  readonly "stroke-linecap": "round";
};

const sign = (outline: string, mark: string, isFilled = false): readonly SvgPath[] => {
  const line = { fill: "none", stroke: "var(--tone)", "stroke-width": "1.3", "stroke-linecap": "round" as const };
  return [
    { ...line, d: outline, ...(isFilled && { fill: "var(--tone)" }) },
    { ...line, d: mark, "stroke-width": "1.6", ...(isFilled && { stroke: "var(--behind)" }) },
  ];
};

/** The sign of each, in a square of 16: a disc, an octagon, a diamond, a triangle, a ring. */
export const signs: Readonly<Record<Tone, readonly SvgPath[]>> = {
  pass: sign("M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z", "M4.5 8.2 7 10.7l4.5-5", true),
  fail: sign("M5 1h6l4 4v6l-4 4H5l-4-4V5z", "M5 5l6 6M11 5l-6 6", true),
  inconclusive: sign("M8 .5 15.5 8 8 15.5.5 8z", "M6.2 6.4a1.9 1.9 0 1 1 2.6 1.8c-.6.3-.8.6-.8 1.2M8 11.4v.4"),
  error: sign("M8 1 15.5 15H.5z", "M8 6v4.2M8 12.2v.5"),
  quiet: sign("M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z", "M5.5 8h5"),
};

/** The commands that the dashboard's buttons run: the same as everywhere. */
export const dashboardCommands = [
  "applyNextPhase",
  "validatePhase",
  "extendWindow",
  "rollBack",
  "restartBot",
  "checkpointHandEdits",
  "showCheckpoints",
  "openPlan",
  "choosePlan",
  "createPlan",
  "manageTrust",
] as const;

export type DashboardCommand = (typeof dashboardCommands)[number];

export interface Action {
  readonly command: DashboardCommand;
  readonly title: string;
  /** Whether the rollout as it stands calls for it. */
  readonly isCalledFor?: true;
}

/** Something that a person must know before anything below it, and the way out. */
export interface Notice {
  readonly tone: "fail" | "error" | "inconclusive" | "quiet";
  readonly title: string;
  readonly text: string;
  readonly actions: readonly Action[];
}

/** One question: answered in a sentence, then shown. */
export interface Answer {
  readonly question: string;
  readonly sentence: string;
}

export interface PhaseStep {
  readonly title: string;
  readonly word: string;
  readonly status: "in-effect" | "next" | "later" | "unknown";
  readonly isValidated: boolean;
  /** What is known of its window, in words. */
  readonly details: string;
}

export interface VerdictLine {
  readonly tone: Tone;
  readonly word: string;
  readonly text: string;
  readonly role: string;
  readonly value: string;
  readonly demand: string;
  /** The promise and the floor, in words; "" where there are none. */
  readonly against: string;
  readonly interval: string;
  readonly counted: string;
  readonly why: string;
}

/** A table: the first cell of a row is its header. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How a chart's numbers are written. */
export type ChartUnit = "money" | "share" | "hours";

export interface ChartSeries {
  readonly name: string;
  /** `ahead`: what would be, drawn apart from what was. */
  readonly look: "line" | "area" | "long" | "short" | "ahead" | "point";
  /** One for each of the chart's instants; NaN where it has none. */
  readonly values: Float64Array;
}

export interface Chart extends Answer {
  readonly id: string;
  readonly unit: ChartUnit;
  /** Ascending. */
  readonly at: Float64Array;
  /** For each point, the moment whose band says what it ran under: of a trade, when it was opened. */
  readonly ranAt: Float64Array;
  readonly series: readonly ChartSeries[];
  /** Where values are kinds of things and no numbers: their names, from 0. */
  readonly kinds?: readonly string[];
}

/** A time in which the bot ran the values of one checkpoint. */
export interface Band {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  /** "STOP_LOSS = 0.02" */
  readonly values: readonly string[];
}

export interface DashboardView {
  /** Which plan it is of; a window that is loaded again shows the same one. */
  readonly plan: string;
  readonly title: string;
  readonly asOf: string;
  readonly notices: readonly Notice[];
  readonly actions: readonly Action[];
  readonly where?: Answer & { readonly phases: readonly PhaseStep[] };
  readonly working?: Answer & { readonly tone: Tone; readonly verdicts: readonly VerdictLine[] };
  readonly happened?: Answer & { readonly charts: readonly Chart[]; readonly bands: readonly Band[] };
  readonly running?: Answer & { readonly table: TextTable };
  readonly leftOut?: Answer & { readonly table: TextTable };
  readonly health?: Answer & { readonly table: TextTable };
  readonly labels: Labels;
}

/** What the webview itself says. `{0}`, `{1}` stand for numbers. */
export interface Labels {
  readonly chart: string;
  readonly table: string;
  readonly time: string;
  readonly ranUnder: string;
  readonly page: string;
  readonly previous: string;
  readonly next: string;
  readonly keys: string;
  readonly noValue: string;
  readonly verdictColumns: readonly string[];
  readonly dense: string;
  /** With a place for the number. */
  readonly hours: string;
}
