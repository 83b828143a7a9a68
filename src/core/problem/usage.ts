// What can be wrong with how a command line is written, as data.

/** One mistake. Options are given as they are typed (`--phase`, `-x`), operands as they are shown (`PHASE`). */
export type Usage =
  | { readonly reason: "command-missing"; readonly commands: readonly string[] }
  | {
      readonly reason: "command-unknown";
      readonly command: string;
      readonly suggestion: string | null;
      readonly commands: readonly string[];
    }
  | {
      readonly reason: "option-unknown";
      /** null: the option stands before the command. */
      readonly command: string | null;
      readonly option: string;
      readonly suggestion: string | null;
      /** What is accepted there, with the names of the values. */
      readonly options: readonly string[];
    }
  | { readonly reason: "option-repeated"; readonly option: string }
  | { readonly reason: "option-needs"; readonly option: string; readonly needs: string }
  | { readonly reason: "options-exclusive"; readonly options: readonly [string, string] }
  | { readonly reason: "value-missing"; readonly option: string; readonly value: string }
  | { readonly reason: "value-ambiguous"; readonly option: string; readonly value: string }
  | { readonly reason: "value-unexpected"; readonly option: string; readonly value: string }
  | { readonly reason: "value-not-count"; readonly option: string; readonly value: string }
  /** Also of a time without a zone, which is another moment on every machine. */
  | { readonly reason: "value-not-instant"; readonly option: string; readonly value: string }
  | { readonly reason: "value-not-pair"; readonly option: string; readonly value: string }
  | {
      readonly reason: "value-not-choice";
      /** An option or an operand. */
      readonly of: string;
      readonly value: string;
      readonly suggestion: string | null;
      readonly choices: readonly string[];
    }
  | { readonly reason: "operand-missing"; readonly command: string; readonly operand: string }
  | { readonly reason: "operand-empty"; readonly command: string; readonly operand: string }
  | { readonly reason: "operands-too-many"; readonly command: string; readonly operands: readonly string[] }
  /** Given with a Markdown document. */
  | { readonly reason: "option-for-trials"; readonly option: string }
  /** Given where no document is imported. */
  | { readonly reason: "option-for-documents"; readonly option: string }
  | { readonly reason: "terminal-missing" };
