// Says what the gate of a phase says: a headline, the whole of it, and what a fired trigger calls for.
import * as l10n from "@vscode/l10n";
import type { GateResult, SinceLook, Verdict, Warning, WindowState } from "../../core/gates/verdict";
import type { Criterion, Phase } from "../../core/plan/plan";
import { countOf, figure, hoursOf, moment, percent, quantity, wholePercent } from "../figures/numbers";
import { phaseName, phaseTitle } from "../parameters";
import { describeError, gateOutcomeWord, outcomeSign, outcomeWord } from "../problems/outcomes";
import { describeLeftOut } from "./trade-words";
import { describeVerdict, type Standing, verdictSummary } from "./verdicts";

/** The whole gate, for a terminal. */
export function describeGate(gate: GateResult, phase: Phase): string {
  const { criteria, triggers } = gate;
  return [
    phaseTitle(phase),
    gateHeadline(gate, phase),
    ...windowLines(gate, phase),
    ...gate.warnings.map(describeWarning),
    "",
    ...section(l10n.t("Success criteria"), criteria, standingIn(gate, phase, "criterion")),
    ...section(l10n.t("Rollback triggers"), triggers, standingIn(gate, phase, "trigger")),
    ...nextSteps(gate, phase),
    noControl(),
  ].join("\n");
}

/** "Inconclusive at look 1 of 3: win-rate (met, but weakly)." */
export function gateHeadline(gate: GateResult, phase: Phase): string {
  const { look, window, outcome, why, since } = gate;
  const word = gateOutcomeWord(outcome);
  const reasons = reasonsOf(why, outcome);
  const at = look === 0 ? word : l10n.t("{0} at look {1} of {2}{3}", word, look, window.looks, sinceLook(since));
  const until = look === 0 && outcome === "inconclusive" ? untilNextLook(window, phase) : undefined;
  if (until !== undefined) return l10n.t("{0}: {1} until the first look.", at, until);
  return reasons === "" ? l10n.t("{0}.", at) : l10n.t("{0}: {1}.", at, reasons);
}

/** The conditions that decided, each with its reason; of errors, the reason alone where all have the same. */
function reasonsOf(why: GateResult["why"], outcome: GateResult["outcome"]): string {
  const words = new Set(why.map((each) => outcomeWord(each.outcome)));
  if (outcome === "error" && words.size === 1) return [...words].join();
  return why.map((each) => `${each.criterion} (${outcomeWord(each.outcome)})`).join(", ");
}

/** When the look was and what came since, where something did. */
function sinceLook(since: SinceLook | undefined): string {
  if (!since || since.trades === 0) return "";
  const [at, count] = [moment(since.at), countOf(since.trades, "trades")];
  return since.net === undefined
    ? l10n.t(", {0} (since then {1})", at, count)
    : l10n.t(", {0} (since then {1}, {2})", at, count, quantity(since.net, { kind: "money" }));
}

/** The headline where it is not clear that a gate is meant. */
export function gateLine(gate: GateResult, phase: Phase): string {
  return l10n.t("Gate: {0}", gateHeadline(gate, phase));
}

/** "Inconclusive, 2 to sign": the gate in a few words, for a narrow place. */
export function gateSummary({ outcome, criteria, triggers, look, window }: GateResult): string {
  const word = gateOutcomeWord(outcome);
  if (triggers.some((trigger) => trigger.outcome.is === "fail")) return l10n.t("{0}, a trigger has fired", word);
  if (outcome !== "inconclusive") return word;
  const toSign = signaturesMissing([...criteria, ...triggers]).length;
  return toSign > 0
    ? l10n.t("{0}, {1} to sign", word, toSign)
    : l10n.t("{0}, look {1} of {2}", word, look, window.looks);
}

/** The same where it is not clear that a gate is meant. */
export function gateStatus(gate: GateResult): string {
  return l10n.t("Gate: {0}", gateSummary(gate));
}

/** What the triggers that have fired say, and what they call for; undefined where none has. */
export function describeFired(gate: GateResult, phase: Phase): string | undefined {
  const fired = gate.triggers.filter(({ outcome }) => outcome.is === "fail");
  if (fired.length === 0) return undefined;
  const standing = standingIn(gate, phase, "trigger");
  const sentences = fired.map((verdict) => `${verdict.criterion.text}. ${describeVerdict(verdict, standing)}`);
  return [l10n.t("{0} calls for a rollback.", phaseName(phase.id)), ...sentences].join(" ");
}

/** What the next look waits for: "3 more trades and 4.5 more hours"; undefined where no look is left. */
export function untilNextLook({ reached, looks, trades, hours, ended }: WindowState, phase: Phase): string | undefined {
  const next = reached.length + 1;
  if (next > looks || ended !== undefined) return undefined;
  const { window } = phase;
  const parts = [
    ...(window.trades === undefined ? [] : [missing(next * window.trades - trades, moreTrades)]),
    ...(window.hours === undefined ? [] : [missing(next * window.hours - hours, moreHours)]),
  ].filter((part) => part !== "");
  return parts.length < 2 ? parts[0] : joined(parts[0] ?? "", parts[1] ?? "", window.until ?? "both");
}

export const noControl = (): string =>
  l10n.t("Before and after are not a controlled comparison: the market may have changed too.");

export function standingIn({ window }: GateResult, phase: Phase, role: Standing["role"]): Standing {
  const until = untilNextLook(window, phase);
  return { role, leftOut: describeLeftOut(window.leftOut), ...(until !== undefined && { untilNextLook: until }) };
}

/** What a tooltip says of a condition beside its own text. */
export function verdictTooltip(verdict: Verdict, standing: Standing): string {
  return [
    conditionTitle(standing.role, verdict.criterion),
    verdictSummary(verdict),
    describeVerdict(verdict, standing),
  ].join("\n");
}

/** A condition's own text, and whether it calls for a rollback. */
export function conditionTitle(role: Standing["role"], { text }: Criterion): string {
  return role === "trigger" ? l10n.t("Rollback trigger: {0}", text) : text;
}

function section(title: string, verdicts: readonly Verdict[], standing: Standing): string[] {
  if (verdicts.length === 0) return [];
  const lines = verdicts.flatMap((verdict) => [
    `  ${outcomeSign(verdict.outcome)} ${verdict.criterion.id}: ${verdict.criterion.text} · ${outcomeWord(verdict.outcome)}`,
    // What errors have in common is said once, below.
    ...(verdict.outcome.is === "error" ? [] : [`      ${describeVerdict(verdict, standing)}`]),
  ]);
  return [title, ...lines, ""];
}

function windowLines({ window, at }: GateResult, phase: Phase): string[] {
  const { from, ended, leftOut } = window;
  if (from === undefined) {
    return [
      l10n.t(
        "The window has not begun: no start of the bot with the values of {0} is known. Restart the bot, so that it runs them.",
        phaseName(phase.id),
      ),
    ];
  }
  const reasons = describeLeftOut(leftOut);
  return [
    ended === undefined
      ? l10n.t("Window from {0}, judged at {1}.", moment(from), moment(at))
      : l10n.t("Window from {0} to {1}, when a later checkpoint ended it.", moment(from), moment(ended)),
    countedLine(window),
    ...(reasons === "" ? [] : [l10n.t("Left out: {0}.", reasons)]),
  ];
}

/** A whole sentence. */
export function describeWarning(warning: Warning): string {
  switch (warning.kind) {
    case "overdue":
      return l10n.t("Warning: a position is open for far longer than the bot ever held one.");
    case "loss-beyond-stop":
      return l10n.t(
        "Warning: {0} lost up to {1} on the price, although {2} is {3}. Check that the bot stops by this parameter, and what the fills were.",
        countOf(warning.n, "trades"),
        percent(warning.most),
        warning.parameter,
        percent(warning.stop),
      );
    case "held-beyond-stop":
      return l10n.t(
        "Warning: an open position has lost {0} on the price, although {1} is {2}. Look whether the bot still stops it.",
        percent(warning.most),
        warning.parameter,
        percent(warning.stop),
      );
    case "unlikely-exit":
      return l10n.t(
        "Warning: the model ended {0} at an exit probability as low as {1}. Check that exits follow the probability.",
        countOf(warning.n, "trades"),
        percent(warning.least),
      );
  }
}

function countedLine({ trades, hours, coverage }: WindowState): string {
  const [time, share] = [hoursOf(hours), wholePercent(coverage)];
  return trades === 1
    ? l10n.t("1 trade counts, in {0} in which the bot is known to have run ({1} of the time).", time, share)
    : l10n.t(
        "{0} count, in {1} in which the bot is known to have run ({2} of the time).",
        countOf(trades, "trades"),
        time,
        share,
      );
}

/** What to do about the gate as a whole, where there is something to do. */
function nextSteps(gate: GateResult, { id }: Phase): string[] {
  const { outcome, criteria, triggers } = gate;
  const sentences = [...new Set([...criteria, ...triggers].flatMap(wayOutOfError))];
  if (outcome === "pass") {
    sentences.push(l10n.t("Next: phasegate validate {0} seals this verdict and unlocks the next phase.", id));
  }
  if (outcome === "fail")
    sentences.push(
      l10n.t("Next: phasegate rollback. To go on all the same, apply the next phase with --override REASON."),
    );
  const toSign = conditionsToSign(gate);
  if (toSign.length > 0) {
    const options = toSign.map((criterion) => `--sign ${criterion}=NOTE`).join(" ");
    sentences.push(l10n.t("Next: sign what a person has to settle: phasegate validate {0} {1}.", id, options));
  }
  return sentences.length === 0 ? [] : [...sentences, ""];
}

function wayOutOfError({ outcome }: Verdict): string[] {
  return outcome.is === "error" ? [describeError(outcome.why)] : [];
}

/** The conditions that a person may sign now, after which the phase can be validated; none where something else is open too. */
export function conditionsToSign({ outcome, look, criteria, triggers }: GateResult): string[] {
  return outcome === "inconclusive" && look > 0 ? signaturesMissing([...criteria, ...triggers]) : [];
}

/** The conditions that only lack a signature; none where something else is open too. */
function signaturesMissing(verdicts: readonly Verdict[]): string[] {
  const open = verdicts.filter(({ outcome }) => outcome.is !== "pass" && outcome.is !== "quiet");
  const isSignable = ({ outcome }: Verdict) => outcome.is === "inconclusive" && signable.has(outcome.why);
  return open.every(isSignable) ? open.map(({ criterion }) => criterion.id) : [];
}

/** What a person's word can settle. */
const signable: ReadonlySet<string> = new Set(["unsigned", "weak", "few", "coverage", "warning"]);

function missing(count: number, words: (count: number) => string): string {
  return count > 0 ? words(count) : "";
}

function moreTrades(count: number): string {
  return Math.ceil(count) === 1 ? l10n.t("1 more trade") : l10n.t("{0} more trades", Math.ceil(count));
}

function moreHours(count: number): string {
  const shown = figure(Math.ceil(count * 10) / 10);
  return shown === "1" ? l10n.t("1 more hour of running") : l10n.t("{0} more hours of running", shown);
}

/** Two limits of a window: both have to be reached, or either. */
export function joined(one: string, other: string, until: "both" | "either"): string {
  return until === "both" ? l10n.t("{0} and {1}", one, other) : l10n.t("{0} or {1}", one, other);
}
