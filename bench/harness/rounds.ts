/**
 * Does the same with all of them in turn, round after round, so that what changes about the machine changes for all of
 * them; responds with what came of each, by round.
 */
export async function inRounds<Item, Result>(
  items: readonly Item[],
  rounds: number,
  run: (item: Item, round: string) => Promise<Result>,
): Promise<Map<Item, Result[]>> {
  const results = new Map<Item, Result[]>(items.map((item) => [item, []]));
  for (let round = 1; round <= rounds; round++) {
    // Every other round backwards, so that no candidate always follows the same neighbour.
    for (const item of round % 2 === 1 ? items : items.toReversed()) {
      results.get(item)?.push(await run(item, `${round}/${rounds}`));
    }
  }
  return results;
}
