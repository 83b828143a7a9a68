import { CodeLens, type CodeLensProvider, type Disposable, languages, type TextDocument } from "vscode";
import { allInEffect, applyTitle, countChanges, phaseName, previewTitle } from "../../messages/parameters";
import { documentRange } from "../places";
import type { Store } from "../store";

/** Above the parameter block: the next phase, what it would change, and the two things to do with it. */
export function codeLens(store: Store): Disposable {
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: store.onDidChange,
    provideCodeLenses: (document) => lenses(store, document),
  };
  return languages.registerCodeLensProvider({ scheme: "file" }, provider);
}

function lenses(store: Store, document: TextDocument): CodeLens[] {
  const governed = store.governedBy(document.uri);
  const first = governed?.parameters
    .flatMap(({ current }) => current?.range ?? [])
    .sort((a, b) => a.start - b.start)[0];
  if (!governed || !first) return [];
  const { phases } = governed.assessment;
  const next = phases.find(({ status }) => status === "next") ?? phases.find(({ status }) => status === "unknown");
  const lens = (title: string, command: string, ...args: unknown[]) =>
    new CodeLens(documentRange(document, first), { title, command: `phasegate.${command}`, arguments: args });
  if (!next) return [lens(allInEffect(phases.length), "showCheckpoints")];
  const { id } = next.phase;
  return [
    lens(`${phaseName(id)} · ${countChanges(next.pending.length)}`, "previewPhase", id),
    lens(previewTitle(), "previewPhase", id),
    lens(applyTitle(), "applyPhase", id),
  ];
}
