import { Selection, TextEditorRevealType, window } from "vscode";
import { type Context, rolloutOf } from "../context";
import { documentRange } from "../places";
import { uriOf } from "../snapshot";

/** Goes to a parameter's value in the code. */
export async function revealParameter(context: Context, name: string): Promise<void> {
  const { root, assessment } = rolloutOf(context);
  const state = assessment.parameters.find((each) => each.name === name);
  if (!state) return;
  const editor = await window.showTextDocument(uriOf(root, state.place.path));
  if (!state.place.range) return;
  const range = documentRange(editor.document, state.place.range);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
