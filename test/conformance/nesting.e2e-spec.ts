import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';
import { until } from '../support/until';

const JOBS = 100;
const DEPTH = 4;
const CALL_MS = 100;
/** Fewer than there are jobs, all the more with their inner ones. */
const CALLS_PER_SERVICE = 16;
/** A job within a job costs more than the call it makes: it is journaled, called and returned. */
const MOST_TIMES = 3;
const A_MINUTE = 60_000;

describe('jobs within jobs', () => {
  let platform: Platform;
  let service: ModelService;
  beforeAll(async () => {
    // On a machine with much else to do, new jobs would be refused for that.
    const env = { JOB_MAX_CALLS_PER_SERVICE: String(CALLS_PER_SERVICE), LOAD_SHED_DELAY_MS: '0' };
    platform = await Platform.start(env, ['discovery', 'job-control']);
    service = await platform.service();
    service.behave = ({ body, verb }) => ({
      delayMs: CALL_MS,
      ...(body.fails === true && verb === 'execute' && { status: 422 }),
    });
  });
  afterAll(() => platform.stop());

  const plain = (input: object, tag = service.tag) => ({ tag, input });
  const within = (depth: number, input: object, tag?: string): { steps: object[] } => {
    if (depth === 1) return { steps: [{ tasks: [plain(input, tag)] }] };
    const payload = within(depth - 1, input, tag);
    return { steps: [{ tasks: [{ resource: 'job', input: { command: 'create', resource: 'job', payload } }] }] };
  };

  const runAll = async (documentOf: (job: number) => object) => {
    const begun = performance.now();
    const documents = Array.from({ length: JOBS }, (_, job) => documentOf(job));
    const jobs = await Promise.all(documents.map((document) => platform.jobs.run(document, A_MINUTE)));
    return { jobs, ms: performance.now() - begun };
  };
  /** With a call of its own at the end, and its jobs undone where that fails. */
  const failingAt = (isOne: (job: number) => boolean) => (job: number) => ({
    steps: [
      ...within(DEPTH, { key: `undone ${job}` }).steps,
      { tasks: [plain({ key: `last ${job}`, fails: isOne(job) })] },
    ],
  });

  it(
    'take a few times as long as their calls, however many there are',
    async () => {
      const flat = await runAll((job) => within(1, { key: `flat ${job}` }));
      const nested = await runAll((job) => within(DEPTH, { key: `nested ${job}` }));
      expect(new Set([...flat.jobs, ...nested.jobs].map(({ status }) => status))).toEqual(new Set(['completed']));
      expect(service.calls('execute')).toHaveLength(2 * JOBS);
      expect(nested.ms).toBeLessThan(MOST_TIMES * DEPTH * flat.ms);
    },
    2 * A_MINUTE,
  );

  it('keep no more than 400 callers waiting: the others are told at once where to ask', async () => {
    const small = await Platform.start({}, ['job-control']);
    try {
      const payload = { steps: [{ approval: true, tasks: [] }] };
      const begun = performance.now();
      const create = () => small.jobs.post('/execute', { command: 'create', resource: 'job', payload });
      // Those that wait are told so after ten seconds.
      const { status, headers } = await Promise.any(Array.from({ length: 420 }, create));
      expect(performance.now() - begun).toBeLessThan(10_000);
      expect([status, headers.get('location')]).toEqual([202, expect.stringMatching(/outcome$/)]);
    } finally {
      await small.stop();
    }
  });

  it('are taken in though those that wait for them are as many as may be open', async () => {
    const small = await Platform.start({ JOB_MAX_OPEN: '1' }, ['discovery', 'job-control']);
    try {
      const leaf = await small.service();
      const release = leaf.hold('execute');
      const outer = await small.jobs.submit(within(DEPTH, { key: 'k' }, leaf.tag));
      await until(() => leaf.calls('execute').length === 1, { what: 'the innermost call' });
      const message = { command: 'create', resource: 'job', payload: within(1, { key: 'k' }, leaf.tag) };
      const pretended = { ...message, metadata: { jobId: outer, requestId: 'not waited for' } };
      expect((await small.jobs.post('/execute', pretended)).status).toBe(503);
      release();
      expect(await small.jobs.ended(outer)).toMatchObject({ status: 'completed' });
    } finally {
      await small.stop();
    }
  });

  it(
    'are undone as quickly',
    async () => {
      const flat = await runAll((job) => within(1, { key: `also flat ${job}` }));
      const fails = (job: number): boolean => job % 5 === 0;
      const { jobs, ms } = await runAll(failingAt(fails));
      for (const [job, { status, openEffects }] of jobs.entries()) {
        expect({ status, openEffects }).toEqual({ status: fails(job) ? 'failed' : 'completed', openEffects: [] });
        expect(service.ledger.net(`undone ${job}`)).toBe(fails(job) ? 0 : 1);
      }
      expect(ms).toBeLessThan(MOST_TIMES * 2 * DEPTH * flat.ms);
    },
    2 * A_MINUTE,
  );
});
