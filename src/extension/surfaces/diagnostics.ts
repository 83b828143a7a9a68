// Shows every finding in Problems and under the text that it is about.
import { Diagnostic, DiagnosticSeverity, Disposable, languages, Range, Uri } from "vscode";
import { groupBy } from "../../core/group-by";
import type { Severity } from "../../core/problem";
import { describe } from "../../messages/problems";
import { rangeIn } from "../places";
import { type DocumentFinding, documentFindings } from "../state/snapshot";
import type { Store } from "../state/store";

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** The diagnostics of each document, by its URI. */
type DiagnosticsByUri = ReadonlyMap<string, readonly Diagnostic[]>;

/** Puts the findings into Problems, each at its place. */
export function diagnostics(store: Store): Disposable {
  const collection = languages.createDiagnosticCollection("phasegate");
  let touches = store.touches;
  let published: DiagnosticsByUri = new Map();
  function render(next: DiagnosticsByUri): void {
    const touched = touches !== store.touches;
    for (const uri of published.keys()) if (!next.has(uri)) collection.delete(Uri.parse(uri));
    for (const [uri, list] of next) {
      if (touched || !isSame(published.get(uri), list)) collection.set(Uri.parse(uri), list);
    }
    touches = store.touches;
    published = next;
  }
  return Disposable.from(
    collection,
    store.follow(
      (snapshot) => byUri(documentFindings(snapshot)),
      render,
      // A mark that was edited away is put back, though nothing else has changed.
      (before, after) =>
        touches === store.touches &&
        before.size === after.size &&
        [...after].every(([uri, list]) => isSame(before.get(uri), list)),
    ),
  );
}

function byUri(findings: readonly DocumentFinding[]): DiagnosticsByUri {
  const groups = groupBy(findings, ({ uri }) => uri.toString());
  return new Map([...groups].map(([uri, ofDocument]) => [uri, ofDocument.map(diagnostic)]));
}

function isSame(before: readonly Diagnostic[] | undefined, after: readonly Diagnostic[]): boolean {
  return (
    before?.length === after.length &&
    after.every(({ code, severity, message, range }, index) => {
      const old = before[index];
      return old?.code === code && old?.severity === severity && old.message === message && old.range.isEqual(range);
    })
  );
}

function diagnostic({ uri, text, finding }: DocumentFinding): Diagnostic {
  const { place, severity, code } = finding;
  const range = place?.range ? rangeIn(uri, text, place.range) : new Range(0, 0, 0, 0);
  const result = new Diagnostic(range, describe(finding), severities[severity]);
  result.source = "Phasegate";
  result.code = code;
  return result;
}
