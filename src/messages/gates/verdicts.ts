// Says the verdict on one criterion or trigger: as sentences, and as the cells of a row.
import * as l10n from "@vscode/l10n";
import type { Mark } from "../../core/evidence/prices";
import { meets } from "../../core/gates/condition";
import { metrics } from "../../core/gates/metrics/metrics";
import type { OpenPositions, Outcome, Reading, Signature, Verdict } from "../../core/gates/verdict";
import { oneLine } from "../../core/ledger/message";
import type { MeasuredCriterion } from "../../core/plan/plan";
import { atMostOfHundred } from "../figures/chances";
import {
  countOf,
  figure,
  moment,
  percent,
  price,
  quantity,
  quantityBeside,
  wholePercent,
  writtenRange,
} from "../figures/numbers";
import { describeError, outcomeWord } from "../problems/outcomes";
import { countedIn, describeDemand, describeReading, readingValue, thresholdNumbers, unitOf } from "./readings";
import { describeLeftOut } from "./trade-words";

/** Where a verdict stands in its gate. */
export interface Standing {
  readonly role: "criterion" | "trigger";
  /** What the next look waits for, "3 more trades"; absent where there is none. */
  readonly untilNextLook?: string;
  /** The trades of the window that do not count, in words that are said once for all of it. */
  readonly leftOut?: string;
}

/** A verdict of a measured condition; without a reading where nothing tells of its window. */
interface MeasuredVerdict extends Verdict {
  readonly criterion: MeasuredCriterion;
}

const noReading: Reading = { n: 0, level: 0, leftOut: {} };

/** What was measured, what it is compared with, what that means, and what to do; whole sentences. */
export function describeVerdict(verdict: Verdict, standing: Standing): string {
  const { outcome, signature } = verdict;
  const isSigned = outcome.is === "quiet" || (outcome.is === "pass" && outcome.how === "signed");
  const signed = isSigned ? describeSignature(signature) : undefined;
  const sentences = isMeasured(verdict)
    ? [
        comparison(verdict, standing),
        ...openPositions(verdict, standing),
        ...earlier(verdict),
        ...market(verdict),
        ...pooled(verdict),
        ...meaning(verdict, standing),
        ...leftOut(verdict, standing),
      ]
    : judgement(verdict, standing);
  return [...sentences, ...(signed === undefined ? [] : [signed])].join(" ");
}

/** A verdict's cells: its state in a word, the value, what is demanded, and what it rests on. */
export interface VerdictRow {
  readonly state: string;
  readonly value: string;
  readonly demand: string;
  readonly counted: string;
}

export function verdictRow(verdict: Verdict): VerdictRow {
  const state = outcomeWord(verdict.outcome);
  if (!isMeasured(verdict)) return { state, value: "", demand: "", counted: "" };
  const { criterion, reading = noReading, threshold } = verdict;
  return {
    state,
    value: readingValue(criterion, reading, thresholdNumbers(threshold)),
    demand: describeDemand(criterion, threshold),
    counted: countedIn(criterion, reading),
  };
}

/** "met · 85 % (> 80 %)": a verdict beside its condition; the state comes first, since a narrow place cuts the end. */
export function verdictSummary(verdict: Verdict): string {
  const { state, value, demand } = verdictRow(verdict);
  if (value === "") return state;
  return [state, demand === "" ? value : `${value} (${demand})`].join(" · ");
}

function isMeasured(verdict: Verdict): verdict is MeasuredVerdict {
  return verdict.criterion.manual !== true;
}

/** "17 of 20 trades won (85 %; 90 % interval 69–94 %): meets > 80 %." */
function comparison(
  { criterion, reading = noReading, threshold, outcome, at }: MeasuredVerdict,
  standing: Standing,
): string {
  const { role } = standing;
  const what = describeReading(criterion, reading, thresholdNumbers(threshold));
  const since = at === undefined ? "" : l10n.t(" (since {0})", moment(at));
  const demand = describeDemand(criterion, threshold);
  if (reading.value === undefined || threshold === undefined) return l10n.t("{0}.", what);
  const lies = meets({ compare: criterion.compare, threshold }, reading.value);
  const marked = isFiredByMark(standing, outcome, lies) ? withMarks({ criterion, reading, threshold }) : undefined;
  if (marked) {
    return l10n.t("{0}; with {1} at {2} it is {3}: the trigger {4} has fired{5}.", what, ...marked, demand, since);
  }
  if (role === "criterion")
    return lies ? l10n.t("{0}: meets {1}.", what, demand) : l10n.t("{0}: misses {1}{2}.", what, demand, since);
  if (outcome.is === "fail") return l10n.t("{0}: the trigger {1} has fired{2}.", what, demand, since);
  return lies ? l10n.t("{0}: within the trigger {1}.", what, demand) : l10n.t("{0}: not {1}.", what, demand);
}

/** Whether what fired is the value with the open positions: without them it does not lie there. */
function isFiredByMark({ role }: Standing, { is }: Outcome, lies: boolean): boolean {
  return role === "trigger" && is === "fail" && !lies;
}

/** Whole sentences: the open positions that the value leaves out, with what they would make of it, or that nobody knows. */
function openPositions(verdict: MeasuredVerdict, standing: Standing): string[] {
  const { criterion, outcome, threshold, reading: { open, value } = noReading } = verdict;
  if (!open) return [];
  if (open.unpriced > 0 || !open.mark) {
    return [
      l10n.t(
        "It does not count {0}: no price is known since the entry, or none that is not too old. What that is worth nobody can tell.",
        countOpen(open),
      ),
    ];
  }
  const marked = withMarks(verdict);
  if (marked === undefined) return [l10n.t("It does not count {0} at {1}.", countOpen(open), lastPrice(open.mark))];
  const lies =
    value !== undefined && threshold !== undefined && meets({ compare: criterion.compare, threshold }, value);
  return isFiredByMark(standing, outcome, lies) ? [] : [l10n.t("With {0} at {1} it is {2}.", ...marked)];
}

/** The open position, "the last price (84.5, told at …)", and the value with the one at the other. */
function withMarks({
  criterion,
  reading: { open } = noReading,
  threshold,
}: Pick<MeasuredVerdict, "criterion" | "reading" | "threshold">): readonly [string, string, string] | undefined {
  if (!open?.mark || open.value === undefined) return undefined;
  const value = quantityBeside(open.value, thresholdNumbers(threshold), unitOf(criterion));
  return [countOpen(open), lastPrice(open.mark), value.trim()];
}

function countOpen({ n }: OpenPositions): string {
  return n === 1 ? l10n.t("the open position") : l10n.t("the {0} open positions", n);
}

function lastPrice({ price: value, at }: Mark): string {
  return l10n.t("the last price ({0}, told at {1})", price(value), moment(at));
}

/** What an earlier phase had, where the value is compared with it. */
function earlier({ criterion, against }: MeasuredVerdict): string[] {
  if (!against) return [];
  const reading = describeReading(criterion, against);
  return against.phase === 0
    ? [l10n.t("Before Phase 1: {0}.", reading)]
    : [l10n.t("In Phase {0}: {1}.", against.phase, reading)];
}

/** Whole sentences: how the market of the two windows differs. */
function market({ market }: MeasuredVerdict): string[] {
  const { weekend, volatility } = market ?? {};
  return [
    ...(weekend
      ? [
          l10n.t(
            "The two windows differ in their weekends: {0} of this one, {1} of that one.",
            wholePercent(weekend[0]),
            wholePercent(weekend[1]),
          ),
        ]
      : []),
    ...(volatility
      ? [
          l10n.t(
            "The price moved otherwise: by {0} a day in this window, by {1} in that one.",
            percent(volatility[0]),
            percent(volatility[1]),
          ),
        ]
      : []),
  ];
}

/** Whole sentences: whose trades count too. */
function pooled({ pooled: phase }: MeasuredVerdict): string[] {
  return phase === undefined
    ? []
    : [l10n.t("The trades of Phase {0} count too, since the plan says that this phase leaves it as it is.", phase)];
}

function leftOut({ reading = noReading }: MeasuredVerdict, standing: Standing): string[] {
  const reasons = describeLeftOut(reading.leftOut);
  return reasons === "" || reasons === standing.leftOut ? [] : [l10n.t("Left out: {0}.", reasons)];
}

/** Whole sentences: what the outcome means, and what to do. */
function meaning(verdict: MeasuredVerdict, standing: Standing): string[] {
  const { outcome } = verdict;
  switch (outcome.is) {
    case "pass":
      return [...passed(verdict, outcome.how), ...missedSince(verdict)];
    case "fail":
      return failure(verdict, outcome.how);
    case "inconclusive":
      return undecided(verdict, standing, outcome);
    case "error":
      return [describeError(outcome.why)];
    case "quiet":
      return [];
  }
}

/** Whole sentences. */
function passed(verdict: MeasuredVerdict, how: Extract<Outcome, { is: "pass" }>["how"]): string[] {
  return how === "met" || how === "shown" ? chanceAtFloor(verdict, how === "shown") : [];
}

/** How often a bot that should not pass does as well. */
function chanceAtFloor(verdict: MeasuredVerdict, shown: boolean): string[] {
  const { criterion, floor, tail, against } = verdict;
  if (shown && criterion.confidence !== undefined) {
    return [l10n.t("The whole {0} interval meets it.", percent(criterion.confidence))];
  }
  if (floor === undefined || (!shown && tail === undefined)) return [];
  const bot = quantity(floor, unitOf(criterion));
  const often = atMostOfHundred(tail ?? 0);
  if (shown) {
    return [
      l10n.t("A bot at {0} does as well in at most 5 of 100 such rollouts, however often one looks.", bot),
      ...reservation(criterion),
    ];
  }
  if (!against)
    return [l10n.t("A bot at {0} does as well in {1} such windows.", bot, often), ...reservation(criterion)];
  if (against.value === undefined) return [];
  const assumed = ifItWere(multipleOf(floor, against.value));
  return [l10n.t("{0}, it would come out as well in {1} such windows.", assumed, often), ...reservation(criterion)];
}

/** How many times the earlier value a value is; of a loss, or of nothing, there is no other multiple than 1. */
function multipleOf(value: number, earlier: number): number {
  return earlier > 0 ? value / earlier : 1;
}

/** What a comparison with an earlier phase assumes, as the beginning of a sentence. */
function ifItWere(multiple: number): string {
  return Math.abs(multiple - 1) < 1e-9
    ? l10n.t("If nothing had changed")
    : l10n.t("If it were {0} times what it was", figure(multiple));
}

/** What a bot as promised, or one right at the threshold, has against it when the evidence suffices. */
function chanceAsPromised(verdict: MeasuredVerdict): string[] {
  const { criterion } = verdict;
  if (criterion.confidence !== undefined) {
    return [l10n.t("The whole {0} interval lies there.", percent(criterion.confidence))];
  }
  if (metrics[criterion.metric].kind === "fact") return [];
  const sentence = rarelySeen(verdict);
  return sentence === undefined ? [] : [sentence, ...reservation(criterion)];
}

function rarelySeen({ criterion, promise, threshold, evidence }: MeasuredVerdict): string | undefined {
  const unit = unitOf(criterion);
  if (criterion.against !== undefined) {
    return typeof criterion.threshold === "number"
      ? l10n.t("{0}, this would be seen in at most 5 of 100 rollouts.", ifItWere(criterion.threshold))
      : undefined;
  }
  const isWatchedAlways = evidence?.promise !== undefined;
  if (promise !== undefined && isWatchedAlways) {
    return l10n.t(
      "A bot as promised ({0}) looks like this in at most 5 of 100 rollouts, however often one looks.",
      quantity(promise, unit),
    );
  }
  if (threshold === undefined) return undefined;
  if (typeof threshold !== "number") {
    return l10n.t(
      "A bot at an end of {0} looks like this in at most 5 of 100 rollouts.",
      writtenRange(threshold, unit),
    );
  }
  return isWatchedAlways
    ? l10n.t(
        "A bot at {0} looks like this in at most 5 of 100 rollouts, however often one looks.",
        quantity(threshold, unit),
      )
    : l10n.t("A bot at {0} looks like this at a look in at most 5 of 100 rollouts.", quantity(threshold, unit));
}

/** What a chance assumes, where that may not be so; whole sentences. */
function reservation({ metric }: MeasuredCriterion): string[] {
  switch (metric) {
    case "winRate":
    case "tradeShare":
    case "signalRate":
      return [];
    case "tradesPerWeek":
      return [l10n.t("This assumes that trades come in clusters no more than before.")];
    default:
      return [l10n.t("This assumes that results are not very skewed: a few large ones mislead more often.")];
  }
}

/** Whole sentences. */
function failure(verdict: MeasuredVerdict, how: Extract<Outcome, { is: "fail" }>["how"]): string[] {
  switch (how) {
    case "fact":
      return [l10n.t("A fact, compared as it happened."), rollBackOrOverride()];
    case "shown":
      return [...chanceAsPromised(verdict), rollBackOrOverride()];
    case "not-met":
      return [l10n.t("No look is left. This is said of these trades, not of the bot."), rollBackOrOverride()];
    case "trigger":
      return [...chanceAsPromised(verdict), l10n.t("Roll back.")];
  }
}

/** Whole sentences. */
function undecided(
  verdict: MeasuredVerdict,
  standing: Standing,
  { why, missing }: Extract<Outcome, { is: "inconclusive" }>,
): string[] {
  const { untilNextLook } = standing;
  switch (why) {
    case "open":
      return [untilNextLook === undefined ? l10n.t("Nothing is decided between looks.") : waitFor(untilNextLook)];
    case "few":
      return [
        missing === undefined
          ? l10n.t("Too few count to decide.")
          : l10n.t("{0} more must count.", countOf(missing, "trades")),
        untilNextLook === undefined ? extendOrSign() : waitFor(untilNextLook),
      ];
    case "weak":
      return [
        ...weakness(verdict),
        untilNextLook === undefined ? l10n.t("Sign it, or extend the window.") : waitOrSign(untilNextLook),
      ];
    case "short":
      return [untilNextLook === undefined ? extendOrSign() : waitFor(untilNextLook)];
    case "coverage":
      return [
        l10n.t("For too much of the window the bot is not known to have run, or it ran with other values."),
        l10n.t("Add the files that are missing, or sign it with the reason."),
      ];
    case "unsigned":
      return [l10n.t("Nobody has signed it yet.")];
    case "warning":
      return [warning(verdict, standing)];
    case "open-position":
      return [heldOpen(verdict, standing)];
    case "undefined":
      return [whyUndefined(verdict), untilNextLook === undefined ? extendOrSign() : waitFor(untilNextLook)];
  }
}

/** Whole sentences: what an open position leaves undecided. */
function heldOpen({ reading: { open } = noReading }: MeasuredVerdict, { role }: Standing): string {
  const isUnknown = (open?.unpriced ?? 0) > 0;
  if (role === "trigger") {
    return isUnknown
      ? l10n.t(
          "Whether it has fired is not known. Look at the position; wait until it is closed, or sign what you saw.",
        )
      : l10n.t(
          "Closed now, it would bring it there. Look at the position; wait until it is closed, or sign what you saw.",
        );
  }
  return isUnknown
    ? l10n.t("Wait until it is closed.")
    : l10n.t("It would not pass if the open position were closed at the last known price. Wait until it is closed.");
}

/** Whole sentences: what a value that passed at its look has come to since. */
function missedSince(verdict: MeasuredVerdict): string[] {
  const { criterion, now, threshold } = verdict;
  if (!now) return [];
  const reading = describeReading(criterion, now, thresholdNumbers(threshold));
  const since = l10n.t("Since that look it has come to miss {0}: {1}.", describeDemand(criterion, threshold), reading);
  return [since, ...openPositions({ ...verdict, reading: now }, { role: "criterion" })];
}

function warning(verdict: MeasuredVerdict, { role }: Standing): string {
  if (role === "criterion" && verdict.market)
    return l10n.t("Sign it with the reason why the two compare all the same.");
  if (verdict.now) return l10n.t("{0} Sign it with the reason why the pass holds.", missedSince(verdict).join(" "));
  if (role === "criterion")
    return l10n.t("The gate has a warning: look after it, or sign this with the reason why it passes all the same.");
  return isOfOpen(verdict)
    ? l10n.t("Not all of these trades are closed yet: it is decided when they are.")
    : l10n.t("That may be chance. Watch it; as long as it lasts, a pass needs a signature.");
}

/** Whether a condition is about the first trades, and not all of them are there. */
function isOfOpen({
  criterion: { trades: { side, exit, first = 0 } = {} },
  reading = noReading,
}: MeasuredVerdict): boolean {
  return side === undefined && exit === undefined && reading.n < first;
}

/** Whole sentences: why meeting the threshold does not tell enough. */
function weakness(verdict: MeasuredVerdict): string[] {
  const { confidence } = verdict.criterion;
  if (confidence !== undefined) return [l10n.t("The {0} interval reaches past it.", percent(confidence))];
  const chance = chanceAtFloor(verdict, false);
  return chance.length > 0
    ? [...chance, l10n.t("That is too often to tell the two apart.")]
    : [l10n.t("How often a bot that should not pass does as well is not known.")];
}

function whyUndefined({ criterion: { metric }, reading: { n, needs } = noReading }: MeasuredVerdict): string {
  if (needs === "equity") {
    return l10n.t(
      "No source tells the account's equity: let the bot write its balance, or name its field in the plan.",
    );
  }
  if (needs === "labels") {
    return l10n.t("No record tells which signals proved right. Judge it by hand, or ask for winRate.");
  }
  if (n === 0) return l10n.t("Nothing counts yet.");
  if (needs === "values") {
    return l10n.t(
      "Some trades lack what it is computed from, so it is only that of the rest: add a source that tells it, or name its field in the plan.",
    );
  }
  if (needs === "signals") {
    return l10n.t(
      "The bot opened more trades than signals are on record, so some are missing: let it log each signal that it follows.",
    );
  }
  switch (metric) {
    case "averageWin":
      return l10n.t("No trade was won.");
    case "averageLoss":
    case "profitFactor":
      return l10n.t("No trade was lost.");
    default:
      return l10n.t("It can't be computed from these trades.");
  }
}

/** Whole sentences on a condition that no record can decide. */
function judgement({ outcome, look }: Verdict, { role }: Standing): string[] {
  if (outcome.is === "error") return [describeError(outcome.why)];
  if (outcome.is === "pass") return [l10n.t("A person's judgement.")];
  if (outcome.is === "fail") return [l10n.t("A person says that it happened. Roll back.")];
  if (outcome.is === "quiet") return [l10n.t("A person's judgement: it has not happened.")];
  if (look === 0) return [l10n.t("A person's judgement: it can be signed from the first look on.")];
  return role === "criterion"
    ? [l10n.t("A person's judgement, not signed yet: look, and sign it with what you saw.")]
    : [l10n.t("A person's judgement: if it has happened, roll back; if not, sign it with what you saw.")];
}

function describeSignature(signature: Signature | undefined): string | undefined {
  if (!signature) return undefined;
  const note = oneLine(signature.note);
  const who = signature.who?.replace(/ *<[^<>]*>$/, "");
  return who ? l10n.t('Signed by {0}: "{1}".', oneLine(who), note) : l10n.t('Signed: "{0}".', note);
}

const waitFor = (what: string): string => l10n.t("The next look comes after {0}.", what);
const waitOrSign = (what: string): string => l10n.t("Sign it, or wait for the next look, which comes after {0}.", what);
const extendOrSign = (): string => l10n.t("Extend the window with a reason, sign it, or roll back.");
const rollBackOrOverride = (): string => l10n.t("Roll back, or go on only with an override and its reason.");
