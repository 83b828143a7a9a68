// Tells of one place that mentions a handle what becomes of the object there: set, given on, called by another name.
import type { OtherReason } from "../../types";
import { bodyOf, classOf, type Header, itemsIn, keywordAt } from "../names/headers";
import type { TokenLine } from "../names/token-lines";
import { functionNames, functionOf } from "../names/uses";
import type { Frame, FrameId } from "../syntax/frames";
import { AS_NAMESPACE, COPIES, HARMLESS, MUTATORS, PARSERS, READ_ALL, SETTERS } from "./calls";
import type { Handle, Trace } from "./handle";
import type { Module } from "./program";
import { assignmentsIn, isTarget, itemsBetween } from "./targets";
import { type Answer, argumentsSet, asNamespace, displaySets, keyMeans, literalKey, type Trail } from "./trail";

/** One place where a handle stands, and what is done with it there. */
export class Mention {
  readonly #search: Trace;
  readonly #handle: Handle;
  readonly #line: TokenLine;
  readonly #at: number;
  /** Whether a key on the way is known only to the program. */
  #uncertain = false;
  /** How many steps of the trail were taken. */
  #taken = 0;

  constructor(search: Trace, handle: Handle, line: TokenLine, at: number) {
    this.#search = search;
    this.#handle = handle;
    this.#line = line;
    this.#at = at;
  }

  follow(): void {
    const line = this.#line;
    this.value(line.dottedStart(this.#at), this.#at + 1, this.#handle.trail, this.#handle.call);
  }

  /** An object at `[start, next)` that leads along the trail: what is taken from it, or done with it. */
  value(start: number, next: number, trail: Trail, call?: Handle["call"]): void {
    const line = this.#line;
    const first = trail[0];
    const text = line.text(next);
    if (!first) this.#setOrRead(start, next, trail);
    else if (text === "." && line.isWord(next + 1)) this.#member(start, next + 1, trail);
    else if (text === "[") this.#subscript(start, next, trail);
    else if (text === "(" && call) {
      const close = line.partner.get(next) ?? line.tokens.length;
      // `case Config(stop=value)` takes an object apart.
      if (line.text(line.statementOf(start).start) === "case") this.#search.readsUnseen = true;
      else if (call === "builds") this.#built(next, trail);
      this.value(start, close + 1, trail);
    } else this.#whole(start, next, trail);
  }

  #note(reason: OtherReason, named: boolean, at = this.#at): void {
    this.#search.note(this.#handle.module, this.#line, at, reason, named && !this.#uncertain);
  }

  #noteAnswer(reason: OtherReason, answer: Answer, at = this.#at): void {
    if (answer !== "no") this.#note(reason, answer === "yes", at);
  }

  /** The governed value itself, or all of a container: an assignment to it is a write. */
  #setOrRead(start: number, next: number, trail: Trail): void {
    if (this.#taken > 0 && isTarget(this.#line, start, next))
      this.#note(this.#setReason(trail), true, this.#line.isWord(next - 1) ? next - 1 : this.#at);
    else if (this.#handle.module !== this.#search.program.governed) this.#search.readsUnseen = true;
  }

  #setReason(trail: Trail): OtherReason {
    if (trail.some(({ type }) => type === "attribute")) return "renamed";
    if (this.#uncertain) return "computed";
    const container = this.#search.path.steps.length > 0 || this.#handle.trail.every(({ type }) => type === "item");
    if (container) return "element-set";
    return functionOf(this.#line.frame) ? "patched-in-function" : "patched";
  }

  #member(start: number, at: number, trail: Trail): void {
    const name = this.#line.text(at);
    const [first, ...rest] = trail;
    if (first?.type === "attribute" && first.key === name) {
      this.#taken++;
      // A class inside the class is called as the class itself is.
      this.value(start, at + 1, rest, rest.length > 0 ? "builds" : undefined);
    } else if (name === "__class__") this.value(start, at + 1, trail, "builds");
    else if (name === "__dict__" || name === "__annotations__") this.#namespace(start, at + 1, trail);
    else if (this.#line.text(at + 1) === "(") this.#method(start, at, name, trail);
    else if (name.startsWith("_") && this.#search.isEnumeration) this.#search.readsUnseen = true;
  }

  #namespace(start: number, next: number, trail: Trail): void {
    this.#search.readsUnseen = true;
    this.value(start, next, asNamespace(trail));
  }

  /** A method that is called on the object. */
  #method(start: number, at: number, name: string, trail: Trail): void {
    const line = this.#line;
    const open = at + 1;
    const end = (line.partner.get(open) ?? line.tokens.length) + 1;
    const isContainer = trail[0]?.type === "item";
    const mutates = isContainer ? MUTATORS.get(name) : undefined;
    if (mutates) this.#mutated(at, open, trail, mutates);
    else if (SETTERS.has(name)) this.#setter(open, trail, 0, at);
    else if (AS_NAMESPACE.has(name)) this.#namespace(start, end, trail);
    else if (COPIES.has(name)) {
      this.#noteAnswer("built", argumentsSet(line, open, trail), at);
      this.value(start, end, trail);
    } else if (READ_ALL.has(name)) this.#search.readsUnseen = true;
    else if (isContainer && (name === "items" || name === "values" || name === "get")) return;
    else if (PARSERS.has(name) && !this.#isDefined(name)) {
      const sets = argumentsSet(line, open, trail);
      if (sets !== "no" || itemsIn(line, open).length > 0) this.#note("built", sets === "yes", at);
      this.value(start, end, trail);
    }
  }

  #isDefined(name: string): boolean {
    return this.#search.program.definitions(this.#handle.module, name).length > 0;
  }

  #mutated(at: number, open: number, trail: Trail, effect: "all" | "keys" | "end"): void {
    const first = trail[0]?.key;
    if (effect === "end") {
      if (trail[0]?.any || (typeof first === "number" && first < 0)) this.#note("element-set", true, at);
    } else if (effect === "all") this.#note("element-set", true, at);
    else {
      const items = itemsIn(this.#line, open);
      const [item] = items;
      const key = item && keywordAt(this.#line, ...item) === undefined ? item : undefined;
      const isDisplay = key && this.#line.text(key[0]) === "{";
      const byKey: Answer = key && !isDisplay ? keyMeans(this.#line, key[0], key[1], trail) : "no";
      const sets = argumentsSet(this.#line, open, trail);
      this.#noteAnswer("element-set", sets === "no" ? (items.length === 0 ? "yes" : byKey) : sets, at);
    }
  }

  /** `setattr(object, name, value)` from the argument `index` on. */
  #setter(open: number, trail: Trail, index: number, at: number): void {
    const item = itemsIn(this.#line, open)[index];
    if (!item) return;
    const means = keyMeans(this.#line, item[0], item[1], trail);
    if (means === "yes") this.#note(functionOf(this.#line.frame) ? "patched-in-function" : "patched", true, at);
    else if (means === "perhaps") this.#note("computed", false, at);
  }

  #subscript(start: number, open: number, trail: Trail): void {
    const line = this.#line;
    const close = line.partner.get(open) ?? line.tokens.length;
    const [first, ...rest] = trail;
    if (first?.type !== "item") {
      this.#search.readsUnseen = true;
      return;
    }
    const means = keyMeans(line, open + 1, close, trail);
    if (means === "no") return;
    if (means === "perhaps") {
      this.#uncertain = true;
      this.#search.readsUnseen = true;
    }
    this.#taken++;
    this.value(start, close + 1, rest);
  }

  /** A new object of the class is made with the arguments of the call at `open`. */
  #built(open: number, trail: Trail): void {
    const sets = argumentsSet(this.#line, open, trail);
    this.#noteAnswer("built", sets);
    const { position } = this.#handle;
    if (sets === "yes" || position === undefined) return;
    const items = itemsIn(this.#line, open).filter(([start, end]) => keywordAt(this.#line, start, end) === undefined);
    const spread = items.findIndex(([start]) => this.#line.text(start) === "*");
    if (spread !== -1 && spread <= position) this.#note("built", false);
    else if (items.length > position && this.#line.text(items[position]?.[0] ?? 0) !== "*") this.#note("built", true);
  }

  /** The object as a whole, `[start, end)`: where it goes. */
  #whole(start: number, end: number, trail: Trail): void {
    const line = this.#line;
    if (this.#taken > 0 && isTarget(this.#line, start, end)) {
      this.#note(this.#setReason(trail), true);
      return;
    }
    const open = line.around[start] ?? -1;
    if (this.#search.isEnumeration) this.#search.readsUnseen = true;
    if (this.#isComputedWith(start, end, trail)) return;
    if (this.#merged(start, end, trail, open)) return;
    if (open === -1) this.#inStatement(start, end, trail);
    else if (line.text(open) === "(") this.#inParentheses(start, trail, open);
    else if (line.text(open) === "[" && this.#isSubscript(open)) this.#inSubscript(open, trail);
    else this.#inDisplay(open, trail);
  }

  /** Whether the program computes with it as only numbers are computed with: then it is no container. */
  #isComputedWith(start: number, end: number, trail: Trail): boolean {
    const isNumeric = (at: number) => "-/%".includes(this.#line.text(at) || " ") && this.#line.text(end + 1) !== "=";
    return trail[0]?.type === "item" && (isNumeric(start - 1) || isNumeric(end));
  }

  #isSubscript(open: number): boolean {
    return this.#line.isWord(open - 1) || ")]".includes(this.#line.text(open - 1) || " ");
  }

  /** `{**object, …}`, `object | other`, `*object`. */
  #merged(start: number, end: number, trail: Trail, open: number): boolean {
    const line = this.#line;
    if (line.text(end) === "|" && line.text(end + 1) !== "=" && trail[0]?.type === "item") {
      const display = line.text(end + 1) === "{" ? displaySets(line, end + 1, trail) : "perhaps";
      this.#noteAnswer("built", display);
      return false;
    }
    if (line.text(end) === "|" && line.text(end + 1) === "=" && trail[0]?.type === "item") {
      this.#noteAnswer("element-set", line.text(end + 2) === "{" ? displaySets(line, end + 2, trail) : "perhaps");
      return true;
    }
    if (line.text(start - 1) !== "*" || open === -1) return false;
    this.#search.readsUnseen = true;
    if (line.text(open) !== "{") return true;
    const items = itemsIn(line, open);
    const index = items.findIndex(([from, to]) => from <= start && start < to);
    this.#noteAnswer("built", displaySets(line, open, trail, index + 1));
    this.#whole(open, (line.partner.get(open) ?? open) + 1, trail);
    return true;
  }

  #inStatement(start: number, end: number, trail: Trail): void {
    const line = this.#line;
    const statement = line.statementOf(start);
    const word = line.text(statement.start);
    if (word === "return" || word === "yield") this.#returned(trail);
    else if (word === "for") this.#iterated(statement, trail, false);
    else if (word === "with" && line.text(end) === "as") this.#alias(end + 1, end + 2, trail);
    else if (!["import", "from", "global", "nonlocal", "class", "def"].includes(word))
      this.#assigned(statement, start, trail);
  }

  #assigned(statement: { start: number; end: number }, start: number, trail: Trail): void {
    const line = this.#line;
    const places = assignmentsIn(line, statement);
    const colon = line.tokens.findIndex(
      (token, at) => at > statement.start && at < statement.end && token.text === ":" && line.around[at] === -1,
    );
    if (places.length === 0) {
      if (colon !== -1 && start > colon) this.#alias(statement.start, colon, trail);
      return;
    }
    const last = places.at(-1) as number;
    if (start < last && !(colon !== -1 && start > colon)) return;
    const values = itemsBetween(line, last + 1, statement.end);
    const index = values.findIndex(([from, to]) => from <= start && start < to);
    let from = statement.start;
    for (const equals of places) {
      const targets = itemsBetween(line, from, equals);
      const target = values.length > 1 && targets.length === values.length ? targets[index] : undefined;
      if (target) {
        this.#alias(...target, trail);
        from = equals + 1;
        continue;
      }
      this.#alias(from, colon !== -1 && colon < equals ? colon : equals, trail);
      from = equals + 1;
    }
  }

  /** The target in `[start, end)` is another name of the object; several share its parts. */
  #alias(start: number, end: number, trail: Trail): void {
    const line = this.#line;
    const several = line.tokens.slice(start, end).some(({ text }) => text === ",");
    if (several || !line.isWord(end - 1)) {
      this.#search.readsUnseen = true;
      return;
    }
    const isAttribute = line.text(end - 2) === ".";
    if (!isAttribute && end - start > 1) return;
    this.#name(line.text(end - 1), isAttribute, trail);
  }

  #name(name: string, isAttribute: boolean, trail: Trail, within = this.#functionHere()): void {
    const { module } = this.#handle;
    const inClass = within === undefined && isClassFrame(this.#line.frame);
    const scope = isAttribute || inClass || (within && isDeclaredGlobal(module, name, within)) ? undefined : within;
    const handle = {
      module,
      name,
      trail,
      within: scope,
      call: this.#handle.call === "builds" ? ("builds" as const) : undefined,
      position: this.#handle.position,
    };
    this.#search.add({ ...handle, isAttribute: isAttribute || inClass });
    if (inClass) this.#search.add({ ...handle, isAttribute: false });
  }

  #functionHere(): FrameId | undefined {
    return functionOf(this.#line.frame);
  }

  #returned(trail: Trail): void {
    const body = this.#functionHere();
    const { module } = this.#handle;
    for (const headers of module.headers.values()) {
      const header = headers.find((each) => each.kind === "def" && bodyOf(each)?.id === body);
      if (!header || body === undefined) continue;
      for (const isAttribute of [false, true])
        this.#search.add({ module, name: header.name, isAttribute, within: undefined, trail, call: "returns" });
    }
  }

  /** A loop goes over the object, or over a display that holds it. */
  #iterated(statement: { start: number; end: number }, trail: Trail, inDisplay: boolean): void {
    this.#search.readsUnseen = true;
    if (inDisplay && this.#line.text(statement.start + 2) === "in")
      this.#name(this.#line.text(statement.start + 1), false, trail);
  }

  #inSubscript(open: number, trail: Trail): void {
    const line = this.#line;
    const generic =
      /^(?:Type|type|Optional|List|list|Union|Final|ClassVar|Annotated|Sequence|Iterable|Dict|dict|Mapping)$/;
    if (!generic.test(line.text(open - 1))) return;
    let start = open - 1;
    while (line.text(start - 1) === ".") start -= 2;
    this.#whole(start, (line.partner.get(open) ?? open) + 1, trail);
  }

  #inDisplay(open: number, trail: Trail): void {
    const line = this.#line;
    this.#search.readsUnseen = true;
    const outer = line.around[open] ?? -1;
    const statement = line.statementOf(open);
    if (outer === -1 && line.text(statement.start) === "for") this.#iterated(statement, trail, true);
    else if (outer !== -1 && line.text(outer) === "(") this.#inParentheses(open, trail, outer);
  }

  #inParentheses(start: number, trail: Trail, open: number): void {
    const line = this.#line;
    const isCallee = line.isWord(open - 1) || ")]".includes(line.text(open - 1) || " ");
    const keyword = /^(?:in|return|not|and|or|if|else|is|yield|await|assert|del|elif|while|with|for|raise|lambda)$/;
    if (!isCallee || keyword.test(line.text(open - 1))) {
      const close = (line.partner.get(open) ?? open) + 1;
      const isTuple = line.tokens.some(({ text }, at) => text === "," && line.around[at] === open);
      if (isTuple) this.#inDisplay(open, trail);
      else this.#whole(open, close, trail);
      return;
    }
    const items = itemsIn(line, open);
    const index = items.findIndex(([from, to]) => from <= start && start < to);
    const item = items[index];
    if (!item) return;
    if (line.text(line.statementOf(open).start) === "class" && line.statementOf(open).start === 0) return;
    const defined = line.statements.some((at) => open === at + 2 && line.text(at) === "def");
    if (defined || (line.text(open - 2) === "def" && line.around[open] === -1)) this.#declared(item, trail);
    else this.#handed(start, trail, open, index, keywordAt(line, ...item));
  }

  /** A parameter that has the class for its annotation or its default. */
  #declared([from]: [number, number], trail: Trail): void {
    const line = this.#line;
    let at = from;
    while (line.text(at) === "*") at++;
    const body = line.chunk.frames[line.line + 1] ?? line.chunk.exit.opened;
    this.#name(line.text(at), false, trail, body?.parent?.id === line.frame.id ? body.id : undefined);
  }

  /** An argument of a call. */
  #handed(start: number, trail: Trail, open: number, index: number, keyword: string | undefined): void {
    const line = this.#line;
    const callee = line.text(open - 1);
    const first = line.dottedStart(open - 1);
    const close = (line.partner.get(open) ?? open) + 1;
    if (line.text(start - 1) === "*") this.#search.readsUnseen = true;
    if (callee === "getattr" || callee === "hasattr") this.#reflected(open, first, close, trail);
    else if (SETTERS.has(callee) && index === 0) this.#setter(open, trail, 1, open - 1);
    else if (callee === "type" && itemsIn(line, open).length > 1) this.#toOutside(open, trail, index);
    else if (HARMLESS.has(callee)) return;
    else if (callee === "vars" || callee === "asdict") this.#namespace(first, close, trail);
    else if (READ_ALL.has(callee)) this.#search.readsUnseen = true;
    else if (COPIES.has(callee)) this.#copied(first, open, close, trail, index);
    else if (!this.#flowsInto(open, trail, index, keyword)) this.#toOutside(open, trail, index);
  }

  #reflected(open: number, first: number, close: number, trail: Trail): void {
    const item = itemsIn(this.#line, open)[1];
    const means = item ? keyMeans(this.#line, item[0], item[1], trail) : "no";
    if (means === "perhaps") this.#search.readsUnseen = true;
    if (means === "no") return;
    this.#taken++;
    this.value(first, close, trail.slice(1));
  }

  #copied(first: number, open: number, close: number, trail: Trail, index: number): void {
    const after = index + 1;
    this.#noteAnswer("built", argumentsSet(this.#line, open, trail, after), open - 1);
    // The first of the maps of a chain counts.
    if (this.#line.text(open - 1) === "ChainMap" && index > 0) this.#note("built", false, open - 1);
    if (this.#line.text(open - 1) === "deepcopy") this.#search.readsUnseen = true;
    this.value(first, close, trail, this.#line.text(open - 1) === "partial" ? "builds" : undefined);
  }

  /** Where the file shows the function: its parameter is another name of the object. */
  #flowsInto(open: number, trail: Trail, index: number, keyword: string | undefined): boolean {
    const line = this.#line;
    const { module, call, position } = this.#handle;
    const isMethod = line.text(open - 2) === ".";
    const definitions = this.#search.program.definitions(module, line.text(open - 1));
    for (const { module: where, header } of definitions) {
      const isClass = header.kind === "class";
      const inits = isClass ? initsOf(where, header) : [header];
      const skip =
        isClass || (isMethod && !header.decorators.includes("staticmethod") && isMethodHeader(header)) ? 1 : 0;
      for (const init of inits) {
        const parameter =
          keyword === undefined
            ? init.parameters.filter(({ stars }) => stars === 0)[index + skip]
            : init.parameters.find(({ name }) => name === keyword);
        if (!parameter) this.#search.readsUnseen = true;
        else
          this.#search.add({
            module: where,
            name: parameter.name,
            isAttribute: false,
            within: bodyOf(init)?.id,
            trail,
            call: call === "builds" ? "builds" : undefined,
            position,
          });
      }
      if (isClass && inits.length === 0) this.#search.readsUnseen = true;
    }
    return definitions.length > 0;
  }

  /** Whether the call names another member than the one on the trail: `patch.object(Config, "OTHER", 1)`. */
  #namesAnother(open: number, from: number): boolean {
    const [item] = itemsIn(this.#line, open).slice(from);
    return item !== undefined && typeof literalKey(this.#line, ...item) === "string";
  }

  #toOutside(open: number, trail: Trail, index: number): void {
    this.#search.readsUnseen = true;
    const sets = argumentsSet(this.#line, open, trail, index + 1, true);
    if (sets === "yes") this.#note("patched", true, open - 1);
    else if (sets === "perhaps" || !this.#namesAnother(open, index + 1)) this.#note("handed", false, open - 1);
  }
}

function isDeclaredGlobal({ parsed }: Module, name: string, within: FrameId): boolean {
  return functionNames(parsed, name).declared.has(within);
}

function isClassFrame(frame: Frame): boolean {
  let at = frame;
  while (at.kind === "block" && at.parent) at = at.parent;
  return at.kind === "class";
}

function isMethodHeader({ line }: Header): boolean {
  return isClassFrame(line.frame);
}

/** The `__init__` of a class. */
function initsOf(module: Module, header: Header): Header[] {
  const id = classOf(header);
  return (module.headers.get("__init__") ?? []).filter(({ line }) => line.frame.id === id);
}
