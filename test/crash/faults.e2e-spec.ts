import { FAULT_CASES, FaultyWorld } from './support/fault-cases';

/** Every seventeenth: each phase, and each proof, is among them. */
const SAMPLE = FAULT_CASES.filter((_, index) => index % 17 === 0);

describe('a service or a shared-state that is broken in one way', () => {
  let world: FaultyWorld;
  beforeAll(async () => (world = await FaultyWorld.start()), 120_000);
  afterAll(() => world.stop());

  it.each(SAMPLE.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    expect(await world.play(one)).toEqual({ ...one.expected, doubled: [], openEffects: [] });
  });
});
