// Shows on a governed value what it is, what runs, what it becomes, when and why.
import { type Disposable, Hover, languages, MarkdownString, type TextDocument } from "vscode";
import type { ParameterState } from "../../core/assessment/state";
import { type FactRow, valueFacts } from "../../messages/editor/value-facts";
import { historyLink } from "../../messages/history";
import { table } from "../../messages/markdown";
import { applyTitle, previewTitle } from "../../messages/parameters";
import { commandId } from "../ids";
import { documentRange } from "../places";
import { literally } from "../plain";
import type { EvidenceFeed } from "../state/evidence-feed";
import { type GovernedFile, parameterAt, spanOf } from "../state/snapshot";
import type { Store } from "../state/store";

/** The only commands that a hover's links may run. */
const linkedCommands = ["previewPhase", "applyPhase", "showHistoryOf"] as const;

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
        return new Hover(contents(file, state, feed), hoverRange(document, state));
      },
    },
  );
}

function hoverRange(document: TextDocument, state: ParameterState) {
  const range = spanOf(state);
  return range && documentRange(document, range);
}

/** What matters most, what can be done, and the rest: a hover is low, and the end of a long one is scrolled to. */
function contents({ source, rollout }: GovernedFile, state: ParameterState, feed: EvidenceFeed): MarkdownString[] {
  const { name, parameter, phase } = state;
  const told = {
    facts: feed.factsOf(rollout),
    gate: phase && feed.gates.get(phase.id),
    hasFailed: feed.hasFailed,
  };
  const { kind, values, facts, details } = valueFacts(rollout, source, state, told);
  return [
    text(
      `${bold(name)} · ${literally(kind)}`,
      atLeft(
        values.map(({ label }) => literally(label)),
        [values.map(cell)],
      ),
      rows(facts),
    ),
    actions(state),
    text(literally(parameter.why), rows(details)),
  ];
}

/** The plan's own words are shown as text alone: a plan from elsewhere must not bring links or images along. */
function text(...paragraphs: string[]): MarkdownString {
  return new MarkdownString(paragraphs.filter(Boolean).join("\n\n"));
}

/** A table's first row is its head. */
function rows(facts: readonly FactRow[]): string {
  const [head = [], ...others] = facts.map((fact) => [literally(fact.label), cell(fact)]);
  return atLeft(head, others);
}

/** A table whose columns keep a distance: the editor draws none. */
function atLeft(head: readonly string[], others: readonly (readonly string[])[]): string {
  const spaced = (cells: readonly string[]) => cells.map((each) => `${each}&nbsp;&nbsp;`);
  return table(spaced(head), others.map(spaced), ":--");
}

function cell({ value, detail }: FactRow): string {
  return [bold(value), literally(detail)].filter(Boolean).join(" · ");
}

function bold(text: string): string {
  const shown = literally(text);
  return shown === "" ? "" : `**${shown}**`;
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
