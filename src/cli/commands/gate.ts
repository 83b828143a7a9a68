// The command `gate`: what a phase's window can decide, before the phase starts.

import * as l10n from "@vscode/l10n";
import { forecast } from "../../core/gates/forecast/forecast";
import type { CriterionForecast, Forecast, TriggerForecast } from "../../core/gates/forecast/outlook";
import { oneLine } from "../../core/ledger/message";
import { problem, UserError } from "../../core/problem";
import { describeForecast } from "../../messages/gates/forecast";
import { everyPhaseInEffect } from "../../messages/parameters";
import { describe } from "../../messages/problems";
import { command } from "../command";
import { phaseToApply } from "../operands";
import { exit } from "../session";

export const gate = command({
  name: "gate",
  summary: l10n.t("print what a phase's window can decide, before it starts (--forecast)"),
  description: l10n.t(
    "Works from the plan's own figures alone and looks at no trade, so it gives no verdict. Verdicts on a running phase are not evaluated yet: without --forecast the command refuses.",
  ),
  operands: {},
  options: {
    phase: { type: "text", value: "N", description: l10n.t("the phase; without it, the next one") },
    forecast: {
      type: "flag",
      description: l10n.t("how often a good bot passes, a bad one does, and a trigger fires by chance"),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate gate --phase 3 --forecast", does: l10n.t("whether 20 trades can tell a good win rate") },
  ],
  async run(session) {
    const rollout = await session.rollout();
    const { phases } = rollout.plan;
    const id = phaseToApply(session.options.phase, rollout);
    if (id === undefined) {
      session.say(everyPhaseInEffect());
      return exit.done;
    }
    const phase = phases.find((candidate) => candidate.id === id);
    if (!phase) throw new UserError(problem("phase-unknown", { phase: String(id), phases: phases.length }));
    if (!session.options.forecast) throw new UserError(problem("verdict-not-evaluated", { phase: id }));
    const result = forecast(rollout.plan, phase);
    session.print(describeForecast(result, phase), forecastData(result));
    return exit.done;
  },
});

/** A forecast as data: each condition by its id, each finding with its sentence. */
function forecastData({ criteria, triggers, findings, ...rest }: Forecast) {
  return {
    ...rest,
    criteria: criteria.map(conditionData),
    triggers: triggers.map(conditionData),
    findings: findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      message: oneLine(describe(finding)),
      data: finding.data,
    })),
  };
}

function conditionData({ criterion, outlook }: CriterionForecast | TriggerForecast) {
  return { id: criterion.id, text: criterion.text, ...outlook };
}
