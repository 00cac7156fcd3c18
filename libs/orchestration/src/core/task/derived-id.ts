import { createHash } from 'node:crypto';
import { type UnitRef } from '../model/unit-state';

/** Identifies one unit among those of all jobs; without a unit, the task. */
export interface Position extends Omit<UnitRef, 'unit'> {
  readonly unit: number | null;
  /** Which alternative of its task: absent, as 0, for the task itself. */
  readonly alternative?: number;
}

/** What an id is for: two ids for one unit are different ids. */
type Purpose = 'request' | 'create';

/**
 * A UUID of version 8 (RFC 9562, section 5.8) over job, run and position: the same unit always gets the same id, two units
 * never do, at whatever depth of nested jobs, and the core needs no source of randomness.
 */
export function derivedId(purpose: Purpose, jobId: string, run: number, position: Position): string {
  const { step, task, unit, alternative = 0 } = position;
  const digest = createHash('sha256')
    .update(JSON.stringify([purpose, jobId, run, step, task, unit, ...(alternative > 0 ? [alternative] : [])]))
    .digest();
  digest[6] = (digest[6]! & 0x0f) | 0x80;
  digest[8] = (digest[8]! & 0x3f) | 0x80;
  const hex = digest.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
