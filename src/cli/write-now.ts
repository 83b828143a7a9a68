// Writes a rollback's values in an emergency, when git cannot seal them.
import { needsRestart } from "../core/change/change";
import { problem, UserError } from "../core/problem";
import { redactedChange } from "../core/redact";
import { writtenUnsealed } from "../messages/checkpoints";
import { words } from "../messages/cli";
import { restartNeeded } from "../messages/parameters";
import { prepareUnsealed, writeUnsealed } from "../node/change/write-only";
import { confirm } from "./carry-out";
import { type Exit, exit, type Session } from "./session";
import { uninterrupted } from "./terminal/signals";

/** Writes a rollback's values and seals nothing; prints the paths that it wrote. UserError: reason-empty, and what stops a rollback. */
export async function writeNow(session: Session, tag: string | undefined, reason: string): Promise<Exit> {
  if (reason.trim() === "") throw new UserError(problem("reason-empty", {}));
  const planFile = await session.planFile();
  const prepared = await session.wait(() =>
    prepareUnsealed(planFile, { kind: "rollback", ...(tag !== undefined && { tag }) }),
  );
  const { change, rollout } = prepared;
  await confirm(session, change);
  const paths = await uninterrupted(
    () => writeUnsealed(planFile, prepared),
    () => session.say(words.finishing()),
  );
  await session.printDone(paths.join("\n"), {
    written: paths,
    sealed: false,
    changes: change.changes.map(redactedChange),
  });
  session.say(`${writtenUnsealed(paths)} ${words.sealLater(reason)}`);
  if (needsRestart(rollout.plan, change.changes)) session.say(restartNeeded(rollout.plan.restart));
  return exit.done;
}
