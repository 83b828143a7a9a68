// The interface that each language of source files implements.
import type { Json } from "../json";
import type { Range, TextEdit } from "../text";
import type { Assignment, Bound, Location, Meaning, SourceProblem, SourceValue, Step, SymbolPath, Use } from "./types";

/** A language that values can be read and written in. All offsets are in UTF-16 code units, all ranges half-open. */
export interface Language {
  /** As people call it: "Python". */
  readonly name: string;
  /** How the names of its files end, without the dot and in lower case. */
  readonly extensions: readonly string[];
  /** How Markdown names the language after the backticks of a fence, in lower case; "" for a fence that names none. */
  readonly fenceNames: readonly string[];
  /** What begins a comment that ends with its line. */
  readonly commentMark: string;
  /** The encoding that a file declares by its start, in lower case; `start` is the first bytes as Latin-1. */
  declaredEncoding(start: string): string | undefined;
  /** Whether a file whose name has no ending is of the language, by its first line. */
  startsAs(text: string): boolean;
  /** The first line, from 1, that only a file of another kind has, whatever its name; undefined where there is none. */
  foreignLine(text: string): number | undefined;
  /** Reads any text; what is not of the language becomes problems, never an error. */
  read(text: string): Source;
  /** Reads the text of one value as a source whose one assignment gives it. */
  readValue(text: string): Source;
  /** Takes a plan's symbol apart; undefined where it is none of this language. */
  parseSymbol(symbol: string): SymbolPath | undefined;
  /** The text of `steps`, as `parseSymbol` reads it. */
  formatSteps(steps: readonly Step[]): string;
  /** `value` as a literal in the style of `like`, the literal that it replaces. */
  write(value: Json, like: SourceValue): string;
  /** `value` as a literal in the plainest style. */
  writePlain(value: Json): string;
  /** Whether a literal's text may hold a comment, which is lost where the literal is written again as a whole. */
  mayHoldComment(literal: string): boolean;
}

/** A text as it was read. It never changes: `edited` makes the next one. */
export interface Source {
  readonly language: Language;
  readonly text: string;
  /** What does not read as the language; while `stale`, the first such place only. */
  readonly problems: readonly SourceProblem[];
  /**
   * Whether edits have broken the text. All but `text` and `problems` is then of the last sound text: values and their
   * texts as they were in it, ranges where these places are now.
   */
  readonly stale: boolean;
  /** The assignments in module and class scope, in the order of the text. */
  readonly assignments: readonly Assignment[];
  /**
   * The source after `edits`, which do not overlap and are in the coordinates of `text`: what `read` makes of that
   * text, or a `stale` one where the text was sound and is broken now.
   */
  edited(edits: readonly TextEdit[]): Source;
  /** What `symbol` means in `scope` once the program has run the file. */
  locate(scope: string, symbol: string): Location;
  /** Where the file holds values against limits, in the order of the text. */
  bounds(): readonly Bound[];
  /** The expressions that are the value of `symbol` itself, with its owner, in the order of the text. */
  readsOf(scope: string, symbol: string): readonly Range[];
  /** The places that read the name that `scope` holds, in the order of the text. */
  usesOf(scope: string, name: string): Use[];
  /**
   * What becomes of the value of `symbol` when the program runs. It takes a walk through the file at `path` and its
   * `neighbours`, other files of the repository by their paths, so it is too slow for a keystroke.
   */
  meaningOf(scope: string, symbol: string, path: string, neighbours: ReadonlyMap<string, Source>): Meaning;
  /** The assignments whose values the program computes from the name, directly or through others, each once. */
  derivedFrom(scope: string, name: string): Assignment[];
}
