// Collects the names that statements bind, each with what its target says of it.
import { identifier } from "./chars";
import { ExpressionReader } from "./expressions";
import type { Frame, FrameId } from "./frames";
import type { NameToken, Node } from "./nodes";
import { opaque, partsOf, placeOf } from "./targets";

/** How a statement gives a name its value, or takes it away. */
export type How = "assigned" | "augmented" | "deleted" | "defined" | "bound" | "element";

/** A name, or an attribute of one, that a statement binds. */
export interface Binding extends NameToken {
  readonly how: How;
  readonly frame: Frame;
  /** The value; undefined where the text shows none for this name alone. */
  readonly node: Node | undefined;
  readonly annotated: boolean;
  /** Of `Config.X = …`: the text before the last dot. */
  readonly owner: string | undefined;
  /** Of `X["key"] = …`: the text after the name. */
  readonly element: string | undefined;
  /** Of a class: the block of its body. Set again when that block takes over the id of an older one. */
  opens: FrameId | undefined;
}

/** What a target gets. */
interface Given {
  readonly how: How;
  readonly node?: Node | undefined;
  readonly annotated?: boolean;
}

/** Adds the bindings of one logical line to `bindings`; offsets are those of the reader's text. */
export class BindingCollector {
  readonly #reader: ExpressionReader;
  readonly #inFunction: boolean;
  readonly #bindings: Binding[];

  /** `inFunction` says whether the line is in a function: else what a function on the same line binds is left out. */
  constructor(reader: ExpressionReader, inFunction: boolean, bindings: Binding[]) {
    this.#reader = reader;
    this.#inFunction = inFunction;
    this.#bindings = bindings;
  }

  /** Binds one name. */
  bind(name: NameToken, how: How, frame: Frame, opens?: FrameId): void {
    this.#add(name, frame, { how, node: undefined, annotated: false, owner: undefined, element: undefined, opens });
  }

  /** Binds a name to a value: `name := value`. */
  bindValue(name: NameToken, node: Node, frame: Frame): void {
    const details = { node, annotated: false, owner: undefined, element: undefined, opens: undefined };
    this.#add(name, frame, { how: "assigned", ...details });
  }

  /** Binds the names of targets that get no value of their own. */
  bindTargets(targets: readonly Node[], how: How, frame: Frame): void {
    for (const target of targets) this.#bindTarget(target, frame, { how });
  }

  /** Binds what `target = value` does; in a tuple or list each target gets its part of the value. */
  assign(target: Node, value: Node, frame: Frame, annotated: boolean): void {
    const { items } = target;
    if ((target.kind !== "tuple" && target.kind !== "list") || !items) {
      this.#bindTarget(target, frame, { how: "assigned", node: value, annotated });
      return;
    }
    const parts = items.some((item) => item.spread) ? undefined : partsOf(value, items.length);
    const unknownPart = opaque(value);
    items.forEach((item, index) => {
      this.assign(item.node, parts?.[index]?.node ?? unknownPart, frame, annotated);
    });
  }

  #bindTarget(target: Node, frame: Frame, given: Given): void {
    if (target.items && target.kind !== "call") {
      for (const { node } of target.items) this.#bindTarget(node, frame, { ...given, annotated: false });
      return;
    }
    const text = this.#reader.text.slice(target.start, target.end);
    if (target.kind === "name") this.#bindName(text, target, frame, given);
    else if (target.kind === "expression") this.#bindPlace(text, target, frame, given);
    else this.#refuse(target);
  }

  #bindName(text: string, { start, end }: Node, frame: Frame, { how, node, annotated = false }: Given): void {
    const name = new ExpressionReader(text, 0, text.length).name();
    if (!name) return;
    const details = { how, node, annotated, owner: undefined, element: undefined, opens: undefined };
    this.#add({ name: name.name, start, end }, frame, details);
  }

  /** An attribute or an element. */
  #bindPlace(text: string, target: Node, frame: Frame, { how, node, annotated = false }: Given): void {
    const place = placeOf(text);
    if (!place) {
      if (!text.endsWith("]")) this.#refuse(target);
      return;
    }
    const { name, at, owner, element } = place;
    const start = target.start + at;
    const token = { name: identifier(name), start, end: start + name.length };
    const details = { how: element === undefined ? how : "element", node, annotated, owner, element, opens: undefined };
    this.#add(token, frame, details);
  }

  #refuse({ start, end }: Node): void {
    this.#reader.fail("statement-malformed", start, end);
  }

  #add({ name, start, end }: NameToken, frame: Frame, details: Omit<Binding, keyof NameToken | "frame">): void {
    if (frame.scope === undefined && !this.#inFunction) return;
    const { how, node, annotated, owner, element, opens } = details;
    this.#bindings.push({ name, start, end, how, frame, node, annotated, owner, element, opens });
  }
}
