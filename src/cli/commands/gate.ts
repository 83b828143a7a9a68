// The command `gate`: the verdict on a phase that is in effect, or what a window can decide before it starts.

import * as l10n from "@vscode/l10n";
import { forecast } from "../../core/gates/forecast/forecast";
import type { CriterionForecast, Forecast, TriggerForecast } from "../../core/gates/forecast/outlook";
import { gateOfPhase } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import type { Phase } from "../../core/plan/plan";
import { problem, UserError } from "../../core/problem";
import { describeForecast } from "../../messages/gates/forecast";
import { describeGate } from "../../messages/gates/gate";
import { everyPhaseInEffect } from "../../messages/parameters";
import { readGateFacts } from "../../node/evidence/judge";
import type { Rollout } from "../../node/rollout";
import { command } from "../command";
import { gateData } from "../data/gate-data";
import { findingData } from "../data/problem-row";
import { momentOf, phaseInEffect, phaseToApply } from "../operands";
import { type Exit, exit, type Session } from "../session";

export const gate = command({
  name: "gate",
  summary: l10n.t("print the verdict on a phase, or what its window can decide before it starts (--forecast)"),
  description: l10n.t(
    "Judges the phase by what the bot left behind, and changes nothing. The exit code says what it came to: 0 pass, 1 fail, 4 inconclusive, 5 not to be judged.",
  ),
  operands: {},
  options: {
    phase: {
      type: "text",
      value: "N",
      description: l10n.t("the phase; without it, the newest in effect, for a forecast the next one"),
    },
    at: {
      type: "text",
      value: "TIME",
      description: l10n.t("judge as it would have been judged then: ISO 8601 with its zone"),
      excludes: ["forecast"],
    },
    forecast: {
      type: "flag",
      description: l10n.t(
        "from the plan alone: how often a good bot passes, a bad one does, a trigger fires by chance",
      ),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    {
      line: "phasegate gate --phase 1",
      does: l10n.t("how Phase 1 stands, and what to do next"),
      exit: exit.inconclusive,
    },
    { line: "phasegate gate --phase 3 --forecast", does: l10n.t("whether 20 trades can tell a good win rate") },
  ],
  async run(session) {
    const { phase, at, forecast: isForecast } = session.options;
    const moment = momentOf(at);
    const rollout = await session.rollout();
    if (isForecast) return printForecast(session, rollout, phase);
    const judged = phaseInEffect(phase, rollout);
    const facts = await session.wait(() => readGateFacts(rollout, moment));
    if (!judged) throw new UserError(problem("no-phase-in-effect", { plan: rollout.plan.id }));
    const result = gateOfPhase(facts, judged);
    if (!result) throw new UserError(problem("phase-not-watched", { phase: judged.id }));
    session.print(describeGate(result, judged), gateData(rollout.plan.id, result, judged));
    return outcomeExits[result.outcome];
  },
});

const outcomeExits: Readonly<Record<GateResult["outcome"], Exit>> = {
  pass: exit.done,
  fail: exit.findings,
  inconclusive: exit.inconclusive,
  error: exit.notJudged,
};

function printForecast(session: Session, rollout: Rollout, typed: string | undefined): Exit {
  const id = phaseToApply(typed, rollout);
  if (id === undefined) {
    session.say(everyPhaseInEffect());
    session.print("", null);
    return exit.done;
  }
  const phase = phaseWith(rollout, id);
  const result = forecast(rollout.plan, phase);
  session.print(describeForecast(result, phase), forecastData(result));
  return exit.done;
}

function phaseWith({ plan: { phases } }: Rollout, id: number): Phase {
  const phase = phases.find((candidate) => candidate.id === id);
  if (!phase) throw new UserError(problem("phase-unknown", { phase: String(id), phases: phases.length }));
  return phase;
}

/** A forecast as data: each condition by its id, each finding with its sentence. */
function forecastData({ criteria, triggers, findings, ...rest }: Forecast) {
  return {
    ...rest,
    criteria: criteria.map(conditionData),
    triggers: triggers.map(conditionData),
    findings: findings.map(findingData),
  };
}

function conditionData({ criterion, outlook }: CriterionForecast | TriggerForecast) {
  return { id: criterion.id, text: criterion.text, ...outlook };
}
