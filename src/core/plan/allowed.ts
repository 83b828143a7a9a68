// Tells which values a plan allows in each phase.
import Ajv, { type ValidateFunction } from "ajv";
import { canonical, isEqual, type Json, type JsonObject } from "../json";
import type { PlanFault, PlanPath } from "../problem";
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
    type: "object",
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, allowedValue(plan, name, phase)])),
  };
}

function allowedValue(plan: Plan, name: string, phase: number): JsonObject {
  const parameter = plan.parameters[name];
  const value = expectedValue(plan, name, phase);
  if (!parameter || value === undefined) return {};
  return { description: parameter.why, ...(parameter.allowed && { allOf: [parameter.allowed] }), const: value };
}

/** The one value that a parameter must have once the phases up to `phase` are in effect. */
export function expectedValue(plan: Plan, name: string, phase: number): Json | undefined {
  const parameter = plan.parameters[name];
  const isSet = (phaseOf(plan, name)?.id ?? Number.POSITIVE_INFINITY) <= phase;
  return isSet ? parameter?.target : parameter?.baseline;
}

/** The plan's own JSON Schema has held these schemas to the keywords that it knows: no need of the meta-schema's 20 ms. */
const options = { strictTypes: false, validateSchema: false, meta: false } as const;

/**
 * Checks values against what a plan allows. Compiling is the costly part, so each schema is compiled once, on first use.
 * Whether a plan's schemas compile at all is asked here too: what one compiler takes, another may refuse.
 */
export class AllowedValues {
  readonly #plan: Plan;
  readonly #compiled = new Map<string, ValidateFunction>();
  /** By parameter: asked for on every keystroke. */
  readonly #rangeOf = new Map<string, ValidateFunction>();
  /** Stops at the first error: `maxItems` is tried before `uniqueItems`, which is slow on a long list. */
  readonly #ranges = new Ajv(options);
  /** Only here may a limit be another value: a target `{"$data": …}` is a value like any other. */
  readonly #rules = new Ajv({ ...options, $data: true, ownProperties: true });

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** Why the schemas of `plan` can't be used, where any can't. */
  broken(): PlanFault[] {
    const names = Object.keys(this.#plan.parameters);
    return [
      ...names.flatMap((name) => failure(["parameters", name, "allowed"], () => this.#range(name))),
      ...(this.#plan.rules ?? []).flatMap((rule, index) => failure(["rules", index, "schema"], () => this.#rule(rule))),
    ];
  }

  /**
   * Whether `value` is the one that `parameter` must have once the phases up to `phase` are in effect: what the schema of
   * `allowedAfter` says by `const`, which is equality of JSON values, without compiling one for each phase.
   */
  allows(phase: number, parameter: string, value: Json): boolean {
    const expected = expectedValue(this.#plan, parameter, phase);
    return expected !== undefined && isEqual(value, expected) && this.inRange(parameter, value);
  }

  /** Whether `value` is within the explicit range of `parameter`, which holds in every phase. */
  inRange(parameter: string, value: Json): boolean {
    return this.#range(parameter)(value) === true;
  }

  /** The constants beside the parameters that rules name: what a rule says of them counts where the file has them. */
  get ungovernedConstants(): readonly string[] {
    const names = (this.#plan.rules ?? []).flatMap(({ schema }) => [
      ...JSON.stringify(schema).matchAll(/"1\/([A-Za-z_]\w*)"/g),
    ]);
    return [...new Set(names.map(([, name]) => name as string))].filter(
      (name) => !Object.hasOwn(this.#plan.parameters, name),
    );
  }

  /** The rules that `values`, keyed by parameter, break. */
  brokenRules(values: JsonObject): readonly Rule[] {
    return (this.#plan.rules ?? []).filter((rule) => this.#rule(rule)(values) !== true);
  }

  #range(parameter: string): ValidateFunction {
    const known = this.#rangeOf.get(parameter);
    if (known) return known;
    const schema = this.#plan.parameters[parameter]?.allowed ?? {};
    const validate = this.#validator(this.#ranges, canonical(schema), schema);
    this.#rangeOf.set(parameter, validate);
    return validate;
  }

  #rule({ id, schema }: Rule): ValidateFunction {
    return this.#validator(this.#rules, `rule ${id}`, schema);
  }

  #validator(ajv: Ajv, key: string, schema: JsonObject): ValidateFunction {
    const known = this.#compiled.get(key);
    if (known) return known;
    const validate = ajv.compile(schema);
    this.#compiled.set(key, validate);
    return validate;
  }
}

function failure(at: PlanPath, compile: () => unknown): PlanFault[] {
  try {
    compile();
    return [];
  } catch {
    // The compiler throws plain errors with English sentences: which of them it was, only those say.
    return [{ at, detail: { fault: "schema-unusable" } }];
  }
}
