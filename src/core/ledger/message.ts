// Writes the message of a checkpoint's commit and tag, and reads it back.
import { mostPhases } from "../limits";
import { formatEvent, parseEvent, summaryOf } from "./event";
import { type CheckpointRecord, type FoundValue, formatTag, parseTag, type ValueChange } from "./ledger";

/** What a checkpoint's message holds: the tag that the commit was made for, the line that it begins with, and the record. */
export interface CheckpointMessage {
  readonly tag: string;
  readonly summary: string;
  readonly record: CheckpointRecord;
}

/** The message of a new checkpoint, the plan's number `n`. Throws RangeError where there is no tag for it. */
export function messageFor(record: CheckpointRecord, n: number): CheckpointMessage {
  const tag = formatTag({ plan: record.plan, n, token: formatEvent(record.event) });
  return { tag, summary: summaryOf(record), record };
}

/**
 * The message as text: a subject for `git log --oneline` and `git tag -n`, the values as a table for people, and git trailers,
 * which are read back. English, UTF-8, LF. Throws RangeError for a tag that is not a checkpoint's.
 */
export function formatMessage({ tag, summary, record }: CheckpointMessage): string {
  const { plan, planPath, planHash, phases, ended, phaseTitle, backup, changes, override, reason } = record;
  const token = parseTag(tag)?.token;
  if (token === undefined) throw new RangeError(`not a checkpoint's tag: ${JSON.stringify(tag)}`);
  const trailers = [
    `Phasegate-Checkpoint: ${tag}`,
    `Phasegate-Plan: ${plan}`,
    `Phasegate-Plan-File: ${formatToken(planPath)}`,
    `Phasegate-Plan-Hash: ${planHash}`,
    // As the tag has it: an event may have had another token once.
    `Phasegate-Event: ${token}`,
    ...optional("Title", phaseTitle, JSON.stringify),
    ...optional("Backup", backup, JSON.stringify),
    `Phasegate-Phases: ${formatPhases(phases)}`,
    ...optional("Ended", ended, formatPhases),
    ...changes.map((change) => `Phasegate-Value: ${formatChange(change)}`),
    ...(record.found ?? []).map(
      ({ parameter, text }) => `Phasegate-Found: ${formatToken(parameter)} ${formatToken(text)}`,
    ),
    ...(record.replaces ?? []).map((replaced) => `Phasegate-Replaces: ${replaced}`),
    ...optional("Override", override, JSON.stringify),
    ...optional("Reason", reason, JSON.stringify),
  ];
  const paragraphs = [[`Phasegate ${plan}: ${oneLine(summary) || token}`], table(changes), trailers];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function optional<T>(key: string, value: T | undefined, format: (value: T) => string): string[] {
  return value === undefined ? [] : [`${prefix}${key}: ${format(value)}`];
}

/** Reads a message back; undefined where it is not one of ours, or not all of one. Lines that hooks added are passed over. */
export function parseMessage(message: string): CheckpointMessage | undefined {
  const lines = message.split(/\r?\n/);
  const trailers = readTrailers(lines);
  const once = (key: string): string | undefined => only(trailers.get(key));
  const [tag, plan, planHash, token] = [once("Checkpoint"), once("Plan"), once("Plan-Hash"), once("Event")];
  const name = tag === undefined ? undefined : parseTag(tag);
  if (tag === undefined || name === undefined || name.plan !== plan || name.token !== token) return undefined;
  const planPath = parseToken(once("Plan-File"));
  if (planPath === undefined || planHash === undefined || !/^[0-9a-f]{64}$/.test(planHash)) return undefined;
  const phases = parsePhases(once("Phases"));
  const changes = all(trailers.get("Value"), parseChange);
  const details = readDetails(trailers, plan);
  if (!phases || !changes || !details) return undefined;
  const summary = (lines[0] ?? "").replace(`Phasegate ${plan}: `, "");
  return {
    tag,
    summary,
    record: { plan, planPath, planHash, event: parseEvent(name.token), phases, changes, ...details },
  };
}

type Details = Pick<CheckpointRecord, "phaseTitle" | "backup" | "ended" | "override" | "reason" | "replaces" | "found">;

/** What only some checkpoints have; undefined where one of the trailers can't be read. */
function readDetails(trailers: ReadonlyMap<string, readonly string[]>, plan: string): Details | undefined {
  const one = <T>(key: string, parse: (text: string | undefined) => T | undefined, member: (value: T) => Details) =>
    trailers.has(key) ? ifRead(parse(only(trailers.get(key))), member) : {};
  const many = <T>(key: string, parse: (text: string) => T | undefined, member: (values: T[]) => Details) =>
    trailers.has(key) ? ifRead(all(trailers.get(key), parse), member) : {};
  const parts = [
    one("Title", parseToken, (phaseTitle) => ({ phaseTitle })),
    one("Backup", parseToken, (backup) => ({ backup })),
    one("Ended", parsePhases, (ended) => ({ ended })),
    one("Override", parseToken, (override) => ({ override })),
    one("Reason", parseToken, (reason) => ({ reason })),
    many("Replaces", tagOf(plan), (replaces) => ({ replaces })),
    many("Found", parseFound, (found) => ({ found })),
  ];
  return parts.every((part) => part !== undefined) ? Object.assign({}, ...parts) : undefined;
}

function ifRead<T>(value: T | undefined, member: (value: T) => Details): Details | undefined {
  return value === undefined ? undefined : member(value);
}

function tagOf(plan: string): (tag: string) => string | undefined {
  return (tag) => (parseTag(tag)?.plan === plan ? tag : undefined);
}

/** Every text as what it says; undefined where one of them can't be read. */
function all<T>(texts: readonly string[] = [], parse: (text: string) => T | undefined): T[] | undefined {
  const values = texts.map(parse);
  return values.every((value) => value !== undefined) ? values : undefined;
}

/** Texts on one line: white space and control characters become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cs}]+/gu, " ").trim();
}

/** As much of a value as fits a table; the trailers hold all of it. */
function brief(text: string): string {
  const characters = [...oneLine(text)];
  return characters.length > 40 ? `${characters.slice(0, 39).join("")}…` : characters.join("");
}

/** Indented, so that no line can be taken for a trailer or for the divider of `git interpret-trailers`. */
function table(changes: readonly ValueChange[]): string[] {
  const rows = changes.map(({ parameter, before, after }) => [brief(parameter), brief(before), brief(after)] as const);
  const [names, befores] = [0, 1].map((column) => Math.max(0, ...rows.map((row) => (row[column] ?? "").length)));
  return rows.map(([name, before, after]) => `  ${name.padEnd(names ?? 0)}  ${before.padEnd(befores ?? 0)} → ${after}`);
}

const prefix = "Phasegate-";

function readTrailers(lines: readonly string[]): Map<string, string[]> {
  const trailers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (!line.startsWith(prefix) || colon < 0) continue;
    const key = line.slice(prefix.length, colon);
    const value = line.slice(colon + 1).trim();
    const values = trailers.get(key);
    if (values) values.push(value);
    else trailers.set(key, [value]);
  }
  return trailers;
}

/** The one value of a trailer that stands once; several, as a squash leaves them, say nothing certain. */
function only(values: readonly string[] | undefined): string | undefined {
  return values?.length === 1 ? values[0] : undefined;
}

function formatPhases(phases: readonly number[]): string {
  return phases.join(", ") || "none";
}

function parsePhases(text: string | undefined): number[] | undefined {
  if (text === "none") return [];
  if (text === undefined || !/^[1-9]\d?(?:, [1-9]\d?)*$/.test(text)) return undefined;
  const phases = text.split(", ").map(Number);
  return phases.every((phase) => phase <= mostPhases) ? phases : undefined;
}

const bare = /^[\w.+/-]+$/;
const token = String.raw`([\w.+/-]+|"(?:[^"\\]|\\.)*")`;
const change = new RegExp(`^${token} ${token} -> ${token}$`);

const foundValue = new RegExp(`^${token} ${token}$`);

function parseFound(text: string): FoundValue | undefined {
  const [parameter, value] = foundValue.exec(text)?.slice(1).map(parseToken) ?? [];
  return parameter === undefined || value === undefined ? undefined : { parameter, text: value };
}

function formatChange({ parameter, before, after }: ValueChange): string {
  const [name, from, to] = [parameter, before, after].map(formatToken);
  return `${name} ${from} -> ${to}`;
}

function formatToken(text: string): string {
  return bare.test(text) ? text : JSON.stringify(text);
}

function parseChange(text: string): ValueChange | undefined {
  const [parameter, before, after] = change.exec(text)?.slice(1).map(parseToken) ?? [];
  if (parameter === undefined || before === undefined || after === undefined) return undefined;
  return { parameter, before, after };
}

function parseToken(text: string | undefined): string | undefined {
  if (text === undefined || bare.test(text)) return text;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
