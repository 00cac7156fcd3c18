import { firstTasks } from './first-tasks';

const step = (name: string, size: number) => ({
  name,
  mode: 'parallel' as const,
  tasks: Array.from({ length: size }, (_, index) => ({ address: `${name}/${index}`, action: 'execute' as const })),
});

describe('the tasks that a plan tells of', () => {
  it('are all of them where they are few', () => {
    const steps = [step('a', 600), step('b', 400)];
    expect(firstTasks(steps)).toEqual({ steps });
  });

  it('are the first thousand, with the number of the others', () => {
    expect(firstTasks([step('a', 600), step('b', 401), step('c', 1)])).toEqual({
      steps: [step('a', 600), step('b', 400)],
      tasksLeftOut: 2,
    });
  });
});
