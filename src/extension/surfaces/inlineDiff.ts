import { type DecorationOptions, Disposable, type TextEditor, ThemeColor, window, workspace } from "vscode";
import type { ParameterState } from "../../core/assess";
import { describeInline } from "../../messages/parameters";
import { documentRange } from "../places";
import { settings } from "../settings";
import type { Store } from "../store";

/** Shows, on every governed value's line, the target that it has not reached or the mark that it has. */
export function inlineDiff(store: Store): Disposable {
  const pending = window.createTextEditorDecorationType({
    after: { color: new ThemeColor("phasegate.pendingForeground"), fontStyle: "italic" },
  });
  const reached = window.createTextEditorDecorationType({
    after: { color: new ThemeColor("phasegate.targetForeground") },
  });

  function render(editor: TextEditor): void {
    const states = settings.inlineDiff() === "off" ? [] : (store.governedBy(editor.document.uri)?.parameters ?? []);
    const bound = states.filter((state) => state.current);
    editor.setDecorations(
      pending,
      bound.filter((state) => state.status !== "target").map((state) => decoration(editor, state)),
    );
    editor.setDecorations(
      reached,
      bound.filter((state) => state.status === "target").map((state) => decoration(editor, state)),
    );
  }

  const renderAll = (): void => window.visibleTextEditors.forEach(render);
  renderAll();
  return Disposable.from(
    pending,
    reached,
    store.onDidChange(renderAll),
    window.onDidChangeVisibleTextEditors(renderAll),
    workspace.onDidChangeConfiguration((event) => event.affectsConfiguration("phasegate.inlineDiff") && renderAll()),
  );
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
