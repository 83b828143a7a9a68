// Reads and points at the text of the active editor as it is painted: VS Code keeps only the visible lines in the page.
import type { Locator, Page } from "playwright-core";

/** A line as painted, decorations' texts included. */
export interface PaintedLine {
  readonly top: number;
  readonly text: string;
}

/** What we use of a node in the page; the tests' compiler has no browser's types. */
interface PageNode {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<PageNode>;
  readonly ownerDocument: {
    readonly defaultView: {
      getComputedStyle(node: PageNode, side: string): { readonly content: string; readonly marginLeft: string };
    };
  };
}

/** The editors of the active group: one, or the two sides of a diff. */
export function activeEditors(page: Page): Locator {
  return page.locator(".editor-group-container.active .editor-instance .monaco-editor:visible .view-lines");
}

/** The visible lines of one editor, top to bottom. */
export async function paintedLines(editor: Locator): Promise<string[]> {
  const lines: PaintedLine[] = await editor.locator(".view-line").evaluateAll((elements) => {
    // Runs in the page. A decoration's text is CSS: it stands in no text node. A margin before it reads as a space.
    const attached = (node: PageNode, side: string) => {
      const { content, marginLeft } = node.ownerDocument.defaultView.getComputedStyle(node, side);
      if (!content.startsWith('"')) return "";
      return (Number.parseFloat(marginLeft) > 0 ? " " : "") + content.slice(1, -1).replace(/\\(.)/g, "$1");
    };
    const isElement = (node: PageNode) => node.nodeType === 1;
    const paint = (node: PageNode): string => {
      if (!isElement(node)) return node.textContent ?? "";
      const inside = Array.from(node.childNodes, paint).join("");
      return attached(node, "::before") + inside + attached(node, "::after");
    };
    return elements.map((element) => ({
      top: element.getBoundingClientRect().top,
      text: paint(element)
        .replaceAll("\u00a0", " ")
        .replace(/\u200b|\u200c|\u200d|\u2060/g, ""),
    }));
  });
  return lines.sort((one, other) => one.top - other.top).map(({ text }) => text);
}

/** Where `word` is painted in the first visible line that holds `lineText`: its middle, in pixels of the page. */
export async function pointOf(
  editor: Locator,
  lineText: string,
  word: string,
): Promise<{ x: number; y: number } | undefined> {
  return await editor.locator(".view-line").evaluateAll(
    (elements, { lineText, word }) => {
      const onlyText = 4; // NodeFilter.SHOW_TEXT, which the tests' compiler does not know
      for (const element of elements) {
        const page = element.ownerDocument;
        const walker = page.createTreeWalker(element, onlyText);
        const nodes: { node: PageNode; start: number }[] = [];
        let text = "";
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          nodes.push({ node, start: text.length });
          text += (node.textContent ?? "").replaceAll("\u00a0", " ");
        }
        const line = text.indexOf(lineText);
        const at = line < 0 ? -1 : text.indexOf(word, line);
        const found = nodes.findLast(({ start }) => start <= at);
        if (at < 0 || found === undefined) continue;
        const from = at - found.start;
        const range = page.createRange();
        range.setStart(found.node, from);
        range.setEnd(found.node, Math.min(from + word.length, found.node.textContent?.length ?? 0));
        const box = range.getBoundingClientRect();
        return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
      }
      return undefined;
    },
    { lineText, word },
  );
}
