import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { carryOut } from "../carryOut";
import type { Exit, Session } from "../session";
import { namedBackup } from "./backups";

/** Restores the values just after a checkpoint; without one, those before the newest phase still in effect. */
export async function rollback(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  const { fromBackup } = session.options;
  if (fromBackup === undefined) return carryOut(session, { kind: "rollback", ...(tag !== undefined && { tag }) });
  if (tag !== undefined) throw new UserError(problem("usage", { detail: words.tagOrBackup() }));
  const { path } = await namedBackup(session, fromBackup);
  return carryOut(session, { kind: "rollback", backup: path });
}
