// Finds sources that have the records of several bots, strategies, accounts or symbols, which nobody may take for one.
import { groupBy } from "../../group-by";
import type { EvidenceSettings, EvidenceSource, OwnerField } from "../../plan/plan";
import { problem } from "../../problem";
import type { EvidenceFault } from "../evidence";
import { ownerFields, plainName } from "../owner";
import type { FileRecords, Heard } from "../records/file-records";
import type { Instant } from "../trade";
import type { Checked } from "./sources";

/** So many names are told. */
const mostShown = 5;

/** What each source of the plan says of whose its records are, up to `at`. */
export function checkOwners({ sources }: EvidenceSettings, files: readonly FileRecords[], at: Instant): Checked[] {
  return [...groupBy(files, ({ source }) => source)].flatMap(([number, ofSource]) => {
    const source = sources[number];
    const heard = ofSource.flatMap(({ owners }) => [...owners.values()]).filter(({ from }) => from <= at);
    if (!source) return [];
    return [
      ...ownerFields.map((field) => checkField(source, field, heard)),
      checkWhere(source, ofSource, heard),
      checkProcesses(source, ofSource, at),
    ];
  });
}

/** A bot that is stopped may still write for so long while its successor starts. */
const handover = 5 * 60_000;

/** Two processes that write by turns are two bots. */
function checkProcesses({ path }: EvidenceSource, files: readonly FileRecords[], at: Instant): Checked {
  const spans = new Map<string, { name: string; from: Instant; to: Instant }>();
  for (const { processes, lastHeardOf } of files) {
    for (const [name, from] of processes) {
      const [known, to] = [spans.get(name), lastHeardOf.get(name) ?? from];
      const span = { name, from: Math.min(from, known?.from ?? from), to: Math.max(to, known?.to ?? to) };
      if (span.from <= at) spans.set(name, { ...span, to: Math.min(span.to, at) });
    }
  }
  let longest: { name: string; to: Instant } | undefined;
  const overlaps = [...spans.values()]
    .sort((a, b) => a.from - b.from)
    .flatMap((span) => {
      const other = longest;
      if (!longest || span.to > longest.to) longest = span;
      return other && other.to > span.from + handover
        ? [{ names: [other.name, span.name], from: span.from, to: Math.min(other.to, span.to) }]
        : [];
    });
  const [first] = overlaps;
  return {
    faults: overlaps.map(({ from, to }) => ({ why: "contradiction", money: false, at: from, until: to })),
    findings: first ? [problem("processes-overlap", { path, overlaps: overlaps.length, ...first })] : [],
  };
}

/** Nothing is told of a field for which the plan says what counts. */
function checkField({ path, where }: EvidenceSource, field: OwnerField, heard: readonly Heard[]): Checked {
  const named = heard.filter(({ owner }) => owner[field] !== undefined);
  const byName = groupBy(named, ({ owner }) => plainName(field, owner[field] ?? ""));
  if (where?.[field] !== undefined || byName.size < 2) return { faults: [], findings: [] };
  const spans = [...byName.values()].map((all) => ({
    from: Math.min(...all.map(({ from }) => from)),
    to: Math.max(...all.map(({ to }) => to)),
  }));
  const names = [...byName.values()].map(([first]) => first?.owner[field] ?? "");
  return {
    faults: faultsOf(spans),
    findings: [problem("owners-mixed", { path, field, owners: names.length, names: names.slice(0, mostShown) })],
  };
}

/** A window that two of them have records in is nobody's: one that begins after the last record of one is the other's. */
function faultsOf(spans: readonly { readonly from: Instant; readonly to: Instant }[]): EvidenceFault[] {
  return spans.slice(0, mostShown * mostShown).flatMap((one, i, all) =>
    all.slice(i + 1).map((other) => ({
      why: "contradiction" as const,
      money: false,
      at: Math.max(one.from, other.from),
      until: Math.min(one.to, other.to),
    })),
  );
}

/** Where the plan names an owner whom no record has, a misspelt name would leave out every trade. */
function checkWhere(
  { path, where = {} }: EvidenceSource,
  files: readonly FileRecords[],
  heard: readonly Heard[],
): Checked {
  const isMet = ownerFields.every(
    (field) => where[field] === undefined || heard.some(({ owner }) => owner[field] !== undefined),
  );
  const foreign = files.reduce((sum, file) => sum + file.foreign, 0);
  if (isMet || foreign === 0) return { faults: [], findings: [] };
  const wanted = ownerFields.flatMap((field) => (where[field] === undefined ? [] : [`${field} "${where[field]}"`]));
  return {
    faults: [{ why: "no-source", money: false }],
    findings: [problem("where-unmatched", { path, wanted: wanted.join(", "), records: foreign })],
  };
}
