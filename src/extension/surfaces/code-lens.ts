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
import { allInEffect, applyTitle, countChanges, phaseName, previewTitle } from "../../messages/parameters";
import type { CommandName } from "../contributions";
import { commandId } from "../ids";
import { documentRange } from "../places";
import type { Governed } from "../state/snapshot";
import type { Store } from "../state/store";

/** Above the first value that the next phase changes: the phase, what it would change, and the two things to do with it. */
export function codeLens(store: Store): Disposable {
  const changed = new EventEmitter<void>();
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: (document) => lenses(store, document),
  };
  // The editor asks by itself where the text changes: it is told of the rest.
  const shown = (): string => JSON.stringify(workspace.textDocuments.map((document) => lenses(store, document)));
  return Disposable.from(
    changed,
    languages.registerCodeLensProvider({ scheme: "file" }, provider),
    store.follow(shown, () => changed.fire()),
  );
}

function lenses(store: Store, document: TextDocument): CodeLens[] {
  const governed = store.governedBy(document.uri);
  if (!governed) return [];
  const { phases } = governed.assessment;
  const next = phases.find(({ status }) => status === "next") ?? phases.find(({ status }) => status === "unknown");
  const place = placeOf(governed, next);
  if (!place) return [];
  const lens = (title: string, command: CommandName, ...args: unknown[]) =>
    new CodeLens(documentRange(document, place), { title, command: commandId(command), arguments: args });
  if (!next) return [lens(allInEffect(phases.length), "showCheckpoints")];
  const { id } = next.phase;
  return [
    lens(`${phaseName(id)} · ${countChanges(next.pending.length)}`, "previewPhase", id),
    lens(previewTitle(), "previewPhase", id),
    lens(applyTitle(), "applyPhase", id),
  ];
}

/** The first value in the file that the phase changes, else the first that is governed. */
function placeOf({ key, parameters }: Governed, next: PhaseState | undefined) {
  const changing = next?.pending.filter(({ parameter }) => parameter.file === key) ?? [];
  const first = (states: typeof parameters) =>
    states.flatMap(({ current }) => current?.range ?? []).sort((a, b) => a.start - b.start)[0];
  return first(changing) ?? first(parameters);
}
