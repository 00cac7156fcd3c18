import { PlatformError } from '#contract';
import { readJsonPatch } from './json-patch.dto';

describe('a JSON patch that is wrong throughout', () => {
  it('is looked at until enough is known', () => {
    const untouchable = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('was looked at');
        },
      },
    );
    const operations = [...Array.from({ length: 200 }, () => ({ op: 'add' })), untouchable];
    expect(() => readJsonPatch(operations)).toThrow(PlatformError);
  });
});
