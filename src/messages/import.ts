// The sentences about making a plan: what an import has to say, and what both faces say around it.
import * as l10n from "@vscode/l10n";
import type {
  Choice,
  ColumnReason,
  ContradictionSubject,
  CriterionConvention,
  ImportItem,
  ImportNoteCode,
  ImportNoteData,
  ImportQuestion,
  ImportQuestionCode,
  ImportQuestionData,
  TextLine,
  UnreadReason,
} from "../core/import/types";
import { notAParameter } from "../core/import/types";
import { mostPhases } from "../core/limits";
import type { BindingCandidate } from "../core/plan/candidates";
import { metricWords } from "./gates/metric-words";
import { noPlan } from "./problems/new-plans";
import { describeCandidate } from "./ways-out/doubts";

/** What an import has to say of one thing. */
export function describeItem(item: ImportItem): string {
  switch (item.kind) {
    case "note":
      return (notes[item.note.code] as (data: ImportNoteData[ImportNoteCode]) => string)(item.note.data);
    case "question":
      return describeQuestion(item.question);
    case "contradiction": {
      const { about, places, decided, rule } = item.contradiction;
      const what = describeContradiction(about, places.map(quoted).join("; "));
      return rule === undefined ? what : [what, decisions[rule](JSON.stringify(decided))].join(" ");
    }
  }
}

/** The question itself; its choices are shown by the face that asks. */
export function describeQuestion({ question, data }: ImportQuestion): string {
  return (questions[question] as (data: ImportQuestionData[ImportQuestionCode]) => string)(data);
}

function quoted({ line, text }: TextLine): string {
  return l10n.t('line {0} "{1}"', line, text.trim().slice(0, 80));
}

const decisions = {
  longer: (decided: string) => l10n.t("The plan has the larger number, {0}.", decided),
  both: () => l10n.t("The plan needs both."),
  "final-figure": (decided: string) =>
    l10n.t("The plan has {0}, the figure that the document expects at the end.", decided),
} as const;

function describeContradiction(about: ContradictionSubject, places: string): string {
  switch (about.code) {
    case "value":
      return about.member === "baseline"
        ? l10n.t("The document gives different baselines of {0}: {1}.", about.parameter, places)
        : l10n.t("The document gives different targets of {0}: {1}.", about.parameter, places);
    case "window":
      return windows[about.member](about.phase, places);
    case "figure":
      return about.side === undefined
        ? l10n.t('The document gives different figures for "{0}": {1}.', metricWords[about.metric].noun({}), places)
        : l10n.t(
            'The document gives different figures for "{0}" ({1}): {2}.',
            metricWords[about.metric].noun({}),
            about.side,
            places,
          );
  }
}

const windows = {
  hours: (phase: number, places: string) =>
    l10n.t("The document gives different numbers of hours to watch Phase {0}: {1}.", phase, places),
  trades: (phase: number, places: string) =>
    l10n.t("The document gives different numbers of trades to watch Phase {0}: {1}.", phase, places),
  until: (phase: number, places: string) =>
    l10n.t(
      "The document says both that Phase {0} needs its hours and its trades, and that one of them is enough: {1}.",
      phase,
      places,
    ),
} as const;

const questions: { readonly [C in ImportQuestionCode]: (data: ImportQuestionData[C]) => string } = {
  "which-value": ({ parameter, member }) =>
    member === "baseline"
      ? l10n.t("The document gives more than one baseline for {0}. Which is right?", parameter)
      : l10n.t("The document gives more than one target for {0}. Which is right?", parameter),
  "value-missing": ({ parameter, member }) =>
    member === "baseline"
      ? l10n.t("What is the baseline of {0}? The document does not give it. Look in the bot's file.", parameter)
      : l10n.t("What is the target of {0}? The document does not give it.", parameter),
  "percent-or-fraction": ({ parameter, member, percent }) =>
    member === "baseline"
      ? l10n.t("The document gives the baseline of {0} as {1}. How does the code write it?", parameter, percent)
      : l10n.t("The document gives the target of {0} as {1}. How does the code write it?", parameter, percent),
  "which-phase": ({ parameter }) =>
    l10n.t(
      "The document sets {0} in more than one phase, but a plan sets each parameter only once. Which phase sets it?",
      parameter,
    ),
  "which-file": ({ parameter }) =>
    l10n.t("The document names several files for {0}, or none. Which file contains it?", parameter),
  "which-bot": ({ bot }) => l10n.t("The document names several files, but not {0}. Which of them is this one?", bot),
  "file-missing": () => l10n.t("Which file contains the parameters? Give its path from the root of the repository."),
  "window-missing": ({ phase, title }) =>
    title === ""
      ? l10n.t(
          'How long is Phase {0} watched? For example "24 hours", "10 trades", or "24 hours and 10 trades".',
          phase,
        )
      : l10n.t(
          'How long is Phase {0} ({1}) watched? For example "24 hours", "10 trades", or "24 hours and 10 trades".',
          phase,
          title,
        ),
  "which-direction": ({ column }) =>
    l10n.t('Is the best trial the one with the largest or the smallest "{0}"?', column),
  "which-score": () => l10n.t("Which column says how good a trial is?"),
};

type LineSentence = (line: number, text: string) => string;

const unread: { readonly [R in UnreadReason]: LineSentence } = {
  "not-understood": (line, text) =>
    l10n.t("Line {0} was not used, because Phasegate does not understand it: {1}", line, text),
  "no-place": (line, text) => l10n.t("Line {0} was not used, because a plan does not record this: {1}", line, text),
  "not-to-set": (line, text) =>
    l10n.t(
      "Line {0} was not used, because it is in a part about the past, an example or a procedure, not in one about values to set: {1}",
      line,
      text,
    ),
  "phase-left-out": (line, text) =>
    l10n.t("Line {0} was not used, because its phase changes no parameter: {1}", line, text),
  shell: (line, text) => l10n.t("Line {0} was not used, because it is a command for a terminal: {1}", line, text),
  "role-unknown": (line, text) =>
    l10n.t(
      "Line {0} was not used, because it does not say whether its value is the old or the new one: {1}",
      line,
      text,
    ),
  "not-a-literal": (line, text) =>
    l10n.t("Line {0} was not used, because its value is known only when the code runs: {1}", line, text),
};

const conventions: { readonly [C in CriterionConvention]: LineSentence } = {
  midpoint: (line, text) =>
    l10n.t('Line {0} "{1}": the limit in the plan is halfway between the two figures. Check it.', line, text),
  "previous-phase": (line, text) =>
    l10n.t('Line {0} "{1}": the plan compares this with the phase before. Check it.', line, text),
  proportional: (line, text) =>
    l10n.t('Line {0} "{1}": the plan asks for a rise as large as the parameter\'s. Check it.', line, text),
  significant: (line, text) =>
    l10n.t('Line {0} "{1}": the plan reads "significantly" as with 95 % confidence. Check it.', line, text),
};

const columns: { readonly [R in ColumnReason]: (column: string) => string } = {
  metric: (column) => l10n.t('Column "{0}" was left out, because it is a metric.', column),
  "not-chosen": (column) =>
    l10n.t('Column "{0}" was left out, because it is not one of the chosen parameters.', column),
  empty: (column) => l10n.t('Column "{0}" was left out, because it is empty.', column),
  "not-a-number": (column) => l10n.t('Column "{0}" was left out, because not all its cells are numbers.', column),
  duplicate: (column) => l10n.t('Column "{0}" was left out, because another column has the same name.', column),
  unnamed: (column) => l10n.t('Column "{0}" was left out, because a parameter can\'t have its name.', column),
  secret: (column) => l10n.t('Column "{0}" was left out, because its name looks like a secret.', column),
  denied: (column) => l10n.t('Column "{0}" was left out, because you answered that it is not a parameter.', column),
};

const leftOut: { readonly [M in "phase" | "target" | "baseline" | "parameter"]: LineSentence } = {
  phase: (line, parameter) => l10n.t("Line {0}: {1} was left out, because no phase sets it.", line, parameter),
  target: (line, parameter) => l10n.t("Line {0}: {1} was left out, because it has no target.", line, parameter),
  baseline: (line, parameter) =>
    l10n.t(
      "Line {0}: {1} was left out, because it is not written like a constant, and the document does not give its old value as code.",
      line,
      parameter,
    ),
  parameter: (line, parameter) =>
    l10n.t("Line {0}: {1} was left out, because you answered that it is not a parameter.", line, parameter),
};

/** What a person calls the member of the plan that a pointer leads to. */
function memberAt(at: string): string {
  const [, list, key = "", member] = at.split("/");
  if (list === "parameters" && member === "unit") return l10n.t("The unit of {0}", key);
  if (list === "parameters" && member === "why") return l10n.t("The reason for changing {0}", key);
  if (list === "phases" && member === "risk") return l10n.t("The risk of Phase {0}", Number(key) + 1);
  if (list === "phases" && member === "title") return l10n.t("The title of Phase {0}", Number(key) + 1);
  if (list === "phases" && member === "window") return l10n.t("How long Phase {0} is watched", Number(key) + 1);
  if (list === "provenance") return l10n.t("How the targets were found");
  return list === "title" ? l10n.t("The title of the plan") : at;
}

const leftOutRows = {
  malformed: (count: number, rows: string) =>
    l10n.t("Rows with the wrong number of cells were left out ({0} in all): {1}.", count, rows),
  "no-score": (count: number, rows: string) =>
    l10n.t("Rows without a score were left out ({0} in all): {1}.", count, rows),
  unfinished: (count: number, rows: string) =>
    l10n.t("Trials that failed, were pruned or did not finish were left out ({0} in all): {1}.", count, rows),
} as const;

const notes: { readonly [C in ImportNoteCode]: (data: ImportNoteData[C]) => string } = {
  unread: ({ line, text, reason }) => unread[reason](line, text ?? l10n.t("(not shown: the name looks like a secret)")),
  decoded: ({ encoding }) =>
    l10n.t("The document is not in UTF-8, so it was read as {0}. Check that its text is right.", encoding),
  "example-parameter": ({ parameter }) =>
    l10n.t(
      "{0} is only an example, the first number in the bot's file. Set its target, or replace it with the parameters of your rollout.",
      parameter,
    ),
  mojibake: ({ line, lines }) =>
    lines === 1
      ? l10n.t("Line {0} was garbled (UTF-8 read as Mac Roman) and was repaired.", line)
      : l10n.t("{0} lines, from line {1} on, were garbled (UTF-8 read as Mac Roman) and were repaired.", lines, line),
  "fill-in": ({ at, value }) =>
    l10n.t("{0} is not known. Replace the placeholder {1}.", memberAt(at), JSON.stringify(value)),
  "criterion-inferred": ({ line, text, convention }) => conventions[convention](line, text),
  "criterion-manual": ({ line, text }) =>
    l10n.t('Line {0} "{1}" can\'t be measured as it is written, so a person has to confirm it.', line, text),
  "phase-renumbered": ({ line, from, to }) =>
    l10n.t(
      "Line {0}: the document calls this phase {1}; here it is Phase {2}, because a plan counts from 1.",
      line,
      from,
      to,
    ),
  "phase-empty": ({ line, title }) =>
    l10n.t(
      'Line {0}: no line of phase "{1}" was understood as one that changes a parameter, so it was left out.',
      line,
      title,
    ),
  "phase-surplus": ({ line, title }) =>
    l10n.t('Line {0}: phase "{1}" was left out, because a plan has at most {2} phases.', line, title, mostPhases),
  "phases-missing": () => l10n.t("The document has no phases, so all parameters are in one phase."),
  "plan-empty": ({ reason }) => noPlan[reason](),
  "parameter-left-out": ({ parameter, line, missing }) => leftOut[missing](line, parameter),
  "percent-read": ({ parameter, line, percent, value }) =>
    l10n.t("Line {0} gives {1} as {2}. The plan has {3}, as the code writes it.", line, parameter, percent, value),
  "column-left-out": ({ column, reason }) => columns[reason](column),
  "rows-left-out": ({ rows, reason }) => leftOutRows[reason](rows.length, firstOf(rows)),
  rounded: ({ parameter, from, to }) => l10n.t("{0} was rounded from {1} to {2}.", parameter, from, to),
};

/** The first ten row numbers: a person needs no more to find what is wrong. */
function firstOf(rows: readonly number[]): string {
  return rows.length > 10 ? `${rows.slice(0, 10).join(", ")}, …` : rows.join(", ");
}

// On the command line

/** The answer that takes a parameter out of the plan, for a question about one. */
export const denialLine = (question: string): string =>
  `    --answer '${`${question}=${notAParameter}`.replaceAll("'", "'\\''")}'   ${isNoParameter()}`;
export const isNoParameter = (): string => l10n.t("It is not a parameter: leave it out of the plan");
export const denialByText = (): string => l10n.t('Type "{0}" to leave it out of the plan.', notAParameter);

export const openQuestion = (question: string, id: string): string =>
  [question, l10n.t("Answer with --answer '{0}=…'", id)].join(" ");

/** A choice as an option to copy: what the document says is quoted for the shell. */
export function choiceLine(question: string, { id, label, places }: Choice): string {
  const option = `    --answer '${`${question}=${id}`.replaceAll("'", "'\\''")}'   ${label}`;
  return places.length > 0 ? `${option} (${onLines(places.map(({ line }) => line))})` : option;
}

export const boundLine = (parameter: string, symbol: string, text: string): string =>
  l10n.t("bound    {0} = {1} ({2})", parameter, symbol, text);
export const openBinding = (parameter: string, candidates: number): string =>
  candidates === 0
    ? l10n.t('open     {0}: nothing in the bot\'s file is called like it. Set its "symbol" in the plan.', parameter)
    : l10n.t('open     {0}: which is it? Set its "symbol" in the plan. In the bot\'s file there is:', parameter);
export const candidateLine = (candidate: BindingCandidate): string => `           ${describeCandidate(candidate)}`;
export const phasesBlocked = (parameters: number): string =>
  parameters === 1
    ? l10n.t("One parameter is not bound: its phase can't be applied until it is.")
    : l10n.t("{0} parameters are not bound: their phases can't be applied until they are.", parameters);
export const planWritten = (file: string): string =>
  l10n.t("Wrote {0}. Check it, then commit it. Phasegate applies only a plan that is in git.", file);

export const notPrintedYet = (open: number): string =>
  open === 1
    ? l10n.t("No plan was printed, because one question is open. Answer it with --answer, then try again.")
    : l10n.t("No plan was printed, because {0} questions are open. Answer them with --answer, then try again.", open);

// In the editor

export const chooseDocument = (): string => l10n.t("Choose the deployment plan or the optimizer's trials to import");
export const importable = (): string => l10n.t("Markdown, CSV or JSON");
export const allFiles = (): string => l10n.t("All files");
export const chooseKind = (file: string): string => l10n.t("What is {0}?", file);
export const documentKinds = (): { label: string; documentKind: "markdown" | "trials" }[] => [
  { label: l10n.t("A deployment plan, in Markdown or plain text"), documentKind: "markdown" },
  { label: l10n.t("An optimizer's trials, as CSV or JSON"), documentKind: "trials" },
];
export const choosePlanOrigin = (bot: string): string => l10n.t("What is the plan for {0} made of?", bot);
export const planOrigins = (): { label: string; detail: string; origin: "v4" | "document" | "blank" }[] => [
  {
    label: l10n.t("The V4 plan"),
    detail: l10n.t("comes with Phasegate: its parameters, phases and gates, bound to this bot"),
    origin: "v4",
  },
  {
    label: l10n.t("A document…"),
    detail: l10n.t("a deployment plan in Markdown, or an optimizer's trials as CSV or JSON"),
    origin: "document",
  },
  { label: l10n.t("Blank"), detail: l10n.t("one of this bot's values as an example to go on from"), origin: "blank" },
];
/** `open`: how many parameters are bound to nothing yet. */
export function planCreated(file: string, open: number): string {
  return open === 0
    ? l10n.t("{0} is there, and every parameter is bound. Check its targets, then commit it.", file)
    : [l10n.t("{0} is there.", file), phasesBlocked(open)].join(" ");
}
export const chooseBot = (): string => l10n.t("Which file does the bot read its values from?");
export const chooseConstant = (parameter: string): string => l10n.t("Which of the bot's constants is {0}?", parameter);
export const leaveOpen = (): string => l10n.t("None of these: leave it open");
export const onLines = (lines: readonly number[]): string =>
  lines.length === 1 ? l10n.t("line {0}", lines.join()) : l10n.t("lines {0}", lines.join(", "));

export function importDone(file: string, open: number): string {
  if (open === 0) return l10n.t("Imported {0}. Check the remarks in the plan, then save it.", file);
  return open === 1
    ? l10n.t("Imported {0}. One question is open: the plan says where.", file)
    : l10n.t("Imported {0}. {1} questions are open: the plan says where.", file, open);
}
