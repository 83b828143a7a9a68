// Puts what is known of a rollout into the dashboard: one question after the other, each answered in a sentence first.
import * as l10n from "@vscode/l10n";
import type { Assessment } from "../../core/assessment/state";
import type { DashboardView, Notice, PhaseStep, Tone, VerdictLine } from "../../core/dashboard/view";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult, Verdict } from "../../core/gates/verdict";
import { phaseRun } from "../../core/ledger/phase-run";
import type { Phase } from "../../core/plan/plan";
import { numberOf } from "../checkpoints";
import { countOf, hoursOf, moment, percent, quantity, quantityRange, wholePercent } from "../figures/numbers";
import { describeWarning, gateHeadline, gateStatus, noControl, standingIn, untilNextLook } from "../gates/gate";
import { unitOf } from "../gates/readings";
import { describeVerdict, type Standing, verdictRow } from "../gates/verdicts";
import { describePhaseStatus, phaseTitle } from "../parameters";
import { evidenceParts } from "./evidence";
import { labels } from "./labels";
import { actionsOf, noticesOf } from "./ways-on";

/** A rollout, and what its gates were judged by as far as they were. */
export interface DashboardInput {
  readonly assessment: Assessment;
  readonly gates: ReadonlyMap<number, GateResult>;
  /** Absent while the bot's files are being read for the first time, and where that failed. */
  readonly facts: GateFacts | undefined;
  /** Whether they could not be read because of a bug or a broken disk. */
  readonly hasFailed: boolean;
}

export function describeDashboard(input: DashboardInput): DashboardView {
  const { assessment, gates, facts } = input;
  const { plan } = assessment;
  const newest = newestGate(assessment, gates);
  return {
    plan: plan.id,
    title: plan.title,
    asOf: facts ? l10n.t("As of {0}.", moment(facts.at)) : "",
    notices: noticesOf(input, newest),
    actions: actionsOf(assessment, newest?.gate),
    where: whereOf(assessment, gates),
    ...(newest && { working: workingOf(newest) }),
    ...(facts && evidenceParts(facts, newest?.gate)),
    labels: labels(),
  };
}

/** Where there is no rollout to show: why, and the way out. */
export function describeNoDashboard(notice: Notice): DashboardView {
  return { plan: "", title: l10n.t("Phasegate"), asOf: "", notices: [notice], actions: [], labels: labels() };
}

function newestGate({ plan, inEffect }: Assessment, gates: ReadonlyMap<number, GateResult>): GateOfPhase | undefined {
  const phase = plan.phases.find(({ id }) => id === inEffect?.at(-1));
  const gate = phase && gates.get(phase.id);
  return gate && phase ? { gate, phase } : undefined;
}

interface GateOfPhase {
  readonly gate: GateResult;
  readonly phase: Phase;
}

// --- Where are we ---

function whereOf(assessment: Assessment, gates: ReadonlyMap<number, GateResult>) {
  const { plan, phases, inEffect } = assessment;
  const newest = plan.phases.find(({ id }) => id === inEffect?.at(-1));
  return {
    question: l10n.t("Where are we?"),
    sentence: whereSentence(assessment, newest, newest && gates.get(newest.id)),
    phases: phases.map(({ phase, status }): PhaseStep => {
      const validated = status === "in-effect" ? validatedBy(assessment, phase.id) : undefined;
      const gate = gates.get(phase.id);
      return {
        title: phaseTitle(phase),
        word: [
          describePhaseStatus(status),
          ...(validated ?? []),
          ...(gate && !validated ? [gateStatus(gate)] : []),
        ].join(" · "),
        status,
        isValidated: validated !== undefined,
        details: windowDetails(phase, gate),
      };
    }),
  };
}

/** Only a checkpoint validates a phase: a gate that passes just now does not. */
function validatedBy({ ledger }: Assessment, phase: number): [string] | undefined {
  const validated = ledger && phaseRun(ledger, phase)?.validated;
  return validated && [l10n.t("validated ({0})", numberOf(validated))];
}

function whereSentence(assessment: Assessment, newest: Phase | undefined, gate: GateResult | undefined): string {
  const { phases, inEffect } = assessment;
  if (!inEffect) return l10n.t("Which phase is in effect is not known.");
  if (!newest) return l10n.t("No phase is in effect; the plan has {0}.", phases.length);
  const place = l10n.t("Phase {0} of {1}", newest.id, phases.length);
  if (validatedBy(assessment, newest.id)) return l10n.t("{0} is in effect and validated.", place);
  return gate ? windowSentence(gate, newest, place) : l10n.t("{0} is in effect.", place);
}

function windowSentence({ window, outcome }: GateResult, phase: Phase, place: string): string {
  const { from, ended, reached, looks } = window;
  if (from === undefined && outcome === "error")
    return l10n.t("{0} is in effect, and whether the bot runs its values is not known.", place);
  if (from === undefined)
    return l10n.t("{0} is in effect, and the bot is not known to run its values: restart it.", place);
  if (ended !== undefined) return l10n.t("{0} is in effect; a later checkpoint has ended its window.", place);
  if (reached.length >= looks)
    return looks === 1
      ? l10n.t("{0} is in effect; its only look is over.", place)
      : l10n.t("{0} is in effect; all of its {1} looks are over.", place, looks);
  const until = untilNextLook(window, phase);
  return until === undefined
    ? l10n.t("{0} is in effect.", place)
    : l10n.t("{0} is in effect; look {1} of {2} comes after {3}.", place, reached.length + 1, looks, until);
}

function windowDetails(phase: Phase, gate: GateResult | undefined): string {
  const { trades, hours } = phase.window;
  const planned = [
    ...(trades === undefined ? [] : [countOf(trades, "trades")]),
    ...(hours === undefined ? [] : [hoursOf(hours)]),
  ];
  const window = planned.join(phase.window.until === "either" ? l10n.t(" or ") : l10n.t(" and "));
  if (!gate || gate.window.from === undefined) return window === "" ? "" : l10n.t("Each look: {0}.", window);
  return l10n.t(
    "{0} and {1} so far; each look: {2}. Known to have run {3} of the time.",
    countOf(gate.window.trades, "trades"),
    hoursOf(gate.window.hours),
    window,
    wholePercent(gate.window.coverage),
  );
}

// --- Is it working ---

function workingOf({ gate, phase }: GateOfPhase) {
  return {
    question: l10n.t("Is it working?"),
    tone: gate.outcome,
    sentence: [...gateSentences(gate, phase), noControl()].join(" "),
    verdicts: verdictLines(gate, phase),
  };
}

/** The gate's headline, and what warns of it. */
export function gateSentences(gate: GateResult, phase: Phase): string[] {
  return [gateHeadline(gate, phase), ...gate.warnings.map(describeWarning)];
}

/** The verdicts on all conditions of a gate, those that failed first. */
export function verdictLines(gate: GateResult, phase: Phase): VerdictLine[] {
  const lines = (verdicts: readonly Verdict[], role: Standing["role"]): VerdictLine[] =>
    verdicts.map((verdict) => verdictLine(verdict, standingIn(gate, phase, role)));
  return failedFirst([...lines(gate.criteria, "criterion"), ...lines(gate.triggers, "trigger")]);
}

function failedFirst(lines: readonly VerdictLine[]): VerdictLine[] {
  const hasFailed = ({ tone }: VerdictLine) => tone === "fail";
  return [...lines.filter(hasFailed), ...lines.filter((line) => !hasFailed(line))];
}

function verdictLine(verdict: Verdict, standing: Standing): VerdictLine {
  const { criterion, outcome, reading } = verdict;
  const { state, value, demand, counted } = verdictRow(verdict);
  const unit = criterion.manual ? undefined : unitOf(criterion);
  const tone: Tone = outcome.is;
  return {
    tone,
    word: state,
    text: criterion.text,
    role: standing.role === "trigger" ? l10n.t("Rollback trigger") : l10n.t("Success criterion"),
    value,
    demand,
    against: againstOf(verdict),
    interval:
      reading?.interval && unit
        ? l10n.t("{0} interval {1}", percent(reading.level), quantityRange(reading.interval, unit))
        : "",
    counted,
    why: describeVerdict(verdict, standing),
  };
}

function againstOf({ criterion, promise, floor }: Verdict): string {
  if (criterion.manual) return "";
  const unit = unitOf(criterion);
  return [
    ...(promise === undefined ? [] : [l10n.t("promised {0}", quantity(promise, unit))]),
    ...(floor === undefined ? [] : [l10n.t("floor {0}", quantity(floor, unit))]),
  ].join(", ");
}
