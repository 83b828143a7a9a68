import { carryOut } from "../carryOut";
import type { Exit, Session } from "../session";
import { writeNow } from "../writeNow";

/** Restores the values just after a checkpoint; without one, those before the newest phase still in effect. */
export async function rollback(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  const { wholeFile, writeOnly } = session.options;
  if (writeOnly !== undefined) return writeNow(session, tag, writeOnly);
  return carryOut(session, {
    kind: "rollback",
    ...(tag !== undefined && { tag }),
    ...(wholeFile && { whole: wholeFile }),
  });
}
