// The sentences for what is wrong in a plan's document: where it is, what it is, and what to do.
import * as l10n from "@vscode/l10n";
import type {
  Form,
  JsonType,
  PathFlaw,
  PathForm,
  PlanDisagreement,
  PlanFault,
  PlanFaultDetail,
  PlanPath,
  SchemaViolation,
} from "../../../core/problem";
import { typesInPlan } from "../../ways-out/types-in-plan";

/** The sentence for a fault of the plan; `file` names it, and the place in its text. */
export function describePlanFault(file: string, { at, detail }: PlanFault): string {
  const sentence = sentences[detail.fault] as (place: string, detail: PlanFaultDetail) => string;
  return sentence(at.length > 0 ? `${file}, ${describePlanPath(at)}` : file, detail);
}

/** A place in a plan as its author reads it: `phases[0].criteria[1].text`. */
function describePlanPath(at: PlanPath): string {
  return at.map(describeStep).join("").replace(/^\./, "");
}

function describeStep(step: PlanPath[number]): string {
  if (typeof step === "number") return `[${step}]`;
  return /^[$\p{L}_][$\p{L}\p{N}_-]*$/u.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

type SentencesFor<Detail extends PlanFaultDetail> = {
  readonly [Fault in Detail["fault"]]: (place: string, detail: Extract<Detail, { readonly fault: Fault }>) => string;
};

const violations: SentencesFor<SchemaViolation> = {
  "wrong-type": (place, { expected }) => types[expected](place),
  "not-one-of": (place, { values }) =>
    l10n.t("{0}: write one of these values: {1}.", place, values.map((value) => JSON.stringify(value)).join(", ")),
  "not-the-value": (place, { value }) => l10n.t("{0}: this must be {1}.", place, JSON.stringify(value)),
  "missing-property": (place, { property }) => l10n.t('{0}: "{1}" is missing. Add it.', place, property),
  "unknown-property": (place, { meant }) =>
    meant === undefined
      ? l10n.t("{0}: a plan has no such property here. Check its spelling, or remove it.", place)
      : l10n.t('{0}: a plan has no such property here. Perhaps it should be "{1}".', place, meant),
  "key-repeated": (place, { key }) =>
    l10n.t('{0}: the object already has a "{1}", and only one of the two can count. Remove one of them.', place, key),
  "hidden-character": (place, { character }) =>
    l10n.t(
      "{0}: the text has the character {1}, which nobody sees, and which can make it look like another text. Remove it.",
      place,
      codePoint(character),
    ),
  "property-of-source": (place) =>
    l10n.t(
      '{0}: this belongs to a source. Write "sources": [{ "kind": "log", "path": "logs/*.jsonl", "utcOffset": "Z" }], with what your bot has.',
      place,
    ),
  "lone-property": (place, { property, needed }) =>
    l10n.t('{0}: "{1}" needs "{2}" beside it. Add "{2}", or remove "{1}".', place, property, needed),
  "not-allowed": (place) => l10n.t("{0}: nothing is allowed here. Remove it.", place),
  "text-too-short": (place, { limit }) =>
    l10n.t("{0}: this text is too short. Write {1} or more characters.", place, limit),
  "text-too-long": (place, { limit }) =>
    l10n.t("{0}: this text is too long. Write {1} characters or fewer.", place, limit),
  "too-few-elements": (place, { limit }) =>
    l10n.t("{0}: this list is too short. It must have {1} or more elements.", place, limit),
  "too-many-elements": (place, { limit }) =>
    l10n.t("{0}: this list is too long. It can have {1} elements or fewer.", place, limit),
  "too-few-properties": (place, { limit }) =>
    l10n.t("{0}: this object is too small. It must have {1} or more properties.", place, limit),
  "too-many-properties": (place, { limit }) =>
    l10n.t("{0}: this object is too large. It can have {1} properties or fewer.", place, limit),
  "number-too-small": (place, { limit }) =>
    l10n.t("{0}: this number is too small. Write {1} or a larger number.", place, limit),
  "number-too-large": (place, { limit }) =>
    l10n.t("{0}: this number is too large. Write {1} or a smaller number.", place, limit),
  "number-not-above": (place, { limit }) =>
    l10n.t("{0}: this number is too small. Write a number larger than {1}.", place, limit),
  "number-not-below": (place, { limit }) =>
    l10n.t("{0}: this number is too large. Write a number smaller than {1}.", place, limit),
  "element-repeated": (place) => l10n.t("{0}: the list has this element twice. Remove one of the two.", place),
  "wrong-form": (place, detail) =>
    "flaw" in detail ? describePathFlaw(place, detail.flaw) : forms[detail.expected](place),
};

const types: Readonly<Record<JsonType, (place: string) => string>> = {
  string: (place) => l10n.t("{0}: this must be a text in double quotes.", place),
  number: (place) => l10n.t("{0}: this must be a number, without quotes.", place),
  integer: (place) => l10n.t("{0}: this must be a whole number, without quotes.", place),
  boolean: (place) => l10n.t("{0}: this must be true or false, without quotes.", place),
  array: (place) => l10n.t("{0}: this must be a list in square brackets.", place),
  object: (place) => l10n.t("{0}: this must be an object in braces.", place),
};

const forms: Readonly<Record<Exclude<Form, PathForm>, (place: string) => string>> = {
  "plan-id": (place) =>
    l10n.t("{0}: this is not the id of a plan. Use lower-case letters, digits and hyphens only, at most 40.", place),
  "bundled-plan": (place) =>
    l10n.t(
      '{0}: this is not the name of a bundled plan. Write "phasegate:" and its name, such as phasegate:v4.',
      place,
    ),
  date: (place) => l10n.t("{0}: this is not a date. Write year, month and day, such as 2025-10-15.", place),
  "parameter-name": (place) =>
    l10n.t(
      "{0}: this is not the name of a parameter. Use letters from a to z, digits, dots and _ only, at most 100, and begin with a letter or _.",
      place,
    ),
  "utc-offset": (place) =>
    l10n.t("{0}: this is not an offset from UTC. Write Z, or hours and minutes such as +09:00.", place),
  line: (place) => l10n.t("{0}: this must be one line of text. Write something, without line breaks or tabs.", place),
  scope: (place) =>
    l10n.t(
      "{0}: this is not the name of a class. Write it as in the code, with dots where classes are nested, such as Strategy.Risk.",
      place,
    ),
  key: (place) =>
    l10n.t(
      "{0}: this is not a short name. Use lower-case letters, digits and hyphens only, at most 60, and begin with a letter or digit.",
      place,
    ),
  symbol: (place) =>
    l10n.t(
      '{0}: this is not a name in the code. Write it on one line as the code has it, such as STOP_LOSS or minimal_roi["40"].',
      place,
    ),
  "task-or-text": (place) => l10n.t('{0}: nothing says how to restart the bot. Add "task", "text" or both.', place),
  "hours-or-trades": (place) => l10n.t('{0}: the window has no end. Add "hours", "trades" or both.', place),
  types: (place) =>
    l10n.t(
      "{0}: this is not a JSON type. Write array, boolean, integer, null, number, object or string, or a list of several of them.",
      place,
    ),
  threshold: (place) =>
    l10n.t('{0}: this is not a threshold. Write a number, or with "between" a list of two numbers.', place),
  share: (place) => l10n.t("{0}: this metric is a share, from 0 to 1. Write 0.80 for 80 %.", place),
  "values-or-reference": (place) =>
    l10n.t(
      '{0}: this must be a list of 1 to 200 values, or a reference to another value such as { "$data": "1/MAX_POSITION" }.',
      place,
    ),
  "number-or-reference": (place) =>
    l10n.t('{0}: this must be a number, or a reference to another value such as { "$data": "1/MAX_POSITION" }.', place),
  "step-or-reference": (place) =>
    l10n.t(
      '{0}: this must be a number above 0, or a reference to another value such as { "$data": "1/MAX_POSITION" }.',
      place,
    ),
  "count-or-reference": (place) =>
    l10n.t(
      '{0}: this must be a whole number, 0 or above, or a reference to another value such as { "$data": "1/MAX_POSITION" }.',
      place,
    ),
};

/** What keeps a text from being a path; `place` is what has it: the text itself in quotes, or where the plan has it. */
export function describePathFlaw(place: string, flaw: PathFlaw): string {
  switch (flaw.kind) {
    case "empty":
      return l10n.t("{0}: the path is empty. Write the path from the repository's root, such as a/b.py", place);
    case "character":
      return flaw.character === "\\"
        ? l10n.t("{0}: the path has a backslash (\\). Write it with forward slashes (/).", place)
        : l10n.t("{0}: a path can't have the character {1}. Remove it.", place, visibleCharacter(flaw.character));
    case "start":
      return l10n.t(
        "{0}: the path begins with {1}. Write the path from the repository's root, such as a/b.py",
        place,
        flaw.character,
      );
    case "part":
      return l10n.t(
        "{0}: \"{1}\" can't be a part of the path. Write the path from the repository's root, such as a/b.py",
        place,
        flaw.part,
      );
    case "empty-part":
      return l10n.t("{0}: the path has two slashes in a row, or one at its end. Remove it.", place);
    case "device":
      return l10n.t("{0}: {1} is a device, not a file. Write the path of a file.", place, flaw.device);
  }
}

/** A control character, or half of one, by its number; any other as it is. */
function visibleCharacter(character: string): string {
  return /[\p{Cc}\p{Cs}]/u.test(character) ? codePoint(character) : character;
}

function codePoint(character: string): string {
  return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const disagreements: SentencesFor<PlanDisagreement> = {
  "unknown-base": (place, { plans }) =>
    l10n.t("{0}: this version has no such plan. It has: {1}.", place, plans.join(", ")),
  "schema-unusable": (place) =>
    l10n.t(
      '{0}: this JSON Schema can\'t be used. Each "$data" must lead to a value that the rule is about, and each "if" needs a "then" or an "else".',
      place,
    ),
  "rules-too-large": (place, { most }) =>
    l10n.t("{0}: the rules are too large. All of them together can have {1} objects and lists.", place, most),
  "secret-name": (place, { name }) =>
    l10n.t(
      '{0}: "{1}" looks like a secret. Phasegate never shows or writes secrets: remove the parameter from the plan.',
      place,
      name,
    ),
  "unknown-file": (place, { file }) =>
    l10n.t('{0}: "files" has no "{1}". Add it there, or write a key that "files" has.', place, file),
  "path-taken": (place, { file }) =>
    l10n.t(
      '{0}: "{1}" is the same file. Keep one of the two, and give the parameters of the other its name as "file", and their class as "scope".',
      place,
      file,
    ),
  "unknown-parameter": (place, { parameter, meant }) =>
    meant === undefined
      ? l10n.t('{0}: "parameters" has no "{1}". Add it there, or write a name that "parameters" has.', place, parameter)
      : l10n.t('{0}: "parameters" has no "{1}". Perhaps it should be "{2}".', place, parameter, meant),
  "parameter-unset": (place, { parameter }) =>
    l10n.t(
      "{0}: no phase sets {1}, so its target would never be reached. Name it in a phase, or remove it from the plan.",
      place,
      parameter,
    ),
  "types-differ": (place, { baseline, target }) =>
    l10n.t(
      "{0}: the target is {1}, but the baseline is {2}. To the program the two are not the same kind of value. Make them so.",
      place,
      typesInPlan[target](),
      typesInPlan[baseline](),
    ),
  "number-inexact": (place) =>
    l10n.t(
      "{0}: a whole number this large can't be kept to its last digit. Write one below 2^53 (about 9 × 10^15).",
      place,
    ),
  "rule-unknown-name": (place, { name, meant }) =>
    meant === undefined
      ? l10n.t(
          '{0}: "parameters" has no "{1}", so the rule would hold whatever the values are. Write a name that "parameters" has.',
          place,
          name,
        )
      : l10n.t(
          '{0}: "parameters" has no "{1}", so the rule would hold whatever the values are. Perhaps it should be "{2}".',
          place,
          name,
          meant,
        ),
  "symbol-taken": (place, { parameter }) =>
    l10n.t(
      '{0}: the parameter "{1}" has the same symbol. Give each its own, or remove one of the two.',
      place,
      parameter,
    ),
  "phase-order": (place, { expected }) =>
    l10n.t("{0}: this must be {1}, because phases count from 1 in their order.", place, expected),
  "parameter-taken": (place, { parameter, phase }) =>
    l10n.t('{0}: Phase {2} already sets "{1}". Remove it from one of the two phases.', place, parameter, phase),
  "id-taken": (place, { id }) => l10n.t('{0}: another entry has the id "{1}". Give each its own id.', place, id),
  "phase-not-earlier": (place, { phase }) => l10n.t("{0}: this must be a phase before Phase {1}.", place, phase),
  "worst-too-good": (place, { threshold, side }) =>
    side === "above"
      ? l10n.t(
          "{0}: a bot as bad as this should not pass. Write {1} or less, as the threshold is {1}.",
          place,
          threshold,
        )
      : l10n.t(
          "{0}: a bot as bad as this should not pass. Write {1} or more, as the threshold is {1}.",
          place,
          threshold,
        ),
  "ends-reversed": (place, { lower, upper }) =>
    l10n.t("{0}: nothing is between {1} and {2}. Write the lower end first: [{2}, {1}].", place, lower, upper),
  "worst-of-trigger": (place) =>
    l10n.t("{0}: only a success criterion has a worst value. Remove it from this rollback trigger.", place),
  "step-too-large": (place, { baseline, target }) =>
    l10n.t(
      "{0}: the plan's own step from {1} to {2} is larger than this. Allow a larger step, or choose another target.",
      place,
      baseline,
      target,
    ),
  "rule-broken": (place, { phase }) =>
    phase === 0
      ? l10n.t("{0}: the baselines break this rule. Change the rule or the baselines.", place)
      : l10n.t("{0}: the plan's values break this rule after Phase {1}. Change the rule or the values.", place, phase),
  "out-of-range": (place, { value }) =>
    l10n.t('{0}: {1} is outside the parameter\'s "allowed". Change the value or the range.', place, value),
};

const sentences: SentencesFor<PlanFaultDetail> = { ...violations, ...disagreements };
