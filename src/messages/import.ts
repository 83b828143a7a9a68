import * as l10n from "@vscode/l10n";
import type {
  ColumnReason,
  ContradictionSubject,
  CriterionConvention,
  ImportItem,
  ImportNoteCode,
  ImportNoteData,
  ImportQuestion,
  ImportQuestionCode,
  ImportQuestionData,
  Place,
  UnreadReason,
} from "../core/import/types";
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
      return decided === undefined
        ? what
        : `${what} ${l10n.t("Taken: {0} ({1}).", showValue(decided), rule ? rules[rule]() : l10n.t("the only one left"))}`;
    }
  }
}

/** The question itself; its choices are shown by the face that asks. */
export function describeQuestion({ question, data }: ImportQuestion): string {
  return (questions[question] as (data: ImportQuestionData[ImportQuestionCode]) => string)(data);
}

function quoted({ line, text }: Place): string {
  return l10n.t('line {0} "{1}"', line, text.trim().slice(0, 80));
}

const rules = {
  longer: () => l10n.t("the longer watch"),
  both: () => l10n.t("both of hours and trades"),
  "final-figure": () => l10n.t("the figure of the final performance"),
} as const;

function subject(about: ContradictionSubject): string {
  switch (about.code) {
    case "value":
      return l10n.t("the {0} of {1}", about.member, about.parameter);
    case "window":
      return l10n.t("the window of Phase {0} ({1})", about.phase, about.member);
    case "figure":
      return about.side === undefined ? about.metric : `${about.metric} (${about.side})`;
  }
}

const questions: { readonly [C in ImportQuestionCode]: (data: ImportQuestionData[C]) => string } = {
  "which-value": ({ parameter, member }) => l10n.t("Which is the {0} of {1}?", member, parameter),
  "value-missing": ({ parameter, member }) =>
    l10n.t("What is the {0} of {1}? The document does not say; the bot's source does.", member, parameter),
  "percent-or-fraction": ({ parameter, member, percent }) =>
    l10n.t("The {0} of {1} is given as {2}: is it a fraction or a percentage in the code?", member, parameter, percent),
  "file-missing": () => l10n.t("Which file holds the parameters? A path relative to the repository's root."),
  "window-missing": ({ phase, title }) =>
    l10n.t('How long is Phase {0} ({1}) watched? "24 hours", "10 trades", or both.', phase, title),
  "which-score": () => l10n.t("Which column ranks the trials?"),
};

const unread: { readonly [R in UnreadReason]: () => string } = {
  "not-understood": () => l10n.t("not understood"),
  "no-place": () => l10n.t("a plan has no place for it"),
  shell: () => l10n.t("Phasegate does this itself"),
  "role-unknown": () => l10n.t("a value, but it is not said whether the old or the new one"),
  "not-a-literal": () => l10n.t("an expression that only Python could evaluate"),
};

const conventions: { readonly [C in CriterionConvention]: () => string } = {
  midpoint: () => l10n.t("the middle between the two figures"),
  "previous-phase": () => l10n.t("against the phase before"),
  proportional: () => l10n.t("by the factor by which the parameter rises"),
  significant: () => l10n.t("with an interval of 95 %"),
};

const columns: { readonly [R in ColumnReason]: () => string } = {
  metric: () => l10n.t("a metric"),
  "not-chosen": () => l10n.t("not among those asked for"),
  empty: () => l10n.t("empty"),
  "not-a-number": () => l10n.t("not numbers"),
  duplicate: () => l10n.t("its name stands twice"),
  unnamed: () => l10n.t("it has no name"),
  secret: () => l10n.t("its name looks like a secret"),
  constant: () => l10n.t("the same in every trial"),
};

const notes: { readonly [C in ImportNoteCode]: (data: ImportNoteData[C]) => string } = {
  unread: ({ line, text, reason }) =>
    l10n.t(
      "Line {0} was not used ({1}): {2}",
      line,
      unread[reason](),
      text ?? l10n.t("(left out: the name looks like a secret)"),
    ),
  damaged: ({ line, lines }) =>
    l10n.t("From line {0} on, {1} lines had been decoded wrongly and were read as what they once were.", line, lines),
  "fill-in": ({ at, value }) =>
    l10n.t("{0}: the document does not say; {1} stands here for you to fill in.", at, showValue(value)),
  "criterion-inferred": ({ line, text, convention }) =>
    l10n.t('Line {0} "{1}" was made a measure: {2}.', line, text, conventions[convention]()),
  "criterion-manual": ({ line, text }) =>
    l10n.t('Line {0} "{1}" could not be made a measure: a person has to confirm it.', line, text),
  "phase-renumbered": ({ line, from, to }) =>
    l10n.t("Line {0}: the document's phase {1} is Phase {2} here; a plan counts from 1.", line, from, to),
  "phase-empty": ({ line, title }) =>
    l10n.t('Line {0}: phase "{1}" changes no parameter and was left out.', line, title),
  "phase-surplus": ({ line, title }) =>
    l10n.t('Line {0}: phase "{1}" was left out; a plan has at most 12.', line, title),
  "phases-missing": () => l10n.t("The document has no phases: all parameters went into one."),
  "plan-empty": () => l10n.t("Neither a parameter nor a phase was found: this is no plan yet."),
  "parameter-left-out": ({ parameter, line, missing }) =>
    missing === "phase"
      ? l10n.t("Line {0}: {1} was left out; no phase sets it.", line, parameter)
      : l10n.t("Line {0}: {1} was left out; it has no target.", line, parameter),
  "parameter-repeated": ({ parameter, line, phase }) =>
    l10n.t("Line {0}: {1} is set by Phase {2} already; the first keeps it.", line, parameter, phase),
  "percent-read": ({ parameter, line, percent, value }) =>
    l10n.t("Line {0}: {1} is {2} there, {3} in the code.", line, parameter, percent, value),
  "column-left-out": ({ column, reason }) => l10n.t("Column {0} was left out: {1}.", column, columns[reason]()),
  "rows-left-out": ({ rows, reason }) =>
    reason === "malformed"
      ? l10n.t("{0} rows can't be read: {1}", rows.length, rows.slice(0, 10).join(", "))
      : l10n.t("{0} rows have no score: {1}", rows.length, rows.slice(0, 10).join(", ")),
  rounded: ({ parameter, from, to }) => l10n.t("{0} was rounded from {1} to {2}.", parameter, from, to),
};
