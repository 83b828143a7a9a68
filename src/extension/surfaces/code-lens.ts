// Shows the next phase above the first value that it changes, with the commands to preview and to apply it.
import {
  CodeLens,
  type CodeLensProvider,
  Disposable,
  EventEmitter,
  languages,
  type TextDocument,
  workspace,
} from "vscode";
import type { PhaseState } from "../../core/assessment/state";
import { describeWatch } from "../../messages/gates/watch";
import { applyTitle, countChanges, everyPhaseInEffect, phaseName, previewTitle } from "../../messages/parameters";
import type { CommandName } from "../contributions";
import { commandId } from "../ids";
import { documentRange } from "../places";
import { plain } from "../plain";
import { sameItems } from "../state/same-items";
import type { GovernedFile } from "../state/snapshot";
import type { Store } from "../state/store";

/** Above the first value that the next phase changes: the phase, what it would change, and the two things to do with it. */
export function codeLens(store: Store): Disposable {
  const changed = new EventEmitter<void>();
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => lenses(store, document),
  };
  // The editor asks by itself where the text changes: this fires for the rest.
  const shownFacts = () => workspace.textDocuments.flatMap((document) => factsOf(document, lenses(store, document)));
  return Disposable.from(
    changed,
    languages.registerCodeLensProvider({ scheme: "file" }, provider),
    store.follow(shownFacts, () => changed.fire(), sameItems),
  );
}

function factsOf({ uri }: TextDocument, codeLenses: readonly CodeLens[]): unknown[] {
  return codeLenses.flatMap(({ range, command }) => [
    uri.toString(),
    range.start.line,
    range.start.character,
    command?.title,
    command?.tooltip,
  ]);
}

function lenses(store: Store, document: TextDocument): CodeLens[] {
  const file = store.governedFileAt(document.uri);
  if (!file) return [];
  const { phases } = file.rollout;
  const next = phases.find(({ status }) => status === "next") ?? phases.find(({ status }) => status === "unknown");
  const range = rangeOf(file, next);
  if (!range) return [];
  const tooltip = next ? plain(describeWatch(next.phase)) : "";
  const lens = (title: string, command: CommandName, ...args: unknown[]) =>
    new CodeLens(documentRange(document, range), { title, tooltip, command: commandId(command), arguments: args });
  if (!next) return [lens(everyPhaseInEffect(), "showCheckpoints")];
  const { id } = next.phase;
  return [
    lens(`${phaseName(id)} · ${countChanges(next.pending.length)}`, "previewPhase", id),
    lens(previewTitle(), "previewPhase", id),
    lens(applyTitle(), "applyPhase", id),
  ];
}

/** The first value in the file that the phase changes, else the first that is governed. */
function rangeOf({ key, parameters }: GovernedFile, next: PhaseState | undefined) {
  const changing = next?.pending.filter(({ parameter }) => parameter.file === key) ?? [];
  const first = (states: typeof parameters) =>
    states.flatMap(({ current }) => current?.range ?? []).sort((a, b) => a.start - b.start)[0];
  return first(changing) ?? first(parameters);
}
