// Lists what a checkpoint's record holds: the trailer of each member, and how it is written, read and redacted.
import { mostPhases } from "../limits";
import { formatEvent, parseEvent } from "./event";
import { type CheckpointRecord, type FoundValue, parseTag, type TagName, type ValueChange } from "./ledger";
import {
  formatFile,
  formatGate,
  formatSignature,
  formatVerdict,
  parseFile,
  parseGate,
  parseSignature,
  parseVerdict,
} from "./sealed-gate";
import { anyToken, formatToken, parsePair, parseToken } from "./tokens";

type Member = keyof CheckpointRecord;
type ValueOf<M extends Member> = NonNullable<CheckpointRecord[M]>;
type IsRequired<M extends Member> = undefined extends CheckpointRecord[M] ? false : true;

/** Redacts texts from sources. */
export interface ValueRedaction {
  readonly change: (change: ValueChange) => unknown;
  readonly foundValue: (value: FoundValue) => unknown;
}

/** How a member is written into trailers, a text for each, and read back from all of them. */
interface Format<Value> {
  readonly format: (value: Value, tag: TagName) => readonly string[];
  /** Undefined where the texts can't be read. */
  readonly parse: (texts: readonly string[], tag: TagName) => Value | undefined;
}

interface Trailer<M extends Member> extends Format<ValueOf<M>> {
  /** Without "Phasegate-". */
  readonly key: string;
  readonly isRequired: IsRequired<M>;
  /** The value as people and programs may be shown it. */
  readonly redact: (value: ValueOf<M>, redaction: ValueRedaction) => unknown;
}

const changeForm = new RegExp(`^${anyToken} ${anyToken} -> ${anyToken}$`);

const planId = once<string>(
  (id) => id,
  (text, { plan }) => (text === plan ? text : undefined),
);
const hash = once<string>(
  (hashText) => hashText,
  (text) => (/^[0-9a-f]{64}$/.test(text) ? text : undefined),
);
/** As the tag has it: an event may have had another token once. */
const tagEvent = once<CheckpointRecord["event"]>(
  (_event, { token }) => token,
  (text, { token }) => (text === token ? parseEvent(text) : undefined),
);
const bareText = once(formatToken, parseToken);
const quotedText = once((text: string) => JSON.stringify(text), parseToken);
const phaseList = once(formatPhases, parsePhases);
const tagList = many<string>(
  (tag) => tag,
  (text, { plan }) => (parseTag(text)?.plan === plan ? text : undefined),
);

const digits = once<number>(String, (text) => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined));

/** What holds no text from a source. */
const shownAsItIs = (value: unknown): unknown => value;

/** In the order in which a message has them. */
const trailers: { readonly [M in Member]: Trailer<M> } = {
  plan: { key: "Plan", isRequired: true, redact: shownAsItIs, ...planId },
  planPath: { key: "Plan-File", isRequired: true, redact: shownAsItIs, ...bareText },
  planHash: { key: "Plan-Hash", isRequired: true, redact: shownAsItIs, ...hash },
  event: { key: "Event", isRequired: true, redact: formatEvent, ...tagEvent },
  phaseTitle: { key: "Title", isRequired: false, redact: shownAsItIs, ...quotedText },
  backup: { key: "Backup", isRequired: false, redact: shownAsItIs, ...quotedText },
  phases: { key: "Phases", isRequired: true, redact: shownAsItIs, ...phaseList },
  ended: { key: "Ended", isRequired: false, redact: shownAsItIs, ...phaseList },
  changes: {
    key: "Value",
    isRequired: true,
    redact: (changes, redaction) => changes.map(redaction.change),
    ...many(formatChange, parseChange),
  },
  found: {
    key: "Found",
    isRequired: false,
    redact: (values, redaction) => values.map(redaction.foundValue),
    ...many(formatFoundValue, parseFoundValue),
  },
  replaces: { key: "Replaces", isRequired: false, redact: shownAsItIs, ...tagList },
  override: { key: "Override", isRequired: false, redact: shownAsItIs, ...quotedText },
  reason: { key: "Reason", isRequired: false, redact: shownAsItIs, ...quotedText },
  gate: { key: "Gate", isRequired: false, redact: shownAsItIs, ...once(formatGate, parseGate) },
  verdicts: { key: "Verdict", isRequired: false, redact: shownAsItIs, ...many(formatVerdict, parseVerdict) },
  signatures: { key: "Signed", isRequired: false, redact: shownAsItIs, ...many(formatSignature, parseSignature) },
  evidence: { key: "Evidence", isRequired: false, redact: shownAsItIs, ...many(formatFile, parseFile) },
  unlistedEvidence: { key: "Evidence-Unlisted", isRequired: false, redact: shownAsItIs, ...digits },
};

const members = Object.keys(trailers) as Member[];

/** The record of the checkpoint called `tag` as trailers, each a key without "Phasegate-" and a text. */
export function formatRecord(record: CheckpointRecord, tag: TagName): [key: string, text: string][] {
  return members.flatMap((member) => formatMember(record, member, tag));
}

function formatMember<M extends Member>(record: CheckpointRecord, member: M, tag: TagName): [string, string][] {
  const { key, format }: Trailer<M> = trailers[member];
  const value = record[member];
  return value === undefined || value === null ? [] : format(value, tag).map((text) => [key, text]);
}

/** The record of the checkpoint called `tag` in trailers, by their keys; undefined where they do not hold all of one. */
export function parseRecord(
  textsByKey: ReadonlyMap<string, readonly string[]>,
  tag: TagName,
): CheckpointRecord | undefined {
  const entries: [Member, unknown][] = [];
  for (const member of members) {
    const { key, isRequired, parse } = trailers[member];
    const texts = textsByKey.get(key);
    if (!texts && !isRequired) continue;
    const value = parse(texts ?? [], tag);
    if (value === undefined) return undefined;
    entries.push([member, value]);
  }
  return Object.fromEntries(entries) as unknown as CheckpointRecord;
}

/** The record as people and programs may be shown it. */
export function redactedRecord(record: CheckpointRecord, redaction: ValueRedaction): Record<string, unknown> {
  return Object.fromEntries(members.flatMap((member) => redactedMember(record, member, redaction)));
}

function redactedMember<M extends Member>(
  record: CheckpointRecord,
  member: M,
  redaction: ValueRedaction,
): [M, unknown][] {
  const { redact }: Trailer<M> = trailers[member];
  const value = record[member];
  return value === undefined || value === null ? [] : [[member, redact(value, redaction)]];
}

/** A member with one trailer; several, as a squash leaves them, say nothing certain. */
function once<Value>(
  format: (value: Value, tag: TagName) => string,
  parse: (text: string, tag: TagName) => Value | undefined,
): Format<Value> {
  return {
    format: (value, tag) => [format(value, tag)],
    parse: ([text, ...others], tag) => (text === undefined || others.length > 0 ? undefined : parse(text, tag)),
  };
}

/** A member with a trailer for each of its elements. */
function many<Element>(
  format: (element: Element, tag: TagName) => string,
  parse: (text: string, tag: TagName) => Element | undefined,
): Format<readonly Element[]> {
  return {
    format: (elements, tag) => elements.map((element) => format(element, tag)),
    parse(texts, tag) {
      const elements = texts.map((text) => parse(text, tag));
      return elements.every((element) => element !== undefined) ? elements : undefined;
    },
  };
}

function formatPhases(phases: readonly number[]): string {
  return phases.join(", ") || "none";
}

function parsePhases(text: string): readonly number[] | undefined {
  if (text === "none") return [];
  if (!/^[1-9]\d?(?:, [1-9]\d?)*$/.test(text)) return undefined;
  const phases = text.split(", ").map(Number);
  return phases.every((phase) => phase <= mostPhases) ? phases : undefined;
}

function formatChange({ parameter, before, after }: ValueChange): string {
  return `${formatToken(parameter)} ${formatToken(before)} -> ${formatToken(after)}`;
}

function parseChange(text: string): ValueChange | undefined {
  const [parameter, before, after] = changeForm.exec(text)?.slice(1).map(parseToken) ?? [];
  if (parameter === undefined || before === undefined || after === undefined) return undefined;
  return { parameter, before, after };
}

function formatFoundValue({ parameter, text }: FoundValue): string {
  return `${formatToken(parameter)} ${formatToken(text)}`;
}

function parseFoundValue(text: string): FoundValue | undefined {
  const [parameter, value] = parsePair(text) ?? [];
  return parameter === undefined || value === undefined ? undefined : { parameter, text: value };
}
