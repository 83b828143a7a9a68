// Makes a phase's member of the plan document.
import type { Json, JsonObject } from "../../json";
import type { Criterion, Expectation } from "../../plan/plan";
import { readCriterion } from "../criteria/criteria";
import type { PhaseFacts } from "../markdown/facts";
import { mentionedPhase, type PhaseWord } from "../markdown/phase-words";
import { type ContradictionSubject, note } from "../types";
import { readWindow, type WindowText } from "../windows";
import { asJson, type Draft, Keys, oneLine, trimmed } from "./draft";

/** A phase on its way into the document. */
export interface NumberedPhase {
  readonly facts: PhaseFacts;
  readonly id: number;
  readonly parameters: readonly string[];
  readonly expected: readonly Expectation[];
  /** The factor by which its only rising parameter rises. */
  readonly rise?: number;
}

export function phaseDocument(
  phase: NumberedPhase,
  ids: ReadonlyMap<string, number>,
  word: PhaseWord,
  draft: Draft,
): JsonObject {
  const { facts, id, parameters, expected } = phase;
  const at = `/phases/${id - 1}`;
  if (Number(facts.written) !== id) {
    draft.note(note("phase-renumbered", { at, line: facts.place.line, from: facts.written, to: id }));
  }
  if (!facts.risk) draft.note(note("fill-in", { at: `${at}/risk`, value: "moderate" }));
  const requires = requirements(facts, id, ids, word);
  const window = decideWindow(phase, at, draft);
  return {
    id,
    title: oneLine(facts.title) || `Phase ${id}`,
    ...(facts.why !== undefined && { why: facts.why }),
    risk: facts.risk ?? "moderate",
    parameters,
    ...(requires && { requires }),
    ...(window && { window }),
    criteria: criteria(phase, "criteria", ids, draft),
    rollback: criteria(phase, "rollback", ids, draft),
    ...(expected.length > 0 && { expected: asJson(expected) }),
  };
}

function requirements(
  { timing, written }: PhaseFacts,
  id: number,
  ids: ReadonlyMap<string, number>,
  word: PhaseWord,
): JsonObject | undefined {
  if (timing === undefined || timing === "") return undefined;
  const flat =
    /\btrade\b[^.]{0,40}\bclos(?:e|es|ed|ing)\b|\bno open (?:position|trade)|\bflat\b|(?:포지션|거래)[^.]{0,20}(?:청산|종료|없)/iu.test(
      timing,
    );
  const mentioned = mentionedPhase(timing, word);
  const passed = mentioned === undefined || mentioned === written ? undefined : ids.get(mentioned);
  return {
    text: timing,
    ...(flat && { noOpenPosition: true }),
    ...(passed !== undefined && passed < id && { passed }),
  };
}

/** All that is said of how long a phase is watched, as one: where it differs the longer, and both rather than either. */
function decideWindow({ facts, id }: NumberedPhase, at: string, draft: Draft): JsonObject | undefined {
  const answered = answeredWindow(id, draft);
  const windows = answered ? [answered] : facts.windows;
  const hours = longest(windows, "hours", id, `${at}/window/hours`, draft);
  const trades = longest(windows, "trades", id, `${at}/window/trades`, draft);
  if (hours === undefined && trades === undefined) {
    draft.ask("window-missing", `window:${id}`, `${at}/window`, { phase: id, title: oneLine(facts.title) }, []);
    return undefined;
  }
  if (hours === undefined || trades === undefined)
    return { ...(hours !== undefined ? { hours } : { trades }) } as JsonObject;
  const untils = new Set(windows.flatMap(({ until }) => until ?? []));
  if (untils.size > 1) {
    const places = windows.flatMap(({ until, place }) => (until ? [{ ...trimmed(place), value: until }] : []));
    const about: ContradictionSubject = { code: "window", phase: id, member: "until" };
    draft.contradictions.push({ about, at: `${at}/window`, places, decided: "both", rule: "both" });
  }
  return { hours, trades, until: untils.size === 1 && untils.has("either") ? "either" : "both" };
}

/** The answer on how long a phase is watched. */
export function answeredWindow(phase: number, draft: Draft): WindowText | undefined {
  const id = `window:${phase}`;
  const answer = draft.answer(id);
  const answered = answer === undefined ? undefined : readWindow(answer, { line: 0, text: answer });
  if (answer !== undefined && !answered) draft.unfit(id);
  return answered;
}

function longest(
  windows: readonly WindowText[],
  member: "hours" | "trades",
  phase: number,
  at: string,
  draft: Draft,
): number | undefined {
  const places = windows.flatMap(({ [member]: value, place }) =>
    value === undefined ? [] : [{ ...trimmed(place), value }],
  );
  const values = [...new Set(places.map(({ value }) => value))];
  const decided = values.length === 0 ? undefined : values.reduce((most, value) => Math.max(most, value));
  if (decided !== undefined && values.length > 1) {
    draft.contradictions.push({ about: { code: "window", phase, member }, at, places, decided, rule: "longer" });
  }
  return decided;
}

function criteria(
  { facts, id, rise }: NumberedPhase,
  list: "criteria" | "rollback",
  ids: ReadonlyMap<string, number>,
  draft: Draft,
): Json[] {
  const keys = new Keys();
  const context = {
    rollback: list === "rollback",
    phase: id,
    ...(rise !== undefined && { rise }),
    phaseNumber: (written: string) => ids.get(written),
  };
  return facts[list].map(({ line, text }, index) => {
    const { criterion, convention } = readCriterion(text, context);
    const at = `/phases/${id - 1}/${list}/${index}`;
    const key = keys.next(idWords(text), `${list === "criteria" ? "criterion" : "trigger"}-${index + 1}`);
    if (convention) draft.note(note("criterion-inferred", { at, line, text, convention }));
    else if (criterion.manual && /\d/.test(text)) draft.note(note("criterion-manual", { at, line, text }));
    return asJson({ id: key, ...criterion } satisfies Criterion);
  });
}

/** A criterion's sentence without its parentheses and without its comparison. */
function idWords(text: string): string {
  return text
    .replace(/\(.*$/u, "")
    .replace(/[<>≥≤].*$/u, "")
    .replace(/\b(?:the|a|an|of|is|are|in|be|to|should)\b/giu, "");
}
