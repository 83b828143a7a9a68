// Reads all there is to know about a rollout: its plan, the governed files, the ledger, and what follows from them.
import { realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { assess, reassess } from "../core/assessment/assess";
import { pathsOffLedger, unsealedFinding } from "../core/assessment/findings";
import type { Assessment } from "../core/assessment/state";
import { loadPlan } from "../core/plan/load";
import { placeInPlan } from "../core/plan/place";
import type { Plan } from "../core/plan/plan";
import { type Problem, problem, UserError } from "../core/problem";
import { readSource, type Source } from "../core/source";
import { isMissing } from "./files/errors";
import { hashJson } from "./files/hash";
import { movedFiles } from "./files/moved-file";
import { readNeighbours } from "./files/neighbours";
import { folderWithGit, realPath } from "./files/paths";
import { fileFault, readRegularFile, utf8Text } from "./files/read-file";
import { decodeText, readTextFile, requireSource, type TextFile } from "./files/text-file";
import { untaggedCommit } from "./git/commits";
import { stagedFile } from "./git/file-at";
import type { LedgerAndLock } from "./git/ledger";
import { editedPaths } from "./git/path-problems";
import { Repository } from "./git/repository";
import { type ResultOrProblems, resultOrProblems } from "./result-or-problems";
import { withBeingSealed } from "./seal/being-sealed";
import { isLeft, type Lock, type LockRecord, lifeOfHolder, readLockObject, recordsOf } from "./seal/lock";

/** Where a plan was found, and its text. */
export interface PlanDocument {
  /** The plan's file as the caller spells it. */
  readonly planFile: string;
  /** The same with all links followed. */
  readonly realPlanFile: string;
  /** The repository's root in the caller's spelling, else the plan's folder: what every other path is relative to. */
  readonly root: string;
  readonly planPath: string;
  readonly planText: string;
}

/** A plan, its sources and its ledger as they were at one moment, and what follows from them. */
export interface Rollout extends PlanDocument, Assessment {
  /** Undefined where git may not be asked or there is none. */
  readonly repository: Repository | undefined;
  /** Undefined where nobody is sealing a checkpoint of the plan, or was cut off. */
  readonly lock: Lock | undefined;
  /** The governed files by their key in the plan, as they are on disk; one that can't be read is absent. */
  readonly files: ReadonlyMap<string, TextFile>;
  /** The absolute path of each governed file with all links followed, by its key in the plan: the one that is written. */
  readonly realFiles: ReadonlyMap<string, string>;
}

/** A plan that can't be used, and why. */
export interface UnusablePlan extends PlanDocument {
  readonly problems: readonly Problem[];
}

export interface ReadOptions {
  /** Whether git may be started: not in a workspace that is not trusted. */
  readonly git: boolean;
  /** The plan's repository, where it is open already: where it is, and who works in it, is not asked again. */
  readonly repository?: Repository;
  /** Whether the files are read as they are about to be committed, where git has them, and not as they are on disk. */
  readonly staged?: boolean;
  /** The commit that the plan is read out of, where it is not the one that is staged or on disk. */
  readonly planOf?: string;
  /** The text of a file as an editor shows it, given its absolute paths (as spelled, links followed) and what is on disk. */
  readonly editorText?: (paths: readonly string[], onDisk: string) => string;
}

/** Reads all there is to know about the rollout of the plan in `planFile`. UserError: plan-unreadable. */
export async function readRollout(planFile: string, options: ReadOptions): Promise<Rollout | UnusablePlan> {
  const opened = await openRepository(planFile, options);
  const repository = opened.result;
  const document = await readPlan(planFile, repository, options);
  const { plan, allowed, resolved, problems } = loadPlan(document.planText, document.planPath);
  if (!plan || !allowed || !resolved) return { ...document, problems };
  // The values are shown without a ledger too.
  const [{ unread, ...onDisk }, read]: [ReadFiles, ResultOrProblems<LedgerAndLock>] = await Promise.all([
    readFiles(document, plan, options.staged ? repository : undefined),
    repository ? resultOrProblems(repository.readLedgerAndLock(plan.id)) : { problems: opened.problems },
  ]);
  const {
    result: { ledger: sealedLedger, lock: object } = {},
    problems: [withoutLedger],
  } = read;
  const lock = repository && object !== undefined ? await readLockObject(repository.git, object) : undefined;
  const ledger =
    options.staged && repository && sealedLedger ? await withBeingSealed(repository, sealedLedger, lock) : sealedLedger;
  const governedPaths = Object.values(plan.files).map(({ path }) => path);
  const sources = readSources(document.root, onDisk, options);
  const { planPath, planText } = document;
  const planHash = hashJson(resolved);
  const unfinished = repository && lock ? await lockFindings(repository, plan.id, lock) : [];
  const inputs = {
    plan,
    allowed,
    planHash,
    planPath,
    planText,
    sources,
    ledger,
    withoutLedger,
    unread,
    unfinished,
    ...(await readNeighbours(document.root, governedPaths, onDisk.files.values())),
  };
  const sealed = assess({ ...inputs, unsealed: [] });
  const outside = repository ? await outsideOfLedger(repository, sealed) : undefined;
  const assessment = outside ? reassess(sealed, outside) : sealed;
  return { ...document, ...assessment, repository, lock, ...onDisk };
}

async function openRepository(planFile: string, options: ReadOptions): Promise<ResultOrProblems<Repository>> {
  if (!options.git) return { problems: [problem("workspace-untrusted", {})] };
  if (options.repository) return { result: options.repository, problems: [] };
  return resultOrProblems(Repository.open(dirname(planFile)));
}

/** As `readRollout`; a plan that can't be used is a UserError too, of its own problems. */
export async function readUsableRollout(planFile: string, options: ReadOptions): Promise<Rollout> {
  const rollout = await readRollout(planFile, options);
  if ("problems" in rollout) throw new UserError(...rollout.problems);
  return rollout;
}

/** The governed file at `path`, as the plan spells it; undefined where it could not be read. */
export function fileAt({ files }: Rollout, path: string): TextFile | undefined {
  return [...files.values()].find((file) => file.path === path);
}

function readSources(
  root: string,
  { files, realFiles }: Pick<Rollout, "files" | "realFiles">,
  { editorText }: ReadOptions,
): Map<string, Source> {
  const sources = new Map<string, Source>();
  for (const [key, { path, text }] of files) {
    sources.set(key, readSource(path, editorText?.([join(root, path), realFiles.get(key) ?? ""], text) ?? text));
  }
  return sources;
}

/** A seal that was cut off, or may have been; none of one that is at work. */
async function lockFindings({ git, commonDir }: Repository, plan: string, lock: Lock): Promise<Problem[]> {
  const { who = "?", when = "?" } = lock.record ?? {};
  switch (lifeOfHolder(lock, commonDir)) {
    case "lives":
    case "perhaps":
      return [];
    case "gone":
      if (!lock.record || !(await isLeft(git, plan, lock))) return [];
      return recordsOf(lock.record).map(({ commit, ...record }) =>
        commit === undefined
          ? problem("seal-cut-off", named(record))
          : problem("commit-unsealed", { commit, ...named(record) }),
      );
    case "unknown":
      return [problem("lock-left", { plan, who, when })];
  }
}

function named({ tag, who, when }: Pick<LockRecord, "tag" | "who" | "when">): {
  tag: string;
  who: string;
  when: string;
} {
  return { tag, who, when };
}

/**
 * What there is of values that are not the ledger's: edits that nobody sealed, and the commit of a checkpoint whose tag is not
 * here, or why git can't tell. Two processes side by side, and none where every value is what the ledger says; undefined there.
 */
async function outsideOfLedger(
  repository: Repository,
  { findings, ledger, plan, unfinished }: Assessment,
): Promise<Pick<Assessment, "unsealed" | "unfinished"> | undefined> {
  const paths = pathsOffLedger(findings);
  const isOff = paths.length > 0 || findings.some(({ code }) => code === "baseline-differs");
  if (!isOff || !ledger) return undefined;
  const tags = new Set([...ledger.checkpoints, ...ledger.unreached].map(({ tag }) => tag));
  const [state, absent] = await Promise.all([
    ledger.checkpoints.length > 0 && paths.length > 0 ? resultOrProblems(repository.state(paths)) : undefined,
    // Healing deals with the one that was cut off.
    unfinished.length > 0 ? undefined : resultOrProblems(untaggedCommit(repository.git, plan.id, tags)),
  ]);
  return {
    unsealed: state?.result ? editedPaths(state.result).map(unsealedFinding) : (state?.problems ?? []),
    unfinished: [...unfinished, ...(absent?.result ? [problem("tag-absent", absent.result)] : [])],
  };
}

async function readPlan(
  planFile: string,
  repository: Repository | undefined,
  options: ReadOptions,
): Promise<PlanDocument> {
  const real = await realpath(planFile).catch(() => planFile);
  const realRoot = repository?.root ?? (await folderWithGit(dirname(real))) ?? dirname(real);
  const planPath = relative(realRoot, real).split(sep).join("/");
  const tail = sep + planPath.split("/").join(sep);
  const root = planFile.endsWith(tail) ? planFile.slice(0, -tail.length) : realRoot;
  try {
    const bytes = repository && (await recordedPlan(repository, planPath, options));
    const onDisk = utf8Text(bytes ?? (await readRegularFile(planFile)));
    const planText = options.editorText?.([planFile, real], onDisk) ?? onDisk;
    return { planFile, realPlanFile: real, root, planPath, planText };
  } catch (error) {
    const detail = isMissing(error) ? "missing" : fileFault(error);
    if (detail === undefined) throw error;
    throw new UserError(problem("plan-unreadable", { path: planPath, detail }));
  }
}

/** The plan in a commit or in the index, where it is read there; undefined where it is not there. */
async function recordedPlan(
  repository: Repository,
  path: string,
  { planOf, staged }: ReadOptions,
): Promise<Buffer | undefined> {
  if (planOf !== undefined) return repository.bytesAt(planOf, path);
  return staged ? (await stagedFile(repository, path))?.bytes : undefined;
}

type ReadFiles = Pick<Rollout, "files" | "unread" | "realFiles">;

/** From the disk, or out of the index of `staging`. */
async function readFiles(document: PlanDocument, plan: Plan, staging?: Repository): Promise<ReadFiles> {
  const { root } = document;
  const files = new Map<string, TextFile>();
  const unread: Problem[] = [];
  const realFiles = new Map<string, string>();
  for (const [key, { path }] of Object.entries(plan.files)) {
    try {
      const { absolute } = await realPath(root, path);
      const [same] = [...realFiles].find(([, known]) => known === absolute) ?? [];
      if (same !== undefined) {
        throw new UserError(problem("file-shared", { path, other: plan.files[same]?.path ?? same }));
      }
      realFiles.set(key, absolute);
      files.set(key, requireSource(await (staging ? stagedTextFile(staging, path) : readTextFile(absolute, path))));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread.push(...(await Promise.all(error.problems.map((each) => placedInPlan(document, plan, key, each)))));
    }
  }
  return { files, unread, realFiles };
}

/** Where the plan names a file that can't be read; of one that is not there, also which files it may have become. */
async function placedInPlan(
  { root, planPath, planText }: PlanDocument,
  plan: Plan,
  key: string,
  unread: Problem,
): Promise<Problem> {
  const place = placeInPlan(planPath, planText, ["files", key, "path"]);
  if (unread.code !== "file-missing") return { ...unread, place };
  return problem("file-missing", { ...unread.data, candidates: await movedFiles(root, plan, key) }, { place });
}

async function stagedTextFile(repository: Repository, path: string): Promise<TextFile> {
  const staged = await stagedFile(repository, path);
  if (!staged) throw new UserError(problem("file-untracked", { path }));
  return decodeText(path, staged.bytes);
}
