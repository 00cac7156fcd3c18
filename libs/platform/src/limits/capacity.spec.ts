import { HttpConfig } from '../config/http-config';
import { Capacity } from './capacity';

/** Blocks this thread. */
const block = (ms: number): void => {
  for (const until = performance.now() + ms; performance.now() < until;);
};
const nextTurn = () => new Promise((resolve) => setImmediate(resolve));
const capacityWithin = (LOAD_SHED_DELAY_MS: number) =>
  new Capacity(Object.assign(new HttpConfig(), { LOAD_SHED_DELAY_MS }));

describe('the capacity of a process', () => {
  it('is exhausted while everything has to wait, and there again when nothing does', async () => {
    const capacity = capacityWithin(100);
    capacity.onApplicationBootstrap();
    for (; capacity.exhausted === undefined; await nextTurn()) block(250);
    expect(capacity.exhausted).toMatch(/^This process is \d+ ms behind$/);
    while (capacity.exhausted !== undefined) await nextTurn();
    capacity.onApplicationShutdown();
  });

  it('is a matter of other limits alone where delays do not count', async () => {
    const capacity = capacityWithin(0);
    capacity.onApplicationBootstrap();
    for (let turn = 0; turn < 8; turn++, await nextTurn()) block(150);
    expect(capacity.exhausted).toBeUndefined();
    let full = true;
    capacity.add(() => (full ? 'full' : undefined));
    expect(capacity.exhausted).toBe('full');
    full = false;
    expect(capacity.exhausted).toBeUndefined();
  });

  it('is not measured before the app has started: nothing would end it', async () => {
    const capacity = capacityWithin(100);
    for (let turn = 0; turn < 8; turn++, await nextTurn()) block(150);
    expect(capacity.exhausted).toBeUndefined();
  });
});
