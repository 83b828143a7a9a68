import { phaseChange } from "../../core/change";
import { words } from "../../messages/cli";
import { phaseOperand } from "../operands";
import { patch } from "../patch";
import { type Exit, exit, type Session } from "../session";

/** What a phase, else the next one, would change, as a unified diff that `git apply` takes. */
export async function diff(session: Session): Promise<Exit> {
  const { assessment, sources } = await session.rollout();
  const phase = phaseOperand(session, assessment);
  if (phase === undefined) {
    session.say(words.everyPhaseInEffect());
    session.print("", { phase: null, changes: [], patch: "" });
    return exit.done;
  }
  const change = phaseChange(assessment, sources, { kind: "apply", phase });
  session.print(patch(change), { phase, changes: change.changes, patch: patch(change) });
  return exit.done;
}
