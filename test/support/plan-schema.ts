import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import Ajv, { type ErrorObject } from "ajv";
import { type ParseError, parse } from "jsonc-parser";

export type Path = readonly (string | number)[];

interface PlanSchema {
  readonly $id: string;
  readonly definitions: Readonly<Record<string, { readonly description?: string }>>;
}

/** The plan's schema, as it is published. */
export const schema = JSON.parse(readFileSync("schemas/phaseplan.schema.json", "utf8")) as PlanSchema;
/** Knows the keywords that VS Code adds to JSON Schema, and `expects`. */
export const ajv = new Ajv({
  strict: true,
  allErrors: true,
  keywords: ["defaultSnippets", "enumDescriptions", "patternErrorMessage", "expects"],
});
const validate = ajv.compile(schema);

/** Where a document is refused; "" is the document itself. Only the deepest places: the others follow from them. */
export function refusedAt(document: unknown): string[] {
  validate(document);
  const places = [...new Set((validate.errors ?? []).map(place))];
  return places.filter((at) => !places.some((other) => other.startsWith(`${at}/`)));
}

function place({ instancePath, keyword, params }: ErrorObject): string {
  if (keyword === "additionalProperties") return `${instancePath}/${params["additionalProperty"]}`;
  if (keyword === "required") return `${instancePath}/${params["missingProperty"]}`;
  return keyword === "propertyNames" ? `${instancePath}/${params["propertyName"]}` : instancePath;
}

/** A JSON document with comments, which must be well-formed. */
export function jsonc(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors);
  assert.deepEqual(errors, []);
  return value;
}

export function read(path: string): unknown {
  return jsonc(readFileSync(path, "utf8"));
}

/** A copy of `document` with `value` at `path`; undefined takes the member away. */
export function changed(document: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  const next = changed((document as Record<string | number, unknown>)[key], rest, value);
  if (Array.isArray(document)) return document.with(Number(key), next);
  const { [key]: _, ...others } = document as Record<string | number, unknown>;
  return next === undefined ? others : { ...others, [key]: next };
}

/** Calls `seen` with every object in `node`, and the path to it. */
export function visit(
  node: unknown,
  path: readonly string[],
  seen: (node: Record<string, unknown>, path: readonly string[]) => void,
): void {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) seen(node as Record<string, unknown>, path);
  for (const [key, value] of Object.entries(node)) visit(value, [...path, key], seen);
}
