import { type JsonObject } from '#contract/pure';
import { type NotSent } from './model/service-response';
import { JOB_ID, TestJob } from './testing/test-job';

const input = { payload: { token: { $secret: 'bank' } } };
const withheld = (code: 'secret-refused' | 'secret-unavailable'): NotSent => ({
  kind: 'not-sent',
  message: 'no',
  refusal: { code, final: code === 'secret-refused' },
});

const job = (task: JsonObject, more: JsonObject[] = []): TestJob =>
  TestJob.of({
    steps: [{ name: 's', tasks: [{ name: 't', tag: 'x', ...task }] }, ...more.map((t) => ({ tasks: [t] }))],
  });

describe('references to secrets', () => {
  it('go through untouched, with the places where their author wrote them', () => {
    const [call] = job({ input, headers: { Authorization: { $secret: 'bank', prefix: 'Bearer ' } } })
      .bind()
      .pending('call');
    expect(call).toMatchObject({
      body: { ...input, requestId: `${JOB_ID}/1/s/t` },
      secrets: [{ path: ['payload', 'token'], name: 'bank' }],
      headers: { authorization: { $secret: 'bank', prefix: 'Bearer ' } },
    });
  });

  it('are nothing that the state document, or an item of it, could smuggle in', () => {
    const smuggled = { $secret: 'bank' };
    const task = { forEach: { $fromState: '/items' }, input: { a: { $fromState: '/a' }, b: { $fromItem: '' } } };
    const [call] = job(task)
      .readState({ a: smuggled, items: [smuggled] })
      .bind()
      .pending('call');
    expect(call).toMatchObject({ body: { a: smuggled, b: smuggled }, secrets: [] });
  });

  it('are those of the task that another takes up', () => {
    const told = job({ input, headers: { a: 'b' } }, [{ of: 's/t' }])
      .bind()
      .respond()
      .bind();
    const [call] = told.pending('call');
    expect(call).toMatchObject({ secrets: [{ path: ['payload', 'token'], name: 'bank' }], headers: { a: 'b' } });
  });
});

describe('a call whose secret is withheld', () => {
  it('was not executed: for good where the service may not have it', () => {
    const told = job({ input }).bind().respond(withheld('secret-refused'));
    expect(told.state).toMatchObject({ status: 'failed', failure: { code: 'secret-refused', message: 'no' } });
    expect(told.state.steps[0]?.tasks[0]?.units.at(0)?.effect).toBe('none');
  });

  it('is tried again where the secret cannot be read now', () => {
    const told = job({ input, retry: { maxAttempts: 2 } })
      .bind()
      .respond(withheld('secret-unavailable'));
    expect(told.state.status).toBe('running');
    told.wait(600_000).bind().respond(withheld('secret-unavailable'));
    expect(told.state).toMatchObject({ status: 'failed', failure: { code: 'secret-unavailable' } });
  });

  it.each(['secret-refused', 'secret-unavailable'] as const)(
    'leaves a revert open, to be continued, where it is %s',
    (code) => {
      const told = job({ input, undoRetry: { maxAttempts: 1 } })
        .bind()
        .respond();
      told.revert().bind().respond(withheld(code));
      expect(told.state.status).toBe('needs-attention');
      told.continue().bind().respond();
      expect(told.state.status).toBe('reverted');
    },
  );

  it('proves nothing after a request without response', () => {
    const told = job({ input, retry: { maxAttempts: 2 } })
      .bind()
      .respond({ kind: 'no-response', message: 'reset' });
    told.wait(600_000).bind().respond(withheld('secret-refused'));
    expect(told.state.steps[0]?.tasks[0]?.units.at(0)).toMatchObject({
      effect: 'unknown',
      error: { code: 'outcome-unknown' },
    });
  });
});
