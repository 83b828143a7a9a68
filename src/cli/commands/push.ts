import { words } from "../../messages/cli";
import { describe } from "../../messages/problems";
import { pushCheckpoints } from "../../node/share";
import { type Exit, exit, type Session } from "../session";

/** The branch and the plan's checkpoints to a remote; what is printed are the tags that it did not have. */
export async function push(session: Session): Promise<Exit> {
  const { notes, ...pushed } = await pushCheckpoints(await session.planFile(), session.operands[0]);
  for (const note of notes) session.say(describe(note));
  session.print(pushed.tags.join("\n"), pushed);
  session.say(words.pushed(pushed));
  return exit.done;
}
