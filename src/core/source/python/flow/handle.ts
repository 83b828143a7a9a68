// What is followed through the program: a name that holds the value, and a place that may set it.
import type { OtherReason, SymbolPath } from "../../types";
import type { TokenLine } from "../names/token-lines";
import type { FrameId } from "../syntax/frames";
import type { Module, Program } from "./program";
import type { Trail } from "./trail";

/** A name under which the program holds an object, and the way from there to the governed value. */
export interface Handle {
  readonly module: Module;
  readonly name: string;
  /** Whether it is the last name of an attribute: `self.config`. */
  readonly isAttribute: boolean;
  /** The function whose variable it is. */
  readonly within: FrameId | undefined;
  readonly trail: Trail;
  /** What a call of it gives: a new object of that class, or the object that a function returns. */
  readonly call: "builds" | "returns" | undefined;
  /** Of a class that is called: which of its fields, by position, is the first step of the trail. */
  readonly position?: number | undefined;
}

/** A place that may set the governed value. */
export interface Escape {
  readonly module: Module;
  readonly line: TokenLine;
  /** Which token. */
  readonly at: number;
  readonly reason: OtherReason;
  /** Whether the place names the value, rather than possibly being about it. */
  readonly named: boolean;
}

/** What a place that mentions a handle tells: where the object goes on, and what is done to it. */
export interface Trace {
  readonly program: Program;
  readonly path: SymbolPath;
  /** Whether the program may read the value without naming it. */
  readsUnseen: boolean;
  /** Whether the value is a member of an enumeration, which whoever has the class can go over or look up by value. */
  readonly isEnumeration: boolean;
  add(handle: Handle): void;
  note(module: Module, line: TokenLine, at: number, reason: OtherReason, named: boolean): void;
}
