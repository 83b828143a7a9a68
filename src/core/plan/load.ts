import Ajv, { type ErrorObject } from "ajv";
import { findNodeAtLocation, getNodeValue, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import planSchema from "../../../schemas/phaseplan.schema.json";
import v4 from "../../../schemas/plans/v4.phaseplan.json";
import { isObject, type Json, type JsonObject, mergePatch } from "../json";
import { type Problem, problem } from "../problem";
import { positionAt, type Range } from "../text";
import { disagreements, type Finding } from "./agreement";
import type { Plan } from "./plan";

/** A plan document as it was read. `plan` and `resolved` are there only where nothing is wrong with it. */
export interface LoadedPlan {
  readonly plan?: Plan;
  /** The document after `extends`: what the plan's hash covers. */
  readonly resolved?: JsonObject;
  readonly problems: readonly Problem[];
}

/** The plans inside the package, by the name that `extends` gives them. */
const bundled: Readonly<Record<string, string>> = { "phasegate:v4": v4 };

/** Reads a plan document (JSON with comments); `path` only names it in problems. */
export function loadPlan(text: string, path: string): LoadedPlan {
  const { document, rangeOf, error } = parse(text);
  if (error) {
    const data = { path, ...positionAt(text, error.offset), detail: printParseErrorCode(error.error) };
    const range = { start: error.offset, end: error.offset + error.length };
    return { problems: [problem("plan-syntax", data, { place: { path, range } })] };
  }
  const invalid = (findings: readonly Finding[]): LoadedPlan => ({
    problems: findings.map(({ at, detail }) =>
      problem("plan-invalid", { path, at: `/${at.join("/")}`, detail }, { place: { path, range: rangeOf(at) } }),
    ),
  });

  const own = schemaFindings(document);
  if (own.length > 0) return invalid(own);
  const resolved = resolve(document as JsonObject);
  if (!resolved) {
    const known = Object.keys(bundled).join(", ");
    return invalid([{ at: ["extends"], detail: `names no plan of this version, which has: ${known}` }]);
  }
  const whole = schemaFindings(resolved);
  if (whole.length > 0) return invalid(whole);
  const plan = resolved as unknown as Plan;
  const disagreeing = disagreements(plan);
  return disagreeing.length > 0 ? invalid(disagreeing) : { plan, resolved, problems: [] };
}

function parse(text: string) {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const error = errors[0] ?? (tree ? undefined : { error: 4, offset: 0, length: 0 });
  return {
    error,
    document: tree ? plain(getNodeValue(tree)) : null,
    /** Where the value at `at` stands, or the nearest one around it: a missing or inherited one has no place of its own. */
    rangeOf(at: Finding["at"]): Range {
      for (let depth = at.length; tree && depth > 0; depth--) {
        const node = findNodeAtLocation(tree, at.slice(0, depth));
        if (node) return { start: node.offset, end: node.offset + node.length };
      }
      return { start: 0, end: 0 };
    },
  };
}

/** The parser's objects have no prototype; everyone else's have one. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}

/** The document with the plan that it extends beneath it, or undefined where there is no such plan. */
function resolve(document: JsonObject): JsonObject | undefined {
  const { $schema: _, extends: base, ...own } = document;
  if (base === undefined) return own;
  const text = Object.hasOwn(bundled, String(base)) ? bundled[String(base)] : undefined;
  if (text === undefined) return undefined;
  const { $schema: __, ...inherited } = parse(text).document as JsonObject;
  const merged = mergePatch(inherited, own);
  return isObject(merged) ? merged : undefined;
}

/** Keywords of VS Code's JSON service, which say nothing of validity. */
const editorKeywords = ["defaultSnippets", "enumDescriptions", "patternErrorMessage"];

let validate: ReturnType<Ajv["compile"]> | undefined;

function schemaFindings(document: Json): Finding[] {
  validate ??= new Ajv({ allErrors: true, verbose: true, keywords: editorKeywords }).compile(planSchema);
  if (validate(document)) return [];
  return (validate.errors ?? []).filter(isCause).map(finding);
}

/** Leaves out what only repeats another finding: that an `if`, or one branch of several, did not hold. */
function isCause({ keyword }: ErrorObject): boolean {
  return keyword !== "if";
}

function finding({ instancePath, keyword, params, message, parentSchema }: ErrorObject): Finding {
  const at = instancePath.split("/").slice(1).map(unescapePointer).map(indexOrKey);
  if (keyword === "additionalProperties") {
    const key = String(params["additionalProperty"]);
    return { at: [...at, key], detail: "is not a property of a plan here" };
  }
  if (keyword === "enum") return { at, detail: `must be one of ${JSON.stringify(params["allowedValues"])}` };
  const { patternErrorMessage } = parentSchema as { patternErrorMessage?: string };
  if (keyword === "pattern" && patternErrorMessage)
    return { at, detail: `is not as it must be: ${patternErrorMessage}` };
  return { at, detail: message ?? keyword };
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function indexOrKey(part: string): string | number {
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : part;
}
