import { describeInBrowser } from './support/chromium';
import { ConsoleBench } from './support/console-bench';

const DEFINITION = {
  description: 'Writes a todo for a customer',
  inputs: {
    type: 'object',
    properties: { title: { type: 'string', title: 'What is to be done' }, count: { type: 'integer', minimum: 1 } },
    required: ['title'],
  },
  job: {
    name: 'todo-of-customer',
    initialState: { count: { $input: '/count', default: 1 } },
    steps: [
      {
        name: 'write',
        tasks: [
          {
            name: 'todo',
            tag: 'todo',
            input: { command: 'create', resource: 'todo', payload: { title: { $input: '/title' } } },
            storeResultAt: '/todo',
          },
        ],
      },
    ],
  },
};

const [STORE] = DEFINITION.job.steps.flatMap(({ tasks }) => tasks);
const TITLED = { command: 'create', resource: 'todo', payload: { title: 'Look' } };
const STORES = [{ name: 'write', tasks: [{ ...STORE, input: TITLED }] }];

describeInBrowser('the screens of definitions, services and state', () => {
  let bench: ConsoleBench;
  beforeAll(async () => {
    bench = await ConsoleBench.start(['examples/designs/todo.json']);
    const address = `${bench.platform.env.JOB_CONTROL_URL}/definitions/todo-of-customer`;
    const headers = { 'content-type': 'application/json' };
    const { status } = await fetch(address, { method: 'PUT', headers, body: JSON.stringify(DEFINITION) });
    expect(status).toBe(201);
  }, 120_000);
  afterAll(() => bench.stop());

  it('run a definition from its form, with the plan in sight before anything starts', async () => {
    const shown = await bench.open('/run');
    const { page } = shown;
    await page.getByRole('link', { name: 'todo-of-customer' }).click();
    await page.getByText('There is a plan as soon as').waitFor();
    await page.getByLabel('What is to be done').fill('Send the invoice');
    await page.getByText('All can be undone up to step write').waitFor();
    await page.getByLabel('count').fill('many');
    await page.getByText('expected a number').waitFor();
    await page.getByLabel('count').fill('2');
    await shown.screenshots('run');
    await shown.expectSound();
    await page.getByRole('button', { name: 'Start' }).dblclick();
    await page.getByText('Every step is done').waitFor();
    await page.getByText('todo-of-customer, version 1').waitFor();
    const jobs = await fetch(`${bench.platform.env.JOB_CONTROL_URL}/jobs?definition=todo-of-customer`);
    expect(await jobs.json()).toHaveLength(1);
  }, 120_000);

  it('show what a definition takes and does, and who is there', async () => {
    const shown = await bench.open('/definitions/todo-of-customer');
    await shown.page.getByLabel('Job document').getByText('"storeResultAt"').waitFor();
    await shown.expectSound();
    await shown.page.getByRole('navigation', { name: 'Screens' }).getByRole('link', { name: 'Services' }).click();
    await shown.page.getByRole('cell', { name: /todo/ }).first().waitFor();
    await shown.screenshots('services');
    await shown.expectSound();
  }, 120_000);

  it('show a state document as text, whatever stands in it', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const job = {
      ...DEFINITION.job,
      initialState: { [hostile]: hostile },
      steps: [{ name: 'wait', wait: { seconds: 0 } }],
    };
    const id = await bench.submit(job);
    const shown = await bench.open(`/state/${id}`);
    await shown.page.getByLabel('Content of the document').getByText(`"${hostile}": "${hostile}"`).waitFor();
    await shown.screenshots('state');
    await shown.expectSound();
  }, 120_000);

  it('show what a document was before, and what each version changed', async () => {
    const id = await bench.submit({ ...DEFINITION.job, initialState: {}, steps: STORES });
    await bench.open(`/jobs/${id}`).then(({ page }) => page.getByText('Every step is done').waitFor());
    const shown = await bench.open(`/state/${id}`);
    await shown.page.getByRole('link', { name: 'Version 2' }).click();
    await shown.page.getByLabel('Changes').getByText('/todo').waitFor();
    await shown.expectSound();
    await shown.page.getByRole('link', { name: 'Version 1' }).click();
    await shown.page.getByLabel('Content of version 1').getByText('{}').waitFor();
  }, 120_000);
});
