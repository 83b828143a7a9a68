import { words } from "../../messages/cli";
import { carryOut } from "../carry-out";
import { phaseOperand } from "../operands";
import { type Exit, exit, type Session } from "../session";

/** Applies a phase and seals it with a checkpoint. */
export async function apply(session: Session): Promise<Exit> {
  const phase = phaseOperand(session, await session.rollout());
  if (phase === undefined) {
    session.say(words.everyPhaseInEffect());
    return exit.done;
  }
  const { override } = session.options;
  return carryOut(session, { kind: "apply", phase, ...(override !== undefined && { override }) });
}
