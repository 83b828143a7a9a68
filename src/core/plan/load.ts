// Loads a plan document and finds what is wrong with it.
import type { ErrorObject } from "ajv";
import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import validatePlan from "../../../schemas/phaseplan.schema.json";
import v4 from "../../../schemas/plans/v4.phaseplan.json";
import { isObject, type Json, type JsonObject, mergePatch } from "../json";
import { type Problem, problem } from "../problem";
import { positionAt, type Range } from "../text";
import { disagreements } from "./agreement";
import { AllowedValues, type PlanFault } from "./allowed";
import type { Plan } from "./plan";

/** A plan document as it was read. `plan` and `resolved` are there only where nothing is wrong with it. */
export interface LoadedPlan {
  readonly plan?: Plan;
  /** What the plan allows, its schemas compiled. */
  readonly allowed?: AllowedValues;
  /** The document after `extends`: what the plan's hash covers. */
  readonly resolved?: JsonObject;
  readonly problems: readonly Problem[];
}

/** The plans inside the package, by the name that `extends` gives them. */
const bundled: Readonly<Record<string, string>> = { "phasegate:v4": v4 };

/** Deeper than any plan: all that reads JSON recurses, and would run out of stack. */
const DEEPEST = 100;

/** PlanFault the place of each of thousands of findings would take seconds, and nobody reads them. */
const MOST_FINDINGS = 100;

/** Reads a plan document (JSON with comments); `path` only names it in problems. */
export function loadPlan(text: string, path: string): LoadedPlan {
  const { document, rangeOf, error } = parse(text);
  if (error) {
    const data = { path, ...positionAt(text, error.offset), detail: error.detail };
    const range = { start: error.offset, end: error.offset + error.length };
    return { problems: [problem("plan-syntax", data, { place: { path, range } })] };
  }
  const invalid = (findings: readonly PlanFault[]): LoadedPlan => ({
    problems: findings
      .slice(0, MOST_FINDINGS)
      .map(({ at, detail }) =>
        problem("plan-invalid", { path, at: `/${at.join("/")}`, detail }, { place: { path, range: rangeOf(at) } }),
      ),
  });

  const own = schemaFindings(document);
  if (own.length > 0) return invalid(own);
  const resolved = resolve(document as JsonObject);
  if (!resolved) {
    return invalid([{ at: ["extends"], detail: { fault: "unknown-base", plans: Object.keys(bundled) } }]);
  }
  const whole = schemaFindings(resolved);
  if (whole.length > 0) return invalid(whole);
  const plan = resolved as unknown as Plan;
  const allowed = new AllowedValues(plan);
  const disagreeing = disagreements(plan, allowed);
  return disagreeing.length > 0 ? invalid(disagreeing) : { plan, allowed, resolved, problems: [] };
}

function parse(text: string) {
  const errors: ParseError[] = [];
  const deep = tooDeep(text);
  const tree = deep ? undefined : parseTree(text, errors, { allowTrailingComma: true });
  const [broken = { error: 4, offset: 0, length: 0 }] = errors;
  const unreadable = { ...broken, detail: printParseErrorCode(broken.error) };
  const error: SyntaxFault | undefined = deep ?? (tree && errors.length === 0 ? tooLarge(tree) : unreadable);
  return {
    error,
    document: tree ? plain(getNodeValue(tree)) : null,
    /** The range of the value at `at`, or of the nearest one around it: a missing or inherited one has no place of its own. */
    rangeOf(at: PlanFault["at"]): Range {
      for (let depth = at.length; tree && depth > 0; depth--) {
        const node = findNodeAtLocation(tree, at.slice(0, depth));
        if (node) return { start: node.offset, end: node.offset + node.length };
      }
      return { start: 0, end: 0 };
    },
  };
}

/** Why a text is no plan although the parser might take it: the place, and a code in the style of the parser's own. */
interface SyntaxFault {
  readonly offset: number;
  readonly length: number;
  readonly detail: string;
}

/** The first object or list that is nested too deeply; told without recursion, before the parser is let in. */
function tooDeep(text: string): SyntaxFault | undefined {
  const scanner = createScanner(text, true);
  const closers: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const token = text.charAt(offset);
    if (token === "{" || token === "[") closers.push(token === "{" ? "}" : "]");
    // What closes something else closes nothing for the parser either.
    else if (token === closers.at(-1)) closers.pop();
    if (closers.length > DEEPEST) return { offset, length: 1, detail: "NestedTooDeeply" };
  }
  return undefined;
}

/** A number like 1e999, which would be read as infinity, and written as null. */
function tooLarge({ type, value, offset, length, children = [] }: Node): SyntaxFault | undefined {
  if (type === "number" && !Number.isFinite(value)) return { offset, length, detail: "NumberTooLarge" };
  for (const child of children) {
    const fault = tooLarge(child);
    if (fault) return fault;
  }
  return undefined;
}

/** The parser's objects have no prototype; everyone else's have one. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
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

function schemaFindings(document: Json): PlanFault[] {
  if (validatePlan(document)) return [];
  return (validatePlan.errors ?? []).filter(isCause).map(finding);
}

/** Leaves out what only repeats another finding: that an `if`, or one branch of several, did not hold. */
function isCause({ keyword }: ErrorObject): boolean {
  return keyword !== "if";
}

function finding({ instancePath, keyword, params, message, parentSchema }: ErrorObject): PlanFault {
  const at = instancePath.split("/").slice(1).map(unescapePointer).map(indexOrKey);
  if (keyword === "additionalProperties") {
    const key = String(params["additionalProperty"]);
    return { at: [...at, key], detail: { fault: "unknown-property" } };
  }
  if (keyword === "false schema") return { at, detail: { fault: "not-allowed" } };
  if (keyword === "enum") {
    return { at, detail: { fault: "not-one-of", values: JSON.stringify(params["allowedValues"]) } };
  }
  const { patternErrorMessage } = parentSchema as { patternErrorMessage?: string };
  if (keyword === "pattern" && patternErrorMessage) {
    return { at, detail: { fault: "pattern", hint: patternErrorMessage } };
  }
  return { at, detail: { fault: "schema", message: message ?? keyword } };
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function indexOrKey(part: string): string | number {
  return /^(0|[1-9]\d*)$/.test(part) ? Number(part) : part;
}
