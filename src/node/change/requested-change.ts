// Works out the change that a request means, from what is on disk, in the ledger and in old commits.
import { phasesAtTarget } from "../../core/assessment/phases-at-target";
import { adoption } from "../../core/change/adopt";
import { phaseChange } from "../../core/change/apply";
import type { Change, HandEditsRequest, Request, RollbackRequest } from "../../core/change/change";
import { committedStart, handEditsChange, leadsToCurrentValues } from "../../core/change/hand-edits";
import { type JudgedGate, sealedGate } from "../../core/change/judged-gate";
import { type CommittedFile, wholeFileChange } from "../../core/change/restore-files";
import {
  backupChange,
  baselineChange,
  type RollbackTarget,
  rollbackChange,
  rollbackTarget,
} from "../../core/change/rollback";
import { extension, validation } from "../../core/change/validate";
import { gateOfPhase } from "../../core/gates/gate-of-phase";
import { newestApplied, withinPhases } from "../../core/ledger/ledger";
import { checkpointOfCurrentValues, leftBehind } from "../../core/ledger/left-behind";
import { type Problem, problem, UserError } from "../../core/problem";
import { readSource, type Source } from "../../core/source";
import { readBackup } from "../backups";
import { judgeOf, readGateFacts } from "../evidence/judge";
import { decodeText } from "../files/text-file";
import { convertedObject, isVerbatim } from "../git/conversion";
import { exactFileAt, textAt } from "../git/file-at";
import { editedPaths } from "../git/path-problems";
import type { Repository } from "../git/repository";
import { resultOrProblems } from "../result-or-problems";
import { namingKeys, requireCommitPreconditions } from "./commit-preconditions";
import type { SealableRollout } from "./sealable-rollout";

/** Works out what `request` means for what is on disk, in the ledger and in old commits; writes nothing. */
export async function requestedChange(
  sealable: SealableRollout,
  request: Request,
  judged: Partial<JudgedGate>,
): Promise<Change> {
  const { rollout } = sealable;
  switch (request.kind) {
    case "apply":
      return phaseChange(rollout, request, judged);
    case "validate":
      return validation(rollout, request, await judgeOf(rollout));
    case "extend":
      return extension(rollout, request, await judgeOf(rollout));
    case "rollback":
      return withGate(sealable, await requestedRollback(sealable, request));
    case "adopt":
      return requestedAdoption(sealable);
    case "hand-edits":
      return requestedHandEdits(sealable, request);
  }
}

/** What an apply is held to by the running bot. Where the plan names no evidence, nothing is read. */
export async function judgedForApply({ rollout }: SealableRollout, request: Request): Promise<Partial<JudgedGate>> {
  if (request.kind !== "apply" || !rollout.plan.evidence) return {};
  const facts = await readGateFacts(rollout, Date.now());
  const before = rollout.plan.phases.find(({ id }) => id === request.phase - 1);
  const gate = before && gateOfPhase(facts, before);
  return { evidence: facts.evidence, ...(gate && { gate }) };
}

/** The rollback with the gate of the phase that it takes back, as it stands. */
async function withGate({ rollout, ledger }: SealableRollout, change: Change): Promise<Change> {
  const newest = newestApplied(ledger)?.phase;
  const phase = rollout.plan.phases.find(({ id }) => id === newest && change.ended?.includes(id));
  if (!rollout.plan.evidence || !phase) return change;
  const judged = judgeOf(rollout).then((judge) => sealedGate(judge(phase, [])));
  // Nothing about a gate, not even a bug of ours, keeps a rollback from being made.
  return { ...change, ...(await judged.catch(() => undefined)) };
}

async function requestedAdoption({ rollout, repository, ledger }: SealableRollout): Promise<Change> {
  const { plan, phases, inEffect = [] } = rollout;
  const current = checkpointOfCurrentValues(leftBehind(ledger), inEffect, phasesAtTarget(plan, phases));
  return adoption(rollout, current && (await repository.tagsReachedBy(current.commit, plan.id)));
}

/** The rollback that a person wrote by hand, or that was written before it could be sealed, where the edits are one. */
async function rollbackThatEditsMake(
  sealable: SealableRollout,
  committed: ReadonlyMap<string, CommittedFile>,
): Promise<Change | undefined> {
  const start = committedStart(sealable.rollout, committed);
  const from = { ...sealable, rollout: { ...sealable.rollout, ...start } };
  const newest = sealable.ledger.checkpoints.slice(-mostTried).reverse();
  for (const tag of [undefined, ...newest.map((checkpoint) => checkpoint.tag), "baseline"]) {
    const { result: change } = await resultOrProblems(
      requestedRollback(from, { kind: "rollback", ...(tag !== undefined && { tag }) }),
    );
    if (change && leadsToCurrentValues(change, start, sealable.rollout)) return change;
  }
  return undefined;
}

/** How many checkpoints are looked at for the values that were written back: each costs a process. */
const mostTried = 10;

/** The rollback of values that `request` asks for; needs to read the ledger and old commits, and writes nothing. */
export async function requestedRollback(
  { rollout, repository, ledger }: SealableRollout,
  request: RollbackRequest,
): Promise<Change> {
  const { plan } = rollout;
  const { tag, wholeFile, backup } = request;
  if (backup !== undefined) {
    const { file, source } = await readBackup(rollout, backup);
    return backupChange(rollout, file, source, { ...request, backup });
  }
  if (wholeFile && (tag === undefined || tag === "baseline")) throw new UserError(problem("whole-file-untagged", {}));
  if (tag === "baseline") return baselineChange(rollout, request);
  const phases = plan.phases.map(({ id }) => id);
  const target = rollbackTarget(plan, withinPhases(ledger, phases), request);
  if (wholeFile) return requestedWholeFiles({ rollout, repository, ledger }, target, request);
  const past = new Map<string, Source>();
  const notes: Problem[] = [];
  for (const [key, { path }] of Object.entries(plan.files)) {
    const { result: text, problems } = await resultOrProblems(textAt(repository, target.revision, path));
    if (text !== undefined) past.set(key, readSource(path, text));
    // A filter that fails, an object that was never fetched: what the checkpoints noted is enough to go back.
    else notes.push(problem("past-unreadable", { path }), ...problems.map(asNote));
  }
  const change = rollbackChange(rollout, past, target, request);
  return { ...change, notes: [...notes, ...change.notes] };
}

function asNote(found: Problem): Problem {
  return { ...found, severity: "warning" };
}

async function requestedWholeFiles(
  { rollout, repository }: SealableRollout,
  target: RollbackTarget,
  request: RollbackRequest,
): Promise<Change> {
  const past = new Map<string, CommittedFile>();
  for (const [key, { path, bytes: before }] of rollout.files) {
    const then = { commit: target.revision, tag: request.tag ?? "" };
    const after = await exactFileAt(repository, then, path);
    past.set(key, { text: decodeText(path, after).text, replacedFile: { before, after } });
  }
  return wholeFileChange(rollout, past, target, request);
}

async function requestedHandEdits(
  { rollout, repository, ledger }: SealableRollout,
  request: HandEditsRequest,
): Promise<Change> {
  const paths = Object.values(rollout.plan.files).map(({ path }) => path);
  const { head, state } = await requireCommitPreconditions({ rollout, repository }, paths, request);
  const edited = editedPaths(state);
  const committed = new Map<string, CommittedFile>();
  for (const [key, { path, bytes: after }] of rollout.files) {
    if (!edited.includes(path)) continue;
    const before = await repository.bytesAt(head, path);
    // Staged for the first time: no checkpoint is what brings a file into git.
    if (!before) throw new UserError(namingKeys(problem("file-untracked", { path }), rollout));
    const text = await inLineEndsOf(repository, path, decodeText(path, before).text, after);
    committed.set(key, { text, replacedFile: { before, after } });
  }
  return handEditsChange(
    rollout,
    committed,
    request,
    await rollbackThatEditsMake({ rollout, repository, ledger }, committed),
  );
}

/** The committed text with CR LF, where the edited file has no other line ends and git takes them for LF when it commits that. */
async function inLineEndsOf(repository: Repository, path: string, committed: string, after: Buffer): Promise<string> {
  const edited = after.toString("latin1");
  if (committed.includes("\r") || !/^(?:[^\r\n]*\r\n)+[^\r\n]*$/.test(edited)) return committed;
  const object = await convertedObject(repository, await repository.resolve(path), after);
  const isDropped = isVerbatim(Buffer.from(edited.replace(/\r\n/g, "\n"), "latin1"), object);
  return isDropped ? committed.replace(/\n/g, "\r\n") : committed;
}
