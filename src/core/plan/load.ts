// Loads a plan document and finds what is wrong with it.
import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import { canonical, isObject, type Json, type JsonObject, mergePatch } from "../json";
import { keepLatest } from "../keep-latest";
import { type PlanFault, type PlanPath, type PlanSyntaxFault, type Problem, problem } from "../problem";
import { nearest } from "../problem/nearest";
import { positionAt, type Range } from "../text";
import { disagreements } from "./agreement";
import { AllowedValues } from "./allowed";
import { bundledPlan, bundledPlans } from "./inheritance";
import type { Plan } from "./plan";
import { schemaViolations } from "./violations";

/** A plan document as it was read. `plan` and `resolved` are there only where nothing is wrong with it. */
export interface LoadedPlan {
  readonly plan?: Plan;
  /** What the plan allows, its schemas compiled. */
  readonly allowed?: AllowedValues;
  /** The document after `extends`: what the plan's hash covers. */
  readonly resolved?: JsonObject;
  readonly problems: readonly Problem[];
}

/** Deeper than any plan: all that reads JSON recurses, and would run out of stack. */
const DEEPEST = 100;

/** To find the places of thousands of faults would take seconds, and nobody reads them. */
const MOST_FAULTS = 100;

/** Reads a plan document (JSON with comments); `path` only names it in problems. The same text may give the same plan. */
export function loadPlan(text: string, path: string): LoadedPlan {
  return load({ text, path });
}

/** As many plans as a person may have in one workspace. */
const KEPT_PLANS = 8;

const load = keepLatest(KEPT_PLANS, loadAnew, ({ text, path }) => [text, path]);

function loadAnew({ text, path }: { readonly text: string; readonly path: string }): LoadedPlan {
  const { document, tree, rangeOf, error } = parse(text);
  if (error) {
    const data = { path, ...positionAt(text, error.offset), detail: error.detail };
    const range = { start: error.offset, end: error.offset + error.length };
    return { problems: [problem("plan-syntax", data, { place: { path, range } })] };
  }
  const invalid = (faults: readonly PlanFault[]): LoadedPlan => ({
    problems: faults
      .slice(0, MOST_FAULTS)
      .map(({ at, detail, range = rangeOf(at) }) =>
        problem("plan-invalid", { path, ...positionAt(text, range.start), at, detail }, { place: { path, range } }),
      ),
  });

  const own = [...(tree ? repeatedKeys(tree) : []), ...schemaViolations(document)];
  if (own.length > 0) return invalid(own);
  const resolved = resolve(document as JsonObject);
  if (!resolved) {
    return invalid([{ at: ["extends"], detail: { fault: "unknown-base", plans: bundledPlans } }]);
  }
  const whole = Object.hasOwn(document as JsonObject, "extends")
    ? withoutMisnamed(schemaViolations(resolved), document as JsonObject)
    : [];
  if (whole.length > 0) return invalid(whole);
  const plan = resolved as unknown as Plan;
  const allowed = new AllowedValues(plan);
  const disagreeing = disagreements(plan, allowed, namesWithTarget(document));
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
    tree,
    document: tree ? plain(getNodeValue(tree)) : null,
    /** The range of the value at `at`, or of the nearest one around it: a missing or inherited one has no place of its own. */
    rangeOf(at: PlanPath): Range {
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
  readonly detail: PlanSyntaxFault;
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

/** Of a key that an object has twice, the later one is taken here, and the earlier one by others. */
function repeatedKeys({ type, children = [] }: Node, at: PlanPath = []): PlanFault[] {
  const keys = new Set<string>();
  return children.flatMap((child, index) => {
    const [key, value] = child.children ?? [];
    if (type !== "object" || !key) return repeatedKeys(child, [...at, index]);
    const name = String(key.value);
    const range = { start: key.offset, end: key.offset + key.length };
    const isRepeated = keys.has(name);
    keys.add(name);
    return [
      ...(isRepeated ? [{ at: [...at, name], detail: { fault: "key-repeated" as const, key: name }, range }] : []),
      ...(value ? repeatedKeys(value, [...at, name]) : []),
    ];
  });
}

/** The parser's objects have no prototype; everyone else's have one. */
function plain(value: Json): Json {
  if (Array.isArray(value)) return value.map(plain);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}

function namesWithTarget(document: Json): Set<string> {
  const parameters = isObject(document) ? document["parameters"] : undefined;
  const names = Object.entries(isObject(parameters) ? parameters : {});
  return new Set(names.flatMap(([name, own]) => (isObject(own) && Object.hasOwn(own, "target") ? [name] : [])));
}

/** With one fault, the name, in place of all that a parameter or a file lacks because it is none that is inherited. */
function withoutMisnamed(faults: readonly PlanFault[], { extends: base }: JsonObject): PlanFault[] {
  const inherited = inheritedFrom(base) ?? {};
  const misnamed = new Map<string, PlanFault>();
  for (const { at, detail } of faults) {
    const [map = "", name = ""] = at;
    if (at.length !== 2 || detail.fault !== "missing-property" || !isObject(inherited[map])) continue;
    const meant = nearest(String(name), Object.keys(inherited[map]));
    if (meant !== undefined) misnamed.set(canonical([...at]), { at, detail: { fault: "unknown-property", meant } });
  }
  return [...misnamed.values(), ...faults.filter(({ at }) => !misnamed.has(canonical(at.slice(0, 2))))];
}

/** The document with the plan that it extends beneath it, or undefined where there is no such plan. */
function resolve(document: JsonObject): JsonObject | undefined {
  const { $schema: _, extends: base, ...own } = document;
  if (base === undefined) return own;
  const inherited = inheritedFrom(base);
  const merged = inherited && mergePatch(inherited, own);
  return isObject(merged) ? merged : undefined;
}

/** What a plan takes over from the bundled one that it extends; undefined where there is no such plan. */
function inheritedFrom(base: Json | undefined): JsonObject | undefined {
  const text = bundledPlan(String(base));
  if (text === undefined) return undefined;
  const { $schema: _, ...inherited } = parse(text).document as JsonObject;
  return inherited;
}
