import { measure } from '../harness/measure';
import { post } from '../harness/platform';
import type { Finding, Section } from './section';

const WINDOW = { inFlight: 64, warmUpMs: 1_000, measureMs: 3_000 };
const BODY = JSON.stringify({ op: 'add', path: '/n', value: 1 });
const MANY = 1_000;

/** Item 6: patches in shared-state, all on one document, and on many. */
export const patches: Section = {
  id: 'patches',
  title: 'Patches in shared-state, 64 in flight',
  run: async (stage) => {
    const platform = await stage.platform();
    const base = `${platform.url('shared-state')}/state`;
    const findings: Finding[] = [];
    for (const [what, count] of [
      ['one document', 1],
      ['1,000 documents', MANY],
    ] as const) {
      const ids = Array.from({ length: count }, (_, n) => `bench-${count}-${n}`);
      for (const id of ids) await post(base, { id, n: 0 });
      const urls = ids.map((id) => `${base}/${id}`);
      const { done, seconds, p99 } = await measure(
        'load',
        WINDOW,
        { urls, method: 'PATCH', body: BODY, expect: 'patched' },
        [],
      );
      findings.push(
        { what, value: done / seconds, unit: 'patches/s' },
        { what: `${what}: p99`, value: p99, unit: 'ms' },
      );
    }
    return findings;
  },
};
