import { mostPhases } from "../plan/plan";
import { type CheckpointRecord, type FoundValue, formatTag, parseTag, type ValueChange } from "./ledger";

/** What a checkpoint's message holds: the record, and the tag that the commit was made for. */
export interface CheckpointMessage {
  readonly tag: string;
  readonly record: CheckpointRecord;
}

/**
 * The message of a checkpoint's commit and tag: a subject for `git log --oneline` and `git tag -n`, the values as a table
 * for people, and git trailers, which alone are read back. English, UTF-8, LF.
 */
export function formatMessage(record: CheckpointRecord, n: number): string {
  const { plan, planPath, planHash, event, phases, changes, override, reason, replaces = [], found = [] } = record;
  const trailers = [
    `Phasegate-Checkpoint: ${formatTag({ plan, n, event })}`,
    `Phasegate-Plan: ${plan}`,
    `Phasegate-Plan-File: ${formatToken(planPath)}`,
    `Phasegate-Plan-Hash: ${planHash}`,
    `Phasegate-Event: ${event}`,
    `Phasegate-Phases: ${phases.join(", ") || "none"}`,
    ...changes.map((change) => `Phasegate-Value: ${formatChange(change)}`),
    ...found.map(({ parameter, text }) => `Phasegate-Found: ${formatToken(parameter)} ${formatToken(text)}`),
    ...replaces.map((tag) => `Phasegate-Replaces: ${tag}`),
    ...(override === undefined ? [] : [`Phasegate-Override: ${JSON.stringify(override)}`]),
    ...(reason === undefined ? [] : [`Phasegate-Reason: ${JSON.stringify(reason)}`]),
  ];
  const paragraphs = [[`Phasegate ${plan}: ${oneLine(record.summary) || event}`], table(changes), trailers];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Reads a message back; undefined where it is not one of ours, or not one whole. Lines that hooks added are passed over. */
export function parseMessage(message: string): CheckpointMessage | undefined {
  const lines = message.split(/\r?\n/);
  const trailers = readTrailers(lines);
  const once = (key: string): string | undefined => only(trailers.get(key));
  const [tag, plan, planHash, event] = [once("Checkpoint"), once("Plan"), once("Plan-Hash"), once("Event")];
  const planPath = parseToken(once("Plan-File"));
  const name = tag === undefined ? undefined : parseTag(tag);
  if (tag === undefined || name === undefined || name.plan !== plan || name.event !== event) return undefined;
  if (planPath === undefined || planHash === undefined || !/^[0-9a-f]{64}$/.test(planHash)) return undefined;
  const inEffect = parsePhases(once("Phases"));
  const changes = (trailers.get("Value") ?? []).map(parseChange);
  const override = trailers.has("Override") ? parseToken(once("Override")) : undefined;
  if (inEffect === undefined || !changes.every((change) => change !== undefined)) return undefined;
  if (trailers.has("Override") && override === undefined) return undefined;
  const reason = trailers.has("Reason") ? parseToken(once("Reason")) : undefined;
  if (trailers.has("Reason") && reason === undefined) return undefined;
  const replaces = trailers.get("Replaces") ?? [];
  if (!replaces.every((each) => parseTag(each)?.plan === plan)) return undefined;
  const found = (trailers.get("Found") ?? []).map(parseFound);
  if (!found.every((each) => each !== undefined)) return undefined;
  const summary = (lines[0] ?? "").replace(`Phasegate ${plan}: `, "");
  const record = { plan, planPath, planHash, event, summary, phases: inEffect, changes };
  const why = { ...(override !== undefined && { override }), ...(reason !== undefined && { reason }) };
  return {
    tag,
    record: { ...record, ...why, ...(replaces.length > 0 && { replaces }), ...(found.length > 0 && { found }) },
  };
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
