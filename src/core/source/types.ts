// What a source tells of its values, whatever language it is in. Offsets are in UTF-16 code units, ranges half-open.
import type { Json } from "../json";
import type { Range } from "../text";

/** What a value looks like: `expression` is everything that only the program itself can evaluate. */
export type ValueKind =
  | "number"
  | "negative"
  | "string"
  | "bool"
  | "none"
  | "tuple"
  | "list"
  | "dict"
  | "call"
  | "name"
  | "expression";

/** The type of a literal; `4` and `4.0` are equal and yet not the same. */
export type ValueType = "int" | "float" | "complex" | "str" | "bytes" | "bool" | "NoneType" | "tuple" | "list" | "dict";

/** A value in the text. Redundant parentheses are outside its range. */
export interface SourceValue {
  readonly kind: ValueKind;
  readonly range: Range;
  readonly text: string;
  /** The type where the value is a literal; undefined for names, calls and expressions. */
  readonly type: ValueType | undefined;
  /** The value where JSON can hold it; undefined where it can't, or where only the program could tell it. */
  readonly value: Json | undefined;
  /**
   * What a path can lead to, in the order of the text: items of a tuple or list, members of a dict, arguments of a
   * call.
   */
  readonly elements: readonly SourceElement[];
  /** The variables that the value is computed from, with their dots as in the text: `LOOKBACK`, `Config.RISK`. */
  readonly dependsOn: readonly string[];
  /** Whether only a run of the program can tell the value: it is shown, but never edited. */
  readonly derived: boolean;
}

/** One step into a value: `["40"]`, `[1]`, or a call's `(default)` and `(0)`. */
export type Step =
  | { readonly type: "item"; readonly key: string | number | boolean | null }
  | { readonly type: "argument"; readonly key: string | number };

/** A symbol of a plan, taken apart. */
export interface SymbolPath {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One addressable part of a value; `step` is undefined where no path can name it (`*rest`, `{f(): 1}`). */
export interface SourceElement {
  readonly step: Step | undefined;
  readonly value: SourceValue;
}

/** Why a place in the text does not read as its language. */
export type SourceProblemCode =
  | "string-unterminated"
  | "bracket-unclosed"
  | "bracket-unmatched"
  | "character-unexpected"
  | "indentation"
  | "block-missing"
  | "number-malformed"
  | "value-missing"
  | "expression-malformed"
  | "statement-malformed";

export interface SourceProblem {
  readonly code: SourceProblemCode;
  readonly range: Range;
}

/** `NAME = value` in module or class scope; one for each name of `A = B = 1` and of `A, B = 1, 2`. */
export interface Assignment {
  /** "" for the module, else the class's dotted name. */
  readonly scope: string;
  readonly name: string;
  readonly nameRange: Range;
  readonly value: SourceValue;
  readonly annotated: boolean;
  /** Whether it is in a branch, a loop, a `try` or a `with`, so that it may not be run. */
  readonly conditional: boolean;
  /** Whether something later in the text certainly replaces it. */
  readonly shadowed: boolean;
}

/** How a place other than the effective assignment gives the name a value, or takes it away. */
export type OtherReason =
  /** An assignment that a later one certainly replaces. */
  | "shadowed"
  /** An assignment in a branch, a loop, a `try` or a `with`, which may or may not be run. */
  | "conditional"
  /** `X += 1` */
  | "augmented"
  /** `del X` */
  | "deleted"
  /** An import, `def` or `class` of that name. */
  | "defined"
  /** The target of a `for`, `with`, `except`, `case` or `:=`. */
  | "bound"
  /** `global X` and an assignment in a function: what a call leaves. */
  | "global"
  /** `Config.X = …` outside the class, or `setattr(Config, "X", …)`. */
  | "patched"
  /** `Config.X = …` in a function: what a call leaves. */
  | "patched-in-function"
  /** `X["key"] = …` outside the literal. */
  | "element-set"
  /** `class Live(Config): X = …`: what an instance of that class reads. */
  | "overridden"
  /** `Config(X=…)`, `replace(config, X=…)`, `{**CONFIG, "x": …}`: an object with another value. */
  | "built"
  /** `setattr(Config, name, …)`, `globals()[name] = …`: a name that only the program knows. */
  | "computed"
  /** `exec(…)` */
  | "executed"
  /** `from settings import *` */
  | "star-import"
  /** The name of the class, or of one around it, means something else there. */
  | "renamed"
  /** A decorator, a metaclass, a base or a method that may give the class other values. */
  | "intercepted"
  /** What holds the value is handed to code that no file shows. */
  | "handed"
  /** The value only counts where another source has none: `os.getenv("X", "0.01")`. */
  | "fallback"
  /** The value is the default of an option that a person may give when the program starts. */
  | "default";

/** A place that gives the name another value than the effective assignment's, or may do so. */
export interface Other {
  readonly reason: OtherReason;
  /** The range of the name there. */
  readonly range: Range;
  /** The value that it gives the name, where the text shows one. */
  readonly value?: SourceValue;
}

/** A place that may give a value another one while the program runs, found by following what holds the value. */
export interface Overruling {
  readonly reason: OtherReason;
  /** The path of another file that it is in; undefined for the source itself. */
  readonly path: string | undefined;
  /** In that file. */
  readonly range: Range;
  /** Counted from 1, in that file. */
  readonly line: number;
  /** Whether the place is about this value by name, rather than about anything that its owner holds. */
  readonly named: boolean;
  /** Of a fallback: the name that replaces the value, where the text shows it. */
  readonly from?: string;
}

/** What becomes of a value when the program runs. */
export interface Meaning {
  readonly overrulings: readonly Overruling[];
  /**
   * Whether a change of it changes nothing that the program does: nothing reads it, or only messages, assertions and
   * derived values that are dead themselves do. Never where what holds the value leaves what the files show.
   */
  readonly isDead: boolean;
  /** The other names that are given the very same literal. */
  readonly sharedWith: readonly string[];
}

/** What a symbol of the plan is bound to. */
export type Location =
  /** The effective value; writable where `value.value` is defined. */
  | {
      readonly status: "found";
      readonly value: SourceValue;
      readonly assignment: Assignment;
      readonly others: readonly Other[];
    }
  /** The effective value is computed by the program. */
  | {
      readonly status: "derived";
      readonly value: SourceValue;
      readonly assignment: Assignment;
      readonly dependsOn: readonly string[];
      readonly others: readonly Other[];
    }
  /** Only a run of the program can tell which of `others` takes effect. */
  | { readonly status: "ambiguous"; readonly others: readonly Other[] }
  /** No such name, path or scope is left once the file was run; `others` has what was there before. */
  | { readonly status: "missing"; readonly others: readonly Other[] }
  /** The symbol is not a name with steps such as `["key"]`, `[1]`, `(argument)`. */
  | { readonly status: "invalid" }
  /** The text is broken in a place that may hold this symbol. */
  | { readonly status: "broken"; readonly problem: SourceProblem };

/** A place that reads a name; `log` where the value only goes into a message. */
export interface Use {
  readonly range: Range;
  readonly kind: "read" | "log";
  /** Whether it stands in the body of a function, below the line that begins it: it is read once that is called. */
  readonly inFunction: boolean;
}

/** A place where a value is held against a limit, which is a number or a name. */
export interface Bound {
  /**
   * "max": what is used is at least the limit, "min": at most; "<" and ">": the value is only compared so with the limit,
   * itself included or not.
   */
  readonly how: "max" | "min" | "<" | ">";
  readonly value: Range;
  readonly limit: Range;
  /** The call that gives the value or the limit, which may be held against another limit. */
  readonly whole?: Range;
}
