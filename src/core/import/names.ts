// Tells what may be a parameter's name, and when two spellings are the same one.

/** Whether a text is a name in the code, and nothing else. */
export function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]{0,99}$/.test(text);
}

/** A name without case, spaces and marks: `stopLoss`, "Stop Loss" and STOP_LOSS are one. */
export function foldedName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
