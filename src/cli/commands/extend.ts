// The command `extend`: gives the window of a phase one look more.
import * as l10n from "@vscode/l10n";
import { carryOut } from "../carry-out";
import { command } from "../command";
import { phaseNumber } from "../operands";

export const extend = command({
  name: "extend",
  summary: l10n.t("give a phase's window one more look, where its last one decided nothing"),
  description: l10n.t("Tags HEAD; no file changes. The checkpoint keeps the reason and how the gate stood."),
  operands: {
    phase: { arity: "required", description: l10n.t("the number of a phase in effect") },
  },
  options: {
    reason: { type: "text", value: "TEXT", default: "", description: l10n.t("why; without it, the command refuses") },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    {
      line: 'phasegate extend 1 --reason "two trades short" --yes',
      does: l10n.t("watch Phase 1 for as long again; refused while a look is to come anyway"),
      exit: 2,
    },
  ],
  async run(session) {
    const { plan } = await session.rollout();
    const phase = phaseNumber(session.operands.phase, plan.phases.length);
    return carryOut(session, { kind: "extend", phase, reason: session.options.reason });
  },
});
