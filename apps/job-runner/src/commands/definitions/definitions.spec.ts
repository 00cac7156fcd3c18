import { runCli } from '../../run-cli';
import { FakePlatform } from '../../testing/fake-platform';
import { FakeTerminal } from '../../testing/fake-terminal';
import { aJob } from '../../testing/job-examples';

const INPUTS = {
  type: 'object',
  properties: {
    customer: { type: 'string', title: 'Who it is for' },
    count: { type: 'integer' },
    note: { type: 'string' },
  },
  required: ['customer', 'count'],
};
const JOB = { steps: [{ tasks: [{ tag: 'todo', input: {} }] }] };
const SUMMARY = { name: 'order', version: 3, createdAt: '2026-01-01T00:00:00Z', labels: { team: 'sales' } };
const VIEW = { ...SUMMARY, description: 'Orders', inputs: INPUTS, job: JOB };

describe('definitions on the command line', () => {
  let platform: FakePlatform;
  let terminal: FakeTerminal;
  const sent: unknown[] = [];
  const answer = (route: string, status: number, body: unknown) => {
    platform.routes[route] = (given) => {
      sent.push(given);
      return [status, body];
    };
  };

  beforeEach(async () => {
    sent.length = 0;
    terminal = new FakeTerminal();
    platform = await new FakePlatform([aJob({ status: 'completed', completedAt: '2026-01-01T00:00:09Z' })]).listen();
    answer('GET /definitions/order', 200, VIEW);
    answer('POST /definitions/order/jobs', 202, { jobId: 'j1', status: 'accepted', href: '/jobs/j1' });
    answer('POST /definitions/order/plan', 200, { steps: [], warnings: [] });
  });
  afterEach(() => platform.close());

  const jobRunner = (...args: string[]) => runCli([...args, '--job-url', platform.url], terminal);
  const started = () => sent.at(-1);

  it('define puts what the file says, under its name or the one given', async () => {
    terminal.file('order.json', VIEW);
    answer('PUT /definitions/order', 201, { ...VIEW, warnings: ['/job: odd'] });
    expect(await jobRunner('define', 'order.json')).toBe(0);
    expect(terminal.out.text).toContain('order: version 3\nwarning: /job: odd\n');
    answer('PUT /definitions/other', 200, { ...VIEW, name: 'other' });
    expect(await jobRunner('define', 'order.json', '--name', 'other')).toBe(0);
    expect(terminal.out.text).toContain('other: version 3, which says the same already');
    terminal.file('nameless.json', { job: JOB });
    expect(await jobRunner('define', 'nameless.json')).toBe(2);
  });

  it('define and validate tell faults with their lines in the file', async () => {
    const errors = [{ pointer: '/job/steps/0/mode', message: 'expected one of execute' }];
    terminal.file('order.json', '{\n"name": "order",\n"job": {\n"steps": [\n{ "mode": "x" }]}}');
    answer('PUT /definitions/order', 422, { code: 'unprocessable', status: 422, detail: 'no', errors });
    answer('POST /definitions/validate', 200, { valid: false, errors, warnings: [] });
    for (const command of ['define', 'validate']) {
      expect(await jobRunner(command, 'order.json')).toBe(2);
      expect(terminal.err.text).toContain('line 5  /job/steps/0/mode: expected one of execute');
      terminal.err.text = '';
    }
    answer('POST /definitions/validate', 200, { valid: true, errors: [], warnings: ['odd'] });
    expect(await jobRunner('validate', 'order.json')).toBe(0);
    expect(terminal.out.text).toContain('order.json is a valid definition\nwarning: odd');
  });

  it('start sends values by the types of the schema; single ones win over the file', async () => {
    terminal.file('inputs.json', { customer: 'from the file', count: 1, note: 'kept' });
    const inputs = ['--inputs', 'inputs.json', '--input', 'customer=7', '--input', 'count=7'];
    expect(await jobRunner('start', 'order', ...inputs, '--label', 'env:prod', '--label', 'team:a:b')).toBe(0);
    expect(started()).toEqual({
      inputs: { customer: '7', count: 7, note: 'kept' },
      labels: { env: 'prod', team: 'a:b' },
    });
    expect(terminal.out.text).toContain('completed');
    expect(await jobRunner('start', 'order', '--input', 'customer=a', '--input', 'count=x')).toBe(2);
    expect(terminal.err.text).toContain('--input count: expected integer, not x');
    expect(await jobRunner('start', 'order', '--input', 'customer')).toBe(2);
  });

  it('start asks in a terminal for what is missing, and says it otherwise', async () => {
    expect(await jobRunner('start', 'order', '--input', 'note=x')).toBe(2);
    expect(terminal.err.text).toContain('inputs are missing: Who it is for (customer: string); count: integer.');
    terminal.isInteractive = true;
    terminal.answers = { 'Who it is for (customer: string)': 'acme', 'count: integer': '2' };
    expect(await jobRunner('start', 'order', '--input', 'note=x', '--detach')).toBe(0);
    expect(started()).toEqual({ inputs: { note: 'x', customer: 'acme', count: 2 } });
    terminal.answers = {};
    expect(await jobRunner('start', 'order')).toBe(2);
  });

  it('start does not ask for secrets', async () => {
    const inputs = { properties: { token: { type: 'string', writeOnly: true } }, required: ['token'] };
    answer('GET /definitions/order', 200, { ...VIEW, inputs });
    terminal.isInteractive = true;
    terminal.answers = { 'token: string': 'x' };
    expect(await jobRunner('start', 'order')).toBe(2);
    expect(terminal.err.text).toContain('token: secrets are not asked for');
  });

  it('start and plan take a version', async () => {
    answer('GET /definitions/order/versions/2', 200, { ...VIEW, version: 2, inputs: {} });
    expect(await jobRunner('start', 'order', '--use-version', '2', '--detach')).toBe(0);
    expect(started()).toEqual({ inputs: {}, version: 2 });
    expect(await jobRunner('plan', 'order', '--use-version', '2')).toBe(0);
    expect(platform.calls).toContain('POST /definitions/order/plan');
    terminal.file('order', { ...VIEW });
    expect(await jobRunner('plan', 'order')).toBe(2);
    expect(terminal.err.text).toContain('order holds a definition');
  });

  it('are listed, shown and retired', async () => {
    answer('GET /definitions?label=team:sales&limit=20', 200, [SUMMARY]);
    answer('GET /definitions/order/versions?limit=20', 200, [SUMMARY, { ...SUMMARY, version: 2 }]);
    answer('DELETE /definitions/order', 200, {});
    expect(await jobRunner('definitions', 'list', '--label', 'team:sales')).toBe(0);
    expect(await jobRunner('definitions', 'versions', 'order')).toBe(0);
    expect(await jobRunner('definitions', 'show', 'order')).toBe(0);
    expect(await jobRunner('definitions', 'retire', 'order')).toBe(0);
    expect(terminal.out.text).toContain('team:sales');
    expect(terminal.out.text).toContain(
      '  Who it is for (customer: string)\n  count: integer\n  note: string, optional',
    );
    expect(terminal.out.text).toContain('order: retired');
    expect(await jobRunner('definitions', 'sho')).toBe(2);
    expect(terminal.err.text).toContain('did you mean definitions show?');
  });
});
