// Makes anybody's text harmless for a file that a person opens.

import type { Words } from "../../core/dashboard/rollout-report";
import { oneLine } from "../../core/ledger/message";

/** On one line, without controls; what would reorder the text around it is spelled `\u202e`. */
export function harmless(text: string): string {
  return oneLine(text).replace(/\p{Bidi_Control}/gu, (mark) => `\\u${mark.charCodeAt(0).toString(16)}`);
}

/** Words without their look. */
export function bare(words: Words): string {
  return typeof words === "string" ? words : words.code;
}

/** Puts what is beside a text behind it, where there is something. */
export function beside(text: string, more: string): string {
  return more === "" ? text : text === "" ? more : `${text} (${more})`;
}
