// Keeps the latest results of functions that depend on their arguments alone.

/**
 * `compute`, which keeps its latest `count` results: where the same `key` is asked for again, by the identity of its parts or,
 * of texts, by what they say, it gives the same result. Everything that the result depends on must be in the key.
 */
export function keepLatest<Input, Result>(
  count: number,
  compute: (input: Input) => Result,
  keyOf: (input: Input) => readonly unknown[],
): (input: Input) => Result {
  const kept: { readonly key: readonly unknown[]; readonly result: Result }[] = [];
  return (input) => {
    const key = keyOf(input);
    const index = kept.findIndex((each) => isSameKey(each.key, key));
    const entry = kept.splice(index, index < 0 ? 0 : 1)[0] ?? { key, result: compute(input) };
    kept.unshift(entry);
    kept.length = Math.min(kept.length, count);
    return entry.result;
  };
}

function isSameKey(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, index) => Object.is(part, b[index]));
}
