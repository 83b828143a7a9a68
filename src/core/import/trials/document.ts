// Makes the plan document for the values of a trial.
import type { Json, JsonObject } from "../../json";
import type { Expectation, TrialProvenance } from "../../plan/plan";
import { answerValue } from "../document/decide-values";
import { asJson, type Draft, Keys, oneLine } from "../document/draft";
import { answeredWindow } from "../document/phases";
import { type Answers, note } from "../types";
import type { TrialTable } from "./table";

/** To how many digits a value is rounded: in all, or behind the point. */
export type Rounding = { readonly significant: number } | { readonly decimals: number };

/** What is known of a parameter beside its trials. */
export interface KnownParameter {
  readonly symbol?: string;
  readonly unit?: string;
  readonly why?: string;
  readonly baseline?: Json;
  /** In place of the rounding of all. */
  readonly round?: Rounding;
}

export interface TrialOptions {
  readonly id?: string;
  readonly title?: string;
  /** The column that ranks the trials; without it the one that is called a score, else a question asks. */
  readonly score?: string;
  /** As the score's name or the study says when absent; else a question asks. */
  readonly direction?: "maximize" | "minimize";
  /** The trial to take, from 1, whatever its score. */
  readonly row?: number;
  /** The parameters to take; every column that is no metric when absent. */
  readonly names?: readonly string[];
  /** Columns by name, each with the parameter that it holds. */
  readonly bindings?: Readonly<Record<string, string>>;
  readonly known?: Readonly<Record<string, KnownParameter>>;
  readonly round?: Rounding;
  /** How the trials were made, as people call it. */
  readonly method?: string;
  /** ISO 8601 date. */
  readonly date?: string;
  /** The bot's source, relative to the repository's root, and the class that holds the parameters. */
  readonly file?: string;
  readonly scope?: string;
  readonly answers?: Answers;
}

export function trialDocument(
  values: ReadonlyMap<string, Json>,
  { rows }: TrialTable,
  options: TrialOptions,
  draft: Draft,
  taken: { readonly provenance: TrialProvenance; readonly expected: readonly Expectation[] } | undefined,
): JsonObject {
  const title = oneLine(options.title ?? "");
  const path = options.file ?? draft.answer("file");
  if (path === undefined) draft.ask("file-missing", "file", "/files/bot/path", {}, []);
  if (title === "") draft.note(note("fill-in", { at: "/title", value: "?" }));
  if (!options.method) draft.note(note("fill-in", { at: "/provenance/method", value: "?" }));
  const method = options.method || "?";
  const iterations = rows.length > 0 ? { iterations: rows.length } : {};
  return {
    formatVersion: 1,
    id: options.id ?? new Keys().next(title, "imported"),
    title: title || "?",
    provenance: {
      method,
      ...iterations,
      ...(options.date !== undefined && { date: options.date }),
      ...(taken && { trial: asJson(taken.provenance) }),
    },
    files: {
      bot: { ...(path !== undefined && { path }), ...(options.scope !== undefined && { scope: options.scope }) },
    },
    parameters: Object.fromEntries([...values].map(([name, value]) => [name, parameter(name, value, options, draft)])),
    phases: phases([...values.keys()], draft),
    ...(taken && taken.expected.length > 0 && { expected: asJson(taken.expected) }),
  };
}

function parameter(name: string, target: Json, { known = {} }: TrialOptions, draft: Draft): JsonObject {
  const { symbol = name, unit, why, baseline: current } = known[name] ?? {};
  const at = `/parameters/${name}`;
  const answer = draft.answer(`baseline:${name}`);
  const baseline = current ?? (answer === undefined ? undefined : answerValue(answer));
  if (baseline === undefined) {
    draft.ask("value-missing", `baseline:${name}`, `${at}/baseline`, { parameter: name, member: "baseline" }, []);
  }
  if (!unit) draft.note(note("fill-in", { at: `${at}/unit`, value: "?" }));
  if (!why) draft.note(note("fill-in", { at: `${at}/why`, value: "?" }));
  return {
    file: "bot",
    symbol,
    unit: unit || "?",
    ...(baseline !== undefined && { baseline }),
    target,
    why: why || "?",
  };
}

/** Trials know no order, so all parameters go live at once until a person divides them. */
function phases(names: readonly string[], draft: Draft): JsonObject[] {
  if (names.length === 0) {
    // Which trial is best may still be an open question.
    const isOpen = draft.questions.some(({ question }) => question === "which-score" || question === "which-direction");
    if (!isOpen) draft.note(note("plan-empty", { reason: "no-trial" }));
    return [];
  }
  draft.note(note("phases-missing", { at: "/phases/0" }));
  draft.note(note("fill-in", { at: "/phases/0/risk", value: "moderate" }));
  const window = answeredWindow(1, draft);
  if (!window) draft.ask("window-missing", "window:1", "/phases/0/window", { phase: 1, title: "Phase 1" }, []);
  const { place: _, ...limits } = window ?? { place: undefined };
  return [
    {
      id: 1,
      title: "Phase 1",
      risk: "moderate",
      parameters: names,
      ...(window && { window: limits as JsonObject }),
      criteria: [],
      rollback: [],
    },
  ];
}
