// Finds where an increasing function reaches a value.

/** The point between `low` and `high` at which `increasing` reaches `value`, to the last bit that a double can tell. */
export function invert(increasing: (x: number) => number, value: number, low: number, high: number): number {
  let [below, above] = [low, high];
  for (;;) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) return middle;
    if (increasing(middle) < value) below = middle;
    else above = middle;
  }
}

/** The first index for which `holds`, which from there on holds up to `last`. */
export function firstIndex(last: number, holds: (index: number) => boolean): number {
  let [low, high] = [0, last];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
