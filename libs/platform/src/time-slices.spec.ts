import { inTimeSlices } from './time-slices';

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
});
