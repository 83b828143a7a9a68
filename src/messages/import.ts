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
import { mostPhases } from "../core/limits";
import type { BindingCandidate } from "../core/plan/candidates";
import { showValue } from "./parameters";

/** What an import has to say of one thing. */
export function describeItem(item: ImportItem): string {
  switch (item.kind) {
    case "note":
      return (notes[item.note.code] as (data: ImportNoteData[ImportNoteCode]) => string)(item.note.data);
    case "question":
      return describeQuestion(item.question);
    case "contradiction": {
      const { about, places, decided, rule } = item.contradiction;
      const what = l10n.t(
        "The document contradicts itself about {0}: {1}.",
        subject(about),
        places.map(quoted).join("; "),
      );
      return rule === undefined
        ? what
        : `${what} ${l10n.t("The plan has {0}: {1}.", showValue(decided), rules[rule]())}`;
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

const rules = {
  longer: () => l10n.t("the longest time"),
  both: () => l10n.t("both the hours and the trades"),
  "final-figure": () => l10n.t("the figure that the document expects at the end"),
} as const;

function subject(about: ContradictionSubject): string {
  switch (about.code) {
    case "value":
      return about.member === "baseline"
        ? l10n.t("the baseline of {0}", about.parameter)
        : l10n.t("the target of {0}", about.parameter);
    case "window":
      return windows[about.member](about.phase);
    case "figure":
      return about.side === undefined ? about.metric : `${about.metric} (${about.side})`;
  }
}

const windows = {
  hours: (phase: number) => l10n.t("how many hours Phase {0} is watched", phase),
  trades: (phase: number) => l10n.t("how many trades Phase {0} is watched for", phase),
  until: (phase: number) => l10n.t("whether Phase {0} needs both its hours and its trades, or either", phase),
} as const;

const questions: { readonly [C in ImportQuestionCode]: (data: ImportQuestionData[C]) => string } = {
  "which-value": ({ parameter, member }) =>
    member === "baseline"
      ? l10n.t("The document gives more than one baseline for {0}. Which is right?", parameter)
      : l10n.t("The document gives more than one target for {0}. Which is right?", parameter),
  "value-missing": ({ parameter, member }) =>
    member === "baseline"
      ? l10n.t("What is the baseline of {0}? The document does not give it; the bot's file has it.", parameter)
      : l10n.t("What is the target of {0}? The document does not give it.", parameter),
  "percent-or-fraction": ({ parameter, member, percent }) =>
    member === "baseline"
      ? l10n.t("The document gives the baseline of {0} as {1}. How does the code write it?", parameter, percent)
      : l10n.t("The document gives the target of {0} as {1}. How does the code write it?", parameter, percent),
  "file-missing": () => l10n.t("Which file holds the parameters? Give its path from the root of the repository."),
  "window-missing": ({ phase, title }) =>
    l10n.t(
      'How long is Phase {0} ({1}) watched? For example "24 hours", "10 trades", or "24 hours and 10 trades".',
      phase,
      title,
    ),
  "which-score": () => l10n.t("Which column says how good a trial is?"),
};

const unread: { readonly [R in UnreadReason]: () => string } = {
  "not-understood": () => l10n.t("not understood"),
  "no-place": () => l10n.t("a plan does not record this"),
  shell: () => l10n.t("a command for a terminal; Phasegate does this step itself"),
  "role-unknown": () => l10n.t("it does not say whether this is the old value or the new one"),
  "not-a-literal": () => l10n.t("not a plain value: only running the code would tell"),
};

const conventions: { readonly [C in CriterionConvention]: () => string } = {
  midpoint: () => l10n.t("the limit is halfway between its two figures"),
  "previous-phase": () => l10n.t("it is compared with the phase before"),
  proportional: () => l10n.t("it must rise as much as the parameter does"),
  significant: () => l10n.t('"significantly" means with 95 % confidence'),
};

const columns: { readonly [R in ColumnReason]: () => string } = {
  metric: () => l10n.t("it is a metric"),
  "not-chosen": () => l10n.t("it is not among the parameters asked for"),
  empty: () => l10n.t("it is empty"),
  "not-a-number": () => l10n.t("it does not hold numbers"),
  duplicate: () => l10n.t("another column has the same name"),
  unnamed: () => l10n.t("its name can't be a parameter's"),
  secret: () => l10n.t("its name looks like a secret"),
  constant: () => l10n.t("it is the same in every trial"),
};

const notes: { readonly [C in ImportNoteCode]: (data: ImportNoteData[C]) => string } = {
  unread: ({ line, text, reason }) =>
    l10n.t(
      "Line {0} was not used ({1}): {2}",
      line,
      unread[reason](),
      text ?? l10n.t("(not shown: the name looks like a secret)"),
    ),
  decoded: ({ encoding }) =>
    l10n.t("The document is not in UTF-8 and was read as {0}. Check that its words came out right.", encoding),
  "example-parameter": ({ parameter }) =>
    l10n.t(
      "{0} is only an example: the first number in the bot's file. Set its target, or replace it with the parameters of your rollout.",
      parameter,
    ),
  mojibake: ({ line, lines }) =>
    lines === 1
      ? l10n.t("Line {0} was garbled (UTF-8 read as Mac Roman) and was repaired.", line)
      : l10n.t("{0} lines, from line {1} on, were garbled (UTF-8 read as Mac Roman) and were repaired.", lines, line),
  "fill-in": ({ at, value }) =>
    l10n.t("{0}: {1} is only a placeholder. Put the right value here.", at, showValue(value)),
  "criterion-inferred": ({ line, text, convention }) =>
    l10n.t('Line {0} "{1}" is measured by a rule: {2}. Check it.', line, text, conventions[convention]()),
  "criterion-manual": ({ line, text }) =>
    l10n.t('Line {0} "{1}" can\'t be measured as it is written: a person has to confirm it.', line, text),
  "phase-renumbered": ({ line, from, to }) =>
    l10n.t(
      "Line {0}: the document calls this phase {1}; here it is Phase {2}, because a plan counts from 1.",
      line,
      from,
      to,
    ),
  "phase-empty": ({ line, title }) =>
    l10n.t('Line {0}: phase "{1}" changes no parameter and was left out.', line, title),
  "phase-surplus": ({ line, title }) =>
    l10n.t('Line {0}: phase "{1}" was left out, because a plan has at most {2} phases.', line, title, mostPhases),
  "phases-missing": () => l10n.t("The document has no phases, so all parameters are in one."),
  "plan-empty": () =>
    l10n.t("No parameter with a new value was found, so this is no plan yet. Check that the right file was imported."),
  "parameter-left-out": ({ parameter, line, missing }) =>
    missing === "phase"
      ? l10n.t("Line {0}: {1} was left out, because no phase sets it.", line, parameter)
      : l10n.t("Line {0}: {1} was left out, because it has no target.", line, parameter),
  "parameter-repeated": ({ parameter, line, phase }) =>
    l10n.t(
      "Line {0}: phase {2} sets {1} again. The plan keeps it in the first phase that sets it.",
      line,
      parameter,
      phase,
    ),
  "percent-read": ({ parameter, line, percent, value }) =>
    l10n.t("Line {0}: {1} is given as {2}; the plan has {3}, as the code writes it.", line, parameter, percent, value),
  "column-left-out": ({ column, reason }) => l10n.t('Column "{0}" was left out: {1}.', column, columns[reason]()),
  "rows-left-out": ({ rows, reason }) =>
    reason === "malformed"
      ? l10n.t("Rows without the right number of cells were left out ({0} in all): {1}.", rows.length, firstOf(rows))
      : l10n.t("Rows without a score were left out ({0} in all): {1}.", rows.length, firstOf(rows)),
  rounded: ({ parameter, from, to }) => l10n.t("{0} was rounded from {1} to {2}.", parameter, from, to),
};

/** The first ten row numbers: a person needs no more to find what is wrong. */
function firstOf(rows: readonly number[]): string {
  return rows.length > 10 ? `${rows.slice(0, 10).join(", ")}, …` : rows.join(", ");
}

// On the command line

export const openQuestion = (question: string, id: string): string =>
  l10n.t("{0} Answer with --answer '{1}=…'", question, id);

/** A choice as an option to copy: what the document says is quoted for the shell. */
export function choiceLine(question: string, { id, label, places }: Choice): string {
  const option = `    --answer '${`${question}=${id}`.replaceAll("'", "'\\''")}'   ${label}`;
  return places.length > 0 ? `${option} (${onLines(places.map(({ line }) => line))})` : option;
}

export const boundLine = (parameter: string, symbol: string, text: string): string =>
  l10n.t("bound    {0} = {1} ({2})", parameter, symbol, text);
export const openBinding = (parameter: string, candidates: number): string =>
  candidates === 0
    ? l10n.t('open     {0}: nothing in the bot\'s file is like it. Set its "symbol" in the plan.', parameter)
    : l10n.t('open     {0}: set its "symbol" in the plan. Candidates in the bot\'s file:', parameter);
export function candidateLine({ symbol, text, units }: BindingCandidate): string {
  const line = `           ${symbol} = ${text}`;
  return units ? `${line} ${l10n.t("(other unit? plan: {0}, code: {1})", units.plan, units.code)}` : line;
}
export const planWritten = (file: string): string =>
  l10n.t("Wrote {0}. Check it, then commit it: Phasegate applies only a plan that is in git.", file);

// In the editor

export const chooseDocument = (): string => l10n.t("Choose the deployment plan or the optimizer's trials to import");
export const importable = (): string => l10n.t("Markdown, CSV or JSON");
export const allFiles = (): string => l10n.t("All files");
export const chooseKind = (file: string): string => l10n.t("What is {0}?", file);
export const documentKinds = (): { label: string; documentKind: "markdown" | "trials" }[] => [
  { label: l10n.t("A deployment plan, in Markdown or plain text"), documentKind: "markdown" },
  { label: l10n.t("An optimizer's trials, as CSV or JSON"), documentKind: "trials" },
];
export const chooseBot = (): string => l10n.t("Which file does the bot read its values from?");
export const onLines = (lines: readonly number[]): string =>
  lines.length === 1 ? l10n.t("line {0}", lines.join()) : l10n.t("lines {0}", lines.join(", "));

export function importDone(file: string, open: number): string {
  if (open === 0) return l10n.t("Imported {0}. Check the remarks in the plan, then save it.", file);
  return open === 1
    ? l10n.t("Imported {0}. One question is open: the plan says where.", file)
    : l10n.t("Imported {0}. {1} questions are open: the plan says where.", file, open);
}
