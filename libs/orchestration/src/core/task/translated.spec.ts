import type { Translation } from '#alps';
import { LEDGER, jobOf, NO_RESPONSE, NOT_SENT, responded, TARGET, TestJob } from '../testing/test-job';
import type { Target } from '../model/unit-state';

const DOES = 'https://travel.example/alps#doReserve';

const translation = (field: string, command = 'create'): Translation => ({
  does: DOES,
  transition: `http://hotel/alps#${command}`,
  digest: field,
  message: { command, resource: 'room' },
  request: [{ term: ['guest'], field: [field] }],
  response: [{ term: ['guest'], field: [field] }],
});

const hotel = (field: string, more: Partial<Target> = {}): Partial<Target> => ({
  ...LEDGER,
  registryId: field,
  name: `hotel-${field}`,
  translation: translation(field),
  ...more,
});

const task = { does: DOES, input: { guest: 'Ada' }, storeResultAt: { targetPath: '/guest', sourcePath: 'guest' } };
const booking = () => TestJob.of(jobOf([task], [{ tag: 'other', input: {} }])).readState({});
const sent = (job: TestJob) => job.pending('call')[0]!.body as Record<string, unknown>;

describe('a task that says what it does', () => {
  it('looks for a service with its terms, and sends what that calls them, with ids', () => {
    const job = booking();
    expect(job.pending('bind')).toMatchObject([{ selector: { does: DOES }, terms: { guest: 'Ada' }, same: null }]);
    expect(sent(job.bind(hotel('guestName')))).toMatchObject({
      command: 'create',
      resource: 'room',
      id: expect.any(String),
      payload: { guestName: 'Ada' },
      metadata: { requestId: job.unit().requestId, jobId: job.state.id },
    });
    expect(job.unit().madeId).toBe(true);
  });

  it('never takes terms for a command message', () => {
    const job = TestJob.of(jobOf([{ does: DOES, input: { command: 'delete', resource: 'all', guest: 'Ada' } }]));
    expect(job.pending('bind')).toMatchObject([
      { command: null, terms: { command: 'delete', resource: 'all', guest: 'Ada' } },
    ]);
  });

  it('stores the response in its own terms, and shows it so', () => {
    const job = booking()
      .bind(hotel('guestName'))
      .respond(responded(201, { guestName: 'Ada', no: 7 }));
    expect(job.unit().result).toEqual({ guest: 'Ada', no: 7 });
    expect(job.readState({}).pending('write-state')).toMatchObject([{ writes: [{ path: '/guest', value: 'Ada' }] }]);
  });

  it('fails where the response has no such term', () => {
    const job = booking()
      .bind(hotel('guestName'))
      .respond(responded(201, { guest: 'a guest house' }));
    expect(job.unit()).toMatchObject({ phase: 'failed', error: { code: 'source-path-missing' } });
  });

  it('is translated anew for another service, where the first was never called', () => {
    const job = booking().bind(hotel('guestName'));
    const { id } = sent(job);
    job.respond(NOT_SENT).wait(60_000).bind(hotel('who'));
    expect(sent(job)).toMatchObject({ id, payload: { who: 'Ada' } });
  });

  it('is repeated and reverted with the mapping of its binding, whatever a profile says meanwhile, and after a crash', () => {
    const job = booking().bind(hotel('guestName'));
    const first = sent(job);
    // The outcome is unknown; the journal is all that is left, and the profile has changed.
    job.respond(NO_RESPONSE).wait(60_000);
    expect(job.pending('bind')).toMatchObject([{ same: { translation: { digest: 'guestName' } } }]);
    job.bind();
    expect(sent(job)).toEqual({ ...first, metadata: { ...(first.metadata as object), settles: true } });
    job
      .respond(responded(201, { guestName: 'Ada' }))
      .readState({})
      .writeState();
    job.bind().respond(409);
    job.readState({ guest: 'Ada' }).takeBackState();
    expect(job.pending('bind')).toMatchObject([
      { undo: true, action: 'revert', same: { translation: { digest: 'guestName' } } },
    ]);
    job.bind();
    expect(sent(job)).toEqual({
      ...first,
      metadata: { ...(first.metadata as object), executed: { status: 201, result: { guestName: 'Ada' } } },
    });
  });

  it('sends plain input where the service takes that', () => {
    const { message: _message, ...plain } = translation('guestName');
    const job = booking().bind({ ...TARGET, translation: plain });
    expect(sent(job)).toEqual({ guestName: 'Ada', requestId: job.unit().requestId });
  });

  it('has alternatives with terms of their own, or with those of the task', () => {
    const orElse = [{ does: DOES, serviceName: 'hotel-who' }];
    const job = TestJob.of(jobOf([{ ...task, orElse }])).readState({});
    job.bind(hotel('guestName')).respond(422);
    expect(job.readState({}).pending('bind')).toMatchObject([
      { selector: { serviceName: 'hotel-who', does: DOES }, terms: { guest: 'Ada' } },
    ]);
    expect(sent(job.bind(hotel('who')))).toMatchObject({ payload: { who: 'Ada' } });
  });

  it('is what a later task refers to with of', () => {
    const job = TestJob.of(
      jobOf(
        { name: 'one', tasks: [{ ...task, name: 'a', storeResultAt: undefined }] },
        { mode: 'repeat', tasks: [{ of: 'one/a' }] },
      ),
    );
    const first = sent(job.bind(hotel('guestName')));
    job.respond(responded(201, { guestName: 'Ada' }));
    expect(sent(job.bind())).toEqual(first);
    expect(job.respond(responded(200, { guestName: 'Ada' })).unit(1).result).toEqual({ guest: 'Ada' });
  });
});
