import { type ApiShape } from '../api/clients';
import { headlineOf } from './headline';

const jobThat = (is: Partial<ApiShape<'JobView'>>): ApiShape<'JobView'> =>
  ({ status: 'running', openEffects: [], ...is }) as ApiShape<'JobView'>;
const open = { task: 'a/x', requestId: 'r', service: 's', reason: 'refused' };

it.each<[Partial<ApiShape<'JobView'>>, string, RegExp]>([
  [{ status: 'running' }, 'busy', /running/],
  [
    { waitingFor: { kind: 'approval', step: 'pay', since: '', description: 'Pay 100?' } },
    'unsure',
    /pay waits for approval: Pay 100\?$/,
  ],
  [{ waitingFor: { kind: 'retry', step: 'pay', since: '' } }, 'unsure', /Nothing moves/],
  [
    { status: 'failed', error: { task: 'car/rental', code: 'refused', message: 'no limousine' } },
    'bad',
    /^car\/rental failed: no limousine\. Everything .* undone/,
  ],
  [{ status: 'needs-attention', openEffects: [open] }, 'unsure', /^1 effect is still there/],
  [{ status: 'needs-attention', openEffects: [open], openEffectCount: 2_000 }, 'unsure', /^2000 effects are/],
])('says of %j how it stands', (job, tone, text) => {
  const headline = headlineOf(jobThat(job));
  expect(headline.tone).toBe(tone);
  expect(headline.text).toMatch(text);
});
