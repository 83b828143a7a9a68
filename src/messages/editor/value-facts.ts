// Tells on a governed value all that is known of it, in short rows, the value first.
import * as l10n from "@vscode/l10n";
import { spelledValue } from "../../core/assessment/baseline";
import { historyOf, type PastValue } from "../../core/assessment/history";
import type { Assessment, ParameterState } from "../../core/assessment/state";
import { tradesUnder } from "../../core/dashboard/trades-under";
import type { GateFacts } from "../../core/gates/gate-of-phase";
import type { GateResult } from "../../core/gates/verdict";
import type { Checkpoint } from "../../core/ledger/ledger";
import { redactedRunning, redactedText, shortLine } from "../../core/redact";
import { isSameValue, plainLiteral, type Source } from "../../core/source";
import { positionAt } from "../../core/text";
import { describeAllowed } from "../allowed";
import { countOf, moment } from "../figures/numbers";
import { phaseFacts } from "../gates/watch";
import { describeOrigin, describePast, earlierOrigin } from "../history";
import { describePhaseStatus, describeValueStatus, readerFacts } from "../parameters";
import { ungovernedPhase } from "./index";

/** One row: what it is about, the value, and what is to be known of it. */
export interface FactRow {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

/** What the bot's files told, as far as they were read. */
export interface Told {
  readonly facts: GateFacts | undefined;
  readonly gate: GateResult | undefined;
  readonly hasFailed: boolean;
}

/** All that is known of a value, in the order in which people ask: a hover shows ten lines before it scrolls. */
export interface ValueFacts {
  /** Its unit, and what the plan allows. */
  readonly kind: string;
  /** Baseline, now, running and target. */
  readonly values: readonly FactRow[];
  /** Its phase, and where the value comes from; never none. */
  readonly facts: readonly FactRow[];
  readonly details: readonly FactRow[];
}

/** How many earlier values there is room for. */
const mostEarlier = 3;

export function valueFacts(assessment: Assessment, source: Source, state: ParameterState, told: Told): ValueFacts {
  const { current, parameter, phase, phaseStatus, place } = state;
  const { unit, allowed, needsRestart = true } = parameter;
  const spelled = (which: "baseline" | "target"): string => {
    const text = spelledValue(assessment, state, which);
    return text === undefined || /[\r\n]/.test(text) ? plainLiteral(parameter[which], place.path) : text;
  };
  const ofPhase = phase ? phaseFacts(phase, told.gate) : [];
  const [title] = ofPhase;
  // How the gate stands; before anyone knows, how long the phase is watched.
  const standing = told.gate ? 2 : 1;
  const origin = originRows(assessment, state, told);
  return {
    kind: [unit, ...(allowed ? [describeAllowed(allowed, place.path)] : [])].join(" · "),
    values: [
      row(l10n.t("Baseline"), spelled("baseline")),
      current
        ? row(l10n.t("Now"), redactedText(current), describeValueStatus(state))
        : row(l10n.t("Now"), l10n.t("not bound")),
      runningRow(assessment, state, told),
      row(l10n.t("Target"), spelled("target")),
    ],
    facts: [
      title
        ? row(title[0], describePhaseStatus(phaseStatus ?? "unknown"), title[1])
        : row(l10n.t("Phase"), ungovernedPhase()),
      ...plainRows(ofPhase.slice(standing, standing + 1)),
      ...origin.facts,
    ],
    details: [
      ...origin.details,
      ...plainRows([...ofPhase.slice(1, standing), ...ofPhase.slice(standing + 1)]),
      row(l10n.t("Takes effect"), needsRestart ? l10n.t("when the bot restarts") : l10n.t("at once")),
      ...readerRows(source, state),
    ],
  };
}

const plainRows = (facts: readonly (readonly [label: string, value: string])[]): FactRow[] =>
  facts.map(([label, value]) => row(label, "", value));

const row = (label: string, value: string, detail = ""): FactRow => ({ label, value, detail });

// --- What runs ---

function runningRow(assessment: Assessment, { name, current }: ParameterState, { facts, hasFailed }: Told): FactRow {
  const label = l10n.t("Running");
  if (!facts) return row(label, l10n.t("not known"), whyNothingIsTold(assessment, hasFailed));
  const { evidence, at } = facts;
  const found = evidence.running.find(({ parameter }) => parameter === name);
  const shown = found && redactedRunning(found);
  if (!found || found.running === undefined) {
    const isHeard = evidence.processes.length > 0;
    const why = isHeard ? l10n.t("no state reports it") : l10n.t("no start of the bot is on record");
    return row(label, l10n.t("not known"), why);
  }
  const isOther = current !== undefined && found.by !== "adapted" && !isSameValue(found.running, current.text);
  const isStale = evidence.faults.some(
    ({ why, at: from = at, until }) => why === "stale" && from <= at && (until === undefined || until > at),
  );
  const details = [
    ...(isOther ? [`⚠ ${l10n.t("not what the code has")}`] : []),
    howKnown[found.by](),
    ...(isStale && evidence.newest !== undefined ? [l10n.t("as of {0}", moment(evidence.newest))] : []),
  ];
  return row(label, shown?.running === undefined ? "…" : shortLine(shown.running), details.join(", "));
}

const howKnown = {
  reported: () => l10n.t("reported by the bot"),
  adapted: () => l10n.t("adapted by the bot itself"),
  assumed: () => l10n.t("assumed from its start"),
  unknown: () => l10n.t("not known"),
};

function whyNothingIsTold({ plan, ledger, withoutLedger }: Assessment, hasFailed: boolean): string {
  if (!plan.evidence) return l10n.t("the plan names no evidence");
  if (!ledger)
    return withoutLedger === undefined || withoutLedger.code === "workspace-untrusted"
      ? l10n.t("the workspace is not trusted")
      : l10n.t("the checkpoints can't be read");
  return hasFailed ? l10n.t("the bot's files can't be read") : l10n.t("the bot's files are being read");
}

// --- Where it comes from ---

function originRows(
  assessment: Assessment,
  { name }: ParameterState,
  told: Told,
): Record<"facts" | "details", FactRow[]> {
  const { ledger } = assessment;
  const label = l10n.t("Since");
  if (!ledger) return { facts: [row(label, l10n.t("not known"), whyNothingIsTold(assessment, false))], details: [] };
  const history = historyOf(assessment, name);
  const [newest, ...earlier] = history.values;
  if (!newest) return { facts: [], details: [] };
  const [since, by] = describeOrigin(history, newest);
  return {
    facts: [
      since === "" ? row(label, "", by) : row(label, since, by),
      ...(newest.broughtBy && told.facts ? [tradesRow(told.facts, newest.broughtBy)] : []),
    ],
    details: earlierRows(earlier),
  };
}

function tradesRow({ evidence, ledger }: GateFacts, since: Checkpoint): FactRow {
  const { known, unknown } = tradesUnder(evidence, ledger.checkpoints, since);
  const others = unknown === 0 ? "" : l10n.t("{0} more under values that are not known", unknown);
  return row(l10n.t("Under it"), known === 0 ? l10n.t("no trade") : countOf(known, "trades"), others);
}

/** The newest values before this one, in one line; the history tells the rest. */
function earlierRows(earlier: readonly PastValue[]): FactRow[] {
  if (earlier.length === 0) return [];
  const values = earlier
    .slice(0, mostEarlier)
    .map((value) => [describePast(value), earlierOrigin(value)].filter(Boolean).join(" "));
  return [row(l10n.t("Before"), "", [...values, ...(earlier.length > mostEarlier ? ["…"] : [])].join(" ← "))];
}

/** Where the file reads the value, and what is computed from it. */
function readerRows(source: Source, { location }: ParameterState): FactRow[] {
  if (!("assignment" in location)) return [];
  const { scope, name } = location.assignment;
  const lines = source.usesOf(scope, name).map(({ range }) => positionAt(source.text, range.start).line);
  const derived = source.derivedFrom(scope, name).map((each) => each.name);
  return plainRows(readerFacts(lines, derived));
}
