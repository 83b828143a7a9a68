// Binds a plan's parameters to the names in a bot's file.
import type { Source } from "../source";
import { applyEdits } from "../text";
import { type BindingCandidate, candidatesFor } from "./candidates";
import { editPlan, type PlanEdit } from "./edit";
import { loadPlan } from "./load";
import type { Plan } from "./plan";

/** How a plan's parameters were found in a file. */
export interface Bindings {
  /** The class that holds most of them; "" is the module. */
  readonly scope: string;
  readonly bound: readonly { readonly parameter: string; readonly symbol: string; readonly text: string }[];
  /** Those for a person to bind: nothing is like them, or what is like them differs in its unit, or two are alike. */
  readonly open: readonly { readonly parameter: string; readonly candidates: readonly BindingCandidate[] }[];
  /** What the plan must say for the bound ones. */
  readonly edits: readonly PlanEdit[];
}

/** A name alone must be this alike to be bound unasked; from 0 to 1. */
const sure = 0.75;

/** Binds what can be bound without doubt among the parameters of one of the plan's files. */
export function bindPlan(plan: Plan, file: string, source: Source): Bindings {
  const names = Object.keys(plan.parameters).filter((name) => plan.parameters[name]?.file === file);
  const scopes = [...new Set(source.assignments.map(({ scope }) => scope))];
  const results = (scopes.length > 0 ? scopes : [""]).map((scope) => bindIn(plan, file, names, source, scope));
  return results.reduce((best, bindings) => (bindings.bound.length > best.bound.length ? bindings : best));
}

/** A plan of one file, `bot`, with the bindings that are beyond doubt; as it is where it can't be loaded yet. */
export function bindText(text: string, source: Source): { readonly text: string; readonly bindings: Bindings } {
  const { plan } = loadPlan(text, "");
  if (!plan) return { text, bindings: { scope: "", bound: [], open: [], edits: [] } };
  const bindings = bindPlan(plan, "bot", source);
  const scope = bindings.scope === "" ? [] : [{ at: ["files", "bot", "scope"], value: bindings.scope }];
  return { text: applyEdits(text, [editPlan(text, [...scope, ...bindings.edits])]), bindings };
}

function bindIn(plan: Plan, file: string, names: readonly string[], source: Source, scope: string): Bindings {
  let scoped = withScope(plan, file, scope);
  const bound: { parameter: string; symbol: string; text: string }[] = [];
  const open: { parameter: string; candidates: BindingCandidate[] }[] = [];
  const edits: PlanEdit[] = [];
  for (const name of names) {
    const symbol = scoped.parameters[name]?.symbol ?? name;
    const location = source.locate(scope, symbol);
    if (location.status === "found") {
      bound.push({ parameter: name, symbol, text: location.value.text });
      continue;
    }
    const candidates = candidatesFor(scoped, name, source);
    const inScope = candidates.filter((candidate) => candidate.scope === scope);
    const [best, second] = inScope;
    if (!best || best.units || best.score < sure || best.score === second?.score) {
      open.push({ parameter: name, candidates });
      continue;
    }
    bound.push({ parameter: name, symbol: best.symbol, text: best.text });
    edits.push({ at: ["parameters", name, "symbol"], value: best.symbol });
    scoped = withSymbol(scoped, name, best.symbol);
  }
  return { scope, bound, open, edits };
}

function withScope(plan: Plan, file: string, scope: string): Plan {
  const { path = "" } = plan.files[file] ?? {};
  return { ...plan, files: { ...plan.files, [file]: { path, ...(scope !== "" && { scope }) } } };
}

function withSymbol(plan: Plan, name: string, symbol: string): Plan {
  const parameter = plan.parameters[name];
  return parameter ? { ...plan, parameters: { ...plan.parameters, [name]: { ...parameter, symbol } } } : plan;
}
