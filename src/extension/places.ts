// Converts ranges of text into the editor's coordinates.
import { type TextDocument, type Uri, Range as VsRange, workspace } from "vscode";
import { positionAt, type Range } from "../core/text";

/** `range` of the file `uri`, whose text is `text`, in the editor's coordinates. An open document knows its lines already. */
export function rangeIn(uri: Uri, text: string, range: Range): VsRange {
  const document = workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  return document ? documentRange(document, range) : textRange(text, range);
}

function textRange(text: string, range: Range): VsRange {
  const [start, end] = [positionAt(text, range.start), positionAt(text, range.end)];
  return new VsRange(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}

/** `range` of an open document's text. */
export function documentRange(document: TextDocument, range: Range): VsRange {
  return new VsRange(document.positionAt(range.start), document.positionAt(range.end));
}
