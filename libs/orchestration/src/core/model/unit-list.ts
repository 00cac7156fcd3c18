import { copyUnit, type UnitDraft } from './unit-copies';
import { initialUnit } from './initial-unit';
import { type Outcome, pack, type PackedUnits, unpack } from './packed-units';
import { type NextCall, type UnitState } from './unit-state';
import { EMPTY_TALLY, type UnitKinds, recount, type UnitTally } from './unit-tally';

const BLOCK = 128;
/** Blocks that were read last. */
const MOST_UNPACKED = 16;

/** Neighbours: all are packed, or none. Those that have not begun are absent. */
interface Block {
  readonly units: readonly (UnitState | undefined)[] | PackedUnits;
  readonly tally: UnitTally;
}

/** What is done to use less memory. */
export interface Keeping {
  /** Units that are at rest are packed. */
  readonly packed: boolean;
  /** What became of them is kept besides: their results are stored. */
  readonly outcomes: boolean;
}

/** Some neighbours, and how many of them are what. */
export interface Counted {
  readonly first: number;
  readonly end: number;
  readonly tally: UnitTally;
}

/**
 * The units of a `forEach`, in the order of its items. Those that have not begun take no memory, and those that have ended
 * little: they are packed by the block.
 */
export class UnitList implements Iterable<UnitState> {
  readonly length: number;
  private readonly blocks: (Block | undefined)[];

  private constructor(
    readonly items: readonly unknown[],
    private readonly first: NextCall,
    private readonly keeping: Keeping,
    blocks: readonly (Block | undefined)[],
  ) {
    this.length = items.length;
    this.blocks = blocks.slice();
  }

  static of(items: readonly unknown[], first: NextCall, keeping: Keeping): UnitList {
    const blocks = new Array<undefined>(Math.ceil(items.length / BLOCK)).fill(undefined);
    return new UnitList(items, first, keeping, blocks);
  }

  at(index: number): UnitState | undefined {
    if (!(index in this.items)) return undefined;
    const block = this.blocks[Math.floor(index / BLOCK)];
    return (block && this.unitsOf(block, index - (index % BLOCK))[index % BLOCK]) ?? this.initial(index);
  }

  *[Symbol.iterator](): Iterator<UnitState> {
    for (let index = 0; index < this.length; index++) yield this.at(index)!;
  }

  /** What became of the units; cheaper than the units themselves where outcomes are kept. */
  *outcomes(): Generator<Outcome> {
    for (let first = 0; first < this.length; first += BLOCK) {
      const { end } = this.around(first);
      const packed = this.packedAt(first);
      if (packed?.outcomes) yield* packed.outcomes;
      else for (let index = first; index < end; index++) yield this.at(index)!;
    }
  }

  /** The unit and its neighbours, counted. */
  around(index: number): Counted {
    const first = index - (index % BLOCK);
    const end = Math.min(first + BLOCK, this.length);
    return { first, end, tally: this.blocks[first / BLOCK]?.tally ?? EMPTY_TALLY };
  }

  /** For a draft: only copies are changed. */
  copy(): UnitList {
    return new UnitList(this.items, this.first, this.keeping, this.blocks);
  }

  /** A unit of this copy that may be changed; `copies` are the objects that are this draft's own. */
  edit(index: number, copies: Set<object>): UnitDraft {
    const units = this.ownUnits(index, copies);
    const unit = units[index % BLOCK] ?? this.initial(index);
    if (copies.has(unit)) return unit;
    const copy = copyUnit(unit);
    copies.add(copy);
    units[index % BLOCK] = copy;
    return copy;
  }

  /** A unit of this copy has come to count as something else. */
  count(index: number, before: UnitKinds, after: UnitKinds): void {
    const number = Math.floor(index / BLOCK);
    const block = this.blocks[number];
    if (!block) return;
    const tally = recount(block.tally, before, after);
    const rests = this.keeping.packed && this.comesToRest(index, block.tally, tally);
    this.blocks[number] = { units: rests ? this.packed(block) : block.units, tally };
  }

  private ownUnits(index: number, copies: Set<object>): (UnitState | undefined)[] {
    const number = Math.floor(index / BLOCK);
    const block = this.blocks[number];
    if (block && copies.has(block.units)) return block.units as (UnitState | undefined)[];
    const { first, end } = this.around(index);
    const units = block ? this.unitsOf(block, first).slice() : new Array<undefined>(end - first).fill(undefined);
    copies.add(units);
    this.blocks[number] = { units, tally: block?.tally ?? EMPTY_TALLY };
    return units;
  }

  /** Whether nothing more is expected of a block: every unit has ended, or everything is undone that can be. */
  private comesToRest(index: number, before: UnitTally, after: UnitTally): boolean {
    const { first, end } = this.around(index);
    const hasEnded = ({ over, failed }: UnitTally) => over + failed === end - first;
    return hasEnded(after) && (!hasEnded(before) || (before.revertible > 0 && after.revertible === 0));
  }

  private initial(index: number): UnitState {
    return initialUnit(this.first, this.items[index]);
  }

  private packedAt(index: number): PackedUnits | null {
    const units = this.blocks[index / BLOCK]?.units;
    return units === undefined || Array.isArray(units) ? null : (units as PackedUnits);
  }

  private packed({ units }: Block): Block['units'] {
    if (!Array.isArray(units)) return units;
    const packed = pack(units as readonly UnitState[], this.keeping.outcomes);
    remember(packed, units as readonly UnitState[]);
    return packed;
  }

  private unitsOf({ units }: Block, first: number): readonly (UnitState | undefined)[] {
    if (Array.isArray(units)) return units as readonly (UnitState | undefined)[];
    const packed = units as PackedUnits;
    const known = unpacked.get(packed);
    if (known !== undefined) return known;
    return remember(
      packed,
      unpack(packed, (index) => this.items[first + index]),
    );
  }
}

/** Who reads one unit mostly reads its neighbours. */
const unpacked = new Map<PackedUnits, readonly UnitState[]>();

function remember(packed: PackedUnits, units: readonly UnitState[]): readonly UnitState[] {
  const [oldest] = unpacked.keys();
  if (oldest !== undefined && unpacked.size >= MOST_UNPACKED) unpacked.delete(oldest);
  unpacked.set(packed, units);
  return units;
}
