import { type TextDocument, Range as VsRange } from "vscode";
import { positionAt, type Range } from "../core/text";

/** `range` of `text` in the editor's coordinates. The text need not be open. */
export function editorRange(text: string, range: Range): VsRange {
  const [start, end] = [positionAt(text, range.start), positionAt(text, range.end)];
  return new VsRange(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

/** The same where the text is that of an open document, which knows its lines already. */
export function documentRange(document: TextDocument, range: Range): VsRange {
  return new VsRange(document.positionAt(range.start), document.positionAt(range.end));
}
