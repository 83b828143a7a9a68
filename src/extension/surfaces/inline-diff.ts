// Shows behind every governed value its target, or the mark that it is there.
import {
  type DecorationOptions,
  Disposable,
  type TextEditor,
  type TextEditorDecorationType,
  ThemeColor,
  window,
  workspace,
} from "vscode";
import { isAheadOfPhase, type ParameterState } from "../../core/assessment/state";
import { describeInline } from "../../messages/parameters";
import { documentRange } from "../places";
import { sameItems } from "../state/same-items";
import { settings } from "../state/settings";
import type { Store } from "../state/store";

/** How the text beside a value looks: what a later phase brings is dimmed. */
type Look = "pending" | "later" | "ahead" | "target" | "other";

function lookOf(state: ParameterState): Look {
  if (isAheadOfPhase(state)) return "ahead";
  switch (state.status) {
    case "target":
      return "target";
    case "baseline":
      return state.phaseStatus === "later" ? "later" : "pending";
    default:
      return "other";
  }
}

/** Shows, on every governed value's line, the target that it has not reached, the mark that it has, or that it is at neither. */
export function inlineDiff(store: Store): Disposable {
  const type = (color: string, fontStyle?: string) =>
    window.createTextEditorDecorationType({ after: { color: new ThemeColor(color), ...(fontStyle && { fontStyle }) } });
  const types: readonly (readonly [Look, TextEditorDecorationType])[] = [
    ["pending", type("phasegate.pendingForeground", "italic")],
    ["later", type("phasegate.laterForeground", "italic")],
    ["ahead", type("phasegate.pendingForeground")],
    ["target", type("phasegate.targetForeground")],
    ["other", type("phasegate.otherForeground")],
  ];
  const shownFacts = new WeakMap<TextEditor, readonly unknown[]>();

  function render(editor: TextEditor): void {
    const states = settings.inlineDiff() === "off" ? [] : (store.governedFileAt(editor.document.uri)?.parameters ?? []);
    const bound = states.filter((state) => state.current);
    const decorations = types.map(([look]) =>
      bound.filter((state) => lookOf(state) === look).map((state) => decoration(editor, state)),
    );
    // An edit beside the marks moves them along by itself; one that meets them may have taken them away.
    const facts = [store.touches, ...decorations.flatMap((ofType, index) => [index, ...ofType.flatMap(factsOf)])];
    if (sameItems(shownFacts.get(editor) ?? [], facts)) return;
    shownFacts.set(editor, facts);
    types.forEach(([, type], index) => {
      editor.setDecorations(type, decorations[index] ?? []);
    });
  }

  const renderAll = (): void => window.visibleTextEditors.forEach(render);
  return Disposable.from(
    ...types.map(([, type]) => type),
    store.follow((snapshot) => snapshot, renderAll),
    window.onDidChangeVisibleTextEditors(renderAll),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("phasegate.inlineDiff") && renderAll()),
  );
}

function factsOf({ range, renderOptions }: DecorationOptions): unknown[] {
  const { start, end } = range;
  const { contentText, margin } = renderOptions?.after ?? {};
  return [start.line, start.character, end.line, end.character, contentText, margin];
}

function decoration({ document }: TextEditor, state: ParameterState): DecorationOptions {
  const value = documentRange(document, state.current?.range ?? { start: 0, end: 0 });
  const line = document.lineAt(value.end.line).range;
  const atEnd = settings.inlineDiff() === "endOfLine";
  return {
    range: atEnd ? line.with(line.end) : value,
    renderOptions: { after: { contentText: describeInline(state), margin: atEnd ? "0 0 0 2em" : "0 0 0 0.6em" } },
  };
}
