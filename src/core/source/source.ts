import { applyEdits, type Range, type TextEdit } from "../text";
import type { IsDefined } from "./syntax/dependencies";
import type { Frame, FrameId } from "./syntax/frames";
import type { Node } from "./syntax/nodes";
import { Moves } from "./tree/offset-map";
import { type Bound, bindingsNamed, liveOf, namespaceOf, namespacesOf, patches } from "./tree/scopes";
import { editTree, readTree, shiftOf, type Tree, treeProblems, treeText } from "./tree/tree";
import type { Assignment, SourceElement, SourceProblem, SourceValue } from "./types";
import { ValueMaker } from "./values";

/** A text of Python as it was read. It never changes: `updateSource` makes the next one. */
export class Source {
  /** What does not read as Python; while `stale`, the first such place only. */
  readonly problems: readonly SourceProblem[];
  /**
   * Whether the text is broken and everything but `text` and `problems` is of the last text that was not: values and
   * their texts as they were then, ranges where these places are now.
   */
  readonly stale: boolean;
  /** What queries run on; for the files of this folder. */
  readonly tree: Tree;
  readonly #moves: Moves | undefined;
  #text: string | undefined;
  #assignments: readonly Assignment[] | undefined;

  constructor(tree: Tree, problems: readonly SourceProblem[], broken?: { moves: Moves; text: string }) {
    this.tree = tree;
    this.problems = problems;
    this.stale = broken !== undefined;
    this.#moves = broken?.moves;
    this.#text = broken?.text;
  }

  get text(): string {
    this.#text ??= treeText(this.tree);
    return this.#text;
  }

  /** The assignments in module and class scope, in the order of the text. */
  get assignments(): readonly Assignment[] {
    this.#assignments ??= allAssignments(this);
    return this.#assignments;
  }

  /** Where a range of the tree stands in the text. */
  place(range: Range): Range {
    return this.#moves ? this.#moves.map(range) : range;
  }

  /** The source after `edits`, which are in order, apart and in the coordinates of `text`. */
  edited(edits: readonly TextEdit[]): Source {
    if (this.problems.length > 0 && !this.stale) return readSource(applyEdits(this.text, edits));
    const text = this.#moves ? applyEdits(this.text, edits) : undefined;
    const moves = (this.#moves ?? new Moves()).followedBy(edits);
    const result = editTree(this.tree, text === undefined ? edits : moves.edits(text));
    if ("chunks" in result) return new Source(result, []);
    return new Source(this.tree, [result], { moves, text: text ?? applyEdits(this.text, edits) });
  }
}

/** Reads `text`, whatever it is. */
export function readSource(text: string): Source {
  const tree = readTree(text);
  return new Source(tree, treeProblems(tree));
}

/** The source after `edits`: as `readSource` would read it, or `stale` where the text is broken now and was not before. */
export function updateSource(source: Source, edits: readonly TextEdit[]): Source {
  const inOrder = [...edits].sort((a, b) => a.range.start - b.range.start);
  return source.edited(inOrder);
}

/** What the module's namespace holds under a name is known apart from variables. */
export function definedIn(tree: Tree): IsDefined {
  return (name) => {
    const bounds = bindingsNamed(tree, name);
    return bounds.some(({ binding }) => binding.how === "defined") && !bounds.some(({ binding }) => binding.node);
  };
}

/** The value that a binding gives, where the text stands now. */
export function valueOfBound(source: Source, { binding, chunk }: Bound): SourceValue | undefined {
  const { tree } = source;
  const { text, origin } = tree.chunks[chunk] ?? { text: "", origin: 0 };
  if (!binding.node) return undefined;
  const value = new ValueMaker(text, origin, shiftOf(tree, chunk), definedIn(tree)).make(binding.node);
  return source.stale ? placed(source, value) : value;
}

function placed(source: Source, value: SourceValue): SourceValue {
  const elements = value.elements.map((part): SourceElement => ({ ...part, value: placed(source, part.value) }));
  return { ...value, range: source.place(value.range), elements };
}

/** Where the value that a binding gives stands now; where its name stands if it gives none. */
export function valueRange(source: Source, bound: Bound): Range {
  const { binding, chunk } = bound;
  const shift = shiftOf(source.tree, chunk);
  const { start, end } = binding.node ?? binding;
  return source.place({ start: start + shift, end: end + shift });
}

/** Where a binding's name stands now. */
export function nameRange(source: Source, { binding, chunk }: Bound): Range {
  const shift = shiftOf(source.tree, chunk);
  return source.place({ start: binding.start + shift, end: binding.end + shift });
}

export function isAssignment({ binding }: Bound): boolean {
  return binding.how === "assigned" && binding.owner === undefined && binding.node !== undefined;
}

export function assignmentOf(source: Source, bound: Bound, value: SourceValue, shadowed: boolean): Assignment {
  const { name, annotated, frame, owner } = bound.binding;
  return {
    scope: owner ?? frame.scope ?? "",
    name,
    nameRange: nameRange(source, bound),
    value,
    annotated,
    conditional: frame.conditional,
    shadowed,
  };
}

function allAssignments(source: Source): Assignment[] {
  const { tree } = source;
  const all = tree.chunks.flatMap(({ bindings }, chunk) => bindings.map((binding): Bound => ({ binding, chunk })));
  const names = new Set(all.flatMap((bound) => (isAssignment(bound) ? bound.binding.name : [])));
  // Methods are most of what is bound, and concern no assignment.
  const bounds = all.filter(({ binding }) => binding.opens || names.has(binding.name));
  const live = liveBounds(tree, bounds);
  const replaced = new Set(
    bounds.flatMap((bound) => (bound.binding.opens && !live.has(bound) ? bound.binding.opens : [])),
  );
  // Many names may be given one value: `A = B = …`.
  const values = new Map<Node | undefined, SourceValue | undefined>();
  return bounds.flatMap((bound) => {
    if (!isAssignment(bound)) return [];
    const { node } = bound.binding;
    const value = values.get(node) ?? valueOfBound(source, bound);
    values.set(node, value);
    if (!value) return [];
    return [assignmentOf(source, bound, value, !live.has(bound) || standsIn(bound.binding.frame, replaced))];
  });
}

/** Those that nothing later certainly replaces, each in the namespace that it fills. */
function liveBounds(tree: Tree, bounds: readonly Bound[]): Set<Bound> {
  const spaces = new Map<FrameId, Map<string, Bound[]>>();
  for (const bound of bounds) {
    const { name, owner, frame } = bound.binding;
    const space = owner === undefined ? namespaceOf(frame) : patchedSpace(tree, owner, bound);
    if (!space) continue;
    const names = spaces.get(space) ?? new Map<string, Bound[]>();
    spaces.set(space, names);
    const known = names.get(name);
    if (known) known.push(bound);
    else names.set(name, [bound]);
  }
  return new Set([...spaces.values()].flatMap((names) => [...names.values()].flatMap(liveOf)));
}

/** The class whose attribute `bound` certainly sets. */
function patchedSpace(tree: Tree, owner: string, bound: Bound): FrameId | undefined {
  const namespaces = namespacesOf(tree, owner);
  return namespaces.certain && patches(bound, namespaces) === "yes" ? namespaces.spaces[0] : undefined;
}

/** Whether `frame` is inside one of the blocks of `ids`. */
function standsIn(frame: Frame, ids: ReadonlySet<FrameId>): boolean {
  if (ids.size > 0) for (let at: Frame | undefined = frame; at; at = at.parent) if (ids.has(at.id)) return true;
  return false;
}
