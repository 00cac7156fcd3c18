import { type UnitRef } from '../state';

/**
 * An id for a `create` that came without one: a UUID made of the job's own by folding run and position into its last
 * 48 bits. The same unit always gets the same id, two units never do, and the core needs no source of randomness.
 */
export function childId(jobId: string, run: number, ref: UnitRef): string {
  const hex = jobId.replaceAll('-', '').padStart(32, '0').slice(-32);
  const position = ((BigInt(run) * 1024n + BigInt(ref.step)) * 1024n + BigInt(ref.task)) * 65536n + BigInt(ref.unit);
  const tail = BigInt(`0x${hex.slice(20)}`) ^ (position & 0xffffffffffffn);
  const tailHex = tail.toString(16).padStart(12, '0');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), tailHex].join('-');
}
