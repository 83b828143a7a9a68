import { type Change, needsRestart, type Request } from "../core/change/change";
import { shownCheckpoint } from "../core/redact";
import { words } from "../messages/cli";
import { describe } from "../messages/problems";
import { execute, prepare } from "../node/execute";
import { patch } from "./patch";
import { type Exit, exit, type Session } from "./session";

/** Takes a request from preview to checkpoint; what is printed at the end is the checkpoint's tag. */
export async function carryOut(session: Session, request: Request): Promise<Exit> {
  const planFile = await session.planFile();
  const prepared = await prepare(planFile, request);
  const { change, rollout } = prepared;
  if (!(await confirmed(session, change))) return exit.refused;
  const checkpoint = await execute(planFile, prepared);
  session.print(checkpoint.tag, shownCheckpoint(checkpoint));
  if (needsRestart(rollout.values.plan, change.changes)) session.say(words.restart());
  return exit.done;
}

/** Shows what a change would do and what is to be known of it, and asks the one question. */
export async function confirmed(session: Session, change: Change): Promise<boolean> {
  session.say(patch(change.files) || words.noTextChanges());
  for (const note of change.notes) session.say(describe(note));
  const answer = await session.confirm(words.question(change));
  if (!answer) session.say(words.cancelled());
  return answer;
}
