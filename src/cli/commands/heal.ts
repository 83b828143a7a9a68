// The command `heal`: brings a checkpoint that was cut off to its end.
import * as l10n from "@vscode/l10n";
import { nothingToHeal } from "../../messages/checkpoints";
import { describe } from "../../messages/problems";
import { healCutOff } from "../../node/change/sealable-rollout";
import { command } from "../command";
import { problemRow } from "../data/problem-row";
import { exit } from "../session";

export const heal = command({
  name: "heal",
  summary: l10n.t("complete a checkpoint whose process was killed, or take back what it wrote"),
  description: l10n.t(
    "Goes by what the killed process noted in its lock. Its commit is tagged if it has the planned values. Without a commit, the files get their bytes of before, unless somebody has changed, staged or committed them since. Every apply and rollback does the same first. Prints the tag of the checkpoint that is complete now.",
  ),
  operands: {},
  options: {
    gone: {
      type: "flag",
      description: l10n.t(
        "you know that the process is gone: it ran on another machine, say, or in a container that is gone",
      ),
    },
  },
  globals: ["plan", "cwd", "json"],
  examples: [
    { line: "phasegate heal", does: l10n.t("after a crash, without applying or rolling back anything") },
    { line: "phasegate heal --gone", does: l10n.t("where nobody here can tell whether the process still runs") },
  ],
  async run(session) {
    const { healed, completed } = await healCutOff(await session.planFile(), { gone: session.options.gone === true });
    for (const note of healed) session.say(describe(note));
    if (healed.length === 0) session.say(nothingToHeal());
    session.print(completed?.tag ?? "", {
      completed: completed?.tag ?? null,
      notes: healed.map(problemRow),
    });
    return exit.done;
  },
});
