// What is known of the running bot when a change is planned, and how a checkpoint keeps it.
import type { Evidence, EvidenceFile } from "../evidence/evidence";
import { currencyOf } from "../gates/condition";
import { metrics } from "../gates/metrics/metrics";
import type { GateResult, Outcome, Verdict } from "../gates/verdict";
import { isoText } from "../ledger/iso-text";
import type { SealedFile, SealedVerdict } from "../ledger/sealed-gate";
import type { MeasuredCriterion } from "../plan/plan";
import type { Change, SealedChange } from "./change";

/** The evidence, and the gate of one phase as it judges. */
export interface JudgedGate {
  readonly evidence: Evidence;
  readonly gate: GateResult;
}

/** More files than this are only counted: a message has to stay readable. */
const mostFiles = 20;

/** What a checkpoint keeps of a gate. */
type SealedGate = Pick<SealedChange, "gate" | "verdicts" | "signatures" | "evidence" | "unlistedEvidence">;

/** A gate as its checkpoint keeps it. */
export function sealedGate({ evidence, gate }: JudgedGate): SealedGate {
  const { phase, outcome, look, at, criteria, triggers, signatures } = gate;
  const verdicts = [...criteria, ...triggers].map(sealedVerdict);
  const files = newestFiles(evidence.files);
  const unlisted = evidence.files.length - files.length;
  return {
    gate: { phase, outcome, look, at: isoText(at), trades: evidence.known },
    ...(verdicts.length > 0 && { verdicts }),
    ...(signatures.length > 0 && { signatures: signatures.map(({ criterion, note }) => ({ criterion, note })) }),
    ...(files.length > 0 && { evidence: files.map(sealedFile) }),
    ...(unlisted > 0 && { unlistedEvidence: unlisted }),
  };
}

/** `change` with the gate that a person has seen in `seen`, judged as of then: planning it again only tells whether it holds. */
export function withGateOf(seen: Change, change: Change): Change {
  const { gate: _, verdicts: _verdicts, signatures: _signatures, evidence: _evidence, ...rest } = change;
  const { unlistedEvidence: _unlisted, ...withoutGate } = rest;
  const { gate, verdicts, signatures, evidence, unlistedEvidence } = seen;
  return {
    ...withoutGate,
    ...(gate && { gate }),
    ...(verdicts && { verdicts }),
    ...(signatures && { signatures }),
    ...(evidence && { evidence }),
    ...(unlistedEvidence !== undefined && { unlistedEvidence }),
  };
}

/** "pass/met", "inconclusive/weak", "quiet" */
export function outcomeText(outcome: Outcome): string {
  const detail = "how" in outcome ? outcome.how : "why" in outcome ? outcome.why : undefined;
  return detail === undefined ? outcome.is : `${outcome.is}/${detail}`;
}

function sealedVerdict({ criterion, outcome, reading, threshold, tail }: Verdict): SealedVerdict {
  const { value, n, interval, level } = reading ?? {};
  return {
    criterion: criterion.id,
    outcome: outcomeText(outcome),
    ...(value !== undefined && !criterion.manual && { value: figure(value), unit: sealedUnit(criterion) }),
    ...(threshold !== undefined && !criterion.manual && { compare: criterion.compare, threshold: figures(threshold) }),
    ...(n !== undefined && { n }),
    ...(interval && level !== undefined && { interval: [figure(interval[0]), figure(interval[1])] as const, level }),
    ...(tail !== undefined && { tail: figure(tail) }),
  };
}

/** The metric's unit, or the currency that the plan names, as one word. */
function sealedUnit(criterion: MeasuredCriterion): string {
  const currency = currencyOf(criterion) ?? "";
  return /^[A-Z][A-Z\d]*$/.test(currency) ? currency : metrics[criterion.metric].unit.replace(" ", "-");
}

/** Ten digits: more than any threshold has, and without what rounding leaves in the last ones. */
function figure(number: number): number {
  return Number(number.toPrecision(10));
}

function figures(threshold: number | readonly [number, number]): number | readonly [number, number] {
  return typeof threshold === "number" ? figure(threshold) : [figure(threshold[0]), figure(threshold[1])];
}

/** Those with the newest records, in the order in which they were read. */
function newestFiles(files: readonly EvidenceFile[]): readonly EvidenceFile[] {
  const byAge = [...files].sort((a, b) => (b.newest ?? b.modified) - (a.newest ?? a.modified));
  const kept = new Set(byAge.slice(0, mostFiles));
  return files.filter((file) => kept.has(file));
}

function sealedFile({ path, size, hash, newest }: EvidenceFile): SealedFile {
  if (hash === undefined) return { path };
  return { path, size, sha256: hash, ...(newest !== undefined && { newest: isoText(newest) }) };
}
