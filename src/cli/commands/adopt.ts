import { carryOut } from "../carryOut";
import type { Exit, Session } from "../session";

/** Takes the values as they are, and the plan as it is, into the ledger. */
export function adopt(session: Session): Promise<Exit> {
  return carryOut(session, { kind: "adopt" });
}
