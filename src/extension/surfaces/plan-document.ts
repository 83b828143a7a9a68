// Helps with writing a plan: completes symbols and paths by what the bot has, and says on a parameter what is in the code.
import { getLocation } from "jsonc-parser";
import {
  CompletionItem,
  CompletionItemKind,
  Disposable,
  Hover,
  languages,
  MarkdownString,
  type Range,
  RelativePattern,
  type TextDocument,
  Uri,
  workspace,
} from "vscode";
import type { ParameterState } from "../../core/assessment/state";
import { scopeOf } from "../../core/plan/plan";
import { isSecretName, sourceExtensions } from "../../core/source";
import { hoverFacts } from "../../messages/parameters";
import type { Rollout } from "../../node/rollout";
import { documentRange } from "../places";
import { literally } from "../plain";
import { isFileAt } from "../state/snapshot";
import type { Store } from "../state/store";

const planFiles = [{ scheme: "file", pattern: "**/*.phaseplan.json" }];

/** So many paths are offered. */
const mostPaths = 500;

/** In the plan that is in use: completion of `symbol` and `path`, and a hover on each parameter. */
export function planDocument(store: Store): Disposable {
  return Disposable.from(
    languages.registerCompletionItemProvider(
      planFiles,
      {
        async provideCompletionItems(document, position) {
          const rollout = rolloutOf(store, document);
          const { path, previousNode } = getLocation(document.getText(), document.offsetAt(position));
          if (!rollout) return [];
          const range =
            previousNode &&
            documentRange(document, { start: previousNode.offset, end: previousNode.offset + previousNode.length });
          const state = path[2] === "symbol" ? parameterAt(rollout, path) : undefined;
          if (state) return constants(rollout, state, range);
          return path.length === 3 && path[0] === "files" && path[2] === "path" ? await paths(rollout, range) : [];
        },
      },
      '"',
    ),
    languages.registerHoverProvider(planFiles, {
      provideHover(document, position) {
        const rollout = rolloutOf(store, document);
        const { path } = getLocation(document.getText(), document.offsetAt(position));
        const state = rollout && parameterAt(rollout, path);
        return state && new Hover(inTheCode(state));
      },
    }),
  );
}

function rolloutOf({ snapshot }: Store, { uri }: TextDocument): Rollout | undefined {
  if (snapshot.status !== "ready") return undefined;
  const { rollout } = snapshot;
  return isFileAt(rollout, rollout.planPath, uri) ? rollout : undefined;
}

/** The parameter that a place in the plan is about, or lies in. */
function parameterAt({ parameters }: Rollout, [map, name]: readonly (string | number)[]): ParameterState | undefined {
  return map === "parameters" ? parameters.find((state) => state.name === name) : undefined;
}

/** The constants of the parameter's class, each with its value. What is called as a secret is not offered. */
function constants({ plan, sources }: Rollout, { parameter }: ParameterState, range?: Range): CompletionItem[] {
  const scope = scopeOf(plan, parameter);
  const assignments = sources.get(parameter.file)?.assignments ?? [];
  return assignments
    .filter((each) => each.scope === scope && !each.shadowed && !isSecretName(each.name))
    .map(({ name }) => quoted(name, CompletionItemKind.Constant, range));
}

/** The source files of the repository that are in the workspace. */
async function paths({ root }: Rollout, range?: Range): Promise<CompletionItem[]> {
  const pattern = new RelativePattern(Uri.file(root), `**/*.{${sourceExtensions.join(",")}}`);
  const found = await workspace.findFiles(pattern, "**/{node_modules,.git,venv,.venv}/**", mostPaths);
  return found
    .map(({ path }) => path.slice(Uri.file(root).path.length + 1))
    .sort()
    .map((path) => quoted(path, CompletionItemKind.File, range));
}

function quoted(text: string, kind: CompletionItemKind, range?: Range): CompletionItem {
  const result = new CompletionItem(text, kind);
  result.insertText = JSON.stringify(text);
  result.filterText = result.insertText;
  if (range) result.range = range;
  return result;
}

function inTheCode(state: ParameterState): MarkdownString {
  const facts = hoverFacts(state).map(([label, value]) => `- ${literally(label)}: **${literally(value)}**`);
  return new MarkdownString(
    [`**${literally(state.parameter.symbol)}** · ${literally(state.place.path)}`, facts.join("\n")].join("\n\n"),
  );
}
