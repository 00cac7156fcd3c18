/** Far above the number of distinct keys in use; bounds what clients can fill it with. */
const DEFAULT_LIMIT = 1_000;

/** The same function with a cache of its results. A full cache is emptied. */
export function memoize<Value>(read: (key: string) => Value, limit = DEFAULT_LIMIT): (key: string) => Value {
  const known = new Map<string, Value>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = read(key);
    if (known.size >= limit) known.clear();
    known.set(key, value);
    return value;
  };
}
