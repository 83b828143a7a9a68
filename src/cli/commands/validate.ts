// The command `validate`: seals the gate of a phase that has passed.
import * as l10n from "@vscode/l10n";
import { carryOut } from "../carry-out";
import { command } from "../command";
import { phaseNumber } from "../operands";

export const validate = command({
  name: "validate",
  summary: l10n.t("make a checkpoint of a phase's gate that has passed, which unlocks the next phase"),
  description: l10n.t(
    "Judges the gate by the evidence as it is now, shows every verdict, asks once, and tags HEAD; no file changes. The checkpoint keeps the verdicts, the signatures, and which evidence they rest on. A judgement needs a signature of its own, which --yes never gives.",
  ),
  operands: {
    phase: { arity: "required", description: l10n.t("the number of a phase in effect") },
  },
  options: {
    sign: {
      type: "pairs",
      value: "ID=NOTE",
      description: l10n.t(
        "settle a judgement, or what the evidence leaves open, with your name and a note: what you looked at",
      ),
    },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    {
      line: 'phasegate validate 1 --sign trades-execute="all filled" --sign exit-behavior="looked at each" --sign exits-broken=none --yes',
      does: l10n.t("record that the gate of Phase 1 has passed"),
    },
  ],
  async run(session) {
    const { plan } = await session.rollout();
    const phase = phaseNumber(session.operands.phase, plan.phases.length);
    const signatures = Object.entries(session.options.sign).map(([criterion, note]) => ({ criterion, note }));
    return carryOut(session, { kind: "validate", phase, signatures });
  },
});
