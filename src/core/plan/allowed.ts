import Ajv, { type ValidateFunction } from "ajv";
import type { Json, JsonObject } from "../json";
import { type Plan, phaseOf, type Rule } from "./plan";

/**
 * The JSON Schema of the values allowed once the phases up to `phase` are in effect (0: none of them): a parameter's
 * target if one of those phases sets it, else its baseline, and always within its explicit range. Plain JSON Schema:
 * any validator reads it alike.
 */
export function allowedAfter(plan: Plan, phase: number): JsonObject {
  const names = Object.keys(plan.parameters);
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: phase === 0 ? `${plan.title}: before Phase 1` : `${plan.title}: after Phase ${phase}`,
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, allowedValue(plan, name, phase)])),
  };
}

function allowedValue(plan: Plan, name: string, phase: number): JsonObject {
  const parameter = plan.parameters[name];
  if (!parameter) return {};
  return {
    description: parameter.why,
    ...(parameter.allowed && { allOf: [parameter.allowed] }),
    const: (phaseOf(plan, name)?.id ?? Number.POSITIVE_INFINITY) <= phase ? parameter.target : parameter.baseline,
  };
}

/** Checks values against what a plan allows. Compiling is the costly part, so each schema is compiled once, on first use. */
export class AllowedValues {
  readonly #ajv = new Ajv({ allErrors: true, $data: true, strictTypes: false });
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(readonly plan: Plan) {}

  /** Whether `value` is the one that `parameter` must have once the phases up to `phase` are in effect. */
  allows(phase: number, parameter: string, value: Json): boolean {
    return this.#meets(`${phase}/${parameter}`, () => allowedValue(this.plan, parameter, phase), value);
  }

  /** Whether `value` is within the explicit range of `parameter`, which holds in every phase. */
  inRange(parameter: string, value: Json): boolean {
    return this.#meets(`range/${parameter}`, () => this.plan.parameters[parameter]?.allowed ?? {}, value);
  }

  /** The rules that `values`, keyed by parameter, break. */
  brokenRules(values: JsonObject): readonly Rule[] {
    return (this.plan.rules ?? []).filter(({ id, schema }) => !this.#meets(`rule/${id}`, () => schema, values));
  }

  #meets(key: string, schema: () => JsonObject, value: Json): boolean {
    let validate = this.#compiled.get(key);
    if (!validate) {
      validate = this.#ajv.compile(schema());
      this.#compiled.set(key, validate);
    }
    return validate(value) === true;
  }
}
