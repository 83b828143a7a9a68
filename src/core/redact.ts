// Turns values into texts that people may be shown: short, on one line, without secrets.
import type { RunningValue } from "./evidence/evidence";
import type { Checkpoint, FoundValue, ValueChange } from "./ledger/ledger";
import { redactedRecord } from "./ledger/trailers";
import type { RedactedChange } from "./problem";
import { holdsCredentials, inspect, isSecretName, type SourceValue, valueReadings } from "./source";

/** The longest text of a value that goes into a sentence or a row. */
const longest = 60;

/**
 * A value as people may be shown it: a literal as it stands, on one line; of a call its function alone, since arguments
 * hold what nobody asked to see. Nothing of an address with a password in it.
 */
export function redactedText({ kind, text }: SourceValue): string {
  if (kind === "call") return `${text.slice(0, text.indexOf("(")).trim()}(…)`;
  if (kind === "expression" || holdsCredentials(text)) return "…";
  return shortLine(text);
}

/** A text on one line, its end cut off where it is long. */
export function shortLine(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}

/** What a checkpoint's message says of a value: a tag holds what whoever wrote it put there. */
export function redactedChange({ parameter, before, after }: ValueChange): RedactedChange {
  const texts = isSecretName(parameter) ? undefined : [before, after].map(textWithoutSecrets);
  const [textBefore, textAfter] = texts ?? [];
  return textBefore === undefined || textAfter === undefined
    ? { parameter, before: null, after: null, redacted: true }
    : { parameter, before: textBefore, after: textAfter };
}

/** A checkpoint as people and programs may be shown it. */
export function redactedCheckpoint(checkpoint: Checkpoint) {
  const { tag, summary, n, commit, who, when } = checkpoint;
  const record = redactedRecord(checkpoint, { change: redactedChange, foundValue: redactedFoundValue });
  return { ...record, tag, summary, n, commit, who, when };
}

/** A value that an adoption found, as people may be shown it; null where it holds a secret. */
export function redactedFoundValue({ parameter, text }: FoundValue) {
  return { parameter, text: redactedChange({ parameter, before: text, after: text }).after };
}

/**
 * A text from a source, not shortened; of a call its function alone. Undefined where it holds a secret, in whatever
 * language that is one.
 */
function textWithoutSecrets(text: string): string | undefined {
  const sources = valueReadings(text);
  if (holdsCredentials(text)) return undefined;
  if (sources.some((source) => inspect(source, "").some((row) => row["redacted"] === true))) return undefined;
  const computed = sources.flatMap(({ assignments: [assignment, ...more] }) => {
    const isOne = assignment !== undefined && more.length === 0 && assignment.value.text === text.trim();
    return isOne && (assignment.value.kind === "call" || assignment.value.kind === "expression")
      ? [assignment.value]
      : [];
  });
  return computed[0] ? redactedText(computed[0]) : text;
}

/** What a process runs with, as people and programs may be shown it: of a secret, that there is one. */
export function redactedRunning(value: RunningValue): RunningValue {
  const { parameter, by, running, source, target } = value;
  const isSecret = isSecretName(parameter) || [running, source, target].some((text = "") => holdsCredentials(text));
  return isSecret ? { parameter, by, target: "…" } : value;
}
