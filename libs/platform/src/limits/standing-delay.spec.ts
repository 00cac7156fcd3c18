import { StandingDelay } from './standing-delay';

/** Turns of a loop, each this long: a timer of 20 ms is late by the rest of the turn. */
const after = (turns: readonly number[]): number => {
  const delay = new StandingDelay();
  let now = 0;
  for (const turn of turns) {
    now += Math.max(turn, 20);
    delay.sample(Math.max(0, turn - 20), now);
  }
  return delay.ms;
};
const many = (turn: number) => Array.from({ length: 100 }, () => turn);

describe('the delay of a queue', () => {
  it('is what everybody waits', () => expect(after(many(250))).toBe(230));

  it('is gone when the queue is', () => expect(after([...many(250), ...many(5)])).toBe(0));

  it('is none after one long pause, and none when there is a turn without now and then', () => {
    expect(after([...many(5), 5_000, 5, 5, 5, 5])).toBe(0);
    expect(after(many(0).flatMap(() => [300, 5]))).toBe(0);
  });
});
