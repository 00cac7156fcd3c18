/** Far more than a process asks about again and again; a bound for what others may think up. */
const DEFAULT_LIMIT = 1_000;

/** The same function, which remembers what it answered. When it knows too much it forgets everything, and begins again. */
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
