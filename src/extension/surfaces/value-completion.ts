// Completes the literal of a governed value by its baseline and its target.
import {
  CompletionItem,
  CompletionItemKind,
  type Disposable,
  languages,
  MarkdownString,
  type TextDocument,
} from "vscode";
import { spelledChoices } from "../../core/assessment/baseline";
import type { ParameterState } from "../../core/assessment/state";
import { describeChoice } from "../../messages/parameters";
import { documentRange } from "../places";
import { literally } from "../plain";
import { type GovernedFile, literalAt } from "../state/snapshot";
import type { Store } from "../state/store";

/** In the literal of a governed value, and nowhere else: each value that the plan has for it takes the whole literal's place. */
export function valueCompletion(store: Store): Disposable {
  return languages.registerCompletionItemProvider(
    { scheme: "file" },
    {
      provideCompletionItems(document, position) {
        const file = store.governedFileAt(document.uri);
        const state = file && literalAt(file, document.offsetAt(position));
        return file && state ? choices(document, file, state) : [];
      },
    },
  );
}

function choices(document: TextDocument, { rollout }: GovernedFile, state: ParameterState): CompletionItem[] {
  const range = state.current && documentRange(document, state.current.range);
  // The editor completes within one line.
  if (!range?.isSingleLine) return [];
  return spelledChoices(rollout, state).map(({ text, is }, index) => {
    const detail = describeChoice(state, is);
    const result = new CompletionItem({ label: text, description: detail }, CompletionItemKind.Value);
    result.insertText = text;
    // What stands there now is no part of a word that is to be completed.
    result.filterText = document.getText(range);
    result.range = range;
    result.sortText = `${index}`;
    result.detail = `${state.name}: ${detail}`;
    result.documentation = new MarkdownString(literally(state.parameter.why));
    return result;
  });
}
