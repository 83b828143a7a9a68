// Finds the classes that have to do with a governed class, the objects of them, and what may step in between.
import type { Step } from "../../types";
import { bodyOf, classOf, type Header } from "../names/headers";
import { linesWith, type TokenLine } from "../names/token-lines";
import { namespacesOf } from "../tree/scopes";
import { PLAIN_BASES, PLAIN_DECORATORS, PLAIN_METACLASSES } from "./calls";
import type { Module, Program } from "./program";
import type { Search } from "./search";
import type { Trail } from "./trail";

export interface ClassAt {
  readonly module: Module;
  readonly header: Header;
}

/** The class that `scope` means in the governed file. */
export function classIn({ governed }: Program, scope: string): Header | undefined {
  const { spaces } = namespacesOf(governed.parsed.tree, scope);
  const name = scope.slice(scope.lastIndexOf(".") + 1);
  return governed.headers
    .get(name)
    ?.find((header) => header.kind === "class" && spaces.includes(classOf(header) ?? {}));
}

function basesOf(program: Program, { module, header }: ClassAt): { base: string; classes: ClassAt[] }[] {
  return header.bases.map((base) => {
    const last = base.slice(base.lastIndexOf(".") + 1);
    const classes = program
      .definitions(module, last)
      .filter((each) => each.header.kind === "class" && each.header !== header);
    return { base, classes };
  });
}

/** The class with all that it inherits from, as far as the files show, and the bases that they don't. */
export function ancestorsOf(program: Program, start: ClassAt): { classes: ClassAt[]; outside: string[] } {
  const classes = [start];
  const outside: string[] = [];
  for (const each of classes) {
    for (const { base, classes: found } of basesOf(program, each)) {
      if (found.length === 0 && !PLAIN_BASES.has(base)) outside.push(base);
      for (const next of found) if (!classes.some(({ header }) => header === next.header)) classes.push(next);
    }
  }
  return { classes, outside };
}

/** The classes that inherit from `start`, itself left out. */
export function descendantsOf(program: Program, start: ClassAt): ClassAt[] {
  const found = [start];
  for (const { header: base } of found) {
    for (const module of program.modules) {
      for (const header of [...module.headers.values()].flat()) {
        if (header.kind !== "class" || found.some((each) => each.header === header)) continue;
        const inherits = basesOf(program, { module, header }).some(({ classes }) =>
          classes.some((each) => each.header === base),
        );
        if (inherits) found.push({ module, header });
      }
    }
  }
  return found.slice(1);
}

/** Where the body of a class binds `name`. */
export function bindingsInClass(
  { header }: ClassAt,
  module: Module,
  name: Step["key"],
): { line: TokenLine; at: number }[] {
  const id = classOf(header);
  const places: { line: TokenLine; at: number }[] = [];
  for (const chunk of module.parsed.tree.chunks) {
    if (!chunk.text.includes(String(name))) continue;
    for (const line of linesWith(chunk, String(name))) {
      for (const start of line.statements) {
        const at = ["def", "class"].includes(line.text(start)) ? start + 1 : start;
        const next = line.text(at + 1);
        if (line.text(at) !== name || !(at > start || next === "=" || next === ":")) continue;
        const inside = line === header.line ? start > header.at : line.frame.id === id;
        if (inside) places.push({ line, at });
      }
    }
  }
  return places;
}

/** The fields of a class in the order in which its objects are built from positions. */
export function fieldsOf({ module, header }: ClassAt): string[] {
  const id = classOf(header);
  return module.parsed.tree.chunks.flatMap((chunk) =>
    chunk.starts.flatMap((start, index) => {
      if (chunk.frames[index]?.id !== id) return [];
      const [, name] = /^(\w+)\s*:(?!=)/.exec(chunk.text.slice(start - chunk.origin, start - chunk.origin + 80)) ?? [];
      return name === undefined || ["else", "try", "finally"].includes(name) ? [] : [name];
    }),
  );
}

/** Adds the first parameters of a class's methods, by which these have the object or the class. */
export function addSelves(
  search: Search,
  { module, header }: ClassAt,
  trail: Trail,
  position: number | undefined,
): void {
  const id = classOf(header);
  for (const method of [...module.headers.values()].flat()) {
    const [self] = method.parameters;
    if (method.kind !== "def" || method.line.frame.id !== id || !self || method.decorators.includes("staticmethod"))
      continue;
    const isClass =
      method.decorators.includes("classmethod") || method.name === "__new__" || method.name === "__init_subclass__";
    for (const name of [self.name, "super"]) {
      const call = name === "super" ? "returns" : isClass ? "builds" : undefined;
      search.add({ module, name, isAttribute: false, within: bodyOf(method)?.id, trail, call, position });
    }
  }
}

/** Notes what may give the members of a class other values: decorators, metaclasses, attributes that are computed. */
export function noteInterceptors(search: Search, each: ClassAt, trail: Trail): void {
  const { program } = search;
  const { module, header } = each;
  for (const decorator of header.decorators) {
    if (PLAIN_DECORATORS.has(decorator)) continue;
    search.readsUnseen = true;
    const definitions = program.definitions(module, decorator.slice(decorator.lastIndexOf(".") + 1));
    if (definitions.length === 0) search.note(module, header.line, header.at, "intercepted", false);
    for (const { module: where, header: wrapper } of definitions) {
      const inner = [...where.headers.values()].flat().filter(({ line }) => line.frame.id === bodyOf(wrapper)?.id);
      for (const def of [wrapper, ...inner]) {
        const [first] = def.parameters;
        if (first)
          search.add({
            module: where,
            name: first.name,
            isAttribute: false,
            within: bodyOf(def)?.id,
            trail,
            call: "builds",
          });
      }
    }
  }
  const { metaclass } = header;
  if (metaclass !== undefined && !PLAIN_METACLASSES.has(metaclass)) {
    search.readsUnseen = true;
    search.note(module, header.line, header.at, "intercepted", false);
  }
  for (const method of module.headers.get("__getattribute__") ?? [])
    if (method.line.frame.id === classOf(header)) search.note(module, method.line, method.at, "intercepted", false);
}

/** Notes where a class that inherits from the governed one has another value under the first step of the trail. */
export function noteOverrides(search: Search, start: ClassAt, descendant: ClassAt, trail: Trail): void {
  const { program } = search;
  const key = trail[0]?.key;
  if (key === undefined) return;
  const note = ({ module, header }: ClassAt) => {
    for (const { line, at } of bindingsInClass({ module, header }, module, key))
      search.note(module, line, at, "overridden", true);
  };
  note(descendant);
  for (const { base, classes } of basesOf(program, descendant)) {
    const leads = classes.some((each) =>
      ancestorsOf(program, each).classes.some(({ header }) => header === start.header),
    );
    if (leads) return;
    // What comes before the governed class among the bases counts.
    if (classes.length === 0 && !PLAIN_BASES.has(base))
      search.note(descendant.module, descendant.header.line, descendant.header.at, "intercepted", false);
    for (const each of classes) for (const ancestor of ancestorsOf(program, each).classes) note(ancestor);
  }
}
