import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, Uri } from "vscode";
import type { Severity } from "../../core/problem";
import { describe } from "../../messages/problems";
import { rangeIn } from "../places";
import { type Located, located } from "../state/snapshot";
import type { Store } from "../state/store";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The findings of each document, by its URI. */
type Findings = ReadonlyMap<string, readonly Diagnostic[]>;

/** Puts the findings into Problems, each at its place. */
export function diagnostics(store: Store): Disposable {
  const collection = languages.createDiagnosticCollection("phasegate");
  let touches = store.touches;
  let shown: Findings = new Map();
  function render(findings: Findings): void {
    const touched = touches !== store.touches;
    for (const uri of shown.keys()) if (!findings.has(uri)) collection.delete(Uri.parse(uri));
    for (const [uri, list] of findings) {
      if (touched || !isSame(shown.get(uri), list)) collection.set(Uri.parse(uri), list);
    }
    touches = store.touches;
    shown = findings;
  }
  return Disposable.from(
    collection,
    store.follow(
      () => byDocument(located(store.snapshot)),
      render,
      // A mark that was edited away is put back, though nothing else has changed.
      (a, b) =>
        touches === store.touches && a.size === b.size && [...b].every(([uri, list]) => isSame(a.get(uri), list)),
    ),
  );
}

function byDocument(all: readonly Located[]): Findings {
  const result = new Map<string, Diagnostic[]>();
  for (const each of all) {
    const uri = each.uri.toString();
    result.set(uri, [...(result.get(uri) ?? []), diagnostic(each)]);
  }
  return result;
}

function isSame(a: readonly Diagnostic[] | undefined, b: readonly Diagnostic[]): boolean {
  return a?.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}

function diagnostic({ uri, text, problem }: Located): Diagnostic {
  const { place, severity, code } = problem;
  const range = place?.range ? rangeIn(uri, text, place.range) : new Range(0, 0, 0, 0);
  const result = new Diagnostic(range, describe(problem), severities[severity]);
  result.source = "Phasegate";
  result.code = code;
  return result;
}
