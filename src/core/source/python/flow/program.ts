// The governed file among the files of the repository that have to do with it: what each imports, and what that is.
import { addTo } from "../../../group-by";
import { type Header, headersIn } from "../names/headers";
import { type TokenLine, tokenLine } from "../names/token-lines";
import { oncePer } from "../once-per";
import type { ParsedText } from "../parsed-text";
import type { Chunk } from "../tree/chunks";

/** A name that an import makes; `name` is undefined where it is the module itself, "*" for all of its names. */
export interface Import {
  readonly local: string;
  /** With its dots as in the text: `..settings.risk`. */
  readonly module: string;
  readonly name: string | undefined;
  readonly line: TokenLine;
  readonly at: number;
}

/** One file, as the search sees it. */
export class Module {
  /** Its path; undefined for the governed file. */
  readonly path: string | undefined;
  readonly parsed: ParsedText;
  readonly imports: readonly Import[];
  readonly headers: ReadonlyMap<string, readonly Header[]>;

  constructor(path: string | undefined, parsed: ParsedText) {
    this.path = path;
    this.parsed = parsed;
    const { chunks } = parsed.tree;
    this.imports = chunks.flatMap(importsIn);
    const headers = new Map<string, Header[]>();
    for (const chunk of chunks) for (const header of headersIn(chunk)) addTo(headers, header.name, header);
    this.headers = headers;
  }

  importOf(local: string): Import | undefined {
    return this.imports.find((each) => each.local === local);
  }
}

/** The governed file and its neighbours. */
export class Program {
  readonly governed: Module;
  readonly modules: readonly Module[];
  readonly #path: string;
  readonly #paths: ReadonlyMap<Module, string>;

  constructor(path: string, governed: ParsedText, neighbours: ReadonlyMap<string, ParsedText>) {
    this.#path = path;
    this.governed = new Module(undefined, governed);
    const others = [...neighbours].map(([other, parsed]) => new Module(other, parsed));
    this.modules = [this.governed, ...others];
    this.#paths = new Map(this.modules.map((module) => [module, moduleName(module.path ?? path)]));
  }

  /** The files that a module's dotted name may mean. */
  named(dotted: string): Module[] {
    const path = dotted.replace(/^\.+/, "").replaceAll(".", "/");
    if (path === "") return [];
    return this.modules.filter((module) => {
      const own = this.#paths.get(module) ?? "";
      return own === path || own.endsWith(`/${path}`);
    });
  }

  /** Whether a text in `module` is the name of the governed file, with or without folders. */
  namesFile({ parsed }: Module): boolean {
    const name = this.#path.slice(this.#path.lastIndexOf("/") + 1);
    return parsed.tree.chunks.some(({ text }) => text.includes(`${name}"`) || text.includes(`${name}'`));
  }

  /** Whether an import is of `module` itself. */
  isImportOf({ module: dotted, name }: Import, module: Module): boolean {
    if (name === undefined) return this.named(dotted).includes(module);
    const separator = dotted.endsWith(".") ? "" : ".";
    return name !== "*" && this.named(`${dotted}${separator}${name}`).includes(module);
  }

  /** The functions or classes that `name` is in `module`: its own, else those that it imports under that name. */
  definitions(module: Module, name: string): { module: Module; header: Header }[] {
    const own = module.headers.get(name) ?? [];
    if (own.length > 0) return own.map((header) => ({ module, header }));
    const from = module.importOf(name);
    if (from?.name === undefined || from.name === "*") return [];
    return this.named(from.module).flatMap((other) =>
      other === module ? [] : (other.headers.get(from.name ?? "") ?? []).map((header) => ({ module: other, header })),
    );
  }
}

function moduleName(path: string): string {
  return path.replace(/\.\w+$/, "").replace(/\/__init__$/, "");
}

const IMPORTS = /(?:^|[\n;:])[ \t\f]*(?:from|import)\s/;

const importsIn = oncePer((chunk: Chunk): readonly Import[] => {
  if (!IMPORTS.test(chunk.text)) return [];
  return chunk.starts.flatMap((start, index) => {
    const text = chunk.text.slice(
      start - chunk.origin,
      (chunk.starts[index + 1] ?? Number.POSITIVE_INFINITY) - chunk.origin,
    );
    return /\bimport\b/.test(text) ? importsOn(tokenLine(chunk, index)) : [];
  });
});

function importsOn(line: TokenLine): Import[] {
  return line.statements.flatMap((start) => {
    const { end } = line.statementOf(start);
    if (line.text(start) === "import") return plainImports(line, start + 1, end);
    if (line.text(start) !== "from") return [];
    let at = start + 1;
    let module = "";
    while (at < end && line.text(at) !== "import") module += line.text(at++);
    return fromImports(line, at + 1, end, module);
  });
}

function plainImports(line: TokenLine, from: number, end: number): Import[] {
  const imports: Import[] = [];
  for (let at = from; at < end; at++) {
    const first = at;
    let module = line.text(at);
    while (line.text(at + 1) === ".") {
      module += `.${line.text(at + 2)}`;
      at += 2;
    }
    const renamed = line.text(at + 1) === "as";
    if (renamed) at += 2;
    // `import a.b` makes `a`, through which `b` is reached as an attribute.
    imports.push({ local: renamed ? line.text(at) : module, module, name: undefined, line, at: first });
    at++;
  }
  return imports;
}

function fromImports(line: TokenLine, from: number, end: number, module: string): Import[] {
  const imports: Import[] = [];
  for (let at = from; at < end; at++) {
    const name = line.text(at);
    if (name === "*") imports.push({ local: "*", module, name, line, at });
    if (!line.isWord(at)) continue;
    const first = at;
    if (line.text(at + 1) === "as") at += 2;
    imports.push({ local: line.text(at), module, name, line, at: first });
  }
  return imports;
}
