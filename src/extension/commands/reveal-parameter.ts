// Carries out "Go to Value".
import { Selection, TextEditorRevealType, window } from "vscode";
import { type Context, rolloutOf } from "../change/context";
import { documentRange } from "../places";
import { shownUris } from "../state/snapshot";

/** Goes to a parameter's value in the code. */
export async function revealParameter(context: Context, name: string): Promise<void> {
  const rollout = rolloutOf(context);
  const state = rollout.parameters.find((parameter) => parameter.name === name);
  const [uri] = state ? shownUris(rollout, state.place.path) : [];
  if (!state || !uri) return;
  const editor = await window.showTextDocument(uri);
  if (!state.place.range) return;
  const range = documentRange(editor.document, state.place.range);
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}
