import { needsRestart } from "../core/change/change";
import { problem, UserError } from "../core/problem";
import { shownChange } from "../core/redact";
import { words } from "../messages/cli";
import { prepareUnsealed, writeUnsealed } from "../node/write-only";
import { confirmed } from "./carry-out";
import { type Exit, exit, type Session } from "./session";

/** Writes a rollback's values though git may not be able to seal them; what is printed at the end are the paths. */
export async function writeNow(session: Session, tag: string | undefined, reason: string): Promise<Exit> {
  if (reason.trim() === "") throw new UserError(problem("reason-empty", {}));
  if (session.options.wholeFile) throw new UserError(problem("usage", { detail: words.writeOnlyWhole() }));
  const planFile = await session.planFile();
  const prepared = await prepareUnsealed(planFile, { kind: "rollback", ...(tag !== undefined && { tag }) });
  const { change, rollout } = prepared;
  if (!(await confirmed(session, change))) return exit.refused;
  const paths = await writeUnsealed(planFile, prepared);
  session.print(paths.join("\n"), { written: paths, sealed: false, changes: change.changes.map(shownChange) });
  session.say(words.written(paths, reason));
  if (needsRestart(rollout.plan, change.changes)) session.say(words.restart());
  return exit.done;
}
