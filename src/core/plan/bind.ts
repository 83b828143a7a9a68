// Binds a plan's parameters to the names in a bot's file.
import { parse } from "jsonc-parser";
import { isObject, type Json } from "../json";
import type { Source } from "../source";
import { applyEdits } from "../text";
import { type BindingCandidate, Constants } from "./candidates";
import { editPlan, type PlanEdit } from "./edit";
import { loadPlan } from "./load";
import { type Plan, unboundSymbol } from "./plan";

/** How a plan's parameters were found in a file. */
export interface Bindings {
  /** The class that holds most of those in the plan's first file; "" is the module. */
  readonly scope: string;
  readonly bound: readonly { readonly parameter: string; readonly symbol: string; readonly text: string }[];
  /** Those for a person to bind: nothing is called the same, or more than one thing is, or something speaks against it. */
  readonly open: readonly { readonly parameter: string; readonly candidates: readonly BindingCandidate[] }[];
  /** What the plan must say for all of them: an open one is bound to nothing until a person has answered. */
  readonly edits: readonly PlanEdit[];
}

/** Binds what can be bound without doubt among the parameters of one of the plan's files. */
export function bindPlan(plan: Plan, file: string, source: Source): Bindings {
  const names = Object.keys(plan.parameters).filter((name) => plan.parameters[name]?.file === file);
  const constants = new Constants(plan, file, source);
  const found = names.map((parameter) => ({ parameter, candidates: constants.candidates(parameter) }));
  const sure = found.flatMap(({ parameter, candidates }) => {
    const [candidate] = candidates.filter(({ doubts }) => doubts.length === 0);
    return candidate ? [{ parameter, candidate }] : [];
  });
  const isSure = new Set(sure.map(({ parameter }) => parameter));
  const open = found.filter(({ parameter }) => !isSure.has(parameter));
  const scope = mostCommon(sure.map(({ candidate }) => candidate.scope));
  return {
    scope,
    bound: sure.map(({ parameter, candidate: { symbol, text } }) => ({ parameter, symbol, text })),
    open,
    edits: [
      ...(scope === (plan.files[file]?.scope ?? "") ? [] : [{ at: ["files", file, "scope"], value: scope }]),
      ...sure.flatMap(({ parameter, candidate }) => bindingEdits(plan, parameter, candidate, scope)),
      ...open.map(({ parameter }) => leftOpen(parameter)),
    ],
  };
}

/** What the plan must say for `parameter` to be bound to `candidate`, where its file's scope is `fileScope`. */
export function bindingEdits(
  plan: Plan,
  parameter: string,
  candidate: BindingCandidate,
  fileScope: string,
): PlanEdit[] {
  const { symbol, scope } = plan.parameters[parameter] ?? {};
  return [
    ...(symbol === candidate.symbol ? [] : [{ at: ["parameters", parameter, "symbol"], value: candidate.symbol }]),
    ...((scope ?? fileScope) === candidate.scope
      ? []
      : [{ at: ["parameters", parameter, "scope"], value: candidate.scope }]),
  ];
}

function mostCommon(scopes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const scope of scopes) counts.set(scope, (counts.get(scope) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ["", 0] as const)[0];
}

/** Nothing is bound. */
export const unbound: Bindings = { scope: "", bound: [], open: [], edits: [] };

/**
 * A plan with the bindings that are beyond doubt; `sources` are those of its files that could be read, by their ids. One that
 * can't be loaded yet is bound to nothing: an equal name alone must not come into force once it is completed.
 */
export function bindText(
  text: string,
  sources: ReadonlyMap<string, Source>,
): { readonly text: string; readonly bindings: Bindings } {
  const { plan } = loadPlan(text, "");
  const parts = plan
    ? [...sources].map(([file, source]) => bindPlan(plan, file, source))
    : [{ ...unbound, edits: parameterNames(text).map(leftOpen) }];
  const bindings = {
    scope: parts[0]?.scope ?? "",
    bound: parts.flatMap(({ bound }) => bound),
    open: parts.flatMap(({ open }) => open),
    edits: parts.flatMap(({ edits }) => edits),
  };
  return { text: applyEdits(text, [editPlan(text, bindings.edits)]), bindings };
}

function leftOpen(parameter: string): PlanEdit {
  return { at: ["parameters", parameter, "symbol"], value: unboundSymbol };
}

function parameterNames(text: string): string[] {
  const document: Json | undefined = parse(text);
  const parameters = isObject(document) ? document["parameters"] : undefined;
  return isObject(parameters) ? Object.keys(parameters) : [];
}
