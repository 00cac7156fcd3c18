import { ServiceIndex } from '#orchestration';
import { MissingServices } from './missing-services';

const missingOf = (tasks: number) =>
  new MissingServices(new ServiceIndex()).warningsFor({
    steps: [{ tasks: Array.from({ length: tasks }, (_, index) => ({ tag: `tag${index}` })) }],
  });

describe('a task without a matching service', () => {
  it('is a warning, for up to a hundred tasks', async () => expect(await missingOf(100)).toHaveLength(100));

  it('is one of more warnings after these', async () => {
    const told = await missingOf(70_000);
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toBe('there are more warnings than these 100');
  });
});
