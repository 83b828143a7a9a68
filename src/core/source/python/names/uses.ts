// Tells which occurrences of a name mean the name of a scope: its uses, and what functions do to it.
import type { Range } from "../../../text";
import type { Other, OtherReason, Use } from "../../types";
import { oncePer } from "../once-per";
import type { ParsedText } from "../parsed-text";
import type { Binding } from "../syntax/bindings";
import type { Frame, FrameId } from "../syntax/frames";
import { bindingsNamed, isInClass, namespaceOf, namespacesOf } from "../tree/scopes";
import { findAll, shiftOf } from "../tree/tree";
import { relatedClasses } from "./classes";
import type { Occurrence } from "./line-occurrences";
import { bindingOccurrencesIn, occurrencesIn } from "./occurrences";

/** An occurrence and the position of its chunk. */
interface Placed {
  readonly occurrence: Occurrence;
  readonly chunk: number;
}

/** Where the file reads the name that `scope` holds, in the order of the text. */
export function usesOf(parsed: ParsedText, scope: string, name: string): Use[] {
  return new NameSearch(parsed, scope, name).uses();
}

/** What a call may do to the name; `element` is the text after the name where only an element is set. */
export interface FunctionWrite {
  readonly other: Other;
  readonly element: string | undefined;
}

/** Assignments to the name in functions, and to attributes that may be it. */
export function functionWrites(parsed: ParsedText, scope: string, name: string): FunctionWrite[] {
  return new NameSearch(parsed, scope, name).writes();
}

/** The functions that declare the name `global`, those that declare it at all, and those that bind it. */
export interface FunctionNames {
  readonly global: ReadonlySet<FrameId | undefined>;
  readonly declared: ReadonlySet<FrameId | undefined>;
  readonly bound: ReadonlySet<FrameId | undefined>;
}

/** Which functions declare or bind `name`. */
export function functionNames(parsed: ParsedText, name: string): FunctionNames {
  const byName = functionNamesByName(parsed);
  const known = byName.get(name) ?? new NameSearch(parsed, "", name).inFunctions;
  byName.set(name, known);
  return known;
}

const functionNamesByName = oncePer((_parsed: ParsedText) => new Map<string, FunctionNames>());

class NameSearch {
  readonly #parsed: ParsedText;
  readonly #scope: string;
  readonly #name: string;
  #spacesOfScope: readonly FrameId[] | undefined;
  #placed: readonly Placed[] | undefined;
  #relatedClasses: ReadonlySet<FrameId> | undefined;
  #holdersOfName: ReadonlySet<FrameId> | undefined;
  #functions: FunctionNames | undefined;
  /** By the last name of an owner: whether its attribute is the name that the scope holds. */
  readonly #meanings = new Map<string, boolean>();

  constructor(parsed: ParsedText, scope: string, name: string) {
    this.#parsed = parsed;
    this.#scope = scope;
    this.#name = name;
  }

  get #spaces(): readonly FrameId[] {
    this.#spacesOfScope ??= namespacesOf(this.#parsed.tree, this.#scope).spaces;
    return this.#spacesOfScope;
  }

  get #occurrences(): readonly Placed[] {
    this.#placed ??= findAll(this.#parsed.tree, occurrencesIn, this.#name, (occurrence, chunk) => ({
      occurrence,
      chunk,
    }));
    return this.#placed;
  }

  uses(): Use[] {
    return this.#occurrences.flatMap((placed): Use[] => {
      const { role, option } = placed.occurrence;
      if ((role !== "read" && role !== "log") || !this.#means(placed)) return [];
      const kind = option === undefined || this.#readsOption(option) ? role : "log";
      return [{ range: this.#range(placed), kind, inFunction: functionOf(placed.occurrence.frame) !== undefined }];
    });
  }

  /** Whether the program may read the option of the command line that has this name. */
  #readsOption(option: string): boolean {
    if (!/^\w+$/.test(option)) return true;
    const read = new RegExp(`\\.${option}(?!\\w)|\\bvars\\s*\\(|__dict__|\\bdest\\b`);
    return this.#parsed.tree.chunks.some(({ text }) => read.test(text));
  }

  writes(): FunctionWrite[] {
    const writes = findAll(this.#parsed.tree, bindingOccurrencesIn, this.#name, (occurrence, chunk) => ({
      occurrence,
      chunk,
    }));
    return writes.flatMap((placed): FunctionWrite[] => {
      const { binding } = placed.occurrence;
      const reason = binding ? this.#writeReason(placed, binding) : this.#setReason(placed);
      return reason ? [{ other: { reason, range: this.#range(placed) }, element: binding?.element }] : [];
    });
  }

  /** Of `setattr(Config, "X", …)`. */
  #setReason(placed: Placed): OtherReason | undefined {
    if (!this.#means(placed)) return undefined;
    return functionOf(placed.occurrence.frame) === undefined ? "patched" : "patched-in-function";
  }

  #writeReason(placed: Placed, binding: Binding): OtherReason | undefined {
    const { owner, frame } = placed.occurrence;
    const inFunction = functionOf(frame) !== undefined;
    if (owner === undefined) {
      if (!inFunction || this.#scope !== "") return undefined;
      if (binding.how === "element") return this.#means(placed) ? "element-set" : undefined;
      return this.#isGlobal(frame) ? "global" : undefined;
    }
    if (this.#scope === "" || (!inFunction && owner === this.#scope) || !this.#means(placed)) return undefined;
    if (this.#isUnrelated(owner, binding, frame)) return undefined;
    return inFunction ? "patched-in-function" : "patched";
  }

  /** Whether the owner is an object of a class that no inheritance links to the scope's. */
  #isUnrelated(owner: string, { owner: text = "" }: Binding, frame: Frame): boolean {
    if (owner === "self" || owner === "cls") {
      const inside = enclosingClass(frame);
      return inside !== undefined && !this.#related.has(inside);
    }
    const called = owner === "" ? /(?:^|\.)(\w+)\([^()]*\)$/.exec(text)?.[1] : undefined;
    if (called === undefined) return false;
    const classes = bindingsNamed(this.#parsed.tree, called).flatMap(({ binding }) => binding.opens ?? []);
    return classes.length > 0 && !classes.some((id) => this.#related.has(id));
  }

  get #related(): ReadonlySet<FrameId> {
    this.#relatedClasses ??= relatedClasses(this.#parsed.tree, this.#spaces);
    return this.#relatedClasses;
  }

  #range({ occurrence, chunk }: Placed): Range {
    const shift = shiftOf(this.#parsed.tree, chunk);
    return this.#parsed.place({ start: occurrence.start + shift, end: occurrence.end + shift });
  }

  /** Whether the name there is the one that the scope holds, as far as the text shows. */
  #means({ occurrence }: Placed): boolean {
    if (occurrence.owner !== undefined)
      return this.#scope !== "" && this.#ownerMeans(occurrence.owner, occurrence.frame);
    const space = namespaceOf(occurrence.frame);
    if (this.#scope !== "") return this.#spaces.includes(space);
    for (let frame: Frame | undefined = occurrence.frame; frame; frame = frame.parent)
      if (frame.kind === "function" && this.#isLocal(frame.id)) return false;
    return !isInClass(occurrence.frame) || !this.#holders.has(space);
  }

  /** `Config.X`, `self.X` and `self.config.X`; not where the owner is another class that has such a name itself. */
  #ownerMeans(owner: string, frame: Frame): boolean {
    const last = owner.slice(owner.lastIndexOf(".") + 1);
    if (owner === "self" || owner === "cls") {
      const inside = enclosingClass(frame);
      return !inside || this.#spaces.includes(inside) || !this.#holders.has(inside);
    }
    const means = this.#meanings.get(last) ?? this.#classMeans(last);
    this.#meanings.set(last, means);
    return means;
  }

  #classMeans(name: string): boolean {
    const classes = bindingsNamed(this.#parsed.tree, name).flatMap(({ binding }) => binding.opens ?? []);
    if (classes.length === 0 || classes.some((id) => this.#spaces.includes(id))) return true;
    return !classes.some((id) => this.#holders.has(id));
  }

  /** The classes, and the module, that bind the name themselves. */
  get #holders(): ReadonlySet<FrameId> {
    this.#holdersOfName ??= new Set(
      bindingsNamed(this.#parsed.tree, this.#name).flatMap(({ binding }) =>
        binding.owner === undefined ? namespaceOf(binding.frame) : [],
      ),
    );
    return this.#holdersOfName;
  }

  /** Whether the function of `id` has the name for a variable of its own. */
  #isLocal(id: FrameId): boolean {
    const { declared, bound } = this.inFunctions;
    return bound.has(id) && !declared.has(id);
  }

  #isGlobal(frame: Frame): boolean {
    return this.inFunctions.global.has(functionOf(frame));
  }

  get inFunctions(): FunctionNames {
    this.#functions ??= this.#findInFunctions();
    return this.#functions;
  }

  #findInFunctions(): FunctionNames {
    const global = new Set<FrameId | undefined>();
    const declared = new Set<FrameId | undefined>();
    const bound = new Set<FrameId | undefined>();
    for (const placed of this.#occurrences) {
      const { role, owner, frame, binding } = placed.occurrence;
      if (role === "global") global.add(functionOf(frame));
      if (role === "global" || role === "nonlocal") declared.add(functionOf(frame));
      else if (role === "parameter") bound.add(this.#opens(placed));
      else if (role === "bound" && owner === undefined && binding?.how !== "element") bound.add(functionOf(frame));
    }
    return { global, declared, bound };
  }

  /** The block that the line of the occurrence opens: that of the next logical line. */
  #opens({ occurrence, chunk }: Placed): FrameId | undefined {
    const { chunks } = this.#parsed.tree;
    const next = chunks[chunk]?.frames[occurrence.line + 1] ?? chunks[chunk + 1]?.frames[0];
    return occurrence.opens ?? (next?.parent?.id === occurrence.frame.id ? next?.id : undefined);
  }
}

/** The function whose variables an assignment in `frame` makes; undefined in module and class scope. */
export function functionOf(frame: Frame): FrameId | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.kind === "function") return at.id;
    if (at.kind === "class") return undefined;
  }
  return undefined;
}

/** The class whose methods the statements of `frame` are in. */
export function enclosingClass(frame: Frame): FrameId | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.kind === "class") return at.id;
  return undefined;
}
