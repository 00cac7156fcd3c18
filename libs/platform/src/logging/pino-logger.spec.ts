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

  it('is one line, whatever its values contain', () => {
    const forged = 'x\n{"level":"warn","msg":"all is well"}\r\u2028';
    const written: string[] = [];
    const raw = { write: (line: string) => void written.push(line) };
    new PinoLogger('discovery', 'warn', raw).warn({ message: forged, requestId: forged });
    expect(written).toHaveLength(1);
    expect(written[0]).toMatch(/^[^\r\n]*\n$/);
    expect(JSON.parse(written[0]!)).toMatchObject({ msg: forged, requestId: forged });
  });

  it('carries no control or bidirectional character to a terminal, and means the same', () => {
    const hostile = 'a\u001b[2J\u007f\u009b31m\u202e\u2066\u200b\ufeffz';
    const written: string[] = [];
    const raw = { write: (line: string) => void written.push(line) };
    new PinoLogger('discovery', 'warn', raw).warn({ message: hostile, task: hostile }, hostile);
    expect(written[0]).toMatch(/^[\u0020-\u007e]*\n$/);
    expect(JSON.parse(written[0]!)).toMatchObject({ msg: hostile, task: hostile, context: hostile });
  });

  it('shows the stack of an error that is logged with its context', () => {
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
