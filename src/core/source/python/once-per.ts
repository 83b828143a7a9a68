// Keeps what was computed of an object as long as the object lives.

/** A function that computes once for each object, and keeps the result as long as the object lives. */
export function oncePer<Key extends object, Value extends object>(compute: (key: Key) => Value): (key: Key) => Value {
  const results = new WeakMap<Key, Value>();
  return (key) => {
    let result = results.get(key);
    if (result === undefined) {
      result = compute(key);
      results.set(key, result);
    }
    return result;
  };
}
