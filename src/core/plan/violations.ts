// Finds where a document breaks the plan's JSON Schema.
import type { ErrorObject } from "ajv";
import validatePlan from "../../../schemas/phaseplan.schema.json";
import { groupBy } from "../group-by";
import { canonical, type Json } from "../json";
import type { Form, JsonType, LimitFault, PlanFault, PlanPath, SchemaViolation } from "../problem";
import { nearest } from "../problem/nearest";
import { pathFlaw } from "./path-flaw";
import { sourceKindNames } from "./schema-names";

/** Each violation once, in the validator's order. */
export function schemaViolations(document: Json): PlanFault[] {
  if (validatePlan(document)) return [];
  const faults = withoutConsequences(validatePlan.errors ?? []).map(asFault);
  // The schema of a whole plan asks some things again that the schema of any document asks already.
  return withoutMisspelt([
    ...new Map(faults.map(({ at, detail }) => [canonical([at, { ...detail }]), { at, detail }])).values(),
  ]);
}

/** Without what may only follow from a misspelt name: of its object, and of what stands beside it. */
function withoutMisspelt(faults: readonly PlanFault[]): PlanFault[] {
  const misspelt = faults.filter(({ detail }) => detail.fault === "unknown-property" && detail.meant !== undefined);
  const objects = new Set(misspelt.map(({ at }) => canonical(at.slice(0, -1))));
  const isOfObject = ({ at }: PlanFault) => objects.has(canonical([...at])) || objects.has(canonical(at.slice(0, -1)));
  return faults.filter((fault) => fault.detail.fault === "unknown-property" || !isOfObject(fault));
}

/** Without the errors that only follow from others, or that tell of one of several alternatives as if there were no other. */
function withoutConsequences(errors: readonly ErrorObject[]): ErrorObject[] {
  const alternatives = groupBy(
    errors.filter(({ keyword }) => keyword === "anyOf"),
    ({ instancePath }) => instancePath,
  );
  const isOfBranch = (error: ErrorObject): boolean =>
    placesAround(error.instancePath).some((place) =>
      alternatives.get(place)?.some((alternative) => isWithin(error, alternative)),
    );
  return errors.filter((error) => error.keyword !== "if" && error.keyword !== "propertyNames" && !isOfBranch(error));
}

/** A JSON pointer, and those of all that it lies in. */
function placesAround(pointer: string): string[] {
  const parts = pointer.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Whether an error is of a branch of an `anyOf`: the validator names a branch by its path, or by its reference. */
function isWithin(error: ErrorObject, { schemaPath, schema }: ErrorObject): boolean {
  const references = (schema as { readonly $ref?: string }[]).flatMap(({ $ref }) => $ref ?? []);
  return [schemaPath, ...references].some((branch) => error.schemaPath.startsWith(`${branch}/`));
}

function asFault(error: ErrorObject): PlanFault {
  const parts = error.instancePath.split("/").slice(1).map(unescapePointer).map(indexOrKey);
  // An error of a property's name has the path of the object.
  const at = error.propertyName === undefined ? parts : [...parts, error.propertyName];
  const { keyword, params } = error;
  if (keyword === "additionalProperties") {
    const property = String(params["additionalProperty"]);
    const isOfSource = error.instancePath === "/evidence" && ofSources.includes(property);
    if (isOfSource) return { at: [...at, property], detail: { fault: "property-of-source" } };
    const meant = nearest(property, unusedProperties(error));
    return { at: [...at, property], detail: { fault: "unknown-property", ...(meant !== undefined && { meant }) } };
  }
  if (keyword === "uniqueItems")
    return { at: [...at, Math.max(params["i"], params["j"])], detail: { fault: "element-repeated" } };
  return { at, detail: violationOf(error) };
}

/** The properties that the schema knows and the object has not. */
function unusedProperties({ parentSchema, data }: ErrorObject): string[] {
  const { properties = {} } = parentSchema as { readonly properties?: object };
  return Object.keys(properties).filter((name) => !Object.hasOwn(data as object, name));
}

/** What is easily written into the evidence itself: the kinds of its sources, and what each source has. */
const ofSources: readonly string[] = [...sourceKindNames, "kind", "path", "utcOffset", "fields"];

function violationOf(error: ErrorObject): SchemaViolation {
  const { keyword, params } = error;
  const limitFault = limitFaults[keyword];
  if (limitFault) return { fault: limitFault, limit: Number(params["limit"]) };
  switch (keyword) {
    case "type":
      return { fault: "wrong-type", expected: expectedType(params["type"]) };
    case "enum":
      return { fault: "not-one-of", values: params["allowedValues"] };
    case "const":
      return { fault: "not-the-value", value: params["allowedValue"] };
    case "required":
      return { fault: "missing-property", property: String(params["missingProperty"]) };
    case "dependencies":
      return {
        fault: "lone-property",
        property: String(params["property"]),
        needed: String(params["missingProperty"]),
      };
    case "pattern":
    case "anyOf":
      return formViolation(error);
    default:
      // "false schema": there may be nothing here.
      return { fault: "not-allowed" };
  }
}

const limitFaults: Readonly<Record<string, LimitFault>> = {
  minLength: "text-too-short",
  maxLength: "text-too-long",
  minItems: "too-few-elements",
  maxItems: "too-many-elements",
  minProperties: "too-few-properties",
  maxProperties: "too-many-properties",
  minimum: "number-too-small",
  maximum: "number-too-large",
  exclusiveMinimum: "number-not-above",
  exclusiveMaximum: "number-not-below",
};

function expectedType(types: JsonType | readonly (JsonType | "null")[]): JsonType {
  const [expected = "object"] = [types].flat().filter((type) => type !== "null");
  return expected;
}

function formViolation({ data, parentSchema }: ErrorObject): SchemaViolation {
  const { expects } = parentSchema as { readonly expects: Form };
  return expects === "path" || expects === "evidence-path"
    ? { fault: "wrong-form", expected: expects, flaw: pathFlaw(String(data), expects) }
    : { fault: "wrong-form", expected: expects };
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function indexOrKey(part: string): PlanPath[number] {
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : part;
}
