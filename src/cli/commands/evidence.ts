// The command `evidence`: what the bot left behind, what was measured in it, and what was left out.
import * as l10n from "@vscode/l10n";
import { type GateFacts, runAt } from "../../core/gates/gate-of-phase";
import { type Measurements, measureAll, measureWindow } from "../../core/gates/measurements";
import type { Phase } from "../../core/plan/plan";
import { problem, UserError } from "../../core/problem";
import { describeEvidence } from "../../messages/gates/evidence";
import { readGateFacts } from "../../node/evidence/judge";
import { command } from "../command";
import { evidenceData } from "../data/gate-data";
import { momentOf, phaseInEffect } from "../operands";
import { exit } from "../session";

export const evidence = command({
  name: "evidence",
  summary: l10n.t("print what the bot left behind, what was measured in it, and what was left out"),
  description: l10n.t("Reads the files that the plan names as its evidence, and changes nothing."),
  operands: {},
  options: {
    phase: {
      type: "text",
      value: "N",
      description: l10n.t("what was measured in the window of this phase; without it, in all of the evidence"),
    },
    trades: { type: "flag", description: l10n.t("print each trade; --json always does") },
    at: {
      type: "text",
      value: "TIME",
      description: l10n.t("the evidence as it was known then: ISO 8601 with its zone"),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    {
      line: "phasegate evidence --phase 1 --trades",
      does: l10n.t("what Phase 1 is judged by, with every trade and why some do not count"),
    },
  ],
  async run(session) {
    const { phase: typed, trades, at } = session.options;
    const moment = momentOf(at);
    const rollout = await session.rollout();
    const phase = typed === undefined ? undefined : phaseInEffect(typed, rollout);
    const facts = await session.wait(() => readGateFacts(rollout, moment));
    const { plan, evidence: found } = facts;
    if (!plan.evidence) throw new UserError(problem("evidence-undeclared", { plan: plan.id }));
    const measurements = phase ? measurementsOf(facts, phase) : measureAll(found, moment);
    session.print(
      describeEvidence(found, measurements, { phase, trades }),
      evidenceData(plan.id, found, measurements, phase),
    );
    return exit.done;
  },
});

/** UserError: phase-not-watched. */
function measurementsOf(facts: GateFacts, phase: Phase): Measurements {
  const run = runAt(facts, phase);
  if (!run) throw new UserError(problem("phase-not-watched", { phase: phase.id }));
  const { plan, evidence: found, at } = facts;
  return measureWindow({ plan, phase, run, evidence: found, at });
}
