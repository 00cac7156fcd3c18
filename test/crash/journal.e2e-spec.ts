import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { ModelService } from '../support/model-service';
import { Platform } from '../support/platform';

type Damage = [what: string, sql: string, message: RegExp];

const LAST = 'first_seq = (select max(first_seq) from journal where job_id = :job)';

const DAMAGES: Damage[] = [
  [
    'is torn',
    `update journal set events = substr(events, 1, length(events) / 2) where job_id = :job and ${LAST}`,
    /torn/,
  ],
  ['is of a foreign format', `update journal set format = 99 where job_id = :job and ${LAST}`, /format 99/],
  ['is missing', `delete from journal where job_id = :job and first_seq = 1`, /no event 1/],
  [
    'holds something else',
    `update journal set events = '"hello"' where job_id = :job and ${LAST}`,
    /torn|damaged|cannot be read/,
  ],
  [
    'holds events of an unknown kind',
    `update journal set events = json_array(json_object('seq', first_seq, 'at', 0, 'type', 'danced')) where job_id = :job and ${LAST}`,
    /danced/,
  ],
  [
    'holds events without what belongs to them',
    `update journal set events = json_array(json_object('seq', 1, 'at', 0, 'type', 'job-accepted')) where job_id = :job and first_seq = 1`,
    /journal of job/,
  ],
  ['holds nothing', `update journal set events = '' where job_id = :job and ${LAST}`, /torn/],
];

describe('a journal that was damaged while job-control was away', () => {
  let platform: Platform;
  let service: ModelService;
  let sound: string;
  const broken = new Map<string, string>();

  // All jobs are in the middle of a call when job-control is killed.
  beforeAll(async () => {
    platform = await Platform.start({}, ['discovery', 'job-control']);
    service = await platform.service();
    const jobs = [...DAMAGES, null];
    service.behave = ({ verb, body }) => (verb === 'execute' && body.last ? { hang: true, effect: true } : undefined);
    const ids = await Promise.all(jobs.map((_, n) => platform.jobs.submit(document(n))));
    sound = ids.at(-1) ?? '';
    await platform.jobs.until(sound, () => service.received.filter(({ body }) => body.last).length === jobs.length);
    await platform.down('job-control');
    service.behave = () => undefined;
    const database = new DatabaseSync(join(platform.dataDir, 'job-control.db'));
    for (const [n, [what, sql]] of DAMAGES.entries()) {
      database.exec(sql.replaceAll(':job', `'${ids[n] ?? ''}'`));
      broken.set(what, ids[n] ?? '');
    }
    database.close();
    await platform.up('job-control');
  });
  afterAll(() => platform.stop());

  const document = (n: number) => ({
    steps: [
      { tasks: [{ tag: service.tag, input: { key: `k${n}/1` } }] },
      { tasks: [{ tag: service.tag, input: { key: `k${n}/2`, last: true } }] },
    ],
  });

  it('stops no other job', async () => {
    expect((await platform.jobs.ended(sound)).status).toBe('completed');
    expect((await platform.jobs.run(document(99))).status).toBe('completed');
  });

  it.each(DAMAGES)(
    'stops a job of which a record %s, with a clear error in its responses and in the log',
    async (what, _, message) => {
      const id = broken.get(what) ?? '';
      for (const path of [`/jobs/${id}`, `/jobs/${id}/events`]) {
        const { status, type, body } = await platform.jobs.ask(path);
        expect({ status, type }).toEqual({ status: 500, type: 'application/problem+json' });
        expect(body.detail).toMatch(message);
        expect(body.detail).toContain(id);
      }
      const refused = await platform.jobs.act(id, 'cancel');
      expect([refused.status, refused.body.detail]).toEqual([500, expect.stringMatching(message)]);
      expect(platform.log('job-control')).toContain(`job ${id} stops`);
      expect(service.received.filter(({ headers }) => headers['correlation-id'] === id)).toHaveLength(2);
    },
  );

  it('is still listed', async () => {
    const { body } = await platform.jobs.ask<{ id: string }[]>('/jobs');
    expect(body.map(({ id }) => id)).toEqual(expect.arrayContaining([...broken.values()]));
  });
});

it('a directory that another job-control uses is refused, with a message that says so', async () => {
  const platform = await Platform.start({}, ['discovery', 'job-control']);
  const { code, stderr } = await platform.spawn('job-control', { PORT: '0' }).ended;
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/in use by another process/);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  await platform.stop();
});
