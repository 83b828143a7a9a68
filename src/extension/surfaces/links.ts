// Leads from a parameter in the plan to its line in the bot, and from a value in the bot to its line in the plan.
import { getLocation } from "jsonc-parser";
import { Disposable, type LocationLink, languages, type TextDocument, type Uri } from "vscode";
import { extendedPlan, parameterKey } from "../../core/plan/place";
import type { Range } from "../../core/text";
import type { Rollout } from "../../node/rollout";
import { documentRange, rangeIn } from "../places";
import { isFileAt, literalAt, shownUris, spanOf } from "../state/snapshot";
import type { Store } from "../state/store";
import { bundledText, bundledUri, planFiles } from "./bundled-plan";

/** Go to Definition, and Ctrl+click, both ways. */
export function links(store: Store): Disposable {
  return Disposable.from(
    languages.registerDefinitionProvider(planFiles, {
      provideDefinition: (document, position) => toCode(store, document, document.offsetAt(position)),
    }),
    // Not from the name: what defines that is the code's own matter.
    languages.registerDefinitionProvider(
      { scheme: "file" },
      { provideDefinition: (document, position) => toPlan(store, document, document.offsetAt(position)) },
    ),
  );
}

function toCode({ snapshot }: Store, document: TextDocument, offset: number): LocationLink[] {
  if (snapshot.status !== "ready" || !isPlanOf(snapshot.rollout, document.uri)) return [];
  const { rollout } = snapshot;
  const named = parameterNamedAt(document.getText(), offset);
  const state = rollout.parameters.find(({ name }) => name === named?.name);
  const source = state && rollout.sources.get(state.parameter.file);
  const span = state && spanOf(state);
  const [uri] = state ? shownUris(rollout, state.place.path) : [];
  if (!named || !source || !span || !uri) return [];
  const targetRange = rangeIn(uri, source.text, span);
  return [{ originSelectionRange: documentRange(document, named.range), targetUri: uri, targetRange }];
}

/** Whether the document is the plan in use, or the bundled one that it extends. */
function isPlanOf(rollout: Rollout, uri: Uri): boolean {
  const base = extendedPlan(rollout.planText);
  return (
    isFileAt(rollout, rollout.planPath, uri) || (base !== undefined && uri.toString() === bundledUri(base).toString())
  );
}

/** The parameter that a plan names at `offset`: by its key, its symbol, or in a phase; and what names it. */
function parameterNamedAt(text: string, offset: number): { name: string; range: Range } | undefined {
  const { path, previousNode, isAtPropertyKey } = getLocation(text, offset);
  if (!previousNode) return undefined;
  const range = { start: previousNode.offset, end: previousNode.offset + previousNode.length };
  const [first, second, third] = path;
  const isKey = first === "parameters" && path.length === 2 && isAtPropertyKey;
  const isSymbol = first === "parameters" && path.length === 3 && third === "symbol" && !isAtPropertyKey;
  if (isKey || isSymbol) return { name: String(second), range };
  const isInPhase = first === "phases" && path.length === 4 && third === "parameters";
  return isInPhase ? { name: String(previousNode.value), range } : undefined;
}

function toPlan(store: Store, document: TextDocument, offset: number): LocationLink[] {
  const file = store.governedFileAt(document.uri);
  const state = file && literalAt(file, offset);
  if (!file || !state?.current) return [];
  const line = lineInPlan(file.rollout, state.name);
  if (!line) return [];
  const targetRange = rangeIn(line.uri, line.text, line.range);
  return [{ originSelectionRange: documentRange(document, state.current.range), targetUri: line.uri, targetRange }];
}

/** Where the plan names the parameter, else where the bundled plan that it extends does. */
function lineInPlan(rollout: Rollout, name: string): { uri: Uri; text: string; range: Range } | undefined {
  const { planText, planPath } = rollout;
  const own = parameterKey(planText, name);
  const [uri] = shownUris(rollout, planPath);
  if (own && uri) return { uri, text: planText, range: own };
  const base = extendedPlan(planText);
  const text = base === undefined ? "" : bundledText(base);
  const inherited = parameterKey(text, name);
  return base !== undefined && inherited ? { uri: bundledUri(base), text, range: inherited } : undefined;
}
