// Tells which names a code fence gives values to, and whether they are old or new.
import { isName } from "../names";
import type { Block } from "./blocks";
import type { Role } from "./context";
import { type FenceEntry, isShell, readFence } from "./fences";
import { fieldOf } from "./vocabulary";

export type Fence = Extract<Block, { kind: "fence" }>;

const ROLES: readonly (readonly [RegExp, Role])[] = [
  [/^\W*(?:before|current(?:ly)?|old|existing|baseline|from|변경\s?전|이전|현재|기존)(?![\p{L}])/iu, "baseline"],
  [/^\W*(?:after|new|target|proposed|optimi[sz]ed|to|변경\s?후|목표|신규|최적)(?![\p{L}])/iu, "target"],
];
export const OPTION = /^\W*((?:option|alternative|대안|옵션)\s?[A-Z\d]{1,2})\b/iu;

/** The names that a fence or table gives values to, so that other lines may call them so. */
export function namesInFence(fence: Fence): string[] {
  if (isShell(fence.language)) return [];
  const entries = readFence(fence.language, fence.lines);
  return entries.flatMap((entry) =>
    entry.kind === "entry" && isAssignment(entry) && !roleOf(entry.key) ? [entry.key] : [],
  );
}

export function isAssignment({ key, choices, given }: FenceEntry): boolean {
  return (
    isName(key) && (choices.length > 0 || /→|->/.test(given)) && fieldOf(key) === undefined && !/^phase_?\d/i.test(key)
  );
}

/** Whether a key or a comment announces old values or new ones. */
export function roleOf(text: string): Role {
  return text.length > 40 ? undefined : ROLES.find(([pattern]) => pattern.test(text))?.[1];
}
