import { shownCheckpoint } from "../../core/redact";
import { checkpointTooltip, leftBehind } from "../../messages/checkpoints";
import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { fetchCheckpoints } from "../../node/share";
import { type Exit, exit, type Session } from "../session";

/** The plan's checkpoints of a remote; what is printed are those that are new here. */
export async function fetch(session: Session): Promise<Exit> {
  const { notes, ...fetched } = await fetchCheckpoints(await session.planFile(), session.operands[0]);
  const { checkpoints, remote, unreadable } = fetched;
  const rows = checkpoints.map((each) =>
    each.counts ? checkpointTooltip(each) : `${checkpointTooltip(each)}\n${leftBehind()}`,
  );
  session.print(rows.join("\n\n"), {
    ...fetched,
    checkpoints: checkpoints.map((each) => ({ ...shownCheckpoint(each), counts: each.counts })),
    clashes: notes.flatMap((note) => (note.code === "fetch-clash" ? [note.data] : [])),
  });
  for (const note of notes) session.say(describe(note));
  session.say(words.fetched(remote, checkpoints.length + unreadable.length));
  if (checkpoints.some(({ counts }) => !counts)) session.say(words.pullNeeded());
  return notes.some(({ code }) => code === "fetch-clash") ? exit.findings : exit.done;
}
