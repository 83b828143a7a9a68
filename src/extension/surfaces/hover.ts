// Shows on a governed value what it is, what it becomes, when and why.
import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import { type History, historyOf } from "../../core/assessment/history";
import type { ParameterState } from "../../core/assessment/state";
import type { Source } from "../../core/source";
import { phaseFacts } from "../../messages/gates/watch";
import { describePast, earlierOrigin, historyLink, newestOrigin } from "../../messages/history";
import { applyTitle, hoverFacts, previewTitle, readerFacts } from "../../messages/parameters";
import { commandId } from "../ids";
import { documentRange } from "../places";
import { literally } from "../plain";
import type { EvidenceFeed } from "../state/evidence-feed";
import { type GovernedFile, parameterAt, spanOf } from "../state/snapshot";
import type { Store } from "../state/store";

/** The only commands that a hover's links may run. */
const linkedCommands = ["previewPhase", "applyPhase", "showHistoryOf"] as const;

/** How many of its values a hover shows. */
const mostPastValues = 4;

/** On a governed value or its name: what it is, what it becomes, when and why. */
export function hover(store: Store, feed: EvidenceFeed): Disposable {
  return languages.registerHoverProvider(
    { scheme: "file" },
    {
      provideHover(document, position) {
        const offset = document.offsetAt(position);
        const file = store.governedFileAt(document.uri);
        const state = file && parameterAt(file, offset);
        if (!file || !state) return undefined;
        return new Hover([facts(document, file, state, feed), actions(state)], hoverRange(document, state));
      },
    },
  );
}

function hoverRange(document: TextDocument, state: ParameterState) {
  const range = spanOf(state);
  return range && documentRange(document, range);
}

/** Where the file reads the value, and what is computed from it. */
function readers(
  document: TextDocument,
  source: Source,
  { location }: ParameterState,
): [label: string, value: string][] {
  if (!("assignment" in location)) return [];
  const { scope, name } = location.assignment;
  const lines = source.usesOf(scope, name).map(({ range }) => document.positionAt(range.start).line + 1);
  return readerFacts(
    lines,
    source.derivedFrom(scope, name).map((derived) => derived.name),
  );
}

/** The plan's own words are shown as text alone: a plan from elsewhere must not bring links or images along. */
function facts(
  document: TextDocument,
  { source, rollout }: GovernedFile,
  state: ParameterState,
  { gates }: EvidenceFeed,
): MarkdownString {
  const { name, parameter, phase } = state;
  const bold = (text: string): string => (text.trim() === "" ? "" : `**${literally(text)}**`);
  const rows = [
    ...hoverFacts(state),
    ...readers(document, source, state),
    ...(phase ? phaseFacts(phase, gates.get(phase.id)) : []),
  ].map(([label, value]) => `- ${literally(label)}: ${bold(value)}`);
  return new MarkdownString(
    [
      `${bold(name)} · ${literally(parameter.unit)}`,
      [...rows, ...historyRows(historyOf(rollout, name))].join("\n"),
      literally(parameter.why),
    ].join("\n\n"),
  );
}

/** The newest values in one line, where a checkpoint brought one; `Show History` tells the rest. */
function historyRows(history: History): string[] {
  if (!history.values.some(({ broughtBy }) => broughtBy)) return [];
  const values = history.values.slice(0, mostPastValues).map((value, index) => {
    const origin = index === 0 ? newestOrigin(value) : earlierOrigin(value);
    return [`**${literally(describePast(value))}**`, literally(origin)].filter(Boolean).join(" ");
  });
  return [
    `- ${literally(historyLink())}: ${values.join(" ← ")}${history.values.length > mostPastValues ? " ← …" : ""}`,
  ];
}

/** What to do next: the one part that may run commands. The parameter's name is percent-encoded, every mark of it. */
function actions({ name, phase }: ParameterState): MarkdownString {
  const link = (title: string, command: (typeof linkedCommands)[number], argument: string): string =>
    `[${title}](command:${commandId(command)}?${argument})`;
  const quoted = encodeURIComponent(JSON.stringify([name])).replace(/[!'()*~]/g, percent);
  const links = [
    ...(phase
      ? [link(previewTitle(), "previewPhase", `${phase.id}`), link(applyTitle(), "applyPhase", `${phase.id}`)]
      : []),
    link(historyLink(), "showHistoryOf", quoted),
  ];
  const result = new MarkdownString(links.join(" · "));
  result.isTrusted = {
    enabledCommands: linkedCommands.map(commandId),
  };
  return result;
}

function percent(mark: string): string {
  return `%${mark.charCodeAt(0).toString(16)}`;
}
