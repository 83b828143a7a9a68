// Describes the values that a parameter's "allowed" lets through, as people write them.
import * as l10n from "@vscode/l10n";
import { isObject, type Json, type JsonObject } from "../core/json";
import type { Plan } from "../core/plan/plan";
import { plainLiteral } from "../core/source";

/** The title of the schema of the values that a plan allows once the phases up to `phase` are in effect. */
export function allowedTitle({ title }: Plan, phase: number): string {
  return phase === 0 ? l10n.t("{0}: before Phase 1", title) : l10n.t("{0}: after Phase {1}", title, phase);
}

/** "greater than 0 and at most 0.1": what must be so of a value in the file at `path`, for every keyword that a plan's "allowed" may have. */
export function describeAllowed(allowed: JsonObject, path: string): string {
  const conditions = Object.entries(allowed).flatMap(([keyword, value]) => {
    const condition = describeKeyword(keyword, value, path);
    return condition === undefined ? [] : [condition];
  });
  // A limit says already that the value is a number.
  const needed = conditions.filter(({ isImplied }) => !isImplied || conditions.length === 1);
  return joined(needed.map(({ text }) => text));
}

interface Condition {
  readonly text: string;
  /** Whether any other condition says it too. */
  readonly isImplied?: true;
}

function describeKeyword(keyword: string, value: Json, path: string): Condition | undefined {
  if (keyword === "type") return describeTypes(value, path);
  const text = Object.hasOwn(keywords, keyword) ? keywords[keyword]?.(value, path) : undefined;
  return text === undefined ? undefined : { text };
}

const keywords: Readonly<Record<string, (value: Json, path: string) => string | undefined>> = {
  exclusiveMinimum: (limit, path) => l10n.t("greater than {0}", plainLiteral(limit, path)),
  minimum: (limit, path) => l10n.t("at least {0}", plainLiteral(limit, path)),
  exclusiveMaximum: (limit, path) => l10n.t("less than {0}", plainLiteral(limit, path)),
  maximum: (limit, path) => l10n.t("at most {0}", plainLiteral(limit, path)),
  multipleOf: (step, path) => l10n.t("a multiple of {0}", plainLiteral(step, path)),
  const: (value, path) => plainLiteral(value, path),
  enum: (values, path) =>
    Array.isArray(values) ? alternatives(values.map((value) => plainLiteral(value, path))) : undefined,
  minLength: (count) => (count === 1 ? l10n.t("not empty") : l10n.t("at least {0} characters long", String(count))),
  maxLength: (count) =>
    count === 1 ? l10n.t("at most 1 character long") : l10n.t("at most {0} characters long", String(count)),
  minItems: (count) => (count === 1 ? l10n.t("not empty") : l10n.t("at least {0} elements long", String(count))),
  maxItems: (count) =>
    count === 1 ? l10n.t("at most 1 element long") : l10n.t("at most {0} elements long", String(count)),
  uniqueItems: (isUnique) => (isUnique === true ? l10n.t("without equal elements") : undefined),
  items: (schema, path) => {
    const elements = isObject(schema) ? describeAllowed(schema, path) : "";
    return elements === "" ? undefined : l10n.t("with each element {0}", elements);
  },
};

function describeTypes(types: Json, path: string): Condition {
  const names = (Array.isArray(types) ? types : [types]).map((type) => typeNames[String(type)]?.(path) ?? String(type));
  return types === "number" ? { text: names.join(), isImplied: true } : { text: alternatives(names) };
}

const typeNames: Readonly<Record<string, (path: string) => string>> = {
  array: () => l10n.t("a list"),
  boolean: (path) => alternatives([true, false].map((value) => plainLiteral(value, path))),
  integer: () => l10n.t("a whole number"),
  null: (path) => plainLiteral(null, path),
  number: () => l10n.t("a number"),
  object: () => l10n.t("a dictionary"),
  string: () => l10n.t("a text"),
};

function joined(conditions: readonly string[]): string {
  const last = conditions.at(-1) ?? "";
  return conditions.length < 2 ? last : l10n.t("{0} and {1}", conditions.slice(0, -1).join(", "), last);
}

function alternatives(values: readonly string[]): string {
  const last = values.at(-1) ?? "";
  return values.length < 2 ? last : l10n.t("{0} or {1}", values.slice(0, -1).join(", "), last);
}
