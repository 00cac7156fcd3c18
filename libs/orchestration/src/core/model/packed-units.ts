import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { jsonSize } from '#contract/pure';
import { copyUnit, type UnitDraft } from './unit-copies';
import { type UnitState } from './unit-state';

/** Bytes of JSON. Larger bodies and results are kept as they are: packing them would take long, and others may share them. */
const LARGEST_PACKED = 1024;
/** Characters. Compressing less than this is not worth it. */
const WORTH_COMPRESSING = 4096;
const FASTEST = { level: 1 };

/** What became of a unit. */
export type Outcome = Pick<UnitState, 'phase' | 'status' | 'result' | 'reaction'>;

/** Units that are not expected to change, in a tenth of the memory. */
export interface PackedUnits {
  readonly text: string | Buffer;
  /** Bodies and results that are not packed, by position of the unit. */
  readonly large: ReadonlyMap<number, Partial<Pick<UnitState, 'body' | 'result'>>>;
  /** Of all units, if they are wanted again soon. */
  readonly outcomes: readonly Outcome[] | null;
}

/** The items of the units are not packed: `unpack` gets them from the list that they come from. */
export function pack(units: readonly UnitState[], withOutcomes: boolean): PackedUnits {
  const large: [number, Partial<UnitState>][] = [];
  const small = units.map((unit, index) => {
    const copy = copyUnit(unit);
    copy.item = undefined;
    const kept = { ...takeLarge(copy, 'body'), ...takeLarge(copy, 'result') };
    if (Object.keys(kept).length > 0) large.push([index, kept]);
    return copy;
  });
  const text = JSON.stringify(small);
  return {
    text: text.length < WORTH_COMPRESSING ? text : deflateRawSync(text, FASTEST),
    large: new Map(large),
    outcomes: withOutcomes
      ? units.map(({ phase, status, result, reaction }) => ({ phase, status, result, reaction }))
      : null,
  };
}

function takeLarge(unit: UnitDraft, member: 'body' | 'result'): Partial<UnitState> {
  const value = unit[member];
  if (jsonSize(value, LARGEST_PACKED) <= LARGEST_PACKED) return {};
  unit[member] = undefined;
  return { [member]: value };
}

export function unpack({ text, large }: PackedUnits, itemAt: (index: number) => unknown): UnitState[] {
  const json = typeof text === 'string' ? text : inflateRawSync(text).toString();
  return (JSON.parse(json) as UnitState[]).map((unit, index) => {
    const copy = copyUnit(unit);
    copy.item = itemAt(index);
    return Object.assign(copy, large.get(index));
  });
}
