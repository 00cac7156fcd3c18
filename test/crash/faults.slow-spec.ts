import { Platform } from '../support/platform';
import { FAULT_CASES, play } from './support/fault-cases';

describe('a service that is broken in one way', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start({ LOAD_SHED_DELAY_MS: '0' }, ['discovery', 'job-control'])));
  afterAll(() => platform.stop());

  it('is tried in more than a hundred', () => {
    expect(FAULT_CASES.length).toBeGreaterThan(200);
    expect(new Set(FAULT_CASES.map(({ name }) => name)).size).toBe(FAULT_CASES.length);
  });

  it.each(FAULT_CASES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await play(platform, one)).toEqual({ ...one.expected, doubled: [], openEffects: [] });
  });
});
