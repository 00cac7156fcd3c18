/** Longer names are not compared: the comparison is quadratic in their length. */
const MAX_LENGTH = 64;

/** @returns the closest name within a third of the letters, for "did you mean …?" */
export function closestName(misspelt: string, names: Iterable<string>): string | undefined {
  if (misspelt.length > MAX_LENGTH) return undefined;
  const [closest] = [...names]
    .filter((name) => name.length <= MAX_LENGTH && Math.abs(name.length - misspelt.length) <= mostEdits(name))
    .map((name) => ({ name, distance: distance(misspelt.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance: edits }) => edits <= mostEdits(name))
    .sort((a, b) => a.distance - b.distance);
  return closest?.name;
}

function mostEdits(name: string): number {
  return Math.max(1, Math.floor(name.length / 3));
}

/** Edit distance: insertions, deletions, substitutions and swaps of neighbours. */
function distance(a: string, b: string): number {
  let [last, row] = [[] as number[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? last[j - 2]! + 1 : Infinity;
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1, swapped));
    }
    [last, row] = [row, next];
  }
  return row[b.length]!;
}
