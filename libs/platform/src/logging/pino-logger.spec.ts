import { PinoLogger } from './pino-logger';

describe('a line in the log', () => {
  const lines: Record<string, unknown>[] = [];
  const out = { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) };

  beforeEach(() => (lines.length = 0));

  it('carries what it is about as members of its own', () => {
    const about = { jobId: 'j1', task: 'pay/charge', requestId: 'j1/1/pay/charge' };
    new PinoLogger('job-control', 'warn', out).warn({ message: 'an effect could not be undone', ...about }, 'Jobs');
    expect(lines).toEqual([
      {
        ...{ level: 'warn', app: 'job-control', pid: process.pid, context: 'Jobs' },
        ...{ time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/), msg: 'an effect could not be undone', ...about },
      },
    ]);
  });

  it('shows the stack of an error that is told with what it is about', () => {
    const err = new TypeError('boom');
    new PinoLogger('discovery', 'warn', out).error({ message: err.message, err, requestId: 'r1' }, 'ProblemFilter');
    expect(lines).toMatchObject([{ msg: 'boom', requestId: 'r1', err: { type: 'TypeError', stack: err.stack } }]);
  });

  it('is not written below the level that is asked for', () => {
    const logger = new PinoLogger('discovery', 'warn', out);
    logger.log('listening');
    logger.debug({ message: 'a task failed', jobId: 'j1' });
    expect(lines).toEqual([]);
  });
});
