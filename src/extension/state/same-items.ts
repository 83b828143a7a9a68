// Compares what a surface takes from one snapshot with what it took from the one before: cheap enough for a keystroke.

/** Whether two lists have the same items in the same order. */
export function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => Object.is(item, b[index]));
}
