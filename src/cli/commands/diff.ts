// The command `diff`: what a phase would change, as a patch that `git apply` takes.

import * as l10n from "@vscode/l10n";
import { phaseChange } from "../../core/change/apply";
import { redactedChange } from "../../core/redact";
import { everyPhaseInEffect } from "../../messages/parameters";
import { describe } from "../../messages/problems";
import { command } from "../command";
import { phaseToApply } from "../operands";
import { patch } from "../patch";
import { exit } from "../session";

export const diff = command({
  name: "diff",
  summary: l10n.t("print what a phase would change, as a unified diff"),
  operands: { phase: { arity: "optional", description: l10n.t("the phase's number; without it, the next phase") } },
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate diff", does: l10n.t("preview the next phase") },
    { line: "phasegate diff 3 | git apply --check", does: l10n.t("let git check the patch of Phase 3") },
  ],
  async run(session) {
    const rollout = await session.rollout();
    const phase = phaseToApply(session.operands.phase, rollout);
    if (phase === undefined) {
      session.say(everyPhaseInEffect());
      session.print("", { phase: null, changes: [], patch: "" });
      return exit.done;
    }
    const change = phaseChange(rollout, { kind: "apply", phase });
    const text = patch(change.files);
    for (const note of change.notes) session.say(describe(note));
    session.printPatch(text, { phase, changes: change.changes.map(redactedChange), patch: text });
    return exit.done;
  },
});
