import { ask } from '../../../support/http';
import type { ModelService } from '../../../support/model-service';
import { type Attacks, post, times } from './attacks';
import { HOSTILE_JSON } from './hostile-json';

/** What fails, fails at once. */
const ONCE = { retry: { maxAttempts: 1 }, undoRetry: { maxAttempts: 1 } };

/** Jobs for job-control that make it read responses of a service each, which take long to read. */
export function hostileResponses(service: ModelService): Attacks {
  service.behave = ({ verb, body }) => (verb === 'execute' ? { body: HOSTILE_JSON[String(body.say)]!() } : undefined);
  return Object.fromEntries(
    Object.keys(HOSTILE_JSON).map((say) => [
      `${say}, as a response`,
      post('/jobs?wait=true', () => ({ ...ONCE, steps: [{ tasks: [{ serviceName: service.name, input: { say } }] }] })),
    ]),
  );
}

const STATES: Readonly<Record<string, () => string>> = {
  'members by the hundred thousand': () => `{${times(240_000, (at) => `"k${at}":1`).join()}}`,
  'objects of one member, each of another name': () =>
    `{"k7":[${times(120_000, (at) => `{"${at.toString(36)}":1}`).join()}]}`,
  'whole numbers, far apart': () => `{${times(200_000, (at) => `"${4_000_000_000 - at * 17}":1`).join()}}`,
  'a string of 4 MiB': () => JSON.stringify({ k7: 'x'.repeat(4_190_000) }),
};

/** Jobs that make job-control read a large state document each. */
export async function hostileStates(sharedState: string, { name: serviceName }: ModelService): Promise<Attacks> {
  const attacks: Attacks = {};
  for (const [name, make] of Object.entries(STATES)) {
    const { headers } = await ask(`${sharedState}/state`, { body: make() });
    attacks[`${name}, as a state document`] = post('/jobs?wait=true', () => ({
      ...ONCE,
      sharedStateURL: headers.get('location'),
      steps: [{ tasks: [{ serviceName, input: { say: 'words', of: { $fromState: '/k7', default: 1 } } }] }],
    }));
  }
  return attacks;
}
