import { FAULT_CASES, FaultyWorld } from './support/fault-cases';

describe('a service or a shared-state that is broken in one way', () => {
  let world: FaultyWorld;
  beforeAll(async () => (world = await FaultyWorld.start()), 120_000);
  afterAll(() => world.stop());

  it('is tried in some four hundred', () => {
    expect(FAULT_CASES.length).toBeGreaterThan(400);
    expect(new Set(FAULT_CASES.map(({ name }) => name)).size).toBe(FAULT_CASES.length);
  });

  it.each(FAULT_CASES.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await world.play(one)).toEqual({ ...one.expected, doubled: [], openEffects: [] });
  });
});
