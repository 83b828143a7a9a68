import type { Range } from "../../../text";
import type { Other, OtherReason, Use } from "../../types";
import { valueRange } from "../assignments";
import type { ParsedText } from "../parsed-text";
import type { Frame, FrameId } from "../syntax/frames";
import type { Binding } from "../syntax/statements";
import type { Chunk } from "../tree/chunks";
import { bindingsNamed, isInClass, namespaceOf, namespacesOf } from "../tree/scopes";
import { findAll, shiftOf } from "../tree/tree";
import { directlyDerived, QualifiedNames } from "./derived";
import type { Hit } from "./line-occurrences";
import { hitsIn, writesIn } from "./occurrences";

/** A hit and the chunk that it is in. */
interface Found {
  readonly hit: Hit;
  readonly chunk: number;
}

/** Where the file reads the name that `scope` holds, in the order of the text. */
export function usesOf(parsed: ParsedText, scope: string, name: string): Use[] {
  return new NameSearch(parsed, scope, name).uses();
}

/**
 * Whether a change of the name changes nothing that the file does: nothing reads it, or only messages and derived values
 * that are dead themselves do. Never so where the program may read names that the source does not spell out.
 */
export function isDead(parsed: ParsedText, scope: string, name: string): boolean {
  const anyRead = new Map<string, boolean>();
  // It grows while it is gone through: a chain of derived values may be as long as the file.
  const names = new QualifiedNames(scope, name);
  for (const each of names.all) {
    const whole = anyRead.get(each.scope) ?? readsAnyName(parsed, each.scope);
    anyRead.set(each.scope, whole);
    if (whole) return false;
    const derived = directlyDerived(parsed, each.scope, each.name);
    for (const { binding } of derived) names.add({ scope: binding.frame.scope ?? "", name: binding.name });
    const values = derived.map((bound) => valueRange(parsed, bound)).sort((a, b) => a.start - b.start);
    // Values may be many, as uses may, and both are in order: where those end that start before a use.
    let next = 0;
    let end = 0;
    for (const { range, kind } of usesOf(parsed, each.scope, each.name)) {
      for (let value = values[next]; value && value.start <= range.start; value = values[++next])
        end = Math.max(end, value.end);
      if (kind !== "log" && range.end > end) return false;
    }
  }
  return true;
}

/** What a call may do to the name: with what it sets of it, where that is an element only. */
export interface FunctionWrite {
  readonly other: Other;
  readonly element: string | undefined;
}

/** Assignments to the name in functions, and to attributes that may be it. */
export function functionWrites(parsed: ParsedText, scope: string, name: string): FunctionWrite[] {
  return new NameSearch(parsed, scope, name).writes();
}

const ANY_CLASS_NAME =
  /\b(?:vars|asdict|dir|getmembers|fields)\s*\(\s*(\w[\w.]*)|(?<!\w)(\w+)\.(?:__dict__|model_dump\(|dict\(\))|\bgetattr\s*\(\s*(\w[\w.]*)\s*,\s*[^"'\s]/g;
const ANY_MODULE_NAME = /\bglobals\s*\(\s*\)|\bvars\s*\(\s*\)/;

/** Whether the program goes over all names of the scope, so that a use need not spell the name. */
function readsAnyName(parsed: ParsedText, scope: string): boolean {
  const { chunks } = parsed.tree;
  if (scope === "") return chunks.some(({ text }) => ANY_MODULE_NAME.test(text));
  const short = scope.slice(scope.lastIndexOf(".") + 1);
  return chunks.some((chunk) =>
    wholeReads(chunk).some((owner) => owner === short || /^(?:self|cls)$|conf|setting|param|opts|args/i.test(owner)),
  );
}

const wholes = new WeakMap<Chunk, readonly string[]>();

function wholeReads(chunk: Chunk): readonly string[] {
  let owners = wholes.get(chunk);
  if (!owners) {
    owners = [...chunk.text.matchAll(ANY_CLASS_NAME)].map((found) => {
      const owner = found[1] ?? found[2] ?? found[3] ?? "";
      return owner.slice(owner.lastIndexOf(".") + 1);
    });
    wholes.set(chunk, owners);
  }
  return owners;
}

/** The functions that declare the name `global` or `nonlocal`, and those that bind it. */
interface FunctionNames {
  readonly declared: ReadonlySet<FrameId | undefined>;
  readonly bound: ReadonlySet<FrameId | undefined>;
}

class NameSearch {
  readonly #parsed: ParsedText;
  readonly #scope: string;
  readonly #name: string;
  #known: readonly FrameId[] | undefined;
  #hits: readonly Found[] | undefined;
  #owners: ReadonlySet<FrameId> | undefined;
  #functions: FunctionNames | undefined;
  /** Whether the attribute of an owner of that last name is the name that the scope holds. */
  readonly #meanings = new Map<string, boolean>();

  constructor(parsed: ParsedText, scope: string, name: string) {
    this.#parsed = parsed;
    this.#scope = scope;
    this.#name = name;
  }

  get #spaces(): readonly FrameId[] {
    this.#known ??= namespacesOf(this.#parsed.tree, this.#scope).spaces;
    return this.#known;
  }

  get #found(): readonly Found[] {
    this.#hits ??= findAll(this.#parsed.tree, hitsIn, this.#name, (hit, chunk) => ({ hit, chunk }));
    return this.#hits;
  }

  uses(): Use[] {
    return this.#found.flatMap((found): Use[] => {
      const { role } = found.hit;
      if ((role !== "read" && role !== "log") || !this.#means(found)) return [];
      return [{ range: this.#range(found), kind: role }];
    });
  }

  writes(): FunctionWrite[] {
    const writes = findAll(this.#parsed.tree, writesIn, this.#name, (hit, chunk) => ({ hit, chunk }));
    return writes.flatMap((found): FunctionWrite[] => {
      const { binding } = found.hit;
      const reason = binding ? this.#writeReason(found, binding) : this.#setReason(found);
      return reason ? [{ other: { reason, range: this.#range(found) }, element: binding?.element }] : [];
    });
  }

  /** Of `setattr(Config, "X", …)`. */
  #setReason(found: Found): OtherReason | undefined {
    if (!this.#means(found)) return undefined;
    return functionOf(found.hit.frame) === undefined ? "patched" : "patched-in-function";
  }

  #writeReason(found: Found, binding: Binding): OtherReason | undefined {
    const { owner, frame } = found.hit;
    const inFunction = functionOf(frame) !== undefined;
    if (owner === undefined) {
      if (!inFunction || this.#scope !== "") return undefined;
      if (binding.how === "element") return this.#means(found) ? "element-set" : undefined;
      return this.#isGlobal(frame) ? "global" : undefined;
    }
    if (this.#scope === "" || (!inFunction && owner === this.#scope) || !this.#means(found)) return undefined;
    return inFunction ? "patched-in-function" : "patched";
  }

  #range({ hit, chunk }: Found): Range {
    const shift = shiftOf(this.#parsed.tree, chunk);
    return this.#parsed.place({ start: hit.start + shift, end: hit.end + shift });
  }

  /** Whether the name at the hit is the one that the scope holds, as far as the source shows. */
  #means({ hit }: Found): boolean {
    if (hit.owner !== undefined) return this.#scope !== "" && this.#ownerMeans(hit.owner, hit.frame);
    const space = namespaceOf(hit.frame);
    if (this.#scope !== "") return this.#spaces.includes(space);
    for (let frame: Frame | undefined = hit.frame; frame; frame = frame.parent)
      if (frame.kind === "function" && this.#isLocal(frame.id)) return false;
    return !isInClass(hit.frame) || !this.#holders.has(space);
  }

  /** `Config.X`, `self.X` and `self.config.X`; not where the owner is another class that has such a name itself. */
  #ownerMeans(owner: string, frame: Frame): boolean {
    const last = owner.slice(owner.lastIndexOf(".") + 1);
    if (owner === "self" || owner === "cls") {
      const inside = enclosingClass(frame);
      return !inside || this.#spaces.includes(inside) || !this.#holders.has(inside);
    }
    const known = this.#meanings.get(last) ?? this.#classMeans(last);
    this.#meanings.set(last, known);
    return known;
  }

  #classMeans(name: string): boolean {
    const classes = bindingsNamed(this.#parsed.tree, name).flatMap(({ binding }) => binding.opens ?? []);
    if (classes.length === 0 || classes.some((id) => this.#spaces.includes(id))) return true;
    return !classes.some((id) => this.#holders.has(id));
  }

  /** The classes, and the module, that bind the name themselves. */
  get #holders(): ReadonlySet<FrameId> {
    this.#owners ??= new Set(
      bindingsNamed(this.#parsed.tree, this.#name).flatMap(({ binding }) =>
        binding.owner === undefined ? namespaceOf(binding.frame) : [],
      ),
    );
    return this.#owners;
  }

  /** Whether the function of `id` has the name for a variable of its own. */
  #isLocal(id: FrameId): boolean {
    const { declared, bound } = this.#inFunctions;
    return bound.has(id) && !declared.has(id);
  }

  #isGlobal(frame: Frame): boolean {
    return this.#inFunctions.declared.has(functionOf(frame));
  }

  get #inFunctions(): FunctionNames {
    this.#functions ??= this.#findInFunctions();
    return this.#functions;
  }

  #findInFunctions(): FunctionNames {
    const declared = new Set<FrameId | undefined>();
    const bound = new Set<FrameId | undefined>();
    for (const found of this.#found) {
      const { role, owner, frame, binding } = found.hit;
      if (role === "declared") declared.add(functionOf(frame));
      else if (role === "parameter") bound.add(this.#opens(found));
      else if (role === "bound" && owner === undefined && binding?.how !== "element") bound.add(functionOf(frame));
    }
    return { declared, bound };
  }

  /** The block that the line of the hit opens: that of the next logical line. */
  #opens({ hit, chunk }: Found): FrameId | undefined {
    const { chunks } = this.#parsed.tree;
    const next = chunks[chunk]?.frames[hit.line + 1] ?? chunks[chunk + 1]?.frames[0];
    return next?.parent?.id === hit.frame.id ? next?.id : undefined;
  }
}

/** The function whose variables an assignment in `frame` makes; undefined in module and class scope. */
function functionOf(frame: Frame): FrameId | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    if (at.kind === "function") return at.id;
    if (at.kind === "class") return undefined;
  }
  return undefined;
}

function enclosingClass(frame: Frame): FrameId | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.kind === "class") return at.id;
  return undefined;
}
