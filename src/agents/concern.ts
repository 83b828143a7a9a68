// Tells which files and plans a tool call may concern; where it is plain that none, no plan need be understood.
import { basename, dirname, join, resolve } from "node:path";
import { pathsIn } from "../core/plan/inheritance";
import { followed } from "../node/files/paths";
import { readRegularFile, utf8Text } from "../node/files/read-file";
import { plansFor } from "../node/find-plan";
import { resultOrProblems } from "../node/result-or-problems";
import { guardedSetting } from "./settings";
import { riskOfCommand } from "./shell";
import type { FileEdit } from "./text-edit";
import { isReader, type ToolCall } from "./tool-call";

/** A file that a call edits, with all links followed, and the edits in order. */
export type EditedFiles = ReadonlyMap<string, readonly FileEdit[]>;

export async function editedFiles(call: ToolCall, folder: string): Promise<EditedFiles> {
  const files = new Map<string, FileEdit[]>();
  for (const edit of call.edits) {
    const path = await followed(resolve(folder, edit.path));
    files.set(path, [...(files.get(path) ?? []), edit]);
  }
  return files;
}

/** The plans of the edited files' folders, and of the call's. */
export async function plansOf(edited: EditedFiles, folder: string): Promise<string[]> {
  const folders = new Set([folder, ...[...edited.keys()].map(dirname)]);
  const plans = await Promise.all([...folders].map((each) => resultOrProblems(plansFor(each))));
  return [...new Set(await Promise.all(plans.flatMap(({ result = [] }) => result).map(followed)))];
}

/** Whether a file says which hooks an agent runs. */
export function isGuardedSetting(path: string): boolean {
  return guardedSetting.test(path.replaceAll("\\", "/"));
}

/**
 * Whether the guard has nothing to say of a call, told by what it names alone; `guard` says the same, of more calls. Whatever is
 * thrown leaves it open.
 */
export async function isNobodysBusiness(call: ToolCall, folder: string, planFile?: string): Promise<boolean> {
  const edited = await editedFiles(call, folder);
  if (riskOfCommand(call.command).length > 0 || [...edited.keys()].some(isGuardedSetting)) return false;
  const plans = planFile === undefined ? await plansOf(edited, folder) : [planFile];
  if (plans.length === 0) return true;
  if (call.when === "after") return false;
  if (edited.size === 0) return call.command !== undefined || isReader(call.tool);
  const concerned = await Promise.all(plans.map((plan) => mayGovern(plan, edited)));
  return !concerned.includes(true);
}

/** Whether a plan is one of the files, or may govern one, by its path or, should the plan be of no use, by its name. */
async function mayGovern(planFile: string, edited: EditedFiles): Promise<boolean> {
  const plan = await followed(planFile);
  const text = utf8Text(await readRegularFile(plan));
  const paths = pathsIn(text);
  if (!paths || edited.has(plan) || [...edited.keys()].some((path) => text.includes(basename(path)))) return true;
  // Which of the folders above is the repository's root, git knows.
  for (let root = dirname(plan); ; root = dirname(root)) {
    const governed = await Promise.all(paths.map((path) => followed(join(root, path))));
    if (governed.some((path) => edited.has(path))) return true;
    if (root === dirname(root)) return false;
  }
}
