import { Gate } from './gate';

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

it('lets so many calls through per service, and reverts before new work', async () => {
  const log: string[] = [];
  const gate = new Gate(1);
  const [first, second, revert] = ['first', 'second', 'revert'].map((name) => work(log, name));
  if (!first || !second || !revert) throw new Error('no work');
  const all = [gate.run('s', false, first.run), gate.run('s', false, second.run), gate.run('s', true, revert.run)];
  expect(log).toEqual(['first']);
  first.end();
  revert.end();
  second.end();
  expect(await Promise.all(all)).toEqual(['first', 'second', 'revert']);
  expect(log).toEqual(['first', 'revert', 'second']);
});

it('keeps the services apart', async () => {
  const log: string[] = [];
  const gate = new Gate(1);
  const [here, there] = [work(log, 'here'), work(log, 'there')];
  const all = [gate.run('a', false, here.run), gate.run('b', false, there.run)];
  expect(log).toEqual(['here', 'there']);
  here.end();
  there.end();
  await Promise.all(all);
});

it('gives the place on when the work before failed', async () => {
  const gate = new Gate(1);
  const failing = gate.run('s', false, () => Promise.reject(new Error('no')));
  const next = gate.run('s', false, () => Promise.resolve('next'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('next');
});
