import { Platform } from '../support/platform';
import { FAULT_CASES, play } from './support/fault-cases';

/** Every thirteenth: each phase, and each kind of fault, is among them. */
const SAMPLE = FAULT_CASES.filter((_, index) => index % 13 === 0);

describe('a service that is broken in one way', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({ LOAD_SHED_DELAY_MS: '0' }, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  it.each(SAMPLE.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await play(platform, one)).toEqual({ ...one.expected, doubled: [], openEffects: [] });
  });
});
