// Colours what is printed where a terminal shows it, as NO_COLOR and FORCE_COLOR say. Each sign is readable without.
import { styleText } from "node:util";
import { visible } from "./visible";

type Style = Parameters<typeof styleText>[0];

const words: Readonly<Record<string, Style>> = {
  error: "red",
  warning: "yellow",
  info: "blue",
  "✓": "green",
  "✗": "red",
};

/** A finding's severity behind its place, and the sign that a line begins with. */
const marked = /^(\S.*?:\d+:\d+: )(error|warning|info)(?= [a-z-]+: )|^(\s*)([✓✗])(?= )/gmu;

/** Text as `stream` may have it: harmless, and coloured where it is a terminal. */
export function shown(text: string, stream: NodeJS.WriteStream): string {
  return visible(text).replace(marked, (whole, place?: string, severity?: string, space?: string, sign?: string) => {
    const word = severity ?? sign;
    return word === undefined ? whole : `${place ?? space ?? ""}${colored(words[word] ?? "reset", word, stream)}`;
  });
}

/** As `shown`, of a refusal: its code stands out. */
export function shownProblem(code: string, message: string, stream: NodeJS.WriteStream): string {
  return `${colored("red", code, stream)}: ${visible(message)}`;
}

/** As `shown`, of a unified diff. */
export function shownPatch(text: string, stream: NodeJS.WriteStream): string {
  return visible(text)
    .split("\n")
    .map((line) => {
      const style = styleOfPatch(line);
      return style === undefined ? line : colored(style, line, stream);
    })
    .join("\n");
}

function styleOfPatch(line: string): Style | undefined {
  if (/^(?:---|\+\+\+) /.test(line)) return "bold";
  if (line.startsWith("@@")) return "cyan";
  if (line.startsWith("+")) return "green";
  return line.startsWith("-") ? "red" : undefined;
}

function colored(style: Style, text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream });
}
