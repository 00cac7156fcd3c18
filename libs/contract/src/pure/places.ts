/** An object or a list within a value. */
export class Place {
  constructor(
    readonly value: object,
    /** How many names lead here. */
    readonly depth: number,
    private readonly name: string | number,
    private readonly above: Place | null,
  ) {}

  /** The names that lead here, after those of `base`. */
  pathFrom<T extends string | number>(base: readonly T[]): (T | string | number)[] {
    const names: (string | number)[] = [];
    let place: Place | null = this.above && this;
    for (; place?.above; place = place.above) names.push(place.name);
    return [...base, ...names.reverse()];
  }
}

/** Names of the members to look into; undefined: all of them. */
type Selection = (value: object) => readonly string[] | undefined;

/**
 * All objects and lists in a value, each before what is in it, in the order in which they are written. One at a time: inputs
 * may have tens of thousands, and a caller can give others a turn in between.
 */
export function* placesIn(value: unknown, selection: Selection = () => undefined): Generator<Place> {
  if (!isNode(value)) return;
  const open = [new Place(value, 0, '', null)];
  for (let place = open.pop(); place; place = open.pop()) {
    yield place;
    openMembers(place, selection(place.value), open);
  }
}

function openMembers(place: Place, selected: readonly string[] | undefined, open: Place[]): void {
  const { value } = place;
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index--) openMember(place, index, value[index], open);
  } else {
    const names = selected ?? Object.keys(value);
    for (let index = names.length - 1; index >= 0; index--) {
      const name = names[index]!;
      openMember(place, name, (value as Record<string, unknown>)[name], open);
    }
  }
}

function openMember(place: Place, name: string | number, member: unknown, open: Place[]): void {
  if (isNode(member)) open.push(new Place(member, place.depth + 1, name, place));
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
