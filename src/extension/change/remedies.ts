// What a person can do about a refusal with one action: the button of its notification.
import { commands } from "vscode";
import { type ProblemCode, UserError } from "../../core/problem";
import {
  choosePlanTitle,
  commitPlanMessage,
  commitPlanTitle,
  createPlanTitle,
  initializeRepository,
  manageTrust,
  openPlanTitle,
  saveFiles,
} from "../../messages/editor";
import { openSourceControl } from "../../messages/problems/not-sealed";
import { commandId } from "../ids";
import type { Remedy } from "../report";
import { type Context, rolloutOf, unsavedDocuments } from "./context";

interface Action {
  readonly title: () => string;
  readonly run: (context: Context) => PromiseLike<unknown>;
  /** Whether the cause is gone then, so that what was refused can go on. */
  readonly settles?: true;
}

/** In the order in which they are offered: without the first, the later ones can't work. */
const actions: Readonly<Partial<Record<ProblemCode, Action>>> = {
  "workspace-untrusted": { title: manageTrust, run: () => commands.executeCommand("workbench.trust.manage") },
  "plan-missing": { title: createPlanTitle, run: () => commands.executeCommand(commandId("createPlan")) },
  "plan-several": {
    title: choosePlanTitle,
    run: () => commands.executeCommand(commandId("choosePlan")),
    settles: true,
  },
  "plan-syntax": openPlan(),
  "plan-invalid": openPlan(),
  // The built-in extension asks for a folder where there are several.
  "git-no-repository": {
    title: initializeRepository,
    run: () => commands.executeCommand("git.init", true),
    settles: true,
  },
  "git-no-commit": sourceControl(),
  "file-untracked": sourceControl(),
  "file-conflicted": sourceControl(),
  "file-unsaved": { title: saveFiles, run: save, settles: true },
  "plan-uncommitted": { title: commitPlanTitle, run: commitPlan, settles: true },
};

/** The remedy for what `error` refuses, after which `again` is tried; undefined where no one action helps. */
export function remedyFor(context: Context, error: unknown, again: () => PromiseLike<unknown>): Remedy | undefined {
  const codes = error instanceof UserError ? error.problems.map(({ code }) => code) : [];
  const code = (Object.keys(actions) as ProblemCode[]).find((each) => codes.includes(each));
  const action = code && actions[code];
  if (!action) return undefined;
  return {
    title: action.title(),
    remedies: code,
    run: async () => {
      await action.run(context);
      if (!action.settles) return;
      await context.store.refresh();
      await again();
    },
  };
}

function openPlan(): Action {
  return { title: openPlanTitle, run: () => commands.executeCommand(commandId("openPlan")) };
}

function sourceControl(): Action {
  return { title: openSourceControl, run: () => commands.executeCommand("workbench.view.scm") };
}

async function save(context: Context): Promise<void> {
  const unsaved = await unsavedDocuments(rolloutOf(context));
  for (const { documents } of unsaved) for (const document of documents) await document.save();
}

async function commitPlan(context: Context): Promise<void> {
  const { root, planPath, plan } = rolloutOf(context);
  const { commitPlan: commit } = await import("../../node/seal/commit-plan");
  await commit(root, planPath, commitPlanMessage(plan.id));
}
