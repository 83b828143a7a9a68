import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, type Uri } from "vscode";
import type { Severity } from "../../core/problem";
import { describe } from "../../messages/problems";
import { rangeIn } from "../places";
import { type Located, located } from "../snapshot";
import type { Store } from "../store";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Puts the findings into Problems, each at its place. */
export function diagnostics(store: Store): Disposable {
  const collection = languages.createDiagnosticCollection("phasegate");
  function render(): void {
    const shown = new Map<string, { uri: Uri; diagnostics: Diagnostic[] }>();
    for (const each of located(store.snapshot)) {
      const { uri } = each;
      const entry = shown.get(uri.toString()) ?? { uri, diagnostics: [] };
      entry.diagnostics.push(diagnostic(each));
      shown.set(uri.toString(), entry);
    }
    for (const [uri] of collection) if (!shown.has(uri.toString())) collection.delete(uri);
    for (const { uri, diagnostics } of shown.values()) collection.set(uri, diagnostics);
  }
  render();
  return Disposable.from(collection, store.onDidChange(render));
}

function diagnostic({ uri, text, problem }: Located): Diagnostic {
  const { place, severity, code } = problem;
  const range = place?.range ? rangeIn(uri, text, place.range) : new Range(0, 0, 0, 0);
  const result = new Diagnostic(range, describe(problem), severities[severity]);
  result.source = "Phasegate";
  result.code = code;
  return result;
}
