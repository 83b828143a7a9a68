// Shows the notes of a preview in its editors.
import { type DecorationOptions, Disposable, MarkdownString, Range, type TextEditor, ThemeColor, window } from "vscode";
import { literally } from "../plain";
import type { Note, Preview } from "./preview";

/** What a person should know before saying yes, in the preview itself, behind the values that it is about. */
export function previewNotes(preview: Preview): Disposable {
  const type = window.createTextEditorDecorationType({ after: { fontStyle: "italic", margin: "0 1em 0 1em" } });
  function render(editor: TextEditor): void {
    const notes = preview.notesOn(editor.document.uri);
    if (notes.length > 0) editor.setDecorations(type, decorations(notes));
  }
  const renderAll = (): void => window.visibleTextEditors.forEach(render);
  return Disposable.from(type, window.onDidChangeVisibleTextEditors(renderAll));
}

/** One a line, with all of its notes: in full on hover, where the line is too long for the half of a screen. */
function decorations(notes: readonly Note[]): DecorationOptions[] {
  const places = new Map(notes.map(({ at }) => [at.line, at]));
  return [...places.values()].map(({ line, column }) => {
    const here = notes.filter(({ at }) => at.line === line);
    const severe = here.some((note) => note.severe);
    const color = new ThemeColor(severe ? "editorWarning.foreground" : "editorInfo.foreground");
    return {
      // From the line's start, so that there is something to point at.
      range: new Range(line - 1, 0, line - 1, column - 1),
      renderOptions: {
        after: { contentText: here.map(marked).join(" "), color },
      },
      hoverMessage: here.map(({ text }) => new MarkdownString(literally(text))),
    };
  });
}

function marked({ text, severe }: Note): string {
  return `${severe ? "⚠" : "▸"} ${text}`;
}
