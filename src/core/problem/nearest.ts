// Finds the name that someone most likely meant.

/** The name closest to what is written, if one is close enough to be meant; one of which it is the beginning or the last word is. */
export function nearest(written: string, names: readonly string[]): string | undefined {
  const typed = written.toLowerCase();
  const farthest = Math.max(1, Math.floor(typed.length / 3));
  // "--no-x" asks for the opposite of "--x".
  if (typed === "" || typed.startsWith("no-")) return undefined;
  const distances = names
    .map((name) => ({ name, distance: distanceBetween(typed, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest)
    .sort((a, b) => a.distance - b.distance);
  return distances[0]?.name;
}

function distanceBetween(typed: string, name: string): number {
  return isPartOf(typed, name) ? 0 : editDistance(typed, name);
}

/** `whole` and `file` of `whole-file`, `roll` of `rollback`. */
function isPartOf(typed: string, name: string): boolean {
  return typed.length > 1 && (name.startsWith(typed) || name.endsWith(`-${typed}`));
}

/** How many characters must be added, left out, replaced, or swapped with their neighbour. */
function editDistance(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const cost = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= from.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      rows[row]?.push(
        Math.min(
          cost(row - 1, column) + 1,
          cost(row, column - 1) + 1,
          cost(row - 1, column - 1) + (same ? 0 : 1),
          swapped ? cost(row - 2, column - 2) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
  }
  return cost(from.length, to.length);
}
