// The command `schema`: the values that the plan allows after a phase, as JSON Schema.
import * as l10n from "@vscode/l10n";
import { allowedAfter } from "../../core/plan/allowed";
import { problem, UserError } from "../../core/problem";
import { allowedTitle } from "../../messages/allowed";
import { command } from "../command";
import { phaseNumber } from "../operands";
import { exit } from "../session";

export const schema = command({
  name: "schema",
  summary: l10n.t("print the values allowed after a phase, as JSON Schema"),
  operands: {},
  options: {
    phase: {
      type: "text",
      value: "N",
      default: "0",
      description: l10n.t("the last phase in effect; 0 for none"),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [{ line: "phasegate schema --phase 1", does: l10n.t("the values that Phase 1 allows") }],
  async run(session) {
    const { plan } = await session.rollout();
    const phases = plan.phases.length;
    const phase = phaseNumber(session.options.phase, phases);
    if (phase > phases) throw new UserError(problem("phase-unknown", { phase: String(phase), phases }));
    const allowed = { title: allowedTitle(plan, phase), ...allowedAfter(plan, phase) };
    session.print(JSON.stringify(allowed, null, 2), allowed);
    return exit.done;
  },
});
