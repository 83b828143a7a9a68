// The command `push`: the branch and the plan's checkpoints to a remote.

import * as l10n from "@vscode/l10n";
import { describe } from "../../messages/problems";
import { describePush } from "../../messages/sharing";
import { pushCheckpoints } from "../../node/share";
import { command } from "../command";
import { exit } from "../session";

export const push = command({
  name: "push",
  summary: l10n.t("push the branch and the plan's checkpoints to a remote: all or nothing, and never by force"),
  description: l10n.t("Prints the tags that the remote did not have."),
  operands: {
    remote: { arity: "optional", description: l10n.t("the remote; without it, the one that the branch follows") },
  },
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [{ line: "phasegate push origin", does: l10n.t("push to origin") }],
  async run(session) {
    const { notes, ...pushed } = await pushCheckpoints(await session.planFile(), session.operands.remote);
    for (const note of notes) session.say(describe(note));
    session.print(pushed.tags.join("\n"), pushed);
    session.say(describePush(pushed));
    return exit.done;
  },
});
