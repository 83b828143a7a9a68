// Tells what may give a governed value another one while the program runs, beside what names it in its own scope.
import type { SymbolPath } from "../../types";
import { itemsIn } from "../names/headers";
import { linesWith, type TokenLine } from "../names/token-lines";
import { functionNames } from "../names/uses";
import type { FrameId } from "../syntax/frames";
import type { Chunk } from "../tree/chunks";
import { bindingsNamed, isInClass, liveOf } from "../tree/scopes";
import { ENUM_BASES, NAMESPACES, SETTERS } from "./calls";
import {
  addSelves,
  ancestorsOf,
  type ClassAt,
  classIn,
  descendantsOf,
  fieldsOf,
  noteInterceptors,
  noteOverrides,
} from "./owners";
import type { Import, Module, Program } from "./program";
import { isLocal, Search } from "./search";
import { asNamespace, literalKey, type Trail, type TrailStep } from "./trail";

/**
 * Follows every object that holds the value: the module, its class and their objects, its container. An object that
 * leaves what the files show ends what can be said of all its uses, and is noted where it may be changed.
 */
export function escapesOf(program: Program, scope: string, path: SymbolPath, held: Held = {}): Search {
  const search = new Search(program, path);
  const trail = trailTo(scope, path, held);
  const { governed } = program;
  addNamespaces(search, governed, trail);
  const [first] = trail;
  if (scope === "")
    search.add({
      module: governed,
      name: path.name,
      isAttribute: false,
      within: undefined,
      trail: trail.slice(1),
      call: undefined,
    });
  else if (first) addClasses(search, scope, trail);
  for (const module of program.modules) {
    if (module !== governed) addImports(search, module, trail);
    noteTexts(search, module, scope, path);
  }
  search.run();
  return search;
}

/** What is governed beside plain values. */
export interface Held {
  /** A list or dict as a whole. */
  readonly isContainer?: boolean;
  /** An argument of a call whose object has it for an attribute. */
  readonly isAttribute?: boolean;
}

/** Whether a call of `callee` makes an object whose attributes are called as the arguments are. */
export function makesNamespace(program: Program, callee: string): boolean {
  const { governed } = program;
  const name = callee.slice(callee.lastIndexOf(".") + 1);
  if (NAMESPACES.has(name) || program.definitions(governed, name).some(({ header }) => header.kind === "class"))
    return true;
  return bindingsNamed(governed.parsed.tree, name).some(({ binding: { node }, chunk }) => {
    const { text = "", origin = 0 } = governed.parsed.tree.chunks[chunk] ?? {};
    return (
      node !== undefined &&
      /^(?:\w+\.)?(?:namedtuple|NamedTuple|make_dataclass)\(/.test(text.slice(node.start - origin))
    );
  });
}

function trailTo(scope: string, { name, steps }: SymbolPath, { isContainer, isAttribute }: Held): Trail {
  const attributes = [...(scope === "" ? [] : scope.split(".")), name].map(
    (key): TrailStep => ({ type: "attribute", key }),
  );
  const items: TrailStep[] = [];
  for (const step of steps) {
    if (step.type === "argument" && isAttribute && typeof step.key === "string")
      return [...attributes, { type: "attribute", key: step.key }];
    if (step.type === "argument") return [...attributes, ...items];
    items.push({ type: "item", key: step.key });
  }
  return isContainer ? [...attributes, ...items, { type: "item", key: null, any: true }] : [...attributes, ...items];
}

/** Each class on the way to the value, with all classes that inherit from it or that it inherits from. */
function addClasses(search: Search, scope: string, trail: Trail): void {
  const { program } = search;
  const names = scope.split(".");
  names.forEach((_, depth) => {
    const header = classIn(program, names.slice(0, depth + 1).join("."));
    if (!header) return;
    const rest = trail.slice(depth + 1);
    const start: ClassAt = { module: program.governed, header };
    const { classes, outside } = ancestorsOf(program, start);
    const index = fieldsOf(start).indexOf(String(rest[0]?.key));
    const hasInit = (program.governed.headers.get("__init__") ?? []).some(({ line }) =>
      classes.some((each) => each.header.at >= 0 && line.frame.id === bodyId(each)),
    );
    const position = index === -1 || hasInit ? undefined : index;
    const isEnumeration = outside.length > 0 && outside.every((base) => ENUM_BASES.has(base));
    search.isEnumeration ||= isEnumeration;
    if ((outside.length > 0 && !isEnumeration) || header.decorators.length > 0) search.readsUnseen = true;
    if (depth === 0)
      search.add({
        module: program.governed,
        name: header.name,
        isAttribute: false,
        within: undefined,
        trail: rest,
        call: isEnumeration ? undefined : "builds",
        position,
      });
    const descendants = descendantsOf(program, start);
    for (const each of descendants) {
      noteOverrides(search, start, each, rest);
      search.add({
        module: each.module,
        name: each.header.name,
        isAttribute: false,
        within: undefined,
        trail: rest,
        call: "builds",
        position,
      });
    }
    const related = [start, ...descendants].flatMap((each) => ancestorsOf(program, each).classes);
    for (const each of [...new Map(related.map((one) => [one.header, one])).values()]) {
      addSelves(search, each, rest, position);
      noteInterceptors(search, each, rest);
    }
    noteNames(search, header.name, depth === 0, trail.slice(depth + 1));
  });
}

function bodyId({ header }: ClassAt): FrameId | undefined {
  const { chunk, line } = header.line;
  return (chunk.frames[line + 1] ?? chunk.exit.opened)?.id;
}

/** Notes where a function has the name of the class for something else, and reads the value by it, or gives it away. */
function noteNames(search: Search, name: string, isOuter: boolean, trail: Trail): void {
  const module = search.program.governed;
  if (!isOuter) return;
  const { global, bound } = functionNames(module.parsed, name);
  const rebinds = [...global].some((id) => bound.has(id));
  for (const chunk of module.parsed.tree.chunks) {
    if (!chunk.text.includes(name)) continue;
    for (const line of linesWith(chunk, name)) {
      line.tokens.forEach(({ type, text }, at) => {
        if (type !== "word" || text !== name || line.text(at - 1) === ".") return;
        const reads = line.text(at + 1) === "." && line.text(at + 2) === trail[0]?.key;
        if (reads && isLocal(module, name, line.frame)) search.note(module, line, at, "renamed", true);
        if (rebinds && line.text(at + 1) === "=" && line.text(at + 2) !== "=" && line.around[at] === -1)
          search.note(module, line, at, "renamed", true);
      });
    }
  }
}

const DYNAMIC = /\b(?:globals|vars|locals|exec|eval|sys|__main__)\b|import\s*\*/;

/** The module as the dict of its names, and code that is run from a text. */
function addNamespaces(search: Search, module: Module, trail: Trail): void {
  const { tree } = module.parsed;
  const namespace = asNamespace(trail);
  const outermost = bindingsNamed(tree, String(trail[0]?.key)).filter(({ binding }) => binding.frame.scope === "");
  const live = liveOf(outermost);
  tree.chunks.forEach((chunk, position) => {
    if (!DYNAMIC.test(chunk.text)) return;
    for (const line of dynamicLines(chunk)) {
      line.tokens.forEach(({ type, text }, at) => {
        if (type !== "word" && text !== "*") return;
        const called = line.text(at + 1) === "(" && line.text(at - 1) !== ".";
        if (called && (text === "globals" || ((text === "vars" || text === "locals") && line.text(at + 2) === ")")))
          namespaceCall(search, module, line, at, namespace, trail);
        else if (called && text === "exec") noteExec(search, module, line, at);
        else if (called && text === "eval") search.readsUnseen = true;
        else if (text === "sys" && line.text(at + 2) === "modules" && line.text(at + 4) === "__name__")
          search.atPlace(module, line, at, at + 6, trail);
        else if (text === "*" && line.text(at - 1) === "import") {
          const start = line.tokens[at]?.start ?? 0;
          const isLater = live.some(
            ({ binding, chunk: where }) =>
              where < position || (where === position && binding.start - chunk.origin < start),
          );
          if (isLater) noteStar(search, module, line, at, trail);
        }
      });
    }
  });
}

function dynamicLines(chunk: Chunk): TokenLine[] {
  const names = ["globals", "vars", "locals", "exec", "eval", "modules", "import"];
  return [...new Set(names.flatMap((name) => linesWith(chunk, name)))];
}

function namespaceCall(
  search: Search,
  module: Module,
  line: TokenLine,
  at: number,
  namespace: Trail,
  trail: Trail,
): void {
  const text = line.text(at);
  const next = (line.partner.get(at + 1) ?? at + 1) + 1;
  if (text !== "globals" && isInClass(line.frame)) {
    search.readsUnseen = true;
    return;
  }
  if (text === "locals" && line.frame.scope === undefined) return;
  if (text === "vars" && line.frame.scope === undefined) return;
  if (trail.length === 1) search.readsUnseen = true;
  search.atPlace(module, line, at, next, namespace);
}

/** `exec` changes nothing here where it is given a namespace of its own. */
function noteExec(search: Search, module: Module, line: TokenLine, at: number): void {
  search.readsUnseen = true;
  const close = line.partner.get(at + 1) ?? line.tokens.length;
  const comma = line.tokens.findIndex(
    ({ text }, index) => index > at && index < close && text === "," && line.around[index] === at + 1,
  );
  if (comma === -1 || line.text(comma + 1) === "globals") search.note(module, line, at, "executed", false);
}

function noteStar(search: Search, module: Module, line: TokenLine, at: number, trail: Trail): void {
  const from = module.imports.find((each) => each.line === line && each.name === "*");
  const files = from ? search.program.named(from.module).filter((each) => each !== module) : [];
  const key = String(trail[0]?.key);
  const binds = files.some(({ parsed }) =>
    bindingsNamed(parsed.tree, key).some(({ binding }) => binding.frame.scope === "" && binding.owner === undefined),
  );
  if (files.length === 0 || binds) search.note(module, line, at, "star-import", binds);
}

/** Calls that give a module by its name: `import_module("config")`, `sys.modules["config"]`. */
function addLoaded(search: Search, module: Module, trail: Trail): void {
  const { program } = search;
  for (const chunk of module.parsed.tree.chunks) {
    for (const line of ["import_module", "__import__", "modules"].flatMap((name) => linesWith(chunk, name))) {
      line.tokens.forEach(({ text, type }, at) => {
        const isLoader = type === "word" && /^(?:import_module|__import__|modules)$/.test(text);
        const close = isLoader && "([".includes(line.text(at + 1) || " ") ? line.partner.get(at + 1) : undefined;
        const [item] = close === undefined ? [] : itemsIn(line, at + 1);
        const name = item && literalKey(line, ...item);
        if (close === undefined || typeof name !== "string" || !program.named(name).includes(program.governed)) return;
        search.isImported = true;
        search.atPlace(module, line, line.dottedStart(at), close + 1, trail);
      });
    }
  }
}

/** The names by which another file has the module, or what is in it. */
function addImports(search: Search, module: Module, trail: Trail): void {
  const { program } = search;
  addLoaded(search, module, trail);
  // A file that names the governed one may run or read it: `run_path("config.py")`.
  search.isImported ||= program.namesFile(module);
  for (const each of module.imports) {
    const add = (rest: Trail, call?: "builds") => {
      const dot = each.local.lastIndexOf(".");
      search.add({
        module,
        name: each.local.slice(dot + 1),
        isAttribute: dot !== -1,
        within: undefined,
        trail: rest,
        call,
      });
    };
    if (program.isImportOf(each, program.governed)) add(trail);
    if (each.name === undefined || !program.named(each.module).includes(program.governed)) continue;
    search.isImported ||= each.name === "*" || each.name === trail[0]?.key;
    noteLaterStars(search, module, each, trail);
    if (each.name === "*") addStarred(search, module, trail);
    else if (each.name === trail[0]?.key) {
      if (trail.length === 1) noteRebinding(search, module, each.local);
      else add(trail.slice(1), trail[1]?.type === "attribute" ? "builds" : undefined);
    }
  }
}

/** The names that come with a later `import *` replace the one that this import makes. */
function noteLaterStars(search: Search, module: Module, { name, local, line }: Import, trail: Trail): void {
  if (name !== "*" && local !== trail[0]?.key) return;
  const stars = module.imports.slice(module.imports.findIndex((each) => each.line === line) + 1);
  for (const star of stars) {
    const isOther = star.name === "*" && !search.program.named(star.module).includes(search.program.governed);
    if (isOther) noteStar(search, module, star.line, star.at, trail);
  }
}

function addStarred(search: Search, module: Module, trail: Trail): void {
  const name = String(trail[0]?.key);
  if (trail.length > 1)
    search.add({
      module,
      name,
      isAttribute: false,
      within: undefined,
      trail: trail.slice(1),
      call: trail[1]?.type === "attribute" ? "builds" : undefined,
    });
  else noteRebinding(search, module, name);
}

/** The other file gives its own copy of the name another value. */
function noteRebinding(search: Search, module: Module, name: string): void {
  const { global, bound } = functionNames(module.parsed, name);
  for (const chunk of module.parsed.tree.chunks) {
    for (const line of linesWith(chunk, name)) {
      for (const start of line.statements) {
        if (line.text(start) !== name || !/^[-+*/%@&|^]?$/.test(line.text(start + 1).replace("=", ""))) continue;
        const isModule =
          line.frame.scope === "" || (line.frame.scope === undefined && [...global].some((id) => bound.has(id)));
        if (isModule && (line.text(start + 1) === "=" || line.text(start + 2) === "="))
          search.note(module, line, start, "patched", true);
      }
    }
  }
}

/** Texts that name the value with its owner: `mock.patch("config.STOP_LOSS", …)`. */
function noteTexts(search: Search, module: Module, scope: string, { name }: SymbolPath): void {
  const owner = scope.slice(scope.lastIndexOf(".") + 1);
  for (const chunk of module.parsed.tree.chunks) {
    if (!chunk.text.includes(`${name}"`) && !chunk.text.includes(`${name}'`)) continue;
    for (const line of linesWith(chunk, name)) {
      line.tokens.forEach(({ type }, at) => {
        const text = type === "string" ? literalKey(line, at, at + 1) : undefined;
        if (text === name && !SETTERS.has(line.text((line.around[at] ?? 0) - 1))) search.readsUnseen = true;
        if (typeof text !== "string" || !text.endsWith(`.${name}`)) return;
        const before = text.slice(0, -name.length - 1);
        const fits =
          owner === ""
            ? search.program.named(before).includes(search.program.governed)
            : before === owner || before.endsWith(`.${owner}`);
        if (fits && /patch|setattr/.test(line.text(at - 2))) search.note(module, line, at, "patched", true);
      });
    }
  }
}
