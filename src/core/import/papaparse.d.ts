// Declares what core uses of papaparse: its published types bring those of Node with them, which core must not see.
declare module "papaparse" {
  interface ParseError {
    readonly type: string;
    readonly code: string;
    readonly message: string;
    readonly row?: number;
  }
  interface Parsed {
    readonly data: string[][];
    readonly errors: readonly ParseError[];
    readonly meta: { readonly delimiter: string };
  }
  export function parse(text: string, options: { delimiter?: string; skipEmptyLines?: boolean | "greedy" }): Parsed;
}
