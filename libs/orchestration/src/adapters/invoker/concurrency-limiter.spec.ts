import { ConcurrencyLimiter, priorityOf } from './concurrency-limiter';

/** Work that ends when it is told to. */
function work(log: string[], name: string) {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  const run = async (): Promise<string> => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end };
}

it('lets so many calls through per service: reverts first, then what was begun, then new work', async () => {
  const log: string[] = [];
  const limiter = new ConcurrencyLimiter({ JOB_MAX_CALLS_PER_SERVICE: 1 });
  const works = ['first', 'new', 'newer', 'begun', 'undo', 'more undo'].map((name) => work(log, name));
  const priorities = ['new', 'new', 'new', 'begun', 'undo', 'undo'] as const;
  const all = works.map(({ run }, n) => limiter.run('s', priorities[n] ?? 'new', run));
  expect(log).toEqual(['first', 'undo']);
  expect(limiter.waitingToBegin).toBe(2);
  works.forEach(({ end }) => end());
  await Promise.all(all);
  expect(log).toEqual(['first', 'undo', 'more undo', 'begun', 'new', 'newer']);
  expect(limiter.waitingToBegin).toBe(0);
});

it('gives every sixteenth slot to a new job, however many have begun', async () => {
  const log: string[] = [];
  const limiter = new ConcurrencyLimiter({ JOB_MAX_CALLS_PER_SERVICE: 1 });
  const works = ['first', ...Array.from({ length: 40 }, (_, n) => `begun ${n}`)].map((name) => work(log, name));
  const [new1, new2] = [work(log, 'new 1'), work(log, 'new 2')];
  const all = works.map(({ run }) => limiter.run('s', 'begun', run));
  all.push(limiter.run('s', 'new', new1.run), limiter.run('s', 'new', new2.run));
  [...works, new1, new2].forEach(({ end }) => end());
  await Promise.all(all);
  expect([log.indexOf('new 1'), log.indexOf('new 2')]).toEqual([16, 32]);
  expect(log.filter((name) => name.startsWith('begun'))).toEqual(Array.from({ length: 40 }, (_, n) => `begun ${n}`));
});

it('knows a job that has begun by its step, or by its attempts', () => {
  const priority = (step: number, attempt: number, undo = false) =>
    priorityOf({ unit: { step, task: 0, unit: 0 }, attempt, undo });
  expect([priority(0, 1), priority(0, 2), priority(1, 1), priority(0, 1, true)]).toEqual([
    'new',
    'begun',
    'begun',
    'undo',
  ]);
});

it('keeps the services apart', async () => {
  const log: string[] = [];
  const limiter = new ConcurrencyLimiter({ JOB_MAX_CALLS_PER_SERVICE: 1 });
  const [here, there] = [work(log, 'here'), work(log, 'there')];
  const all = [limiter.run('a', 'new', here.run), limiter.run('b', 'new', there.run)];
  expect(log).toEqual(['here', 'there']);
  here.end();
  there.end();
  await Promise.all(all);
});

it('gives the slot on when the work before failed', async () => {
  const limiter = new ConcurrencyLimiter({ JOB_MAX_CALLS_PER_SERVICE: 1 });
  const failing = limiter.run('s', 'new', () => Promise.reject(new Error('no')));
  const next = limiter.run('s', 'new', () => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('next');
});

it('keeps slots for reverts, whatever else hangs', async () => {
  const log: string[] = [];
  const limiter = new ConcurrencyLimiter({ JOB_MAX_CALLS_PER_SERVICE: 4 });
  const forward = Array.from({ length: 8 }, (_, n) => work(log, `forward ${n}`));
  const [undo1, undo2] = [work(log, 'undo 1'), work(log, 'undo 2')];
  const all = forward.map(({ run }) => limiter.run('s', 'begun', run));
  all.push(limiter.run('s', 'undo', undo1.run), limiter.run('s', 'undo', undo2.run));
  const hanging = [0, 1, 2, 3].map((n) => `forward ${n}`);
  expect(log).toEqual([...hanging, 'undo 1']);
  undo1.end();
  undo2.end();
  await Promise.all(all.slice(-2));
  // The slots of reverts are not taken over.
  expect(log).toEqual([...hanging, 'undo 1', 'undo 2']);
  forward.forEach(({ end }) => end());
  await Promise.all(all);
  expect(log).toHaveLength(10);
});
