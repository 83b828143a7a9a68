import { problem, UserError } from "../../core/problem";
import { words } from "../../messages/cli";
import { carryOut } from "../carry-out";
import { phaseNumber } from "../operands";
import type { Exit, Session } from "../session";
import { writeNow } from "../write-now";
import { namedBackup } from "./backups";

/** Restores the values just after a checkpoint; without one, those before a phase, or before the newest still in effect. */
export async function rollback(session: Session): Promise<Exit> {
  const [tag] = session.operands;
  const { wholeFile, writeOnly, fromBackup, phase } = session.options;
  if ([tag, phase, fromBackup].filter((each) => each !== undefined).length > 1) throw usage(words.oneGoal());
  if (fromBackup !== undefined) {
    if (wholeFile || writeOnly !== undefined) throw usage(words.backupAlone());
    const { path } = await namedBackup(session, fromBackup);
    return carryOut(session, { kind: "rollback", backup: path });
  }
  if (phase !== undefined) {
    if (wholeFile || writeOnly !== undefined) throw usage(words.phaseAlone());
    const { phases } = (await session.rollout()).plan;
    return carryOut(session, { kind: "rollback", phase: phaseNumber(phase, phases.length) });
  }
  const named = { ...(tag !== undefined && { tag }), ...(wholeFile && { whole: wholeFile }) };
  return writeOnly === undefined
    ? carryOut(session, { kind: "rollback", ...named })
    : writeNow(session, tag, writeOnly);
}

function usage(detail: string): UserError {
  return new UserError(problem("usage", { detail }));
}
