// Finds out how a text marks its phases.
import { type Block, plain } from "./blocks";
import { type PhaseHead, type PhaseWord, phaseHead, phaseWords } from "./phase-words";

/** How a text marks its phases: by headings, else by bold lines, else by bold items, all with the same word. */
export interface PhaseStyle {
  readonly kind: "heading" | "line" | "item";
  readonly word: PhaseWord;
}

export function phaseStyle(blocks: readonly Block[]): PhaseStyle | undefined {
  for (const word of phaseWords) {
    for (const kind of ["heading", "line", "item"] as const) {
      if (blocks.some((block) => headOf(block, { kind, word }))) return { kind, word };
    }
  }
  return undefined;
}

export function headOf(block: Block, { kind, word }: PhaseStyle): PhaseHead | undefined {
  if (block.kind === "heading") return kind === "heading" ? phaseHead(plain(block.text), word) : undefined;
  if (block.kind !== "line" || kind === "heading" || (kind === "item") !== (block.item !== undefined)) return undefined;
  // Bold text, up to the end of the line or to a colon behind it.
  const [, bold, rest = ""] = /^(?:\*\*|__)([^*]{1,200}?)(?:\*\*|__)(.{0,300})$/u.exec(block.text) ?? [];
  if (bold === undefined || /\brisk\b|\brollback\b|위험|롤백/iu.test(bold)) return undefined;
  const head = phaseHead(plain(bold), word);
  const remark = /^\s*\(([^()]*)\)/u.exec(rest)?.[1];
  return head && remark !== undefined ? { ...head, remark } : head;
}
