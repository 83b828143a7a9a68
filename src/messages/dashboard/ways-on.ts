// What a person must know before anything else of the dashboard, and the buttons that lead on.
import * as l10n from "@vscode/l10n";
import type { Assessment } from "../../core/assessment/state";
import type { Action, Notice } from "../../core/dashboard/view";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import { phaseRun } from "../../core/ledger/phase-run";
import type { Phase } from "../../core/plan/plan";
import { problem } from "../../core/problem";
import {
  checkpointHandEditsFirst,
  describeWithoutGates,
  editsNotRecorded,
  restartBotTitle,
  valuesNotRecorded,
} from "../editor";
import { conditionsToSign, describeFired } from "../gates/gate";
import { describe } from "../problems";
import { describeError } from "../problems/outcomes";

interface Known {
  readonly assessment: Assessment;
  readonly facts: GateFacts | undefined;
  readonly hasFailed: boolean;
}

export function noticesOf(
  { assessment, facts, hasFailed }: Known,
  newest: { readonly gate: GateResult; readonly phase: Phase } | undefined,
): Notice[] {
  return [
    ...(newest ? firedNotice(newest.gate, newest.phase) : []),
    ...unsealedNotice(assessment),
    ...withoutLedgerNotice(assessment),
    ...(describeWithoutGates(assessment) ? withoutGates(assessment) : facts ? [] : [unread(hasFailed)]),
    ...(facts ? [...faultNotices(facts), ...restartNotice(facts), ...waitingNotice(assessment, facts)] : []),
  ];
}

function firedNotice(gate: GateResult, phase: Phase): Notice[] {
  const fired = describeFired(gate, phase);
  return fired === undefined
    ? []
    : [{ tone: "fail", title: l10n.t("A trigger has fired"), text: fired, actions: [rollBack()] }];
}

function unsealedNotice({ unsealed }: Assessment): Notice[] {
  if (unsealed.length === 0) return [];
  const action: Action = { command: "checkpointHandEdits", title: checkpointHandEditsFirst() };
  return [{ tone: "error", title: editsNotRecorded(), text: valuesNotRecorded(), actions: [action] }];
}

/** Where the plan names evidence, the gates say it. */
function withoutLedgerNotice(assessment: Assessment): Notice[] {
  const { ledger, withoutLedger = problem("workspace-untrusted", {}), plan } = assessment;
  if (ledger || plan.evidence) return [];
  const title = l10n.t("The checkpoints are not known");
  return [{ tone: "inconclusive", title, text: describe(withoutLedger), actions: trustActions(assessment) }];
}

function withoutGates(assessment: Assessment): Notice[] {
  const without = describeWithoutGates(assessment);
  if (!without) return [];
  const title = l10n.t("Gates: {0}", without.summary);
  return [{ tone: "inconclusive", title, text: without.full, actions: withoutGatesActions(assessment) }];
}

function withoutGatesActions(assessment: Assessment): Action[] {
  return assessment.plan.evidence ? trustActions(assessment) : [openPlan()];
}

function trustActions({ withoutLedger }: Assessment): Action[] {
  return withoutLedger === undefined || withoutLedger.code === "workspace-untrusted"
    ? [{ command: "manageTrust", title: l10n.t("Manage Workspace Trust") }]
    : [];
}

function unread(hasFailed: boolean): Notice {
  return hasFailed
    ? {
        tone: "error",
        title: l10n.t("The evidence could not be read"),
        text: l10n.t(
          'Reading the bot\'s files failed, so nothing is judged. It is tried again every minute; the output "Phasegate" has the details.',
        ),
        actions: [],
      }
    : { tone: "quiet", title: l10n.t("Reading"), text: l10n.t("The bot's files are being read."), actions: [] };
}

/** How many findings stand beside a notice; all of them stand below. */
const mostFindings = 2;

/** Each reason for which nothing may be judged, once. */
function faultNotices({ evidence, at }: GateFacts): Notice[] {
  const faults = evidence.faults.filter(
    (fault) => (fault.at ?? at) <= at && (fault.until === undefined || fault.until > at),
  );
  const findings = evidence.findings
    .filter(({ code, severity }) => severity !== "info" && code !== "restart-needed")
    .slice(0, mostFindings)
    .map(describe);
  return [...new Set(faults.map(({ why }) => why))].map((why, index) => ({
    tone: "error",
    title: faultTitles[why](),
    text: [describeError(why), ...(index === 0 ? findings : [])].join(" "),
    actions: [openPlan()],
  }));
}

const faultTitles: Readonly<Record<GateFacts["evidence"]["faults"][number]["why"], () => string>> = {
  unreadable: () => l10n.t("Broken evidence"),
  stale: () => l10n.t("Stale evidence"),
  contradiction: () => l10n.t("Contradictory evidence"),
  unpaired: () => l10n.t("An exit is missing"),
  "no-source": () => l10n.t("No evidence"),
};

/** The bot still runs the values from before the newest checkpoint. */
function restartNotice({ evidence }: GateFacts): Notice[] {
  return evidence.findings
    .filter(({ code }) => code === "restart-needed")
    .map((finding) => ({
      tone: "inconclusive",
      title: l10n.t("The bot has to be restarted"),
      text: describe(finding),
      actions: [{ command: "restartBot", title: restartBotTitle() }],
    }));
}

function waitingNotice({ inEffect }: Assessment, { evidence }: GateFacts): Notice[] {
  if (inEffect?.length === 0) {
    const text = l10n.t("Apply the first phase: its window begins when the bot is restarted.");
    return [{ tone: "quiet", title: l10n.t("Nothing is applied yet"), text, actions: [] }];
  }
  if (evidence.trades.length > 0 || evidence.faults.length > 0) return [];
  return [{ tone: "quiet", title: l10n.t("Waiting"), text: l10n.t("The first trade will appear here."), actions: [] }];
}

const rollBack = (): Action => ({ command: "rollBack", title: l10n.t("Roll Back…") });
const openPlan = (): Action => ({ command: "openPlan", title: l10n.t("Open Plan") });

/** What is called for comes first. */
export function actionsOf({ phases, inEffect, ledger }: Assessment, gate: GateResult | undefined): Action[] {
  const newest = inEffect?.at(-1);
  const show: Action = { command: "showCheckpoints", title: l10n.t("Show Checkpoints") };
  if (newest === undefined) return [...applyNext(phases), show];
  if (gate?.triggers.some(({ outcome }) => outcome.is === "fail")) return [{ ...rollBack(), isCalledFor: true }, show];
  const isValidated = ledger !== undefined && phaseRun(ledger, newest)?.validated !== undefined;
  return [...(isValidated ? applyNext(phases) : judging(gate)), rollBack(), show];
}

function applyNext(phases: Assessment["phases"]): Action[] {
  return phases.some(({ status }) => status === "next")
    ? [{ command: "applyNextPhase", title: l10n.t("Apply Next Phase"), isCalledFor: true }]
    : [];
}

/** What can be done about a gate: sealing what it says, and looking once more where its last look has decided nothing. */
function judging(gate: GateResult | undefined): Action[] {
  if (!gate) return [];
  const { outcome, window } = gate;
  const toSign = conditionsToSign(gate).length > 0;
  const title = toSign ? l10n.t("Sign and Validate…") : l10n.t("Validate Phase…");
  const canExtend = outcome === "inconclusive" && window.reached.length >= window.looks;
  return [
    ...(outcome === "pass" || toSign ? [{ command: "validatePhase", title, isCalledFor: true } as const] : []),
    ...(canExtend ? [{ command: "extendWindow", title: l10n.t("Extend Window…") } as const] : []),
  ];
}
