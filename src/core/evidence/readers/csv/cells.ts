// Takes the fields out of the rows of a CSV file.
import { initParser, type Parser } from "udsv";
import type { LineBreak } from "./rows";

/** The fields of a file with one delimiter and one number of columns. */
export class Cells {
  readonly delimiter: string;
  readonly width: number;
  readonly #parsers = new Map<LineBreak, Parser>();

  constructor(delimiter: string, width: number) {
    this.delimiter = delimiter;
    this.width = width;
  }

  /** Those of rows that stand together, all with this line break and with as many fields as there are columns. */
  of(text: string, lineBreak: LineBreak): string[][] {
    const parser = this.#parsers.get(lineBreak) ?? this.#parserOf(lineBreak);
    return parser.stringArrs<string[]>(text);
  }

  #parserOf(lineBreak: LineBreak): Parser {
    const cols = Array.from({ length: this.width }, (_, index) => ({ name: `${index}`, type: "s" }));
    const schema = { col: this.delimiter, row: lineBreak, encl: null, esc: null, trim: false, skip: 0, cols };
    // The published type lacks `skip`, and the null for a quote that is used only where there is one.
    const parser = initParser(schema as unknown as Parameters<typeof initParser>[0]);
    this.#parsers.set(lineBreak, parser);
    return parser;
  }
}
