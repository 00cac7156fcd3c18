import { setImmediate as nextTurn } from 'node:timers/promises';
import { RequestStarter } from './request-starter';

it('requests begin in their order, a part of them in each turn of the event loop', async () => {
  const starter = new RequestStarter();
  const begun: number[] = [];
  for (let request = 0; request < 1_000; request++) starter.begin(() => begun.push(request));
  const inTurns = [begun.length];
  for (let turn = 0; turn < 10 && begun.length < 1_000; turn++) {
    await nextTurn();
    inTurns.push(begun.length);
  }
  expect(Math.max(...inTurns.map((count, turn) => count - (inTurns[turn - 1] ?? 0)))).toBeLessThanOrEqual(250);
  expect(begun).toEqual(Array.from({ length: 1_000 }, (_, request) => request));
  await nextTurn();
  await nextTurn();
  starter.begin(() => begun.push(1_000));
  expect(begun.at(-1)).toBe(1_000);
});
