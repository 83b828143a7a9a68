// Asks for a reason or a note that a checkpoint keeps.
import { type InputBoxOptions, window } from "vscode";
import { isInvisible } from "../../core/change/validate";
import { reasonNeeded } from "../../messages/editor";
import { plain } from "../plain";

/** The person's text; undefined where they would rather not. The box stays open until there is something to read in it. */
export function askReason({ title, prompt, placeHolder }: Record<"title" | "prompt" | "placeHolder", string>) {
  const options: InputBoxOptions = {
    title: plain(title),
    prompt: plain(prompt),
    placeHolder: plain(placeHolder),
    ignoreFocusOut: true,
    validateInput: (text) => (isInvisible(text) ? reasonNeeded() : undefined),
  };
  return window.showInputBox(options);
}
