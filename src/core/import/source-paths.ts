// Finds the paths of source files in a document's text.
import { sourceExtensions } from "../source";

const ENDING = String.raw`\.(?:${sourceExtensions.join("|")})`;
const IN_TEXT = new RegExp(String.raw`(?<![\w./\\-])(?:\.\/)?(\w[\w./-]{0,300}${ENDING})\b`);
const ALONE = new RegExp(String.raw`^[\w./-]{1,300}${ENDING}$`);
const WITH_LINES = new RegExp(String.raw`^[\w./-]{1,300}${ENDING}(?::\d+(?:-\d+)?)?$`);

/** The first path of a source file in a text. */
export function sourcePathIn(text: string): string | undefined {
  return IN_TEXT.exec(text.slice(0, 1000))?.[1];
}

/** Whether a text is the path of a source file and nothing else. */
export function isSourcePath(text: string): boolean {
  return ALONE.test(text);
}

/** Whether a text is the path of a source file, alone or with the lines in it: "bot.py:10-20". */
export function isSourcePlace(text: string): boolean {
  return WITH_LINES.test(text);
}

/** The file's name without its folders and its extension. */
export function sourceStem(path: string): string {
  return path.replace(/^.*\//, "").replace(new RegExp(`${ENDING}$`), "");
}
