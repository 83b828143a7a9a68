import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { carryOut } from "../carryOut";
import type { Exit, Session } from "../session";
import { writeNow } from "../writeNow";
import { namedBackup } from "./backups";

/** Restores the values just after a checkpoint; without one, those before the newest phase still in effect. */
export async function rollback(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  const { wholeFile, writeOnly, fromBackup } = session.options;
  const named = { ...(tag !== undefined && { tag }), ...(wholeFile && { whole: wholeFile }) };
  if (fromBackup !== undefined) {
    if (tag !== undefined || wholeFile || writeOnly !== undefined) {
      throw new UserError(problem("usage", { detail: words.tagOrBackup() }));
    }
    const { path } = await namedBackup(session, fromBackup);
    return carryOut(session, { kind: "rollback", backup: path });
  }
  return writeOnly === undefined
    ? carryOut(session, { kind: "rollback", ...named })
    : writeNow(session, tag, writeOnly);
}
