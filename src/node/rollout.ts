import { readFile, realpath } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { type Assessment, assess } from "../core/assess";
import type { Ledger } from "../core/ledger";
import { AllowedValues } from "../core/plan/allowed";
import { loadPlan } from "../core/plan/load";
import type { Plan } from "../core/plan/plan";
import { type Problem, problem, UserError } from "../core/problem";
import { readSource, type Source } from "../core/source";
import { isMissing } from "./errors";
import { hashJson } from "./hash";
import { exists, realPath } from "./paths";
import { Repository } from "./repository";
import { readTextFile, type TextFile } from "./text-file";

/** Where a plan was found, and its text. */
export interface PlanDocument {
  /** The plan's file as the caller spells it. */
  readonly planFile: string;
  /** The repository's root in the caller's spelling, else the plan's folder: what every other path is relative to. */
  readonly root: string;
  readonly planPath: string;
  readonly planText: string;
}

/** A plan, its sources and its ledger as they were at one moment. */
export interface Rollout extends PlanDocument {
  readonly planHash: string;
  readonly values: AllowedValues;
  /** Undefined where git may not be asked or there is none; `withoutLedger` says why. */
  readonly repository: Repository | undefined;
  readonly withoutLedger: Problem | undefined;
  /** The governed files by their key in the plan; `unread` names those that can't be read. */
  readonly files: ReadonlyMap<string, TextFile>;
  readonly unread: readonly Problem[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly assessment: Assessment;
}

/** A plan that can't be used, and why. */
export interface UnusablePlan extends PlanDocument {
  readonly problems: readonly Problem[];
}

export interface ReadOptions {
  /** Whether git may be started: not in a workspace that is not trusted. */
  readonly git: boolean;
  /** The text of a file as an editor shows it, given its absolute path and what is on disk. */
  readonly shown?: (path: string, onDisk: string) => string;
}

/** Reads all there is to know about the rollout of the plan in `planFile`. UserError: plan-unreadable, git-failed. */
export async function readRollout(planFile: string, options: ReadOptions): Promise<Rollout | UnusablePlan> {
  const { repository, withoutLedger } = await openRepository(dirname(planFile), options.git);
  const document = await readPlan(planFile, repository, options);
  const { plan, resolved, problems } = loadPlan(document.planText, document.planPath);
  if (!plan || !resolved) return { ...document, problems };
  const [{ files, unread }, ledger] = await Promise.all([
    readFiles(document.root, plan),
    repository?.readLedger(plan.id) as Promise<Ledger> | undefined,
  ]);
  const sources = new Map(
    [...files].map(([key, { path, text }]) => [
      key,
      readSource(options.shown?.(join(document.root, path), text) ?? text),
    ]),
  );
  const values = new AllowedValues(plan);
  const planHash = hashJson(resolved);
  const assessment = assess({ values, planHash, planPath: document.planPath, sources, ledger });
  return { ...document, planHash, values, repository, withoutLedger, files, unread, sources, assessment };
}

async function openRepository(
  folder: string,
  git: boolean,
): Promise<{ repository?: Repository; withoutLedger: Problem | undefined }> {
  if (!git) return { withoutLedger: problem("workspace-untrusted", {}) };
  try {
    return { repository: await Repository.open(folder), withoutLedger: undefined };
  } catch (error) {
    if (error instanceof UserError) return { withoutLedger: error.problems[0] };
    throw error;
  }
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
    const onDisk = (await readFile(planFile, "utf8")).replace(/^\uFEFF/, "");
    const planText = options.shown?.(planFile, onDisk) ?? onDisk;
    return { planFile, root, planPath, planText };
  } catch (error) {
    const detail = isMissing(error) ? "no such file" : String(error);
    throw new UserError(problem("plan-unreadable", { path: planPath, detail }));
  }
}

/** The repository's root without asking git: the nearest folder that has a `.git`. */
export async function folderWithGit(folder: string): Promise<string | undefined> {
  if (await exists(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : folderWithGit(parent);
}

async function readFiles(root: string, plan: Plan): Promise<Pick<Rollout, "files" | "unread">> {
  const files = new Map<string, TextFile>();
  const unread: Problem[] = [];
  for (const [key, { path }] of Object.entries(plan.files)) {
    try {
      files.set(key, await readTextFile((await realPath(root, path)).absolute, path));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread.push(...error.problems);
    }
  }
  return { files, unread };
}
