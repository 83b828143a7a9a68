// Takes a request from preview to checkpoint on the command line, and asks the one question.

import { type Change, needsRestart, type Request } from "../core/change/change";
import type { Checkpoint } from "../core/ledger/ledger";
import { CommittedNotSealed } from "../core/problem";
import { redactedCheckpoint } from "../core/redact";
import { words } from "../messages/cli";
import { restartNeeded } from "../messages/parameters";
import { describe } from "../messages/problems";
import { describeNotSealed } from "../messages/problems/not-sealed";
import { execute, prepare } from "../node/execute";
import { patch } from "./patch";
import { type Exit, exit, type Session } from "./session";

/** Carries out a request and prints the checkpoint's tag. UserError: whatever stops the change; nothing is changed then. */
export async function carryOut(session: Session, request: Request): Promise<Exit> {
  const planFile = await session.planFile();
  const prepared = await prepare(planFile, request);
  const { change, rollout } = prepared;
  if (!(await confirmed(session, change))) return exit.refused;
  const checkpoint = await sealedBy(session, execute(planFile, prepared));
  if (!checkpoint) return exit.committedNotSealed;
  session.print(checkpoint.tag, redactedCheckpoint(checkpoint));
  if (needsRestart(rollout.plan, change.changes)) session.say(restartNeeded());
  return exit.done;
}

/** The checkpoint; undefined where a commit was made without one, which is said. */
async function sealedBy(session: Session, sealing: Promise<Checkpoint>): Promise<Checkpoint | undefined> {
  try {
    return await sealing;
  } catch (error) {
    if (!(error instanceof CommittedNotSealed)) throw error;
    for (const sentence of describeNotSealed(error)) session.say(sentence);
    const { tag, commit = null, next } = error.unsealed;
    const problems = error.problems.map((problem) => ({ code: problem.code, message: describe(problem) }));
    session.print("", { sealed: next === "find-out" ? null : false, tag, commit, problems });
    return undefined;
  }
}

/** Shows what a change does and its notes, asks the one question, and returns whether the answer is yes. */
export async function confirmed(session: Session, change: Change): Promise<boolean> {
  session.say(patch(change.files) || words.noTextChanges());
  for (const note of change.notes) session.say(describe(note));
  const answer = await session.confirm(words.question(change));
  if (!answer) session.say(words.cancelled());
  return answer;
}
