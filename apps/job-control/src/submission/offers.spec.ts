import { ServiceIndex } from '#orchestration';
import { Offers } from './offers';

const missingOf = (tasks: number) =>
  new Offers(new ServiceIndex()).missingFor({
    steps: [{ tasks: Array.from({ length: tasks }, (_, index) => ({ tag: `tag${index}` })) }],
  });

describe('what nobody offers', () => {
  it('is told of up to a hundred tasks', async () => expect(await missingOf(100)).toHaveLength(100));

  it('is cut off there, and it is said that there is more', async () => {
    const told = await missingOf(70_000);
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe('there are more warnings than these 100');
  });
});
