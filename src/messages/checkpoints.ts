// Says what a checkpoint is and did, in rows, tooltips and lists of facts.
import * as l10n from "@vscode/l10n";
import { type EventDetails, formatEvent, formatNumber } from "../core/ledger/event";
import type { Checkpoint, CheckpointRecord, FoundValue, ValueChange } from "../core/ledger/ledger";
import { oneLine } from "../core/ledger/message";
import type { SealedFile, SealedGate, SealedSignature, SealedVerdict } from "../core/ledger/sealed-gate";
import { redactedChange, redactedFoundValue, shortLine } from "../core/redact";
import { describeEvent } from "./events";
import {
  asWritten,
  figure,
  moment,
  percent,
  quantity,
  quantityRange,
  timeAgo,
  type Unit,
  writtenRange,
} from "./figures/numbers";
import { comparisonSign } from "./gates/readings";
import { codedOutcomeWord, gateOutcomeWord } from "./problems/outcomes";

/** A checkpoint's number as its tag has it: "0001" */
export function numberOf({ n }: Checkpoint): string {
  return formatNumber(n);
}

/** "0001 · apply Phase 1, Critical parameters" */
export function checkpointTitle(checkpoint: Checkpoint): string {
  return `${numberOf(checkpoint)} · ${describeEvent(checkpoint)}`;
}

/** Who tagged, without the address. */
export function taggerName({ who }: Checkpoint): string {
  return who.replace(/ *<[^<>]*>$/, "") || who;
}

/** The moment as the tagger's clock had it, to the minute. */
export function when(checkpoint: Checkpoint): string {
  return checkpoint.when.slice(0, 16).replace("T", " ");
}

/** The same with that clock's offset: "2025-10-15 14:03 +02:00" */
export function whenWithZone(checkpoint: Checkpoint): string {
  const [offset = ""] = /(?:Z|[+-]\d\d:\d\d)$/.exec(checkpoint.when) ?? [];
  return `${when(checkpoint)} ${offset.replace("Z", "+00:00")}`;
}

export function leftBehind(): string {
  return l10n.t("not on this branch, so it does not count");
}

export const unreachedTitle = (): string => l10n.t("Not on this branch");
export const unreachedSentence = (count: number): string => l10n.t("{0} not counted", count);
export const unreachedTooltip = (): string =>
  l10n.t(
    'These checkpoints do not count here. Their commits are not pulled yet, are on another branch, or were replaced by a rebase, a squash or an amend. Pull or check out the branch that has them, or use "Adopt Current State…" to go on from the current values.',
  );
export const olderTitle = (): string => l10n.t("Older…");
export const pageTitle = (newest: Checkpoint, oldest: Checkpoint): string =>
  l10n.t("{0} to {1}", numberOf(newest), numberOf(oldest));

export const redacted = (): string => l10n.t("(left out: the name or the value looks like a secret)");

/** "EXIT_THRESHOLD: 0.70 → 0.603", on one line. */
export function describeChange(change: ValueChange): string {
  const { name, step } = namedStep(change);
  return `${name}: ${step}`;
}

/** The parameter and "0.70 → 0.603", each on one line. */
export function namedStep(change: ValueChange): { readonly name: string; readonly step: string } {
  const { parameter, before, after, redacted: secret } = redactedChange(change);
  return { name: oneLine(parameter), step: secret ? redacted() : `${oneLine(before)} → ${oneLine(after)}` };
}

/** "EXIT_THRESHOLD = 0.603", as the checkpoint left it. */
export function describeAfter(change: ValueChange): string {
  const { parameter, after, redacted: secret } = redactedChange(change);
  return `${oneLine(parameter)} = ${secret ? redacted() : shortLine(after)}`;
}

/** What only some checkpoints say of themselves; a new trailer that nothing else shows does not compile without its fact. */
type FactMember = Exclude<keyof CheckpointRecord, keyof EventDetails | "plan" | "planPath" | "planHash" | "changes">;

interface Fact<Member extends FactMember> {
  readonly label: () => string;
  readonly describe: (value: NonNullable<CheckpointRecord[Member]>) => string;
}

const factsByMember: { readonly [Member in FactMember]: Fact<Member> } = {
  override: { label: () => l10n.t("Override"), describe: oneLine },
  reason: { label: () => l10n.t("Reason"), describe: oneLine },
  found: { label: () => l10n.t("Found at their targets"), describe: describeFound },
  replaces: { label: () => l10n.t("Replaces"), describe: (tags) => tags.join(", ") },
  gate: { label: () => l10n.t("Gate"), describe: describeGate },
  verdicts: { label: () => l10n.t("Verdicts"), describe: (verdicts) => verdicts.map(describeVerdict).join("; ") },
  signatures: {
    label: () => l10n.t("Signed"),
    describe: (signatures) => signatures.map(describeSignature).join("; "),
  },
  evidence: { label: () => l10n.t("Evidence"), describe: (files) => files.map(describeFile).join("; ") },
  unlistedEvidence: { label: () => l10n.t("Evidence not listed"), describe: describeFileCount },
};

/** Why a checkpoint was made as it was, what it rests on, and what it replaces: a label and a text on one line for each. */
export function factsOf(checkpoint: Checkpoint): [label: string, text: string][] {
  return (Object.keys(factsByMember) as FactMember[]).flatMap((member) => factOf(checkpoint, member));
}

/** What its maker decided, and why: an override, a reason, signatures. */
export function decisionsOf(checkpoint: Checkpoint): [label: string, text: string][] {
  return (["override", "reason", "signatures"] as const).flatMap((member) => factOf(checkpoint, member));
}

function factOf<Member extends FactMember>(checkpoint: Checkpoint, member: Member): [string, string][] {
  const { label, describe }: Fact<Member> = factsByMember[member];
  const value = checkpoint[member];
  return value === undefined || value === null ? [] : [[label(), describe(value)]];
}

/** All of a checkpoint but its values, each a label and a text on one line. */
export function checkpointFacts(
  checkpoint: Checkpoint,
  counts: boolean,
  replacedBy?: Checkpoint,
): [label: string, text: string][] {
  const { tag, event, who, when, commit, phases, plan, planPath, planHash } = checkpoint;
  const facts: [string, string][] = [
    [l10n.t("Checkpoint"), tag],
    [l10n.t("What"), describeEvent(checkpoint)],
    [l10n.t("Event"), formatEvent(event)],
    [l10n.t("On this branch"), counts ? l10n.t("yes") : describeAbsence(replacedBy)],
    [l10n.t("When"), when],
    [l10n.t("Who"), who],
    [l10n.t("Commit"), commit],
    [l10n.t("In effect afterwards"), describePhases(phases)],
    [l10n.t("Plan"), `${plan}, ${planPath}`],
    [l10n.t("Plan's SHA-256"), planHash],
    ...factsOf(checkpoint),
  ];
  return facts.map(([label, text]) => [label, oneLine(text)]);
}

/** The values that an adoption rests on: "EXIT_THRESHOLD 0.603, …" */
function describeFound(found: readonly FoundValue[]): string {
  return found
    .map(redactedFoundValue)
    .map(({ parameter, text }) => `${parameter} ${text === null ? redacted() : shortLine(text)}`)
    .join(", ");
}

function describeGate({ phase, outcome, look, at }: SealedGate): string {
  const [word, time] = [gateOutcomeWord(outcome), moment(Date.parse(at))];
  return look === 0
    ? l10n.t("Phase {0}: {1} before the first look, as of {2}", phase, word, time)
    : l10n.t("Phase {0}: {1} at look {2}, as of {3}", phase, word, look, time);
}

/** "win-rate: met · 85 % (> 80 %), 20 counted, 90 % interval 69–94 %" */
function describeVerdict({ criterion, outcome, ...figures }: SealedVerdict): string {
  const { value, n, interval, level } = figures;
  const unit = sealedUnit(figures.unit);
  const parts = [
    ...(value === undefined ? [] : [`${quantity(value, unit)}${describeLimit(figures)}`]),
    ...(n === undefined || n === 0 ? [] : [l10n.t("{0} counted", figure(n))]),
    ...(interval === undefined || level === undefined
      ? []
      : [l10n.t("{0} interval {1}", percent(level), quantityRange(interval, unit))]),
  ];
  const state = `${criterion}: ${codedOutcomeWord(outcome)}`;
  return parts.length === 0 ? state : `${state} · ${parts.join(", ")}`;
}

/** " (> 80 %)" */
function describeLimit({ compare, threshold, unit }: Pick<SealedVerdict, "compare" | "threshold" | "unit">): string {
  if (threshold === undefined) return "";
  if (typeof threshold !== "number") return ` (${writtenRange(threshold, sealedUnit(unit))})`;
  const limit = quantity(threshold, sealedUnit(unit), asWritten);
  return compare === undefined ? ` (${limit})` : ` (${comparisonSign(compare)} ${limit})`;
}

function sealedUnit(unit: string | undefined): Unit {
  if (unit === "fraction") return { kind: "percent" };
  if (unit === "hours") return { kind: "plain", name: l10n.t("h") };
  if (unit === "account-currency") return { kind: "money" };
  return unit !== undefined && /^[A-Z]/.test(unit) ? { kind: "money", currency: unit } : { kind: "plain" };
}

function describeSignature({ criterion, note }: SealedSignature): string {
  return `${criterion}: ${oneLine(note)}`;
}

/** What a checkpoint would keep of a gate, each row on a line of its own, its files on one; none where it keeps none. */
export function gateLines({
  gate,
  verdicts,
  signatures,
  evidence,
  unlistedEvidence,
}: Partial<CheckpointRecord>): string[] {
  const { verdicts: rows, signatures: signed } = factsByMember;
  const under = (label: string, texts: readonly string[]) =>
    texts.length === 0 ? [] : [`${label}:`, ...texts.map((text) => `  ${text}`)];
  return [
    ...(gate ? [describeGate(gate)] : []),
    ...under(rows.label(), (verdicts ?? []).map(describeVerdict)),
    ...under(signed.label(), (signatures ?? []).map(describeSignature)),
    ...describeFiles(evidence ?? [], unlistedEvidence),
  ];
}

/** "Evidence: 2 files, newest record 2025-10-15 09:56 UTC" */
function describeFiles(files: readonly SealedFile[], unlisted = 0): string[] {
  if (files.length + unlisted === 0) return [];
  const label = factsByMember.evidence.label();
  const count = describeFileCount(files.length + unlisted);
  const newest = files.flatMap((file) => file.newest ?? []).sort();
  const last = newest.at(-1);
  return [
    last === undefined
      ? l10n.t("{0}: {1}", label, count)
      : l10n.t("{0}: {1}, newest record {2}", label, count, moment(Date.parse(last))),
  ];
}

function describeFile({ path, size, sha256, newest }: SealedFile): string {
  if (size === undefined || sha256 === undefined) return l10n.t("{0} (could not be read)", path);
  const facts = [
    l10n.t("{0} bytes", figure(size)),
    l10n.t("SHA-256 {0}…", sha256.slice(0, 10)),
    ...(newest === undefined ? [] : [l10n.t("newest record {0}", moment(Date.parse(newest)))]),
  ];
  return `${path} (${facts.join(", ")})`;
}

function describeFileCount(count: number): string {
  return count === 1 ? l10n.t("1 file") : l10n.t("{0} files", count);
}

function describePhases(phases: readonly number[]): string {
  if (phases.length === 0) return l10n.t("no phase");
  return phases.length === 1 ? l10n.t("Phase {0}", phases.join()) : l10n.t("Phases {0}", phases.join(", "));
}

function describePhasesAfterwards(phases: readonly number[]): string {
  if (phases.length === 0) return l10n.t("no phase in effect afterwards");
  return phases.length === 1
    ? l10n.t("Phase {0} in effect afterwards", phases.join())
    : l10n.t("Phases {0} in effect afterwards", phases.join(", "));
}

/** What was written in an emergency, when git could not seal it. */
export const writtenUnsealed = (paths: readonly string[]): string =>
  l10n.t("WRITTEN, BUT NOT SEALED: {0}. No checkpoint records these values yet.", paths.join(", "));

export const noValueChanged = (): string => l10n.t("No value changed.");

function describeAbsence(replacedBy: Checkpoint | undefined): string {
  return replacedBy ? l10n.t("no, {0} replaces it", replacedBy.tag) : l10n.t("no, so it does not count");
}

/** What a checkpoint that the branch does not reach means for it. */
export function describeLeft(replacedBy: Checkpoint | undefined): string {
  return replacedBy ? l10n.t("not on this branch, {0} replaces it", replacedBy.tag) : leftBehind();
}

export function checkpointTooltip(checkpoint: Checkpoint): string {
  const { tag, commit, who, phases, changes } = checkpoint;
  return [
    tag,
    l10n.t("{0}, by {1}", checkpoint.when, who),
    l10n.t("commit {0}", commit.slice(0, 10)),
    describePhasesAfterwards(phases),
    ...changes.map(describeChange),
    ...factsOf(checkpoint).map(([label, text]) => `${label}: ${text}`),
  ].join("\n");
}

/** Everything of a checkpoint: its title, a value a line, then a fact a line. */
export function checkpointDetails(checkpoint: Checkpoint, counts: boolean): string[] {
  const { changes } = checkpoint;
  return [
    checkpointTitle(checkpoint),
    ...(changes.length > 0 ? changes.map(describeChange) : [noValueChanged()]),
    "",
    ...checkpointFacts(checkpoint, counts).map(([label, text]) => `${label}: ${text}`),
  ];
}

/**
 * A checkpoint's row, as of `now`. A narrow side bar cuts its end, so the title of an applied phase, which is long, comes last;
 * how long ago it was is shorter than its date, which the tooltip has.
 */
export function checkpointRow(checkpoint: Checkpoint, now: number): { label: string; description: string } {
  const { phaseTitle, ...untitled } = checkpoint;
  const date = timeAgo(checkpoint.at, now) ?? when(checkpoint).slice(0, "2025-10-15".length);
  const facts = [date, taggerName(checkpoint), ...(phaseTitle === undefined ? [] : [phaseTitle])];
  return { label: checkpointTitle(untitled), description: facts.join(" · ") };
}

/** The row of a value: its name comes last, where a narrow side bar may cut it. */
export function valueRow(change: ValueChange): { label: string; description: string } {
  return { label: describeStep(change), description: oneLine(change.parameter) };
}

/** "0.70 → 0.603" */
export function describeStep(change: ValueChange): string {
  const { before, after, redacted: secret } = redactedChange(change);
  return secret ? redacted() : `${shortLine(before)} → ${shortLine(after)}`;
}

/** A checkpoint's row as a screen reader says it. */
export function spokenCheckpoint(checkpoint: Checkpoint, counts: boolean): string {
  return [
    checkpointTitle(checkpoint),
    when(checkpoint),
    taggerName(checkpoint),
    ...(counts ? [] : [leftBehind()]),
    ...checkpoint.changes.map(spokenChange),
  ].join(". ");
}

/** A value's row as a screen reader says it: without an arrow. */
export function spokenChange(change: ValueChange): string {
  const { parameter, before, after, redacted: secret } = redactedChange(change);
  return secret
    ? `${oneLine(parameter)} ${redacted()}`
    : l10n.t("{0} from {1} to {2}", oneLine(parameter), shortLine(before), shortLine(after));
}

/** Said where somebody asks for a healing, and no seal was cut off. */
export const nothingToHeal = (): string => l10n.t("No checkpoint was cut off: there is nothing to heal.");
