import { carryOut } from "../carryOut";
import type { Exit, Session } from "../session";

/** Restores the values just after a checkpoint; without one, those before the newest phase still in effect. */
export async function rollback(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  const { wholeFile } = session.options;
  return carryOut(session, {
    kind: "rollback",
    ...(tag !== undefined && { tag }),
    ...(wholeFile && { whole: wholeFile }),
  });
}
