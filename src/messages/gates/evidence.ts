// Shows the evidence to people: the files, what was measured in them, what runs, what was left out, what is wrong.
import * as l10n from "@vscode/l10n";
import type { Evidence, EvidenceFile, RunningValue } from "../../core/evidence/evidence";
import type { ExitReason, Trade } from "../../core/evidence/trade";
import type { MeasuredReading, Measurements } from "../../core/gates/measurements";
import { metrics } from "../../core/gates/metrics/metrics";
import { oneLine } from "../../core/ledger/message";
import type { Phase } from "../../core/plan/plan";
import type { Metric } from "../../core/plan/schema-names";
import { redactedRunning, shortLine } from "../../core/redact";
import { columnsOf, padded } from "../../core/text";
import { countOf, figure, moment, percent, price, quantity, quantityRange } from "../figures/numbers";
import { phaseTitle } from "../parameters";
import { describe } from "../problems";
import { countedIn, label, unitOf } from "./readings";
import { describeLeftOut, leftOutWord } from "./trade-words";

/** All of the evidence for a terminal; the trades one by one where that is asked for. */
export function describeEvidence(
  evidence: Evidence,
  measurements: Measurements,
  { phase, trades: isDetailed }: { readonly phase: Phase | undefined; readonly trades: boolean },
): string {
  const { files, running, findings } = evidence;
  const { trades, leftOut } = measurements;
  const reasons = describeLeftOut(leftOut);
  return [
    phase ? phaseTitle(phase) : l10n.t("All of the evidence"),
    ...section(l10n.t("Files"), files.length > 0 ? table(files.map(fileCells)) : [l10n.t("None was found.")]),
    ...section(l10n.t("Metrics"), table(measuredMetrics(measurements).map(metricCells))),
    ...section(l10n.t("Running · source · target"), table(running.map(redactedRunning).map(runningCells))),
    ...section(l10n.t("Left out"), reasons === "" ? [] : [reasons]),
    ...section(l10n.t("Trades"), isDetailed ? table(trades.map(tradeCells)) : [tradesInShort(trades)]),
    ...section(
      l10n.t("Findings"),
      findings.map((finding) => `${finding.code}: ${describe(finding)}`),
    ),
  ]
    .join("\n")
    .trimEnd();
}

function runningCells(value: RunningValue): string[] {
  const { parameter, running, source, target, by } = runningWords(value);
  return [parameter, `${running} (${by})`, source, target];
}

/** What runs, what the source has and what the plan wants, and how it is known: `value` as people may be shown it. */
export function runningWords({ parameter, running, by, source, target }: RunningValue) {
  const shown = (text: string | undefined): string => (text === undefined ? l10n.t("not known") : shortLine(text));
  return { parameter, running: shown(running), source: shown(source), target: shown(target), by: runningBy[by]() };
}

const runningBy: Readonly<Record<RunningValue["by"], () => string>> = {
  reported: () => l10n.t("reported"),
  adapted: () => l10n.t("adapted by the bot"),
  assumed: () => l10n.t("assumed"),
  unknown: () => l10n.t("not known"),
};

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>(
    (most, row) => row.map((cell, i) => Math.max(most[i] ?? 0, columnsOf(cell))),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, i) => padded(cell, widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function fileCells({ path, records, unreadable, newest }: EvidenceFile): string[] {
  return [
    oneLine(path),
    records === 1 ? l10n.t("1 record") : l10n.t("{0} records", figure(records)),
    newest === undefined ? l10n.t("no time in it") : l10n.t("newest {0}", moment(newest)),
    unreadable === 0 ? "" : l10n.t("{0} not readable", figure(unreadable)),
  ];
}

type MeasuredMetricRow = readonly [Metric, MeasuredReading];

/** Those that have a value; all trades as a share of all trades say nothing. */
function measuredMetrics({ metrics: readings }: Measurements): MeasuredMetricRow[] {
  const rows = Object.entries(readings) as MeasuredMetricRow[];
  return rows.filter(([metric, { value }]) => value !== undefined && metric !== "tradeShare");
}

function metricCells([metric, reading]: MeasuredMetricRow): string[] {
  const { value = 0, interval, level, complete } = reading;
  const unit = unitOf({ metric, unit: metrics[metric].unit });
  return [
    label({ metric }, reading),
    quantity(value, unit),
    countedIn({ metric }, reading),
    interval === undefined ? "" : l10n.t("{0} interval {1}", percent(level), quantityRange(interval, unit)),
    complete ? "" : l10n.t("incomplete: something is missing or wrong in what it was computed from"),
  ];
}

function tradesInShort(trades: readonly Trade[]): string {
  const counting = trades.filter(({ leftOut }) => leftOut === undefined).length;
  return l10n.t("{0}; {1} counted. --trades shows each.", countOf(trades.length, "trades"), figure(counting));
}

function tradeCells({
  side,
  opened,
  closed,
  quantity: size,
  entry,
  exit,
  net,
  netBy,
  reason,
  checkpoint,
  leftOut,
}: Trade): string[] {
  return [
    moment(opened),
    closed === undefined ? l10n.t("open") : moment(closed),
    side === "long" ? l10n.t("LONG") : l10n.t("SHORT"),
    figure(size),
    exit === undefined ? price(entry) : `${price(entry)} → ${price(exit)}`,
    net === undefined ? "" : quantity(net, { kind: "money" }),
    net === undefined || netBy === "prices" ? "" : l10n.t("as reported"),
    reason === undefined ? "" : exitWords[reason](),
    checkpoint ?? "",
    leftOut === undefined ? "" : leftOutWord(leftOut),
  ];
}

export const exitWords: Readonly<Record<ExitReason, () => string>> = {
  model: () => l10n.t("model"),
  "stop-loss": () => l10n.t("stop-loss"),
  "take-profit": () => l10n.t("take-profit"),
  "max-hold": () => l10n.t("longest holding time"),
  manual: () => l10n.t("by hand"),
  exchange: () => l10n.t("exchange"),
  other: () => l10n.t("other"),
};
