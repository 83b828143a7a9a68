// Finds members of JSON records by the layout of one that was parsed, without parsing the others.
import { isObject, type Json, type JsonObject } from "../../../json";

/** The member that a dotted path names; a name may have dots of its own. */
export function memberOf(record: JsonObject, path: string): Json | undefined {
  if (Object.hasOwn(record, path)) return record[path];
  const dot = path.indexOf(".");
  const inner = dot === -1 || !Object.hasOwn(record, path.slice(0, dot)) ? undefined : record[path.slice(0, dot)];
  return isObject(inner) ? memberOf(inner, path.slice(dot + 1)) : undefined;
}

/** The members of records up to the last one that is wanted, in their order and with their types. */
export class Layout {
  readonly #pattern: RegExp;
  /** The number of the group that holds each wanted member. */
  readonly #groups: readonly number[];
  /** The path of the wanted member that comes last. */
  readonly last: string;

  /**
   * The layout of `example` up to the last of its members `paths`, which are dotted. Undefined where one of them is missing,
   * is no text or number, or comes after an object or a list.
   */
  static of(example: JsonObject, paths: readonly string[]): Layout | undefined {
    const [source, found] = pattern(example, paths);
    const isWhole = paths.every((path) => found.includes(path));
    const groups = paths.map((path) => found.indexOf(path) + 1);
    return isWhole ? new Layout(new RegExp(source, "y"), groups, found.at(-1) ?? "") : undefined;
  }

  private constructor(pattern: RegExp, groups: readonly number[], last: string) {
    this.#pattern = pattern;
    this.#groups = groups;
    this.last = last;
  }

  /** The wanted members of the record that begins at `start`, as texts; undefined where its layout is another one. */
  read(text: string, start: number): readonly string[] | undefined {
    this.#pattern.lastIndex = start;
    const found = this.#pattern.exec(text);
    return found ? this.#groups.map((group) => found[group] ?? "") : undefined;
  }

  /** Where the wanted member of that index stands in the record at `start`, which has this layout. */
  spanOf(index: number, text: string, start: number): readonly [start: number, end: number] | undefined {
    const pattern = new RegExp(this.#pattern.source, "dy");
    pattern.lastIndex = start;
    return pattern.exec(text)?.indices?.[this.#groups[index] ?? 0];
  }

  /** Where the last one that was read ends. */
  get end(): number {
    return this.#pattern.lastIndex;
  }
}

/** The source of a pattern, and the paths of its groups. */
function pattern(record: JsonObject, paths: readonly string[], above = ""): [source: string, found: string[]] {
  let source = "\\{";
  const found: string[] = [];
  for (const [name, value] of Object.entries(record)) {
    const path = above + name;
    source += `${source.endsWith("{") ? "" : ","}[ \\t]*${literal(JSON.stringify(name))}[ \\t]*:[ \\t]*`;
    if (isObject(value) && paths.some((wanted) => wanted.startsWith(`${path}.`))) {
      const [inner, innerFound] = pattern(value, paths, `${path}.`);
      return [source + inner, [...found, ...innerFound]];
    }
    const isWanted = paths.includes(path);
    const type = scalars[typeof value];
    if (type === undefined) break;
    source += isWanted ? type : type.replace("(", "(?:");
    if (isWanted) found.push(path);
    if (found.length === paths.length) break;
  }
  return [source, found];
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** A text with an escape is none of these: it has to be parsed. */
const scalars: Readonly<Record<string, string>> = {
  string: '"([^"\\\\\\n]*)"',
  number: "(-?[\\d.eE+-]+)",
  boolean: "(true|false)",
};
