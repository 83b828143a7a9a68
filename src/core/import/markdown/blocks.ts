// Takes a Markdown text apart into headings, lines, code fences and tables.
import MarkdownIt, { type Token } from "markdown-it";
import type { TextLine } from "../types";

/** A piece of a Markdown text, in the order of the text; lines count from 1. */
export type Block =
  | { readonly kind: "heading"; readonly level: number; readonly line: number; readonly text: string }
  | Line
  | { readonly kind: "fence"; readonly language: string; readonly lines: readonly TextLine[] }
  | { readonly kind: "table"; readonly header: TableRow; readonly rows: readonly TableRow[] };

/** A line of a paragraph. */
export interface Line {
  readonly kind: "line";
  readonly line: number;
  readonly text: string;
  /** In a list: how deep, from 1, and whether the line starts the item. */
  readonly item?: ListItem;
  /** Whether it is a paragraph of its own: nothing around it goes on with what it says. */
  readonly isWhole: boolean;
}

export interface ListItem {
  readonly depth: number;
  readonly starts: boolean;
}

export interface TableRow extends TextLine {
  readonly cells: readonly string[];
}

/** Headings, lines, fences and tables of a Markdown text. Inline marks stay as they are written. */
export function readBlocks(text: string): Block[] {
  const tokens = new MarkdownIt("default", { html: true }).disable("inline").parse(text, {});
  const lines = text.split(/\r\n|\n|\r/);
  const blocks: Block[] = [];
  let depth = 0;
  let starts = false;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    if (token.type === "list_item_open") starts = true;
    if (token.type === "table_open") {
      const start = index;
      while (tokens[index]?.type !== "table_close") index++;
      blocks.push(...tableOf(tokens.slice(start, index), lines));
    } else if (token.type.endsWith("_list_open")) depth++;
    else if (token.type.endsWith("_list_close")) depth--;
    else if (token.type === "inline") {
      blocks.push(...inlineBlocks(token, tokens[index - 1], depth, starts));
      starts = false;
    } else if (["fence", "code_block", "html_block"].includes(token.type)) blocks.push(fenceOf(token));
  }
  return blocks;
}

function inlineBlocks(token: Token, opening: Token | undefined, depth: number, starts: boolean): Block[] {
  const first = (token.map?.[0] ?? 0) + 1;
  if (opening?.type === "heading_open") {
    return [{ kind: "heading", level: Number(opening.tag.slice(1)), line: first, text: token.content }];
  }
  const lines = token.content.split("\n");
  return lines.map((text, offset) => ({
    kind: "line",
    line: first + offset,
    text: text.trim(),
    isWhole: lines.length === 1,
    ...(depth > 0 && { item: { depth, starts: starts && offset === 0 } }),
  }));
}

function fenceOf(token: Token): Block {
  const first = (token.map?.[0] ?? 0) + (token.type === "fence" ? 2 : 1);
  const language = (token.info.trim().split(/\s/, 1)[0] ?? "").toLowerCase();
  const lines = token.content.replace(/\n$/, "").split("\n");
  return {
    kind: "fence",
    language: token.type === "html_block" ? "html" : language,
    lines: lines.map((text, offset) => ({ line: first + offset, text })),
  };
}

function tableOf(tokens: readonly Token[], lines: readonly string[]): Block[] {
  const rows: { line: number; text: string; cells: string[] }[] = [];
  for (const { type, map, content } of tokens) {
    if (type === "tr_open") {
      const line = (map?.[0] ?? 0) + 1;
      rows.push({ line, text: (lines[line - 1] ?? "").trim(), cells: [] });
    } else if (type === "inline") rows.at(-1)?.cells.push(content);
  }
  const [header, ...body] = rows;
  return header ? [{ kind: "table", header, rows: body }] : [];
}

/** A text without the marks of emphasis, code and links, and without the picture characters that lead it. */
export function plain(text: string): string {
  return text
    .replace(/\[([^\][]*)\]\([^()\s]*\)/g, "$1")
    .replace(/\*\*|__(?=\W|$)|(?<=^|\W)__|`|~~/g, "")
    .replace(/(?<=^|[\s(])\*(?=\S)|(?<=\S)\*(?=$|[\s).,:;])/g, "")
    .replace(/^(?:[\s\p{Extended_Pictographic}✓✗✘☐☑☒]|\ufe0f|\u200d|\[[ xX]\]\s)+(?=\S)/u, "")
    .trim();
}
