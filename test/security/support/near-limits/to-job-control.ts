import type { Arbitrary } from 'fast-check';
import { ask } from '../../../support/http';
import type { Behaviour, Received } from '../../../support/model-service';
import { KIB, MIB, type Near, near, nearly, nested, text, times } from './near';
import { type NearRequest, ofHttp, requestsNear } from './request';

/** A service whose responses are texts of JSON, of as many bytes as its input asks for. */
export const SIZED = 'sized';

export function sizedResponse({ verb, body }: Received): Behaviour | undefined {
  return verb === 'execute' ? { body: JSON.stringify(text(Number(body.bytes) - 2)) } : undefined;
}

/** What job-control is configured with here: as many items and results as usual would take minutes. */
export const JOB_CONTROL_LIMITS = {
  JOB_MAX_ITEMS: '300',
  JOB_MAX_RESULTS_BYTES: String(4 * MIB),
  // One job gets the signals of all runs.
  JOB_MAX_KEPT_SIGNALS: '1000000',
};

const one = (more: object) => ({ steps: [{ tasks: [{ tag: 'todo', ...more }] }] });
const PLACES = 10;
/** Of a definition that uses its input in ten places. */
const DEFINITION = 'near';
let signalled = '';

/** Makes what some requests need: a definition to start, and a job that waits. */
export async function prepareJobControl(url: string): Promise<void> {
  const job = one({ input: { a: times(PLACES, () => ({ $input: '/v' })) } });
  const inputs = { type: 'object', properties: { v: {} } };
  await ask(`${url}/definitions/${DEFINITION}`, { method: 'PUT', body: { inputs, job } });
  const waiting = { steps: ['never', 'other'].map((signal) => ({ waitFor: { signal } })) };
  signalled = (await ask<{ jobId: string }>(`${url}/jobs`, { body: waiting })).body.jobId;
}

/** Documents that are checked: `valid` says whether they are within the limit. */
function checked(
  what: string,
  counts: Arbitrary<Near>,
  make: (count: number) => unknown,
  path = '/jobs/validate',
): Arbitrary<NearRequest> {
  return requestsNear('job-control', what, counts, { taken: [200], refused: [200] }, (count, isWithin) => ({
    path,
    body: make(count),
    holds: `"valid":${isWithin}`,
  }));
}

/** Schemas of the inputs of a definition. */
function schema(what: string, counts: Arbitrary<Near>, make: (count: number) => object): Arbitrary<NearRequest> {
  const definition = (count: number) => ({ inputs: { type: 'object', ...make(count) }, job: one({}) });
  return checked(`${what} of a schema of inputs`, counts, definition, '/definitions/validate');
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

const aroundInput = (input: string): string => `{"steps":[{"tasks":[{"tag":"todo","input":{"a":${input}}}]}]}`;
const sized = (input: object, more: object = {}) => ({ serviceName: SIZED, input, ...more });

/** job-control: what a job document may hold, and what may become of it. */
export const TO_JOB_CONTROL: readonly Arbitrary<NearRequest>[] = [
  ...ofHttp('job-control', '/jobs'),
  checked('steps', near(1_000), (count) => ({ steps: times(count, () => ({ tasks: [{ tag: 'todo' }] })) })),
  checked('tasks of a step', near(1_000), (count) => ({ steps: [{ tasks: times(count, () => ({ tag: 'todo' })) }] })),
  checked('characters of a name', near(1_024), (count) => ({ name: text(count), ...one({}) })),
  checked('labels', near(32), (count) => ({
    labels: Object.fromEntries(times(count, (at) => [`l${at}`, 'v'])),
    ...one({}),
  })),
  checked('characters of the key of a label', near(63), (count) => ({ labels: { [text(count)]: 'v' }, ...one({}) })),
  checked('characters of a label', near(255), (count) => ({ labels: { l: text(count) }, ...one({}) })),
  schema('bytes', nearly(64 * KIB, 50), (count) => ({ description: text(count) })),
  schema('subschemas', near(1_000), (count) => ({ allOf: times(count - 1, () => ({})) })),
  schema('characters of a pattern', near(512), (count) => ({ properties: { a: { pattern: text(count) } } })),
  requestsNear(
    'job-control',
    'bytes of an input that stands in ten places',
    nearly(Math.floor(MIB / PLACES), 200),
    { taken: [200], refused: [422] },
    (count) => ({ path: `/definitions/${DEFINITION}/plan`, body: { inputs: { v: text(count) } } }),
  ),
  requestsNear('job-control', 'bytes of a signal', near(64 * KIB), { taken: [202], refused: [413] }, (count) => ({
    path: `/jobs/${signalled}/signals/other`,
    body: { a: text(count - '{"a":""}'.length) },
  })),
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
