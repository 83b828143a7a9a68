// Decides whether an agent may make a tool call: a governed value moves by a phase, and a person applies that.
import { basename, relative, resolve } from "node:path";
import { reassess } from "../core/assessment/assess";
import { harmOf } from "../core/change/outside-edit";
import { isOffLedger, type Problem, problem } from "../core/problem";
import { readSource, type Source } from "../core/source";
import { followed } from "../node/files/paths";
import { readTextFile } from "../node/files/text-file";
import { editedPaths } from "../node/git/path-problems";
import { type Rollout, readRollout } from "../node/rollout";
import { type EditedFiles, editedFiles, isGuardedSetting, plansOf } from "./concern";
import { riskOfCommand } from "./shell";
import { editedText, type FileEdit } from "./text-edit";
import { isReader, type ToolCall } from "./tool-call";

/**
 * Why a call must not be made, or, of one that was made, what is wrong since; empty where nothing is. What it would make of a
 * governed file and can't be told is refused; what concerns no governed file is nobody's business here. `planFile` without one:
 * the plans of the folders of the files, and of the call's.
 */
export async function guard(call: ToolCall, folder: string, planFile: string | undefined): Promise<Problem[]> {
  const edited = await editedFiles(call, folder);
  const plans = planFile === undefined ? await plansOf(edited, folder) : [planFile];
  if (call.when === "after") return (await Promise.all(plans.map(wrongSince))).flat();
  // Where nothing is governed, hooks are nobody's business here.
  const risks = riskOfCommand(call.command).filter(({ code }) => code !== "call-past-guard" || plans.length > 0);
  const problems = [...risks, ...(await settingsProblems(edited, folder))];
  for (const plan of plans) problems.push(...(await problemsOfPlan(call, edited, plan, folder)));
  return problems;
}

/** After an edit that no hook saw, by a shell, say: what is wrong in governed files with edits that are not committed. */
async function wrongSince(planFile: string): Promise<Problem[]> {
  const rollout = await readRollout(planFile, { git: true });
  if ("problems" in rollout) return [...rollout.problems];
  const paths = [...rollout.files.values()].map(({ path }) => path);
  const state = await rollout.repository?.state(paths);
  const edited = new Set(state && editedPaths(state));
  return rollout.findings.filter(
    ({ code, severity, place }) => (isOffLedger(code) || severity === "error") && place && edited.has(place.path),
  );
}

async function settingsProblems(edited: EditedFiles, folder: string): Promise<Problem[]> {
  const found = await Promise.all(
    [...edited].map(async ([path, edits]) => {
      if (!isGuardedSetting(path)) return [];
      const before = await readTextFile(path, path).then(
        ({ text }) => text,
        () => "",
      );
      const after = afterEdits(before, edits);
      const isKept = after !== undefined && after !== "deleted" && guards(after) >= guards(before);
      return isKept && !switchesHooksOff(after) ? [] : [problem("edit-of-guard", { path: relative(folder, path) })];
    }),
  );
  return found.flat();
}

/** How often a text of settings calls the guard. */
function guards(text: string): number {
  return text.split("hook agent").length - 1;
}

function switchesHooksOff(text: string): boolean {
  return /"disableAllHooks"\s*:\s*true|^\s*hooks\s*=\s*false/m.test(text);
}

async function problemsOfPlan(
  call: ToolCall,
  edited: EditedFiles,
  planFile: string,
  folder: string,
): Promise<Problem[]> {
  const plan = await followed(planFile);
  if (edited.has(plan)) return [problem("edit-of-plan", { path: relative(folder, plan) || basename(plan) })];
  if (edited.size === 0 && (call.command !== undefined || isReader(call.tool))) return [];
  const rollout = await readRollout(planFile, { git: true });
  if ("problems" in rollout) return mayConcern(rollout.planText, edited) ? [...rollout.problems] : [];
  return edited.size === 0 ? untoldByName(call, rollout, folder) : harm(rollout, edited);
}

/** Whether a plan that can't be used may govern one of the files: it has its name. */
function mayConcern(planText: string, edited: EditedFiles): boolean {
  return [...edited.keys()].some((path) => planText.includes(basename(path)));
}

/** A tool that is not known, and that names a governed file. */
async function untoldByName(call: ToolCall, { realFiles, files }: Rollout, folder: string): Promise<Problem[]> {
  const named = new Set(await Promise.all(call.texts.filter(mayBePath).map((text) => followed(resolve(folder, text)))));
  return [...realFiles].flatMap(([key, real]) =>
    named.has(real) ? [problem("edit-untold", { path: files.get(key)?.path ?? real })] : [],
  );
}

/** A path is short, and on one line. */
function mayBePath(text: string): boolean {
  return text.length > 0 && text.length < 4096 && !/[\n\0]/.test(text);
}

function harm(rollout: Rollout, edited: EditedFiles): Problem[] {
  const sources = new Map<string, Source>(rollout.sources);
  const untold: Problem[] = [];
  let isGoverned = false;
  for (const [key, { path, text }] of rollout.files) {
    const edits = edited.get(rollout.realFiles.get(key) ?? "");
    if (!edits) continue;
    isGoverned = true;
    const after = afterEdits(text, edits);
    if (after === undefined) untold.push(problem("edit-untold", { path }));
    else if (after === "deleted") sources.delete(key);
    else sources.set(key, readSource(path, after));
  }
  if (untold.length > 0 || !isGoverned) return untold;
  return harmOf(rollout, reassess(rollout, { sources }));
}

function afterEdits(text: string, edits: readonly FileEdit[]): string | "deleted" | undefined {
  let after = text;
  for (const { edit } of edits) {
    const next = editedText(after, edit);
    if (next === undefined || next === "deleted") return next;
    after = next.text;
  }
  return after;
}
