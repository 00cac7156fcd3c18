import type { Arbitrary } from 'fast-check';
import type { Behaviour, Received } from '../../../support/model-service';
import { KIB, MIB, type Near, near, nearly, nested, text, times } from './near';
import { type NearRequest, ofHttp, requestsNear } from './request';

/** A service whose responses are texts of JSON, of as many bytes as its input asks for. */
export const SIZED = 'sized';

export function sizedResponse({ verb, body }: Received): Behaviour | undefined {
  return verb === 'execute' ? { body: JSON.stringify(text(Number(body.bytes) - 2)) } : undefined;
}

/** What job-control is configured with here: as many items and results as usual would take minutes. */
export const JOB_CONTROL_LIMITS = { JOB_MAX_ITEMS: '300', JOB_MAX_RESULTS_BYTES: String(4 * MIB) };

/** Documents that are checked: `valid` says whether they are within the limit. */
function checked(what: string, counts: Arbitrary<Near>, make: (count: number) => unknown): Arbitrary<NearRequest> {
  return requestsNear('job-control', what, counts, { taken: [200], refused: [200] }, (count, isWithin) => ({
    path: '/jobs/validate',
    body: make(count),
    holds: `"valid":${isWithin}`,
  }));
}

/** Documents that are read, or not. */
function read(
  what: string,
  counts: Arbitrary<Near>,
  refused: number,
  make: (count: number) => string,
): Arbitrary<NearRequest> {
  return requestsNear('job-control', what, counts, { taken: [200], refused: [refused] }, (count) => ({
    path: '/jobs/validate',
    body: make(count),
  }));
}

/** Jobs that are run, and complete if they are within the limit. */
function run(what: string, counts: Arbitrary<Near>, make: (count: number) => object): Arbitrary<NearRequest> {
  return requestsNear('job-control', what, counts, { taken: [200], refused: [200, 422] }, (count, isWithin) => ({
    path: '/jobs?wait=true',
    body: { retry: { maxAttempts: 1 }, ...make(count) },
    ...(isWithin && { holds: '"status":"completed"' }),
  }));
}

const one = (more: object) => ({ steps: [{ tasks: [{ tag: 'todo', ...more }] }] });
const aroundInput = (input: string): string => `{"steps":[{"tasks":[{"tag":"todo","input":{"a":${input}}}]}]}`;
const sized = (input: object, more: object = {}) => ({ serviceName: SIZED, input, ...more });

/** job-control: what a job document may hold, and what may become of it. */
export const TO_JOB_CONTROL: readonly Arbitrary<NearRequest>[] = [
  ...ofHttp('job-control', '/jobs'),
  checked('steps', near(1_000), (count) => ({ steps: times(count, () => ({ tasks: [{ tag: 'todo' }] })) })),
  checked('tasks of a step', near(1_000), (count) => ({ steps: [{ tasks: times(count, () => ({ tag: 'todo' })) }] })),
  checked('characters of a name', near(1_024), (count) => ({ name: text(count), ...one({}) })),
  checked('headers of a task', near(32), (count) =>
    one({ headers: Object.fromEntries(times(count, (at) => [`x-${at}`, 'y'])) }),
  ),
  checked('names of a pointer', near(64), (count) =>
    one({ input: { a: { $fromState: '/a'.repeat(count), default: 1 } } }),
  ),
  read('levels', near(64), 400, (count) => aroundInput(nested(count - 6))),
  read('values', nearly(250_000, 20), 400, (count) => aroundInput(`[${times(count, () => '1').join()}]`)),
  read('bytes of a body', near(MIB), 413, (count) => aroundInput(`"${text(count - aroundInput('""').length)}"`)),
  run('items', near(Number(JOB_CONTROL_LIMITS.JOB_MAX_ITEMS)), (count) => ({
    initialState: { items: times(count, (at) => at) },
    steps: [{ tasks: [sized({ bytes: 2 }, { forEach: { $fromState: '/items' } })] }],
  })),
  run('bytes of a response', near(MIB), (count) => ({ steps: [{ tasks: [sized({ bytes: count })] }] })),
  run('references to 64 KiB each', near(15), (count) => ({
    initialState: { s: text(64 * KIB) },
    steps: [{ tasks: [sized({ bytes: 2, all: times(count, () => ({ $fromState: '/s' })) })] }],
  })),
  run('results of 256 KiB each', near(15), (count) => ({
    steps: times(count, () => ({ tasks: [sized({ bytes: 256 * KIB })] })),
  })),
];
