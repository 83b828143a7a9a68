import { phaseChange } from "../../core/change/apply";
import { shownChange } from "../../core/redact";
import { words } from "../../messages/cli";
import { phaseOperand } from "../operands";
import { patch } from "../patch";
import { type Exit, exit, type Session } from "../session";

/** What a phase, else the next one, would change, as a unified diff that `git apply` takes. */
export async function diff(session: Session): Promise<Exit> {
  const rollout = await session.rollout();
  const phase = phaseOperand(session, rollout);
  if (phase === undefined) {
    session.say(words.everyPhaseInEffect());
    session.print("", { phase: null, changes: [], patch: "" });
    return exit.done;
  }
  const change = phaseChange(rollout, { kind: "apply", phase });
  const text = patch(change.files);
  session.printPatch(text, { phase, changes: change.changes.map(shownChange), patch: text });
  return exit.done;
}
