// Writes the message of a checkpoint's commit and tag, and reads it back.
import { formatEvent, summaryOf } from "./event";
import { type CheckpointRecord, formatTag, parseTag, type ValueChange } from "./ledger";
import { formatRecord, parseRecord } from "./trailers";

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
  const { plan, changes } = record;
  const tagName = parseTag(tag);
  if (!tagName) throw new RangeError(`not a checkpoint's tag: ${JSON.stringify(tag)}`);
  const trailers = [[tagKey, tag], ...formatRecord(record, tagName)].map(([key, text]) => `${prefix}${key}: ${text}`);
  const paragraphs = [[`Phasegate ${plan}: ${oneLine(summary) || tagName.token}`], table(changes), trailers];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

/** Reads a message back; undefined where it is not one of ours, or not all of one. Lines that hooks added are passed over. */
export function parseMessage(message: string): CheckpointMessage | undefined {
  const lines = message.split(/\r?\n/);
  const trailers = readTrailers(lines);
  const tag = onlyTag(trailers);
  const tagName = tag === undefined ? undefined : parseTag(tag);
  const record = tagName && parseRecord(trailers, tagName);
  if (tag === undefined || !record) return undefined;
  return { tag, summary: (lines[0] ?? "").replace(`Phasegate ${record.plan}: `, ""), record };
}

/** The tag that a commit was made for, by its message, whatever a hook did to the rest of it: folded its lines, say. */
export function tagIn(message: string): string | undefined {
  return onlyTag(readTrailers(message.split(/\r?\n/)));
}

function onlyTag(trailers: ReadonlyMap<string, readonly string[]>): string | undefined {
  const [tag, ...others] = trailers.get(tagKey) ?? [];
  return others.length > 0 ? undefined : tag;
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

/** The trailer that names the tag that the commit was made for. */
const tagKey = "Checkpoint";

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
