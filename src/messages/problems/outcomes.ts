// Says what a condition's outcome means and what to do next.
import * as l10n from "@vscode/l10n";
import type { ErrorReason, InconclusiveReason, Outcome } from "../../core/gates/verdict";
import { wayOut } from "../ways-out/way-out";

/** An outcome in a word or two, for a row. */
export function outcomeWord(outcome: Outcome): string {
  switch (outcome.is) {
    case "pass":
      return passWords[outcome.how]();
    case "fail":
      return failWords[outcome.how]();
    case "inconclusive":
      return inconclusiveWords[outcome.why]();
    case "error":
      return errorWords[outcome.why]();
    case "quiet":
      return notFired();
  }
}

/** The same for the code that a checkpoint keeps, "pass/met"; a code of a newer version as it is. */
export function codedOutcomeWord(code: string): string {
  return wordsByCode.get(code)?.() ?? code;
}

/** What a gate came to, in a word; a word of a newer version as it is. */
export function gateOutcomeWord(outcome: string): string {
  return gateWords.get(outcome)?.() ?? outcome;
}

const gateWords: ReadonlyMap<string, () => string> = new Map([
  ["pass", () => l10n.t("Pass")],
  ["fail", () => l10n.t("Fail")],
  ["inconclusive", () => l10n.t("Inconclusive")],
  ["error", () => l10n.t("Error")],
]);

/** A sign for an outcome, for a terminal. */
export function outcomeSign({ is }: Outcome): string {
  return signs[is];
}

const signs: Readonly<Record<Outcome["is"], string>> = {
  pass: "✓",
  fail: "✗",
  inconclusive: "?",
  error: "!",
  quiet: "·",
};

const passWords: Readonly<Record<Extract<Outcome, { is: "pass" }>["how"], () => string>> = {
  fact: () => l10n.t("met, a fact"),
  met: () => l10n.t("met"),
  shown: () => l10n.t("met, beyond chance"),
  signed: () => l10n.t("signed"),
};

const failWords: Readonly<Record<Extract<Outcome, { is: "fail" }>["how"], () => string>> = {
  fact: () => l10n.t("missed, a fact"),
  shown: () => l10n.t("missed, beyond chance"),
  "not-met": () => l10n.t("not met at the last look"),
  trigger: () => l10n.t("fired"),
};

const inconclusiveWords: Readonly<Record<InconclusiveReason, () => string>> = {
  open: () => l10n.t("window open"),
  few: () => l10n.t("too few trades"),
  weak: () => l10n.t("met, but weakly"),
  short: () => l10n.t("missed so far"),
  coverage: () => l10n.t("gaps in the evidence"),
  unsigned: () => l10n.t("not signed"),
  warning: () => l10n.t("warning"),
  "open-position": () => l10n.t("a position is open"),
  undefined: () => l10n.t("no value"),
};

const errorWords: Readonly<Record<ErrorReason, () => string>> = {
  "no-source": () => l10n.t("no evidence"),
  unreadable: () => l10n.t("evidence not readable"),
  stale: () => l10n.t("evidence too old"),
  contradiction: () => l10n.t("sources contradict each other"),
  cancelled: () => l10n.t("window cancelled"),
  "plan-changed": () => l10n.t("the plan has changed"),
  unpaired: () => l10n.t("an exit is missing"),
};

const wordsByCode: ReadonlyMap<string, () => string> = new Map([
  ...withCodes("pass", passWords),
  ...withCodes("fail", failWords),
  ...withCodes("inconclusive", inconclusiveWords),
  ...withCodes("error", errorWords),
  ["quiet", notFired],
]);

function withCodes(is: string, words: Readonly<Record<string, () => string>>): [code: string, word: () => string][] {
  return Object.entries(words).map(([detail, word]) => [`${is}/${detail}`, word]);
}

function notFired(): string {
  return l10n.t("not fired");
}

/** Why the evidence allows no verdict, and the way out; whole sentences. */
export function describeError(why: ErrorReason): string {
  return errorSentences[why]();
}

const errorSentences: Readonly<Record<ErrorReason, () => string>> = {
  "no-source": () =>
    l10n.t(
      'Evidence for it is missing: the plan names no file that the bot writes, or one that is not there. {0} says which: correct its path in the plan\'s "evidence".',
      wayOut("evidence"),
    ),
  unreadable: () =>
    l10n.t("Not all of the evidence can be read, so it decides nothing. {0} says what to repair.", wayOut("evidence")),
  stale: () => l10n.t("The newest record is too old, so the bot may be down. Check that it runs and writes its files."),
  contradiction: () =>
    l10n.t(
      "The sources contradict each other, so the result is not known. {0} names both numbers: correct the wrong one, or take its source out of the plan.",
      wayOut("evidence"),
    ),
  cancelled: () =>
    l10n.t("A later checkpoint ended this window before its pass was sealed. Apply the phase again for a new window."),
  "plan-changed": () =>
    l10n.t(
      "The plan has changed since this window began, so nothing is judged by it. {0} accepts the plan as it is now, and a new window begins.",
      wayOut("adopt"),
    ),
  unpaired: () =>
    l10n.t(
      "A trade was opened and its exit is in no file, so its result is missing. Add the exchange's own list of trades as a source.",
    ),
};
