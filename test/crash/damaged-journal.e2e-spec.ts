import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ask } from '../support/http';
import { Platform } from '../support/platform';

/** More than SQLite keeps in memory, so that it has to look into the file. */
const JOBS = 40;
const TEXT = 'x'.repeat(100_000);
const HEADERS = 4_096;
/** In which a process that tries again and again would show. */
const WATCHED_MS = 3_000;

jest.setTimeout(120_000);

describe('job-control whose journal is overwritten while it runs', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()), 120_000);
  afterAll(() => platform.stop());

  it('accepts no job, calls no service, logs that once, and stands still', async () => {
    const service = await platform.service();
    const release = service.hold('execute');
    const task = (key: string) => ({ tag: service.tag, input: { key } });
    const waits = { steps: [{ name: 's', approval: true, tasks: [{ tag: 'not-offered', input: { TEXT } }] }] };
    const under = await platform.jobs.submit({ steps: [{ tasks: [task('one')] }, { tasks: [task('two')] }] });
    await platform.jobs.until(under, () => service.received.length === 1);
    const waiting: string[] = [];
    for (let n = 0; n < JOBS; n++) waiting.push(await platform.jobs.submit(waits));

    for (const end of ['', '-wal']) overwrite(join(platform.dataDir, `job-control.db${end}`));
    const read = await Promise.all(waiting.map((id) => platform.jobs.ask(`/jobs/${id}/events`)));
    expect(read.map(({ body }) => body.code)).toContain('database-damaged');

    const jobControl = platform.process('job-control');
    const linesBefore = jobControl.output.split('\n').length;
    const busyBefore = cpuMsOf(jobControl.pid);
    release();
    await delay(WATCHED_MS);
    expect(service.received.map(({ body }) => body.key)).toEqual(['one']);
    expect(cpuMsOf(jobControl.pid) - busyBefore).toBeLessThan(WATCHED_MS / 4);
    expect(jobControl.output.split('\n').length - linesBefore).toBeLessThan(5);
    expect(jobControl.output.match(/"kind":"damaged"/g)).toHaveLength(1);

    const refused = [
      await platform.jobs.post('/jobs', waits),
      await platform.jobs.post('/jobs', { steps: [{ tasks: [task('three')] }] }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [503, 'database-damaged']),
    );
    expect((await platform.jobs.act(waiting[0]!, 'approve')).status).toBe(503);
    expect((await ask(`${platform.url('job-control')}/health`)).status).toBe(503);
    expect(service.received).toHaveLength(1);
    expect(jobControl.output.match(/"kind":"damaged"/g)).toHaveLength(1);
  });
});

function overwrite(file: string): void {
  const size = statSync(file).size;
  writeFileSync(file, readFileSync(file).fill(0xee, Math.min(HEADERS, size)), { flag: 'r+' });
}

/** Time on a processor, of all threads. */
function cpuMsOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
