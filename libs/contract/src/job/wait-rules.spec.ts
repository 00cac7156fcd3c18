import { validateJobDocument } from './validate-job-document';

const TIME = '2026-12-24T18:00:00Z';
const ofStep = (step: object, job: object = {}) => validateJobDocument({ ...job, steps: [step] });
const pointersOf = (step: object) => ofStep(step).faults.map(({ pointer }) => pointer);
const warningsOf = (step: object, job: object = {}) => ofStep(step, job).warnings.map(({ pointer }) => pointer);

describe('a step that waits', () => {
  it.each([
    [{ wait: { seconds: 0 } }],
    [{ wait: { seconds: 315_360_000 } }],
    [{ wait: { until: TIME } }],
    [{ wait: { until: '2026-12-24t18:00:00.5+01:00' } }],
    [{ wait: { until: { $fromState: '/at' } }, when: { exists: '/x' }, approval: true, enabled: false }],
    [{ wait: { until: { $fromState: '/at', default: TIME } } }],
    [{ waitFor: { signal: 'a.b-c_9' } }],
    [{ waitFor: { signal: 'a', timeoutSeconds: 0.5, storeResultAt: '/a/b' } }],
    [{ waitFor: { signal: 'a', storeResultAt: [{ targetPath: '/a', sourcePath: 'b.c' }] } }],
  ])('may be %j', (step) => expect(ofStep(step).faults).toEqual([]));

  it.each<[object, string[]]>([
    [{ tasks: [], wait: { seconds: 1 } }, ['/steps/0/wait']],
    [{ tasks: [{ tag: 'a' }], wait: { seconds: 1 }, waitFor: { signal: 'a' } }, ['/steps/0/wait', '/steps/0/waitFor']],
    [{ wait: { seconds: 1 }, waitFor: { signal: 'a' } }, ['/steps/0/waitFor']],
    [{ wait: {} }, ['/steps/0/wait']],
    [{ wait: { seconds: 1, until: TIME } }, ['/steps/0/wait']],
    [{ wait: { seconds: -1 } }, ['/steps/0/wait/seconds']],
    [{ wait: { seconds: 315_360_001 } }, ['/steps/0/wait/seconds']],
    [{ wait: { seconds: '60' } }, ['/steps/0/wait/seconds']],
    [{ wait: { minutes: 1 } }, ['/steps/0/wait/minutes', '/steps/0/wait']],
    [{ wait: 60 }, ['/steps/0/wait']],
    ...['2026-12-24', '2026-02-30T00:00:00Z', '2026-12-24T18:00:00', 'tomorrow', 17].map(
      (until): [object, string[]] => [{ wait: { until } }, ['/steps/0/wait/until']],
    ),
    [{ wait: { until: { $fromState: 'at' } } }, ['/steps/0/wait/until']],
    [{ wait: { until: { $fromState: '/at', default: 'soon' } } }, ['/steps/0/wait/until']],
    [{ wait: { until: { $fromState: '/at', or: TIME } } }, ['/steps/0/wait/until']],
    [{ waitFor: {} }, ['/steps/0/waitFor/signal']],
    ...['', '.', '..', 'a/b', 'a b', '-a', 'x'.repeat(65), 7].map((signal): [object, string[]] => [
      { waitFor: { signal } },
      ['/steps/0/waitFor/signal'],
    ]),
    [{ waitFor: { signal: 'a', timeoutSeconds: 0 } }, ['/steps/0/waitFor/timeoutSeconds']],
    [{ waitFor: { signal: 'a', timeoutSeconds: 315_360_001 } }, ['/steps/0/waitFor/timeoutSeconds']],
    [{ waitFor: { signal: 'a', storeResultAt: 'x' } }, ['/steps/0/waitFor/storeResultAt']],
    [
      { waitFor: { signal: 'a', storeResultAt: [{ targetPath: '/x', sourcePath: '/~2' }, { targetPath: 'x' }] } },
      ['/steps/0/waitFor/storeResultAt/1/targetPath', '/steps/0/waitFor/storeResultAt/0/sourcePath'],
    ],
    [
      { waitFor: { signal: 'a', storeResultAt: { targetPath: '/x', onlyOnStatus: [200] } } },
      ['/steps/0/waitFor/storeResultAt/onlyOnStatus'],
    ],
  ])('may not be %j', (step, pointers) => expect(pointersOf(step)).toEqual(pointers));

  it('says which of its members matter only to calls', () => {
    const step = {
      wait: { seconds: 1 },
      mode: 'sequential',
      timeoutMs: 5,
      retry: {},
      description: 'x',
      approval: true,
    };
    expect(warningsOf(step)).toEqual(['/steps/0/mode', '/steps/0/retry', '/steps/0/timeoutMs']);
  });

  it('says that a shorter jobMaxTTL comes first', () => {
    expect(warningsOf({ wait: { seconds: 61 } }, { jobMaxTTL: 60 })).toEqual(['/steps/0/wait/seconds']);
    expect(warningsOf({ waitFor: { signal: 'a', timeoutSeconds: 61 } }, { jobMaxTTL: 60 })).toEqual([
      '/steps/0/waitFor/timeoutSeconds',
    ]);
  });

  it('reads and stores values as tasks do', () => {
    const paid = { waitFor: { signal: 'paid', storeResultAt: '/paid' } };
    const until = (pointer: string, more: object = {}) => ({ wait: { until: { $fromState: pointer, ...more } } });
    const steps = [paid, until('/paid/at'), until('/due'), until('/due', { default: TIME })];
    const { warnings } = validateJobDocument({ steps });
    expect(warnings.map(({ pointer }) => pointer)).toEqual(['/steps/2/wait/until/$fromState']);
  });
});
