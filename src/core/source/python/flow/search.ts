// Follows the names that hold a governed value through the program, each to every place that mentions it.
import type { OtherReason, SymbolPath } from "../../types";
import { linesWith, type TokenLine } from "../names/token-lines";
import { functionNames } from "../names/uses";
import type { Frame, FrameId } from "../syntax/frames";
import type { Escape, Handle, Trace } from "./handle";
import { Mention } from "./mention";
import type { Module, Program } from "./program";
import type { Trail } from "./trail";

/** How many names are followed: a bot whose configuration goes by more is told so by what was found up to there. */
const MOST_HANDLES = 400;
/** How often one line may mention a handle: what comes after that is taken for anything. */
const MOST_MENTIONS = 100;

/** The names that hold the value, each followed once. */
export class Search implements Trace {
  readonly program: Program;
  readonly path: SymbolPath;
  readonly escapes: Escape[] = [];
  /** Whether the program may read the value without naming it. */
  readsUnseen = false;
  isEnumeration = false;
  /** Whether another file has the value, or what holds it, by its name. */
  isImported = false;
  readonly #handles: Handle[] = [];
  readonly #known = new Set<string>();
  readonly #ids = new Map<object, number>();

  constructor(program: Program, path: SymbolPath) {
    this.program = program;
    this.path = path;
  }

  /** Follows the handles that are added until none is new. */
  run(): void {
    for (let next = 0; next < this.#handles.length && next < MOST_HANDLES; next++)
      this.#visit(this.#handles[next] as Handle);
    if (this.#handles.length > MOST_HANDLES) this.readsUnseen = true;
  }

  add(handle: Handle): void {
    if (handle.trail.length === 0) return;
    const { module, name, isAttribute, within, trail, call } = handle;
    const key = JSON.stringify([this.#id(module), name, isAttribute, within ? this.#id(within) : 0, trail, call]);
    if (this.#known.has(key)) return;
    this.#known.add(key);
    this.#handles.push(handle);
  }

  /** An object at `[start, next)` of a line that leads along the trail, without a name of its own. */
  atPlace(module: Module, line: TokenLine, start: number, next: number, trail: Trail): void {
    const handle: Handle = { module, name: "", isAttribute: false, within: undefined, trail, call: undefined };
    new Mention(this, handle, line, start).value(start, next, trail);
  }

  note(module: Module, line: TokenLine, at: number, reason: OtherReason, named: boolean): void {
    this.escapes.push({ module, line, at, reason, named });
  }

  #id(of: object): number {
    const id = this.#ids.get(of) ?? this.#ids.size + 1;
    this.#ids.set(of, id);
    return id;
  }

  /** The files that import the object have it under a name of theirs. */
  #export(handle: Handle): void {
    if (handle.isAttribute || handle.within) return;
    for (const module of this.program.modules) {
      for (const each of module === handle.module ? [] : module.imports) {
        const isSame = each.name === handle.name && this.program.named(each.module).includes(handle.module);
        if (isSame) this.add({ ...handle, module, name: each.local });
      }
    }
  }

  #visit(handle: Handle): void {
    const { module, name } = handle;
    this.#export(handle);
    for (const chunk of module.parsed.tree.chunks) {
      if (!chunk.text.includes(name)) continue;
      for (const line of linesWith(chunk, name)) {
        if (line.text(0) === "import" || line.text(0) === "from") continue;
        const mentions = line.placesOf(name).filter((at) => this.#isMention(handle, line, at));
        for (const at of mentions.slice(0, MOST_MENTIONS)) new Mention(this, handle, line, at).follow();
        if (mentions.length <= MOST_MENTIONS) continue;
        this.readsUnseen = true;
        this.note(module, line, mentions[MOST_MENTIONS] ?? 0, "handed", false);
      }
    }
  }

  #isMention({ module, name, isAttribute, within }: Handle, line: TokenLine, at: number): boolean {
    const before = line.text(at - 1);
    const dotted = before === ".";
    if (dotted !== isAttribute || before === "class" || before === "def") return false;
    const isKeyword = (before === "(" || before === ",") && line.text(at + 1) === "=" && line.text(at + 2) !== "=";
    if (!dotted && isKeyword && line.around[at] !== -1) return false;
    if (dotted) return true;
    if (within) return isWithin(line.frame, within);
    return !isLocal(module, name, line.frame);
  }
}

function isWithin(frame: Frame, id: FrameId): boolean {
  for (let at: Frame | undefined = frame; at; at = at.parent) if (at.id === id) return true;
  return false;
}

/** Whether a function around the frame has the name for a variable of its own. */
export function isLocal({ parsed }: Module, name: string, frame: Frame): boolean {
  const { bound, declared } = functionNames(parsed, name);
  for (let at: Frame | undefined = frame; at; at = at.parent)
    if (at.kind === "function" && bound.has(at.id) && !declared.has(at.id)) return true;
  return false;
}
