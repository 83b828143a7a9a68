// Tells the values that one parameter has had, by the checkpoints that brought and replaced them.
import type { Checkpoint, Ledger } from "../ledger/ledger";
import type { Parameter } from "../plan/plan";
import { problem, UserError } from "../problem";
import { redactedChange } from "../redact";
import { isSameText } from "../text";
import type { Assessment } from "./state";

/** A value that a parameter had, or has. */
export interface PastValue {
  /** The value as people may be shown it; undefined where it looks like a secret. */
  readonly text: string | undefined;
  /** The checkpoint that brought it; undefined where none did: it was there before, or was set outside of Phasegate. */
  readonly broughtBy: Checkpoint | undefined;
  /** The checkpoint that found it and replaced it; undefined where none did. */
  readonly replacedBy: Checkpoint | undefined;
}

/** What the ledger knows of one parameter. */
export interface History {
  readonly name: string;
  /** As the plan has it; undefined where only the ledger still knows the name. */
  readonly parameter: Parameter | undefined;
  /** The path of the file that it is in; "" where the plan does not say. */
  readonly path: string;
  /** Newest first; empty where neither a checkpoint nor the text has a value. */
  readonly values: readonly PastValue[];
}

/**
 * Every value of the parameter `name` that the checkpoints vouch for, what was found in between, and the value now. What
 * HEAD does not reach is left out: it does not count. UserError: parameter-unknown.
 */
export function historyOf({ plan, parameters, ledger }: Assessment, name: string): History {
  const state = parameters.find((parameter) => parameter.name === name);
  const past = pastValues(ledger, name);
  if (!state && past.length === 0) {
    throw new UserError(problem("parameter-unknown", { parameter: name, parameters: Object.keys(plan.parameters) }));
  }
  const now = state?.current?.text;
  if (now !== undefined && !isSame(now, past.at(-1)))
    past.push({ text: now, broughtBy: undefined, replacedBy: undefined });
  // The same few values come and go: each text is read once.
  const texts = new Map([...new Set(past.map(({ text }) => text))].map((text) => [text, withoutSecret(name, text)]));
  const values = past.map((value) => ({ ...value, text: texts.get(value.text) })).reverse();
  return { name, parameter: state?.parameter, path: state?.place.path ?? "", values };
}

/** Oldest first; no text is shortened, so that two long ones differ. */
function pastValues(ledger: Ledger | undefined, name: string): (PastValue & { text: string })[] {
  const values: (PastValue & { text: string })[] = [];
  for (const checkpoint of ledger?.checkpoints ?? []) {
    const change = checkpoint.changes.find(({ parameter }) => parameter === name);
    if (!change) continue;
    const last = values.at(-1);
    if (last) values[values.length - 1] = { ...last, replacedBy: checkpoint };
    // What stood there is not what the last checkpoint left: someone set it by hand, or git brought it.
    if (!isSame(change.before, last))
      values.push({ text: change.before, broughtBy: undefined, replacedBy: checkpoint });
    values.push({ text: change.after, broughtBy: checkpoint, replacedBy: undefined });
  }
  return values;
}

function isSame(text: string, value: { readonly text: string } | undefined): boolean {
  return value !== undefined && isSameText(text, value.text);
}

function withoutSecret(parameter: string, text: string): string | undefined {
  return redactedChange({ parameter, before: text, after: text }).after ?? undefined;
}
