// Puts a change into what is shown of it: a summary to be read first, and the files that it changes.
import type { Change } from "../../core/change/change";
import { columnsOf } from "../../core/text";
import { askTitle, forecastOf, summaryOf } from "../../messages/editor";
import { plain } from "../plain";

/** What is shown of a change. */
export interface View {
  readonly title: string;
  /** The question, all that a person should read before the answer, and the keys. */
  readonly summary: string;
  /** What is told below the files; "" where nothing is. */
  readonly forecast: string;
  readonly files: readonly ComparedFile[];
}

/** A file of a change: two texts that are compared, neither of them on disk. */
export interface ComparedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** In characters: half of an editor on a small screen. */
const lineLength = 50;

/** `change` as it is shown; `first` stands above all else of its summary, and nowhere else in it. */
export function viewOf(change: Change, first: readonly string[], title = askTitle(change)): View {
  // What refuses the change may be noted beside it too.
  const others = summaryOf(change).map((lines) => lines.filter((line) => !first.includes(line)));
  const paragraphs = [first, ...others].filter((lines) => lines.length > 0);
  const text = (lines: readonly string[]): string => lines.map(asText).join("\n");
  return {
    title: plain(title),
    summary: paragraphs.map(text).join("\n\n"),
    forecast: text(forecastOf(change)),
    files: change.files,
  };
}

/** Whether a person who has seen the one has seen the other; their titles apart. */
export function isSameContent(a: View, b: View): boolean {
  const content = ({ summary, forecast, files }: View) =>
    JSON.stringify([summary, forecast, files.map(({ path, before, after }) => [path, before, after])]);
  return content(a) === content(b);
}

/** One line of a summary, whole, without anything that VS Code would make a link of. */
function asText(line: string): string {
  return wrapped(plain(line).replaceAll("://", ":∕∕"));
}

/** Broken at spaces and behind the slashes of a path, and continued further in. */
function wrapped(text: string): string {
  const indent = `${/^\s*/.exec(text)?.[0] ?? ""}  `;
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(/(?<=\S )(?=\S)|(?<=\/)/)) {
    const longer = line + piece;
    if (columnsOf(longer.trimEnd()) <= lineLength || line === "") line = longer;
    else {
      lines.push(line.trimEnd());
      line = indent + piece;
    }
  }
  return [...lines, line].join("\n");
}
