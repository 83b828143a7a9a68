// Defines JSON values, and the operations on them that several rooms need.
/** What a JSON document can hold: the values of a plan, and of the literals that it governs. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One spelling for one value: keys sorted by code unit, no white space (RFC 8785). */
export function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`);
  return `{${members.join(",")}}`;
}

/** Whether two values are the same, whatever the order of their members: `canonical` of both, without the texts. */
export function isEqual(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isEqual(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  const sameNames = names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name));
  return sameNames && names.every((name) => isEqual(a[name] as Json, b[name] as Json));
}

/** Lays `patch` over `base`: objects merge, null removes, anything else replaces (RFC 7396). */
export function mergePatch(base: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const merged = new Map(Object.entries(isObject(base) ? base : {}));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The JSON type of a value, which must stay what it is: a number in quotes is no number to Python. */
export type JsonType = "null" | "boolean" | "number" | "string" | "array" | "object";

export function jsonType(value: Json): JsonType {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : (typeof value as JsonType);
}
