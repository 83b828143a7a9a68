// Finds the classes that have to do with a class by inheritance.
import { addTo } from "../../../group-by";
import type { FrameId } from "../syntax/frames";
import { findAll, type Tree } from "../tree/tree";
import { classOf, type Header, headersIn } from "./headers";

/** A class, the block of its body, and the last names of its bases: `Base` of `module.Base`. */
interface Heir {
  readonly name: string;
  readonly opens: FrameId;
  readonly bases: readonly string[];
}

/** The classes that inherit from one of `spaces`, directly or through others, as far as their names show. */
export function subclassesOf(tree: Tree, spaces: readonly FrameId[]): Set<FrameId> {
  const heirs = heirsIn(tree);
  const byBase = new Map<string, Heir[]>();
  for (const heir of heirs) for (const base of heir.bases) addTo(byBase, base, heir);
  const subclasses = new Set<FrameId>();
  const names = new Set(heirs.flatMap(({ name, opens }) => (spaces.includes(opens) ? name : [])));
  // `names` grows while it is iterated.
  for (const base of names) {
    for (const { name, opens } of byBase.get(base) ?? []) {
      if (!spaces.includes(opens)) subclasses.add(opens);
      names.add(name);
    }
  }
  return subclasses;
}

/** `spaces`, and every class that is linked to one of them by inheritance, upwards and downwards. */
export function relatedClasses(tree: Tree, spaces: readonly FrameId[]): Set<FrameId> {
  const heirs = heirsIn(tree);
  const byName = new Map<string, Heir[]>();
  const byBase = new Map<string, Heir[]>();
  for (const heir of heirs) {
    addTo(byName, heir.name, heir);
    for (const base of heir.bases) addTo(byBase, base, heir);
  }
  // Two classes that share a base of another file have nothing of each other.
  const linksOf = ({ name, bases }: Heir) => [name, ...bases.filter((base) => byName.has(base))];
  const related = new Set(heirs.filter(({ opens }) => spaces.includes(opens)));
  const names = new Set([...related].flatMap((heir) => linksOf(heir)));
  // Both grow while they are iterated.
  for (const name of names) {
    for (const heir of [...(byName.get(name) ?? []), ...(byBase.get(name) ?? [])]) {
      related.add(heir);
      for (const each of linksOf(heir)) names.add(each);
    }
  }
  return new Set([...spaces, ...[...related].map(({ opens }) => opens)]);
}

function heirsIn(tree: Tree): Heir[] {
  return findAll(tree, classHeadersIn, "", (header) => header).flatMap((header) => {
    const opens = classOf(header);
    const bases = header.bases.map((base) => base.slice(base.lastIndexOf(".") + 1));
    return opens ? [{ name: header.name, opens, bases }] : [];
  });
}

const classHeadersIn: typeof headersIn = (chunk): readonly Header[] =>
  headersIn(chunk).filter(({ kind }) => kind === "class");
