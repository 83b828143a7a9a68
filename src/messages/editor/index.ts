// Says what the editor shows: titles, questions, notifications.

import * as l10n from "@vscode/l10n";
import { openFindings } from "../../core/assessment/findings";
import type { Assessment } from "../../core/assessment/state";
import type { Change, Request } from "../../core/change/change";
import type { Verdict } from "../../core/gates/verdict";
import type { Checkpoint } from "../../core/ledger/ledger";
import { oneLine } from "../../core/ledger/message";
import type { Phase, Restart } from "../../core/plan/plan";
import { type Problem, type ProblemCode, type ProblemData, problem } from "../../core/problem";
import { gateLines, namedStep } from "../checkpoints";
import { describeEventAsTitle } from "../events";
import { moment } from "../figures/numbers";
import { describeVerdict, type Standing } from "../gates/verdicts";
import { describeWatch } from "../gates/watch";
import { restartNeeded } from "../parameters";
import { describe } from "../problems";
import { forecasts } from "../problems/forecasts";

export const bugReport = (): string => l10n.t("This is a bug in Phasegate. The log has the details.");
export const showLog = (): string => l10n.t("Show Log");
export const copyDetails = (): string => l10n.t("Copy Details");
export const showAll = (): string => l10n.t("Show All");
/** The first of several sentences, and how many are not told yet. */
export const oneOfSeveral = (sentence: string, others: number): string =>
  others === 1
    ? l10n.t("{0} There is 1 more thing to know.", sentence)
    : l10n.t("{0} There are {1} more things to know.", sentence, others);
export const goToValue = (): string => l10n.t("Go to Value");
export const showChanges = (): string => l10n.t("Show Changes");
export const previewEnded = (): string => l10n.t("This preview has ended. Open it again to see the current values.");
export const settingWins = (): string =>
  l10n.t("The setting phasegate.plan names another plan and takes precedence. Clear it to choose a plan here.");
export const ungovernedPhase = (): string => l10n.t("In no phase");

/** The state of a rollout in a few words. */
export const statusText = {
  several: (count: number): string => l10n.t("{0} plans: choose one", count),
  unusable: (): string => l10n.t("Plan has problems"),
  ready({ plan, phases, inEffect, findings, unsealed, unread }: Assessment): string {
    const open = openFindings(findings).length;
    const phase = inEffect ? describeInEffect(inEffect, phases.length) : l10n.t("ledger unknown");
    return [
      plan.id,
      ...(unread.length > 0 ? [fileNotRead(unread)] : []),
      phase,
      ...(unsealed.length > 0 ? [editsNotRecorded()] : []),
      ...(open > 0 ? [countFindings(open)] : []),
    ].join(" · ");
  },
};

function fileNotRead(unread: readonly Problem[]): string {
  return unread.some(({ code }) => code === "file-missing") ? l10n.t("file not found") : l10n.t("file can't be read");
}

function countFindings(count: number): string {
  return count === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", count);
}

function describeInEffect(inEffect: readonly number[], count: number): string {
  if (inEffect.length === 0) return l10n.t("baseline");
  const inOrder = inEffect.every((phase, index) => phase === index + 1);
  return inOrder
    ? l10n.t("Phase {0} of {1}", inEffect.length, count)
    : l10n.t("Phases {0} of {1}", inEffect.join(", "), count);
}

export const statusTooltip = (): string => l10n.t("Phasegate: open the dashboard");

export const overrideTitle = (): string => l10n.t("Override…");

export const overridePrompt = (phase: number): { title: string; prompt: string; placeHolder: string } => ({
  title: l10n.t("Apply Phase {0} with an override", phase),
  prompt: l10n.t("Why? The checkpoint keeps the reason, with your name."),
  placeHolder: l10n.t("A reason that someone will understand in a month"),
});

export const reasonNeeded = (): string => l10n.t("A reason is needed. Press Escape to go back without one.");

export const rollBackTitle = (): string => l10n.t("Roll Back…");
export const gateTitle = (): string => l10n.t("Gate");
export const gatesTitle = (): string => l10n.t("Gates");
export const openPlanTitle = (): string => l10n.t("Open Plan");
export const manageTrust = (): string => l10n.t("Manage Workspace Trust");
export const initializeRepository = (): string => l10n.t("Initialize Repository");
export const saveFiles = (): string => l10n.t("Save");
export const commitPlanTitle = (): string => l10n.t("Commit the Plan");
/** The commit's own message, which is not in the person's language but in that of the checkpoints'. */
export const commitPlanMessage = (plan: string): string => `Plan ${plan}`;
/** The message of the demo's first commit, likewise. */
export const demoCommitMessage = "The bot before the rollout";
export const createPlanTitle = (): string => l10n.t("Create a Plan…");
export const demoPlaceTitle = (): string => l10n.t("Where to put the demo: it gets a new folder there");
export const putDemoHere = (): string => l10n.t("Put the Demo Here");
export const makingDemo = (): string => l10n.t("Making the demo's folder and repository…");
export const choosePlanTitle = (): string => l10n.t("Choose Plan…");
export const gateUntrusted = (): string => l10n.t("Gate: unknown until trusted");

/** Why no gate is judged, in a few words and in full with the way out; undefined where gates are judged. */
export function describeWithoutGates({
  plan,
  ledger,
  withoutLedger,
}: Assessment): { readonly summary: string; readonly full: string } | undefined {
  if (!plan.evidence) {
    return { summary: l10n.t("not checked"), full: describe(problem("evidence-undeclared", { plan: plan.id })) };
  }
  if (ledger) return undefined;
  const why = withoutLedger ?? problem("workspace-untrusted", {});
  const isUntrusted = why.code === "workspace-untrusted";
  return { summary: isUntrusted ? l10n.t("unknown until trusted") : l10n.t("ledger unknown"), full: describe(why) };
}
/** `place`: which of how many signatures it is. */
export function signaturePrompt(
  phase: number,
  verdict: Verdict,
  standing: Standing,
  place: readonly [number: number, count: number],
): { title: string; prompt: string; placeHolder: string } {
  const { id } = verdict.criterion;
  return {
    title:
      place[1] === 1
        ? l10n.t("Validate Phase {0}: {1}", phase, id)
        : l10n.t("Validate Phase {0}: {1} ({2} of {3})", phase, id, ...place),
    prompt: `${signatureQuestion(verdict, standing)} ${l10n.t("The checkpoint keeps the note, with your name.")}`,
    placeHolder: l10n.t("What you looked at, and what you saw"),
  };
}

function signatureQuestion(verdict: Verdict, standing: Standing): string {
  const { text, manual } = verdict.criterion;
  if (!manual) return l10n.t("{0}: why may it pass? {1}", text, describeVerdict(verdict, standing));
  return standing.role === "trigger"
    ? l10n.t("Rollback trigger: {0}. If it has not happened, what did you see?", text)
    : l10n.t("{0}: what did you see?", text);
}

export const extensionPrompt = (phase: number): { title: string; prompt: string; placeHolder: string } => ({
  title: l10n.t("Extend the window of Phase {0} by one look", phase),
  prompt: l10n.t("Why? The checkpoint keeps the reason, with your name."),
  placeHolder: l10n.t("A reason that someone will understand in a month"),
});

export const choosePhase = (): string => l10n.t("Which phase?");
export const choosePlan = (): string => l10n.t("Which plan?");
export const chooseCheckpoint = (): string => l10n.t("Checkpoints, newest first: choose one to see what it changed");
export const chooseExtent = (tag: string): string => l10n.t("Roll back to {0}: how much?", tag);
export const valuesOnly = (): string => l10n.t("Values only");
export const valuesOnlyDetail = (): string => l10n.t("the plan's values; code that was written since then stays");
export const wholeFile = (): string => l10n.t("Whole file");
export const wholeFileDetail = (): string =>
  l10n.t("every line as it was then; code that was written since then goes too");
export const writeNowTitle = (): string => l10n.t("Write Now, Seal Later…");
export const writeNowPrompt = (): { title: string; prompt: string; placeHolder: string } => ({
  title: l10n.t("Write the values now, without a checkpoint"),
  prompt: l10n.t("Why? The checkpoint keeps the reason once it is made."),
  placeHolder: overridePrompt(0).placeHolder,
});
export const handEditsPrompt = (): { title: string; prompt: string } => ({
  title: l10n.t("Checkpoint the hand edits of the bot"),
  prompt: l10n.t(
    "Why were these values written without a checkpoint? The checkpoint keeps your answer. You may leave it empty.",
  ),
});
export const sealNow = (): string => l10n.t("Seal Now…");
export const sealSoon = (): string => l10n.t("Seal them as soon as git works again.");
export const editsNotRecorded = (): string => l10n.t("edits not recorded");
export const valuesNotRecorded = (): string =>
  l10n.t(
    'The bot has uncommitted edits, and values that no checkpoint records. "Checkpoint Hand Edits…" records them.',
  );
export const checkpointHandEditsFirst = (): string => l10n.t("Checkpoint Them First…");
export const previewOf = (phase: number): string => l10n.t("Preview of Phase {0}", phase);
export const changesOf = (tag: string): string => l10n.t("{0}: before ↔ after", tag);
export const comparedTo = (tag: string, other: string): string => l10n.t("{0} ↔ {1}", tag, other);
export const comparedToCurrent = (tag: string): string => l10n.t("{0} ↔ current", tag);
export const pushing = (): string => l10n.t("Phasegate: pushing the branch and its checkpoints…");
export const fetching = (): string => l10n.t("Phasegate: fetching checkpoints…");
/** Of what the bot left behind, and of backups. */
export const reading = (): string => l10n.t("Phasegate: reading files…");
export const workingOut = (): string => l10n.t("Phasegate: working out the change…");
export const healing = (): string => l10n.t("Phasegate: completing the checkpoint that was cut off…");
/** The button by which a person says that the process which holds the lock was killed. */
export const processIsGone = (): string => l10n.t("It Was Killed");
export const writing = (): string => l10n.t("Phasegate: writing the values…");
export const sealing = (): string => l10n.t("Phasegate: writing the checkpoint…");

/** The title of the editor that asks. */
export function askTitle(change: Change): string {
  const { request, overridden = [] } = change;
  if (request.kind === "hand-edits") return l10n.t("Checkpoint these hand edits?");
  if (request.kind !== "apply") return l10n.t("{0}?", describeEventAsTitle(change));
  const [first, ...more] = overridden;
  if (!first) return l10n.t("Apply Phase {0}?", request.phase);
  const what = overriddenInShort[first.code]?.() ?? l10n.t("with an override");
  return more.length === 0
    ? l10n.t("Apply Phase {0} {1}?", request.phase, what)
    : l10n.t("Apply Phase {0} {1}, and {2} more?", request.phase, what, more.length);
}

/** What is overridden, as the end of a title. */
const overriddenInShort: Readonly<Partial<Record<ProblemCode, () => string>>> = {
  "phase-out-of-order": () => l10n.t("out of order"),
  "phase-behind": () => l10n.t("over values that are behind"),
  "rule-would-break": () => l10n.t("against a rule of the plan"),
  "step-too-large": () => l10n.t("in too large a step"),
  "gate-not-passed": () => l10n.t("before its gate has passed"),
  "gate-failed": () => l10n.t("although a trigger has fired"),
  "position-open": () => l10n.t("while a position is open"),
  "evidence-stale": () => l10n.t("on evidence that is too old"),
};

/** What is overridden, in a sentence that does not ask for what has been given. */
const overriddenSentences: { readonly [Code in ProblemCode]?: (data: ProblemData[Code]) => string } = {
  "phase-out-of-order": ({ missing }) => l10n.t("Out of order: Phase {0} is not in effect.", missing),
  "phase-behind": ({ behind, parameters }) =>
    l10n.t("Phase {0} is in effect, but not at its targets: {1}.", behind, parameters.join(", ")),
  "rule-would-break": ({ rule, why }) =>
    l10n.t('This breaks the plan\'s rule "{0}". The reason for the rule: {1}', rule, why),
  "step-too-large": ({ parameter, from, to, largest }) =>
    l10n.t("{0} moves from {1} to {2}. The plan allows at most {3} in one step.", parameter, from, to, largest),
  "gate-not-passed": ({ required }) => l10n.t("Phase {0} is not validated.", required),
  "gate-failed": ({ required, triggers }) =>
    l10n.t("A rollback trigger of Phase {0} has fired: {1}.", required, triggers.join(", ")),
  "position-open": ({ opened }) => l10n.t("The bot holds a position that is open since {0}.", moment(opened)),
  "evidence-stale": ({ newest }) =>
    l10n.t("The newest evidence is too old to tell how the bot stands: {0}.", moment(newest)),
};

function describeOverridden(overridden: Problem): string {
  const sentence = overriddenSentences[overridden.code] as ((data: Problem["data"]) => string) | undefined;
  return sentence ? sentence(overridden.data) : describe(overridden);
}

/** What a yes does, as on its button. */
export function answerTitle(request: Request): string {
  switch (request.kind) {
    case "apply":
      return l10n.t("Apply Phase {0}", request.phase);
    case "rollback":
      return l10n.t("Roll Back");
    case "hand-edits":
      return l10n.t("Checkpoint");
    case "adopt":
      return l10n.t("Adopt");
    case "validate":
      return l10n.t("Validate");
    case "extend":
      return l10n.t("Extend Window");
  }
}

export const writeNowAnswer = (): string => l10n.t("Write Now");

/** The keys that answer a question. */
export const answerKeys = (answer: string): string[] => [
  l10n.t("{0}: Ctrl+Enter (Mac: Cmd+Enter)", answer),
  l10n.t("Cancel: Esc"),
];

/** All that a person should read before saying yes, in paragraphs. */
export function summaryOf(change: Change): string[][] {
  const { changes, overridden = [], override, notes } = change;
  const reason = override ?? change.reason;
  const width = Math.max(0, ...changes.map((each) => namedStep(each).name.length));
  const values = changes.map(namedStep).map(({ name, step }) => `  ${name.padEnd(width)}  ${step}`);
  return [
    [
      ...overridden.map((each) => `⚠ ${describeOverridden(each)}`),
      ...(reason === undefined ? [] : [l10n.t("  Your reason: {0}", oneLine(reason))]),
    ],
    values.length === 0 ? [l10n.t("No value changes.")] : [valuesTitle(values.length), ...values],
    notes.filter((note) => !isForecast(note)).map(marked),
    gateLines(change),
  ].filter((paragraph) => paragraph.length > 0);
}

/** What the window of the phase can tell, which is no reason against a change. */
export const forecastTitle = (): string => l10n.t("What to expect of the window");
export const forecastOf = ({ notes }: Change): string[] => notes.filter(isForecast).map(marked);

function isForecast({ code }: Problem): boolean {
  return Object.hasOwn(forecasts, code);
}

function marked(note: Problem): string {
  return `${note.severity === "info" ? "▸" : "⚠"} ${describe(note)}`;
}

function valuesTitle(count: number): string {
  return count === 1 ? l10n.t("1 value changes:") : l10n.t("{0} values change:", count);
}

/** Why a phase that is previewed is refused now; none where it is not. */
export const refusedNow = (refused: readonly Problem[]): string[] => refused.map(marked);

export const restartBotTitle = (): string => l10n.t("Restart Bot");

/** What is asked before a task is run: what VS Code runs for it, where that is known. */
export function restartQuestion(task: string, runs: string | undefined): [question: string, details: string[]] {
  const details = [
    ...(runs === undefined ? [] : [l10n.t("It runs: {0}", runs)]),
    l10n.t("Where it runs already, VS Code ends it first."),
  ];
  return [l10n.t('Restart the bot by the task "{0}"?', task), details];
}

export const restartUntrusted = (): string =>
  l10n.t("The bot is not restarted: this workspace is not trusted, and a task runs programs.");
export const restartUnknown = (): string =>
  l10n.t('The plan does not say how the bot is restarted. Add "restart" with a task of .vscode/tasks.json, or a text.');
export const restartTaskMissing = (task: string): string =>
  l10n.t('.vscode/tasks.json has no task "{0}", which the plan names to restart the bot.', task);
export const restartStillRuns = (task: string): string =>
  l10n.t('The bot is not restarted: the task "{0}" still runs after it was told to end. End it by hand.', task);

/** What a person reads once it is done, and what they may do next. */
export function done(
  change: Change,
  { tag }: Checkpoint,
  /** How the bot is restarted, where it has to be. */
  restart: Restart | undefined,
  applied: Phase | undefined,
): Record<"sentence" | "showDiff" | "rollBack" | "restartBot" | "diffTitle", string> {
  const { request, changes } = change;
  // The button says it where there is a task.
  const next = restart ? restartNeeded(restart.task === undefined ? restart : {}) : "";
  return {
    sentence: [
      ...whatHappened(request, changes.length),
      l10n.t("Checkpoint {0}.", tag),
      next,
      ...(applied ? [describeWatch(applied)] : []),
    ]
      .filter(Boolean)
      .join(" "),
    showDiff: l10n.t("Show Diff"),
    rollBack: l10n.t("Roll Back"),
    restartBot: restartBotTitle(),
    diffTitle: changesOf(tag),
  };
}

/** Whole sentences. */
function whatHappened(request: Request, count: number): string[] {
  switch (request.kind) {
    case "apply":
      return [l10n.t("Phase {0} is in effect.", request.phase), countValues(count)];
    case "rollback":
      return [l10n.t("The rollback is done."), countValues(count)];
    case "validate":
      return [l10n.t("Phase {0} is validated.", request.phase)];
    case "extend":
      return [l10n.t("The window of Phase {0} has one more look.", request.phase)];
    case "adopt":
      return [l10n.t("The current values and the plan are adopted.")];
    case "hand-edits":
      return [
        l10n.t("The hand edits have a checkpoint."),
        count === 0 ? l10n.t("They change none of the plan's values.") : countValues(count),
      ];
  }
}

function countValues(count: number): string {
  if (count === 0) return l10n.t("No value had to change.");
  return count === 1 ? l10n.t("1 value changed.") : l10n.t("{0} values changed.", count);
}

export const noCheckpoints = (): string => l10n.t("No checkpoint yet. Applying a phase makes the first one.");
