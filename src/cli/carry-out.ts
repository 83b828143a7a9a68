// Takes a request from preview to checkpoint on the command line, and asks the one question.

import {
  type Change,
  governedTexts,
  needsRestart,
  type Request,
  textsAfter,
  valueDifferences,
} from "../core/change/change";
import type { Checkpoint } from "../core/ledger/ledger";
import { CommittedNotSealed, type Problem, UserError } from "../core/problem";
import { redactedCheckpoint } from "../core/redact";
import { gateLines } from "../messages/checkpoints";
import { words } from "../messages/cli";
import { restartNeeded } from "../messages/parameters";
import { describe } from "../messages/problems";
import { describeNotSealed } from "../messages/problems/not-sealed";
import { execute, type Prepared, prepare } from "../node/change/execute";
import { resultOrProblems } from "../node/result-or-problems";
import { type Rollout, readUsableRollout } from "../node/rollout";
import { problemRow } from "./data/problem-row";
import { patch } from "./patch";
import { type Exit, exit, type Session } from "./session";
import { uninterrupted } from "./terminal/signals";

/**
 * Carries out a request, in the rollout if the command has read it already, and prints the checkpoint's tag. UserError: whatever stops the change; nothing is changed then, but a
 * seal that was cut off may have been brought to its end, which is among the problems.
 */
export async function carryOut(session: Session, request: Request, rollout?: Rollout): Promise<Exit> {
  const planFile = await session.planFile();
  try {
    return await sealed(session, planFile, await session.wait(() => prepare(planFile, request, rollout)));
  } catch (error) {
    const checkpoint = error instanceof UserError ? await completedBefore(session, error) : undefined;
    if (!checkpoint) throw error;
    await session.printDone(checkpoint.tag, redactedCheckpoint(checkpoint));
    return exit.done;
  }
}

async function sealed(session: Session, planFile: string, prepared: Prepared): Promise<Exit> {
  const { change, rollout } = prepared;
  await confirm(session, change);
  const sealing = () =>
    uninterrupted(
      () => execute(planFile, prepared),
      () => session.say(words.finishing()),
    );
  const checkpoint = await sealedBy(session, sealing);
  if (!checkpoint) return exit.committedNotSealed;
  await session.printDone(checkpoint.tag, redactedCheckpoint(checkpoint));
  const moved = await movedSince(session, prepared);
  for (const problem of moved) session.say(describe(problem));
  if (moved.length === 0 && needsRestart(rollout.plan, change.changes))
    session.say(restartNeeded(rollout.plan.restart));
  return exit.done;
}

/** What keeps a bot that starts now from the values just sealed: a hook may write the file after git took what it commits. */
async function movedSince(session: Session, { change, rollout }: Prepared): Promise<readonly Problem[]> {
  const { result: now } = await resultOrProblems(readUsableRollout(rollout.planFile, { git: false }));
  const isAsSealed = now && valueDifferences(textsAfter(rollout, change.changes), governedTexts(now)).length === 0;
  if (isAsSealed && now.unread.length === 0) return [];
  const { result, problems } = await resultOrProblems(session.rollout());
  return result ? [...result.unread, ...result.unsealed] : problems;
}

/** The checkpoint that was asked for, where a process was killed while it made it, and this one found it complete; that is said. */
async function completedBefore(session: Session, { problems }: UserError): Promise<Checkpoint | undefined> {
  const completed = problems.find((found) => found.code === "request-completed");
  if (!completed) return undefined;
  for (const found of problems) session.say(describe(found));
  const { ledger } = await session.ledger();
  return ledger.checkpoints.find(({ tag }) => tag === completed.data.tag);
}

/** The checkpoint; undefined where a commit was made without one, which is said. */
async function sealedBy(session: Session, sealing: () => Promise<Checkpoint>): Promise<Checkpoint | undefined> {
  try {
    return await sealing();
  } catch (error) {
    if (!(error instanceof CommittedNotSealed)) throw error;
    for (const sentence of describeNotSealed(error)) session.say(sentence);
    const { tag, commit = null, next } = error.unsealed;
    const problems = error.problems.map(problemRow);
    session.print("", { sealed: next === "find-out" ? null : false, tag, commit, problems });
    return undefined;
  }
}

/** Shows what a change does and its notes, and asks the one question. UserError as `Session.confirm`. */
export async function confirm(session: Session, change: Change): Promise<void> {
  session.sayPatch(patch(change.files) || words.noTextChanges());
  for (const line of gateLines(change)) session.say(line);
  for (const note of change.notes) session.say(describe(note));
  await session.confirm(words.question(change));
}
