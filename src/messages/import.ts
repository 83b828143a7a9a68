import { t } from "@vscode/l10n";
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
      const what = t("The document contradicts itself about {0}: {1}.", subject(about), places.map(quoted).join("; "));
      return decided === undefined
        ? what
        : `${what} ${t("Taken: {0} ({1}).", showValue(decided), rule ? rules[rule]() : t("the only one left"))}`;
    }
  }
}

/** The question itself; its choices are shown by the face that asks. */
export function describeQuestion({ question, data }: ImportQuestion): string {
  return (questions[question] as (data: ImportQuestionData[ImportQuestionCode]) => string)(data);
}

function quoted({ line, text }: Place): string {
  return t('line {0} "{1}"', line, text.trim().slice(0, 80));
}

const rules = {
  longer: () => t("the longer watch"),
  both: () => t("both of hours and trades"),
  "final-figure": () => t("the figure of the final performance"),
} as const;

function subject(about: ContradictionSubject): string {
  switch (about.code) {
    case "value":
      return t("the {0} of {1}", about.member, about.parameter);
    case "window":
      return t("the window of Phase {0} ({1})", about.phase, about.member);
    case "figure":
      return about.side === undefined ? about.metric : `${about.metric} (${about.side})`;
  }
}

const questions: { readonly [C in ImportQuestionCode]: (data: ImportQuestionData[C]) => string } = {
  "which-value": ({ parameter, member }) => t("Which is the {0} of {1}?", member, parameter),
  "value-missing": ({ parameter, member }) =>
    t("What is the {0} of {1}? The document does not say; the bot's source does.", member, parameter),
  "percent-or-fraction": ({ parameter, member, percent }) =>
    t("The {0} of {1} is given as {2}: is it a fraction or a percentage in the code?", member, parameter, percent),
  "file-missing": () => t("Which file holds the parameters? A path relative to the repository's root."),
  "window-missing": ({ phase, title }) =>
    t('How long is Phase {0} ({1}) watched? "24 hours", "10 trades", or both.', phase, title),
  "which-score": () => t("Which column ranks the trials?"),
};

const unread: { readonly [R in UnreadReason]: () => string } = {
  "not-understood": () => t("not understood"),
  "no-place": () => t("a plan has no place for it"),
  shell: () => t("Phasegate does this itself"),
  "role-unknown": () => t("a value, but it is not said whether the old or the new one"),
  "not-a-literal": () => t("an expression that only Python could evaluate"),
};

const conventions: { readonly [C in CriterionConvention]: () => string } = {
  midpoint: () => t("the middle between the two figures"),
  "previous-phase": () => t("against the phase before"),
  proportional: () => t("by the factor by which the parameter rises"),
  significant: () => t("with an interval of 95 %"),
};

const columns: { readonly [R in ColumnReason]: () => string } = {
  metric: () => t("a metric"),
  "not-chosen": () => t("not among those asked for"),
  empty: () => t("empty"),
  "not-a-number": () => t("not numbers"),
  duplicate: () => t("its name stands twice"),
  unnamed: () => t("it has no name"),
  secret: () => t("its name looks like a secret"),
  constant: () => t("the same in every trial"),
};

const notes: { readonly [C in ImportNoteCode]: (data: ImportNoteData[C]) => string } = {
  unread: ({ line, text, reason }) =>
    t(
      "Line {0} was not used ({1}): {2}",
      line,
      unread[reason](),
      text ?? t("(left out: the name looks like a secret)"),
    ),
  damaged: ({ line, lines }) =>
    t("From line {0} on, {1} lines had been decoded wrongly and were read as what they once were.", line, lines),
  "fill-in": ({ at, value }) =>
    t("{0}: the document does not say; {1} stands here for you to fill in.", at, showValue(value)),
  "criterion-inferred": ({ line, text, convention }) =>
    t('Line {0} "{1}" was made a measure: {2}.', line, text, conventions[convention]()),
  "criterion-manual": ({ line, text }) =>
    t('Line {0} "{1}" could not be made a measure: a person has to confirm it.', line, text),
  "phase-renumbered": ({ line, from, to }) =>
    t("Line {0}: the document's phase {1} is Phase {2} here; a plan counts from 1.", line, from, to),
  "phase-empty": ({ line, title }) => t('Line {0}: phase "{1}" changes no parameter and was left out.', line, title),
  "phase-surplus": ({ line, title }) => t('Line {0}: phase "{1}" was left out; a plan has at most 12.', line, title),
  "phases-missing": () => t("The document has no phases: all parameters went into one."),
  "plan-empty": () => t("Neither a parameter nor a phase was found: this is no plan yet."),
  "parameter-left-out": ({ parameter, line, missing }) =>
    missing === "phase"
      ? t("Line {0}: {1} was left out; no phase sets it.", line, parameter)
      : t("Line {0}: {1} was left out; it has no target.", line, parameter),
  "parameter-repeated": ({ parameter, line, phase }) =>
    t("Line {0}: {1} is set by Phase {2} already; the first keeps it.", line, parameter, phase),
  "percent-read": ({ parameter, line, percent, value }) =>
    t("Line {0}: {1} is {2} there, {3} in the code.", line, parameter, percent, value),
  "column-left-out": ({ column, reason }) => t("Column {0} was left out: {1}.", column, columns[reason]()),
  "rows-left-out": ({ rows, reason }) =>
    reason === "malformed"
      ? t("{0} rows can't be read: {1}", rows.length, rows.slice(0, 10).join(", "))
      : t("{0} rows have no score: {1}", rows.length, rows.slice(0, 10).join(", ")),
  rounded: ({ parameter, from, to }) => t("{0} was rounded from {1} to {2}.", parameter, from, to),
};
