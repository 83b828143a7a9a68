// The command `apply`: applies a phase and seals it with a checkpoint.

import * as l10n from "@vscode/l10n";
import { everyPhaseInEffect } from "../../messages/parameters";
import { carryOut } from "../carry-out";
import { command } from "../command";
import { phaseToApply } from "../operands";
import { exit } from "../session";

export const apply = command({
  name: "apply",
  summary: l10n.t("apply a phase and make a checkpoint of it"),
  description: l10n.t(
    "Shows the change as a patch, asks once, changes only the phase's literals, commits them and tags the commit. Prints the checkpoint's tag.",
  ),
  operands: {
    phase: {
      arity: "required",
      description: l10n.t('the phase\'s number, or "next" for the first that is not in effect'),
    },
  },
  options: {
    override: {
      type: "text",
      value: "REASON",
      description: l10n.t(
        "apply although the order, a gate, an open position, a rule or the largest step forbids it; the checkpoint keeps the reason",
      ),
    },
  },
  globals: ["plan", "cwd", "json", "yes"],
  examples: [
    { line: "phasegate apply next --yes", does: l10n.t("apply the next phase without the question") },
    {
      line: 'phasegate apply 4 --override "agreed with the risk desk" --yes',
      does: l10n.t("apply Phase 4 before Phase 3"),
    },
  ],
  async run(session) {
    const rollout = await session.rollout();
    const phase = phaseToApply(session.operands.phase, rollout);
    if (phase === undefined) {
      session.say(everyPhaseInEffect());
      session.print("", null);
      return exit.done;
    }
    const { override } = session.options;
    const isNext = session.operands.phase === "next";
    const request = { kind: "apply" as const, phase, ...(isNext && { next: true as const }) };
    return carryOut(session, { ...request, ...(override !== undefined && { override }) }, rollout);
  },
});
