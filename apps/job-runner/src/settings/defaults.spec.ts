import { defaultsFaults } from './defaults';

describe('.job-runner.json', () => {
  it('holds addresses, file names and switches', () => {
    const defaults = { jobURL: 'http://jobs:4700', state: 'state.json', emit: true, cleanup: true, verbose: false };
    expect(defaultsFaults(defaults)).toEqual([]);
  });

  it('is refused with everything that is wrong in it', () => {
    expect(defaultsFaults({ jobURL: 'jobs:4700', emit: 3, jobUrl: 'http://jobs', keep: true, cleanup: true })).toEqual([
      { pointer: '/jobURL', message: 'expected an http address' },
      { pointer: '/emit', message: 'expected the name of a file, or true for the standard output' },
      { pointer: '/jobUrl', message: expect.stringContaining('unknown setting: there are jobURL, stateURL') },
      { pointer: '/cleanup', message: 'keep and cleanup cannot both be true' },
    ]);
    expect(defaultsFaults([])).toHaveLength(1);
  });
});
