// Opens the bundled plan that a plan extends, read-only: from its name, by Ctrl+click and by Go to Definition.
import { getLocation } from "jsonc-parser";
import { Disposable, DocumentLink, Location, languages, Position, type TextDocument, Uri, workspace } from "vscode";
import { bundledPlan } from "../../core/plan/inheritance";
import { placeInPlan } from "../../core/plan/place";
import { documentRange } from "../places";

const scheme = "phasegate-plan";

export const planFiles = [{ pattern: "**/*.phaseplan.json" }];

/** The plans inside the package, as documents that can only be read, and the ways to them. */
export function bundledPlans(): Disposable {
  return Disposable.from(
    workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: ({ query }) => bundledText(query),
    }),
    languages.registerDocumentLinkProvider(planFiles, {
      provideDocumentLinks(document) {
        const { range } = placeInPlan("", document.getText(), ["extends"]);
        const target = range && targetAt(document, range.start);
        return target ? [new DocumentLink(documentRange(document, range), target)] : [];
      },
    }),
    languages.registerDefinitionProvider(planFiles, {
      provideDefinition(document, position) {
        const target = targetAt(document, document.offsetAt(position));
        return target && new Location(target, new Position(0, 0));
      },
    }),
  );
}

/** The bundled plan of that name as it is shown; "" where there is none. The path to its schema leads nowhere from here. */
export function bundledText(name: string): string {
  return bundledPlan(name)?.replace(/^ *"\$schema".*\n/m, "") ?? "";
}

/** The document in which the bundled plan of that name is shown. */
export function bundledUri(name: string): Uri {
  return Uri.from({ scheme, path: `/${name.replace(/^.*:/, "")}.phaseplan.json`, query: name });
}

/** The bundled plan that the document names at `offset`. */
function targetAt(document: TextDocument, offset: number): Uri | undefined {
  const { path, previousNode } = getLocation(document.getText(), offset);
  const name = previousNode?.value;
  if (path.length !== 1 || path[0] !== "extends" || typeof name !== "string" || bundledPlan(name) === undefined) {
    return undefined;
  }
  return bundledUri(name);
}
