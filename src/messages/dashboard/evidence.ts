// What the bot's files say, in the dashboard: what happened, what runs, what was left out, and how the files fare.
import * as l10n from "@vscode/l10n";
import { type Course, courseOf } from "../../core/dashboard/course";
import { type RunningAgreement, runningAgreement } from "../../core/dashboard/running";
import type { DashboardView, TextTable } from "../../core/dashboard/view";
import type { EvidenceFile, RunningValue } from "../../core/evidence/evidence";
import type { LeftOut } from "../../core/evidence/trade";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import { redactedRunning, shortLine } from "../../core/redact";
import { moment } from "../figures/numbers";
import { runningWords } from "../gates/evidence";
import { leftOutWord } from "../gates/trade-words";
import { describe } from "../problems";
import { bandOf, chartsOf, tradesIn } from "./charts";

export function evidenceParts(facts: GateFacts, gate: GateResult | undefined): Partial<DashboardView> {
  const course = courseOf(facts);
  return {
    happened: {
      question: l10n.t("What happened?"),
      sentence: happenedSentence(course, facts),
      charts: chartsOf(course),
      bands: course.bands.map(bandOf),
    },
    running: runningOf(facts.evidence.running),
    leftOut: leftOutOf(facts, gate),
    health: healthOf(facts),
  };
}

function happenedSentence({ trades, open }: Course, { evidence: { dropped } }: GateFacts): string {
  const count = trades.closed.length;
  const [first] = trades.closed;
  return [
    first === undefined
      ? l10n.t("No trade is closed yet.")
      : l10n.t(
          "{0} closed since {1}, under whatever values: the bands say which ran. A gate counts those of its window alone.",
          tradesIn(count),
          moment(first),
        ),
    ...(open ? [open.n === 1 ? l10n.t("One is open.") : l10n.t("{0} are open.", open.n)] : []),
    ...(dropped === 0 ? [] : [l10n.t("Older ones are not kept: {0}.", tradesIn(dropped))]),
  ].join(" ");
}

// --- What runs ---

function runningOf(values: readonly RunningValue[]) {
  return {
    question: l10n.t("Does the bot run what we think?"),
    sentence: runningSentence(runningAgreement(values)),
    table: {
      columns: [l10n.t("Parameter"), l10n.t("Running"), l10n.t("Source"), l10n.t("Target"), l10n.t("How we know")],
      rows: values
        .map((value) => runningWords(redactedRunning(value)))
        .map(({ parameter, running, source, target, by }) => [parameter, running, source, target, by]),
    } satisfies TextTable,
  };
}

function runningSentence(agreement: RunningAgreement): string {
  const { adapted } = agreement;
  const own = adapted.length === 0 ? [] : [l10n.t("Adapted by the bot itself: {0}.", adapted.join(", "))];
  return [agreementSentence(agreement), ...own].join(" ");
}

function agreementSentence({ differing, unknown, same, isReported }: RunningAgreement): string {
  if (differing.length > 0)
    return l10n.t("No: it runs other values than the source has of {0}. Restart the bot.", differing.join(", "));
  if (same === 0) return l10n.t("Nobody knows: no start of the bot is on record.");
  if (unknown.length > 0)
    return l10n.t("As far as it is known: what runs, or what the source has, is not known of {0}.", unknown.join(", "));
  return isReported
    ? l10n.t("Yes: it reports the values that the source has.")
    : l10n.t("Assumed, not known: the source had these values at its last start, and the bot does not report its own.");
}

// --- What does not count ---

function leftOutOf({ evidence: { findings } }: GateFacts, gate: GateResult | undefined) {
  const counts = Object.entries(gate?.window.leftOut ?? {}) as [LeftOut, number][];
  const total = counts.reduce((sum, [, n]) => sum + n, 0);
  const found =
    findings.length === 0
      ? []
      : [
          findings.length === 1
            ? l10n.t("1 finding on the evidence.")
            : l10n.t("{0} findings on the evidence.", findings.length),
        ];
  return {
    question: l10n.t("What was left out?"),
    sentence: [leftOutSentence(total, gate), ...found].join(" "),
    table: {
      columns: [l10n.t("What"), l10n.t("Details")],
      rows: [
        ...counts.filter(([, n]) => n > 0).map(([reason, n]) => [tradesIn(n), leftOutWord(reason)]),
        ...findings.map((finding) => [finding.code, describe(finding)]),
      ],
    },
  };
}

function leftOutSentence(total: number, gate: GateResult | undefined): string {
  if (!gate) return l10n.t("No phase is watched, so no trade is counted.");
  if (gate.window.from === undefined) return l10n.t("The window has not begun, so no trade is counted.");
  return total === 0
    ? l10n.t("No trade: all of the window count.")
    : l10n.t("{0} of the window: not counted, for the reasons below.", tradesIn(total));
}

// --- Files and errors ---

function healthOf({ evidence: { files, errors, newest } }: GateFacts) {
  const causes = new Map<string, number>();
  for (const { cause } of errors) causes.set(cause, (causes.get(cause) ?? 0) + 1);
  return {
    question: l10n.t("Errors and health"),
    sentence: [
      newest === undefined
        ? l10n.t("The bot has left no sign of life.")
        : l10n.t("Last sign of life: {0}.", moment(newest)),
      errors.length === 0
        ? l10n.t("No error is on record.")
        : l10n.t("Errors on record: {0}, distinct causes: {1}.", errors.length, causes.size),
    ].join(" "),
    table: {
      columns: [l10n.t("What"), l10n.t("Details")],
      rows: [
        ...files.map(fileRow),
        ...[...causes].map(([cause, n]) => [
          n === 1 ? l10n.t("Error, once") : l10n.t("Error, {0} times", n),
          shortLine(cause),
        ]),
      ],
    },
  };
}

function fileRow({ path, records, unreadable, newest }: EvidenceFile): string[] {
  const facts = [
    records === 1 ? l10n.t("1 record") : l10n.t("{0} records", records),
    ...(unreadable === 0 ? [] : [l10n.t("{0} not readable", unreadable)]),
    newest === undefined ? l10n.t("no time in it") : l10n.t("newest {0}", moment(newest)),
  ];
  return [shortLine(path), facts.join(", ")];
}
