// The command `fetch`: the plan's checkpoints of a remote.

import * as l10n from "@vscode/l10n";
import { redactedCheckpoint } from "../../core/redact";
import { checkpointTooltip, leftBehind } from "../../messages/checkpoints";
import { describe } from "../../messages/problems";
import { describeFetch, pullNeeded } from "../../messages/sharing";
import { fetchCheckpoints } from "../../node/share";
import { command } from "../command";
import { exit } from "../session";

export const fetch = command({
  name: "fetch",
  summary: l10n.t("fetch the plan's checkpoints from a remote; no branch moves, and your own checkpoints are kept"),
  description: l10n.t(
    "Prints the checkpoints that are new here. Exits with 1 if the remote has another checkpoint with the name or the number of one of yours.",
  ),
  operands: {
    remote: { arity: "optional", description: l10n.t("the remote; without it, the one that the branch follows") },
  },
  options: {},
  globals: ["plan", "cwd", "json"],
  examples: [{ line: "phasegate fetch origin", does: l10n.t("fetch the checkpoints from origin") }],
  async run(session) {
    const { notes, ...fetched } = await fetchCheckpoints(await session.planFile(), session.operands.remote);
    const { checkpoints, remote, unreadable } = fetched;
    const rows = checkpoints.map((checkpoint) =>
      checkpoint.counts ? checkpointTooltip(checkpoint) : `${checkpointTooltip(checkpoint)}\n${leftBehind()}`,
    );
    session.print(rows.join("\n\n"), {
      ...fetched,
      checkpoints: checkpoints.map((checkpoint) => ({ ...redactedCheckpoint(checkpoint), counts: checkpoint.counts })),
      clashes: notes.flatMap((note) => (note.code === "fetch-clash" ? [note.data] : [])),
    });
    for (const note of notes) session.say(describe(note));
    session.say(describeFetch(remote, checkpoints.length + unreadable.length));
    if (checkpoints.some(({ counts }) => !counts)) session.say(pullNeeded());
    return notes.some(({ code }) => code === "fetch-clash") ? exit.findings : exit.done;
  },
});
