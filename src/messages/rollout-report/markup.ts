// Builds HTML in which every text is escaped, whoever wrote it.
import { harmless } from "./harmless";

/** Made by `element` alone. */
export class Markup {
  constructor(readonly html: string) {}
}

export type Content = string | Markup | readonly Content[];

type Attributes = Readonly<Record<string, string | number | undefined>>;

const voids: ReadonlySet<string> = new Set(["meta", "path", "rect", "circle", "line"]);

/** Texts become text, never tags; an attribute that is undefined is left out. */
export function element(name: string, attributes: Attributes = {}, ...content: readonly Content[]): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join("");
  const open = `<${name}${written}>`;
  if (name === "meta") return new Markup(open);
  if (voids.has(name)) return new Markup(`<${name}${written}/>`);
  return new Markup(`${open}${htmlOf(content)}</${name}>`);
}

export function htmlOf(content: Content): string {
  if (content instanceof Markup) return content.html;
  return typeof content === "string" ? escaped(content) : content.map(htmlOf).join("");
}

function escaped(text: string): string {
  return harmless(text).replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
