import { stat } from 'node:fs/promises';
import { inTimeSlices, inTurns } from './time-slices';

function* busy(pieces: number, ms: number): Generator<void, string> {
  for (let piece = 0; piece < pieces; piece++) {
    for (const until = performance.now() + ms; performance.now() < until;);
    yield;
  }
  return 'done';
}

const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
  let turns = 0;
  let isOver = false;
  const count = (): void => void (isOver || (turns++, setImmediate(count)));
  setImmediate(count);
  await work.finally(() => (isOver = true));
  return turns;
};

describe('work in time slices', () => {
  it('comes to what it comes to at once', async () => expect(await inTimeSlices(busy(3, 0))).toBe('done'));

  it('lets others have their turn when it takes long, and only then', async () => {
    expect(await turnsDuring(inTimeSlices(busy(20, 5)))).toBeGreaterThanOrEqual(5);
    expect(await turnsDuring(inTimeSlices(busy(3, 0)))).toBe(0);
  });

  it('fails as the work does', async () => {
    const failing = (function* () {
      yield;
      throw new Error('no');
    })();
    await expect(inTimeSlices(failing)).rejects.toThrow('no');
  });

  it('lets a timer that is due go first, also where the work began in a callback of I/O', async () => {
    let hasRung = false;
    await stat(__filename);
    setTimeout(() => (hasRung = true), 1);
    await inTimeSlices(busy(1, 15));
    expect(hasRung).toBe(true);
  });
});

describe('work in turns', () => {
  it('does one piece in a turn, of all such work that there is', async () => {
    const begun: string[] = [];
    const pieces = function* (name: string): Generator<void, string> {
      for (let piece = 0; piece < 3; piece++) {
        begun.push(name);
        yield;
      }
      return name;
    };
    let inTurn = 0;
    const most: number[] = [];
    let isOver = false;
    const count = (): void => {
      most.push(begun.length - inTurn);
      inTurn = begun.length;
      if (!isOver) setImmediate(count);
    };
    const works = Promise.all(['a', 'b', 'c'].map((name) => inTurns(pieces(name))));
    expect(begun).toEqual([]);
    setImmediate(count);
    expect(await works.finally(() => (isOver = true))).toEqual(['a', 'b', 'c']);
    expect(begun).toHaveLength(9);
    expect(Math.max(...most)).toBe(1);
  });
});
