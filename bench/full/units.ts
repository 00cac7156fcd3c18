import { setTimeout as delay } from 'node:timers/promises';
import { post } from '../harness/platform';
import { usageOf } from '../harness/usage';
import { MESSAGE, SERVICE } from '../jobs';
import type { Finding, Section } from './section';

interface Size {
  readonly steps: number;
  readonly items: number;
}

const SIZES: readonly Size[] = [
  { steps: 1, items: 10_000 },
  { steps: 100, items: 1_000 },
  { steps: 1_000, items: 1_000 },
];
/** For the responses of a million calls. */
const RESULTS_BYTES = String(1024 ** 3);
const LOOK_MS = 1_000;
const MIB = 1024 ** 2;

/** Item 4: what a job costs that has up to a million units, each an item of a `forEach`. */
export const units: Section = {
  id: 'units',
  title: 'One job of many units: job-control',
  hasRounds: true,
  run: async (stage) => {
    const findings: Finding[] = [];
    for (const size of SIZES) {
      const platform = await stage.platform({ env: { JOB_MAX_RESULTS_BYTES: RESULTS_BYTES } });
      findings.push(...(await runOne(platform.url('job-control'), platform.pidOf('job-control'), size)));
    }
    return findings;
  },
};

async function runOne(url: string, pid: number, { steps, items }: Size): Promise<Finding[]> {
  const before = usageOf(pid).cpuSeconds;
  const from = Date.now();
  await post(`${url}/jobs`, documentOf({ steps, items }));
  let memory = 0;
  for (let open = true; open;) {
    await delay(LOOK_MS);
    memory = Math.max(memory, usageOf(pid).rssBytes);
    open = ((await (await fetch(`${url}/jobs?status=completed`)).json()) as unknown[]).length === 0;
  }
  const what = `${steps.toLocaleString('en-US')} steps of ${items.toLocaleString('en-US')} items`;
  const thousands = (steps * items) / 1_000;
  return [
    { what: `${what}: ended after`, value: (Date.now() - from) / 1_000, unit: 's' },
    { what: `${what}: CPU per 1,000 items`, value: (usageOf(pid).cpuSeconds - before) / thousands, unit: 's' },
    { what: `${what}: memory at most`, value: memory / MIB, unit: 'MiB' },
  ];
}

function documentOf({ steps, items }: Size): object {
  const tasks = [{ serviceName: SERVICE, forEach: { $fromState: '/items' }, input: MESSAGE }];
  return {
    initialState: { items: Array.from({ length: items }, (_, item) => item) },
    steps: Array.from({ length: steps }, () => ({ tasks })),
  };
}
