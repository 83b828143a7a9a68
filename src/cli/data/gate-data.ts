// Gives a gate and its evidence as data: what `--json` prints, and schemas/cli/ describes.
import type { Evidence } from "../../core/evidence/evidence";
import type { Trade } from "../../core/evidence/trade";
import type { Measurements } from "../../core/gates/measurements";
import type { GateResult, Reading, Verdict } from "../../core/gates/verdict";
import { isoText } from "../../core/ledger/iso-text";
import { oneLine } from "../../core/ledger/message";
import type { Phase } from "../../core/plan/plan";
import { redactedRunning } from "../../core/redact";
import { standingIn } from "../../messages/gates/gate";
import { describeVerdict, type Standing } from "../../messages/gates/verdicts";
import { formatVersion } from "./format-version";
import { findingData } from "./problem-row";

/** A gate in the shape of schemas/cli/gate.schema.json; an end of an interval that has no bound is null. */
export function gateData(plan: string, gate: GateResult, phase: Phase) {
  const { at, window, criteria, triggers, signatures, warnings, look, outcome, why, since } = gate;
  const { from, ended, reached, ...state } = window;
  return {
    formatVersion,
    plan,
    phase: phase.id,
    at: isoText(at),
    look,
    outcome,
    why,
    criteria: criteria.map((verdict) => verdictData(verdict, standingIn(gate, phase, "criterion"))),
    triggers: triggers.map((verdict) => verdictData(verdict, standingIn(gate, phase, "trigger"))),
    signatures,
    warnings,
    ...(since && { since: { ...since, at: isoText(since.at) } }),
    window: {
      from: from === undefined ? null : isoText(from),
      ended: ended === undefined ? null : isoText(ended),
      ...state,
      reached: reached.map((each) => ({ look: each.look, at: isoText(each.at) })),
    },
  };
}

function verdictData(verdict: Verdict, standing: Standing) {
  const { at, reading, now, against, ...rest } = verdict;
  return {
    ...rest,
    ...(reading && { reading: readingData(reading) }),
    ...(now && { now: readingData(now) }),
    ...(against && { against: readingData(against) }),
    ...instant("at", at),
    sentence: oneLine(describeVerdict(verdict, standing)),
  };
}

/** Also of a reading that has more members. */
function readingData<R extends Reading>({ open, ...reading }: R) {
  if (!open) return reading;
  const { mark } = open;
  return { ...reading, open: { ...open, ...(mark && { mark: { ...mark, at: isoText(mark.at) } }) } };
}

/** The evidence, and what was measured in it; instants are ISO 8601 in UTC. */
export function evidenceData(
  plan: string,
  evidence: Evidence,
  { trades, metrics, leftOut }: Measurements,
  phase?: Phase,
) {
  const { files, running, findings, faults, dropped, processes } = evidence;
  return {
    formatVersion,
    plan,
    phase: phase?.id ?? null,
    files: files.map(({ modified, newest, ...file }) => ({
      ...file,
      modified: isoText(modified),
      ...instant("newest", newest),
    })),
    trades: trades.map((trade) => tradeData(trade, evidence)),
    metrics: Object.fromEntries(Object.entries(metrics).map(([metric, reading]) => [metric, readingData(reading)])),
    running: running.map(redactedRunning),
    processes: processes.map(({ started, values: _, ...process }) => ({ ...instant("started", started), ...process })),
    leftOut,
    dropped,
    faults: faults.map(({ at, until, ...fault }) => ({ ...fault, ...instant("at", at), ...instant("until", until) })),
    findings: findings.map(findingData),
  };
}

function tradeData({ opened, closed, origin, reported, ...trade }: Trade, { files }: Evidence) {
  const place = ({ file, offset }: Trade["origin"]) => ({ file: files[file]?.path ?? null, offset });
  return {
    opened: isoText(opened),
    ...instant("closed", closed),
    ...trade,
    reported: reported.map(({ source, ...result }) => ({ ...place(source), ...result })),
    origin: place(origin),
  };
}

function instant<Key extends string>(key: Key, at: number | undefined): { readonly [key in Key]?: string } {
  return at === undefined ? {} : ({ [key]: isoText(at) } as { readonly [key in Key]: string });
}
